"""Whatever has a name can be explained."""

import pytest


@pytest.mark.parametrize(
    ("name", "said"),
    [("c1-011", "order-quote-creation"), ("OrderAlreadyExistsError", "500"), ("err-018", "(requirement, MUST)")],
)
def test_explain_tells_of_requirements_and_error_types(ended, name, said):
    code, out, _ = ended("explain", name)
    assert code == 0
    assert said in out.replace("orderquote", "order-quote")


def test_explain_tells_of_every_check():
    from booking_conformance.check.registry import all_checks
    from booking_conformance.cli.output.explanation import explanation

    for check in all_checks().values():
        text = explanation(check.id)
        assert check.description in text
        assert all(row in text for row in check.requirements)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("approval", "declared by:  flows.approval = true"),
        ("order-status", "order-status.returns-order"),
        ("c1", "c1.omits-customer"),
        ("c1-echoes-customer", "breaks:       c1.omits-customer: The C1 response has no customer"),
        ("refuses-all-cancellations", "warns:        order-cancellation.accepts-advertised"),
    ],
)
def test_explain_knows_features_checkpoints_faults_and_variants(ended, name, said):
    code, out, _ = ended("explain", name)
    assert code == 0
    assert said in out


def test_explain_suggests(ended):
    assert 'Did you mean "OrderAlreadyExistsError"?' in ended("explain", "OrderAlreadyExistsEror")[2]
