"""What Allure shows of a check and of an outcome, whoever writes it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from booking_conformance.reports.evidence_text import details, request_text, response_text
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.safe_text import http_url, one_line, printable
from booking_conformance.results import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.recording import Exchange
    from booking_conformance.results import Outcome

EPIC = "Open Booking API 1.0 CR3"
SEVERITY = {Level.MUST: "critical", Level.SHOULD: "normal", Level.MAY: "minor"}
LINK_TYPE = "requirement"
EVIDENCE = "evidence"
_ATTACHED = 20
# What holds is shown by one example; the whole conversation is in exchanges.har.
_ATTACHED_PASSED = 1


class Cites(Protocol):
    """A check, or the result of one."""

    @property
    def requirements(self) -> tuple[str, ...]:
        """The ids of the requirements that it cites."""
        ...


def links(check: Cites) -> list[tuple[str, str]]:
    """Return address and name of the requirements; those of one place share a link: Allure keeps an address once."""
    names: dict[str, list[str]] = {}
    rows = catalogue()
    for row in check.requirements:
        names.setdefault(rows[row].url, []).append(row)
    return [(url, ", ".join(ids)) for url, ids in names.items() if http_url(url)]


def shown(outcome: Outcome) -> int:
    """Return how many of the exchanges are attached at most."""
    return _ATTACHED_PASSED if outcome.verdict is Verdict.PASS else _ATTACHED


def name_of(exchange: Exchange) -> str:
    """Return what an exchange that is attached is called."""
    return one_line(exchange.summary)


def text_of(exchange: Exchange) -> str:
    """Return an exchange as text.

    What the target said goes nowhere but into attachments: Allure renders descriptions as Markdown.
    """
    return printable(f"{request_text(exchange)}\n\n{response_text(exchange)}")


def evidence_of(outcome: Outcome, known: Mapping[str, Exchange]) -> str:
    """Return the evidence as text, with what it says of the exchanges that are known, by id; "" where there is none."""
    lines = [f"{outcome.verdict}: {outcome.reason}"] if outcome.reason else []
    for evidence in outcome.evidence:
        lines += ["", evidence.message]
        lines += [f"  {label}: {text}" for label, text in details(evidence, known.get(evidence.exchange or ""))]
    return printable("\n".join(lines))
