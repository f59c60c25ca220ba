"""One piece of evidence as plain text: for JUnit, the terminal and Allure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.reports.safe_text import BODY_SHOWN, header_lines, one_line, pretty, printable
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Catalogue
    from booking_conformance.results import CheckResult, Evidence, Outcome

AS_CURL = "as curl"
UNTESTED = "Not testable: "
_CURL_SHOWN = 4_000
_FURTHER = 5


def details(evidence: Evidence, exchange: Exchange | None) -> list[tuple[str, str]]:
    """Return label and text of whatever the evidence says beside its message."""
    rows = [
        ("expected", evidence.expected),
        ("got", evidence.got),
        ("at", evidence.pointer),
        ("requirement", ", ".join(evidence.requirements)),
        ("exchange", f"{exchange.id}, {exchange.summary.removeprefix(': ')}" if exchange else evidence.exchange),
    ]
    shown = [(label, one_line(text, 600)) for label, text in rows if text]
    return [*shown, (AS_CURL, curl(exchange))] if exchange else shown


def told(outcome: Outcome) -> str:
    """Return the reason of an outcome and further evidence, a line each; "" where there is none.

    A format that knows failures only tells by its first words what could not be tested.
    """
    others = [f"{each.message} (exchange {each.exchange})" for each in outcome.evidence[1:_FURTHER]]
    text = "\n".join([outcome.reason, *others])
    return f"{UNTESTED}{text}" if outcome.verdict is Verdict.NOT_TESTABLE else text


def specification(check: CheckResult, rows: Catalogue) -> list[str]:
    """Return the requirements of a check with their level and the link into the specification, one line each."""
    return [f"{row} {rows[row].level} {rows[row].url}" for row in check.requirements]


def again(check: CheckResult) -> str:
    """Return the command that judges a check once more, where it has the same configuration.

    A request alone may be answered otherwise later: its Order and its opportunities were deleted with the run.
    """
    return f"booking-conformance run --only {check.id}"


def script(check: CheckResult) -> str:
    """Return the file, below the report folder, that acts what failed again; "" where nothing recorded shows it."""
    shown = any(evidence.exchange for outcome in check.instances for evidence in outcome.evidence)
    return f"repro/{check.id}.sh" if shown and check.verdict in {Verdict.FAIL, Verdict.WARN} else ""


def plain(docstring: str) -> str:
    """Return a docstring without the marks of literals."""
    return docstring.replace("``", "")


def curl(exchange: Exchange) -> str:
    """Return the curl command of an exchange for showing, or where it is when it is long."""
    command = printable(exchange.curl())
    return command if len(command) <= _CURL_SHOWN else f"the request of {exchange.id} in exchanges.har"


def request_text(exchange: Exchange, limit: int = BODY_SHOWN) -> str:
    """Return the request as a message to read, its body cut at ``limit`` characters."""
    request = exchange.request
    head = f"{one_line(request.method)} {one_line(request.url, 4000)}\n{header_lines(request.headers)}"
    return head if request.body is None else f"{head}\n\n{pretty(request.body, limit)}"


def response_text(exchange: Exchange, limit: int = BODY_SHOWN) -> str:
    """Return the response as a message to read, its body cut at ``limit`` characters, or why none came."""
    response = exchange.response
    if response is None:
        return f"No response: {one_line(exchange.error or 'unknown')}"
    cut = "… the body was not recorded" if response.body_lost else ""
    if response.truncated:
        cut = "… the body exceeds the size limit (response_bytes under [limits]) and was not kept"
    return f"{response.status}\n{header_lines(response.headers)}\n\n{pretty(response.body, limit)}{cut}"
