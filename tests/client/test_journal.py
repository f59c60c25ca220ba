"""The journal lists what a run may have left on the target, and forgets what something else took the place of."""

import json

import pytest

from booking_conformance.client.journal import Journal, Made, read_journal

WHOSE = ("u1", "primary", "primary")
ORDER, PROPOSAL, QUOTE = (Made(kind, *WHOSE) for kind in ("order", "order-proposal", "order-quote"))


@pytest.mark.parametrize(
    ("calls", "left"),
    [
        (["C2"], ["order-quote"]),
        (["C2", "P"], ["order-proposal"]),
        (["C2", "P", "B"], ["order"]),
        (["C2", "B"], ["order"]),
    ],
)
def test_what_was_made_takes_the_place_of_what_it_was_made_from(calls, left):
    journal = Journal(None)
    for call in calls:
        journal.sending(call, *WHOSE)
        journal.answered(call, *WHOSE, succeeded=True)
    assert journal.left() == [Made(kind, *WHOSE) for kind in left]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ({"orderProposalStatus": "https://openactive.io/CustomerRejected"}, []),
        ({"orderCustomerNote": "Conformance Test"}, ["order-proposal"]),
        (None, ["order-proposal"]),
    ],
)
def test_a_proposal_that_its_customer_rejected_is_gone(body, kinds):
    journal = Journal(None)
    journal.sending("P", *WHOSE)
    journal.answered("P", *WHOSE, succeeded=True)
    journal.answered("proposal-update", *WHOSE, succeeded=True, body=body)
    assert [made.kind for made in journal.left()] == kinds


def after(*acts):
    """Return what is left after calls, each with what came of it: True, False (refused), or None (never answered)."""
    journal = Journal(None)
    for call, succeeded in acts:
        journal.sending(call, *WHOSE)
        if succeeded is not None:
            journal.answered(call, *WHOSE, succeeded=succeeded)
    return journal.left()


@pytest.mark.parametrize(
    ("acts", "left"),
    [
        ([("C2", True)], [QUOTE]),
        ([("C2", False)], []),
        ([("C2", True), ("B", True)], [ORDER]),
        ([("C2", True), ("B", False)], [QUOTE]),
        ([("C2", True), ("B", None)], [QUOTE, ORDER]),
        ([("C2", True), ("P", True), ("B", True)], [ORDER]),
        ([("B", True), ("B", False)], [ORDER]),
        ([("B", True), ("order-deletion", False)], [ORDER]),
        ([("B", True), ("order-deletion", True)], []),
        ([("C1", True), ("quote-deletion", True)], []),
        ([("C2", True), ("B", True), ("order-deletion", True), ("C1", False), ("B", False)], []),
        ([("P", True), ("proposal-update", True)], [PROPOSAL]),
        ([("order-status", True)], []),
    ],
)
def test_what_may_be_left(acts, left):
    assert after(*acts) == left


def test_what_was_refused_again_after_it_was_made_is_still_there():
    assert after(("C2", True), ("C2", False)) == [QUOTE]


def test_a_file_is_written_before_sending_and_read_to_its_torn_end(tmp_path):
    file = tmp_path / "journal.jsonl"
    journal = Journal(file)
    journal.sending("C2", *WHOSE)
    journal.sending("C2", *WHOSE)
    journal.sending("B", *WHOSE)
    journal.answered("B", *WHOSE, succeeded=True)
    lines = file.read_text(encoding="utf-8").splitlines()
    journal.close()
    assert [(entry["event"], entry["kind"]) for entry in map(json.loads, lines)] == [
        ("sending", "order-quote"),
        ("sending", "order"),
        ("gone", "order-quote"),
    ]
    assert read_journal([*lines, lines[0][:20]]) == [ORDER]


def test_a_run_that_is_resumed_begins_with_what_was_left():
    journal = Journal(None)
    journal.take_over([ORDER])
    journal.answered("order-deletion", *WHOSE, succeeded=True)
    assert journal.left() == []
