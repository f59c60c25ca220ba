"""What Allure shows of an instance, from inside its pytest item: its steps are not safe across tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import allure
from allure_commons import plugin_manager

from booking_conformance.reports.evidence_text import details, request_text, response_text
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.labels import checkpoint_title
from booking_conformance.reports.safe_text import http_url, one_line, printable
from booking_conformance.results import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check import Check
    from booking_conformance.recording import Exchange
    from booking_conformance.results import Outcome

EPIC = "Open Booking API 1.0 CR3"
_SEVERITY = {
    Level.MUST: allure.severity_level.CRITICAL,
    Level.SHOULD: allure.severity_level.NORMAL,
    Level.MAY: allure.severity_level.MINOR,
}
_ATTACHED = 20
# What holds is shown by one example; the whole conversation is in exchanges.har.
_ATTACHED_PASSED = 1
_DYNAMIC: Any = allure.dynamic  # it carries no types


def annotate(check: Check, instance: Outcome, exchanges: Sequence[Exchange]) -> None:
    """Describe the pytest item that is running to Allure; without Allure nothing happens.

    Text of the target goes into plain-text attachments only: Allure renders descriptions as Markdown.
    """
    if not plugin_manager.hook.attach_data.get_hookimpls():
        return
    _DYNAMIC.epic(EPIC)
    _DYNAMIC.feature(checkpoint_title(check.checkpoint))
    _DYNAMIC.story(check.title)
    _DYNAMIC.title(instance.id)
    _DYNAMIC.severity(_SEVERITY[check.level])
    _DYNAMIC.description(check.description)
    _link(check)
    _attach_evidence(instance, exchanges)
    attached = _ATTACHED_PASSED if instance.verdict is Verdict.PASS else _ATTACHED
    for exchange in exchanges[:attached]:
        _attach(f"{request_text(exchange)}\n\n{response_text(exchange)}", one_line(exchange.summary))


def _link(check: Check) -> None:
    """Link the requirements; those of one place share a link, since Allure keeps an address once."""
    names: dict[str, list[str]] = {}
    rows = catalogue()
    for row in check.requirements:
        names.setdefault(rows[row].url, []).append(row)
    for url, ids in names.items():
        if http_url(url):
            _DYNAMIC.link(url, link_type="requirement", name=", ".join(ids))


def _attach_evidence(instance: Outcome, exchanges: Sequence[Exchange]) -> None:
    known = {exchange.id: exchange for exchange in exchanges}
    lines = [f"{instance.verdict}: {instance.reason}"] if instance.reason else []
    for evidence in instance.evidence:
        lines += ["", evidence.message]
        lines += [f"  {label}: {text}" for label, text in details(evidence, known.get(evidence.exchange or ""))]
    if lines:
        _attach("\n".join(lines), "evidence")


def _attach(text: str, name: str) -> None:
    allure.attach(printable(text), name=name, attachment_type=allure.attachment_type.TEXT)
