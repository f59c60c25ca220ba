"""The words of the reports: what verdicts and scopes mean, and what the checkpoints are called."""

from __future__ import annotations

from dataclasses import dataclass

from booking_conformance.results import Scope, Verdict
from booking_conformance.results.run_verdict import SELECTION_FAILS, SELECTION_HOLDS, SELECTION_UNDECIDED
from booking_conformance.results.verdict import NO_VIOLATION, VIOLATIONS


@dataclass(frozen=True)
class Mark:
    """How a verdict is shown: a sign beside the word, so that colour is never the only signal."""

    sign: str
    meaning: str


MARKS: dict[str, Mark] = {
    Verdict.PASS: Mark("✓", "shown to hold"),
    Verdict.FAIL: Mark("✗", "a MUST is broken"),
    Verdict.WARN: Mark("!", "a SHOULD is not followed"),
    Verdict.INFO: Mark("i", "reported, not judged"),
    Verdict.NOT_APPLICABLE: Mark("–", "its feature is not declared, or the rule covers nothing in the run"),
    Verdict.NOT_TESTABLE: Mark("?", "the run needed something and did not get it"),
    Verdict.NOT_RUN: Mark("○", "not selected, or outside what this configuration can show"),
    Verdict.ERROR: Mark("‼", "internal error in the suite"),
}

MEANINGS = {
    "conformant": "Every required check was shown to hold, and so was every check of the declared features.",
    "partial": "Every required check was shown to hold, but a declared feature was not.",
    "inconclusive": "No required check failed, but at least one could not be judged.",
    "non-conformant": "At least one required check failed.",
    SELECTION_HOLDS: "Every selected check holds. The others were not judged.",
    SELECTION_UNDECIDED: "No selected check failed, but at least one could not be judged.",
    SELECTION_FAILS: "At least one selected check failed.",
    VIOLATIONS: "The recorded traffic breaks at least one rule.",
    NO_VIOLATION: "The recorded traffic breaks no rule that could be judged from it. This does not prove conformance.",
}

# The tone, one of good, middling, bad, colours the verdict of the whole run.
TONES = {
    "conformant": "good",
    NO_VIOLATION: "good",
    SELECTION_HOLDS: "good",
    SELECTION_UNDECIDED: "middling",
    SELECTION_FAILS: "bad",
    "partial": "middling",
    "inconclusive": "middling",
    "non-conformant": "bad",
    VIOLATIONS: "bad",
}

SCOPES = {
    Scope.READ: "the dataset site and the feeds were read, nothing was booked",
    Scope.BOOK: "existing opportunities were booked",
    Scope.FULL: "opportunities were created on demand, two booking partners were used, and "
    "the run waited for leases to expire",
}

WIDER = {
    Scope.READ: "Scope book also needs the credentials of one booking partner, opportunities that may be booked, "
    "and permission to book on this host (allow_bookings).",
    Scope.BOOK: "Scope full also needs the Test Interface, the credentials of a second booking partner, "
    "and time to wait for leases to expire.",
    Scope.FULL: "",
}

# In the order of a booking; whatever is not named here follows by name.
CHECKPOINTS = {
    "dataset_site": "Dataset site",
    "opportunity_feeds": "Opportunity feeds",
    "rpde": "RPDE",
    "c1": "C1",
    "c2": "C2",
    "p": "P",
    "order_proposal_update": "OrderProposal Update",
    "b": "B",
    "order_quote_deletion": "OrderQuote Deletion",
    "order_cancellation": "Order Cancellation",
    "order_deletion": "Order Deletion",
    "order_status": "Order Status",
    "orders_feed": "Orders feed",
    "proposals_feed": "Proposals feed",
    "leasing": "Leasing",
    "errors": "Errors",
    "messages": "Messages",
    "personal_data": "Personal data",
    "access_control": "Access control",
    "openid_connect": "OpenID Connect",
    "version_1_0": "Version 1.0",
}


def is_audit(verdict: str) -> bool:
    """Return whether a verdict is of recorded traffic: that has no scope, and nothing was done for it."""
    return verdict in {VIOLATIONS, NO_VIOLATION}


def headline(verdict: str, scope: str) -> str:
    """Return the verdict of the whole, with its scope where it has one."""
    return verdict if is_audit(verdict) else f"{verdict} at scope {scope}"


def checkpoint_title(name: str) -> str:
    """Return the heading of a checkpoint (a folder of suites)."""
    words = name.replace("_", " ")
    return CHECKPOINTS.get(name) or words[:1].upper() + words[1:]


def checkpoint_order(name: str) -> tuple[int, str]:
    """Return the sort key of a checkpoint: the order of a booking, then the alphabet."""
    names = list(CHECKPOINTS)
    return (names.index(name) if name in names else len(names), name)
