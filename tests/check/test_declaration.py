"""A check whose declaration cannot hold is refused where it is declared."""

import pytest

from booking_conformance.check.declaration import check


def judge_conversation(conversation):
    """Nothing is wrong with a conversation."""


def judge_exchange(exchange, history):
    """Nothing is wrong with an exchange."""


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"scenario": "booking", "calls": ("B",)}, "one of the two"),
        ({}, "one of the two"),
        ({"scenario": "booking", "examples": ("booking",)}, "only an exchange check has examples"),
        ({"scenario": "booking", "unless_deleted": True}, "knows what was deleted"),
        ({"scenario": "booking", "feature": "approval", "promised": True}, "promised by no feature"),
        ({"calls": ("B",), "promised": True}, "promised by no feature"),
    ],
)
def test_what_does_not_go_together_is_refused(declared, said):
    with pytest.raises(ValueError, match=said):
        check("b.x", cites=("b-001",), **declared)(judge_conversation if "scenario" in declared else judge_exchange)


@pytest.mark.parametrize("cites", [(), ("nowhere-001",)])
def test_a_check_must_cite_what_the_catalogue_knows(cites):
    with pytest.raises(ValueError, match="no known requirement"):
        check("b.x", cites=cites, scenario="booking")
