"""What Allure's plugin for pytest is told of an instance, from inside its item: its steps are not safe across tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import allure
from allure_commons import plugin_manager

from booking_conformance.reports.allure.contents import (
    EPIC,
    EVIDENCE,
    LINK_TYPE,
    SEVERITY,
    evidence_of,
    links,
    name_of,
    text_of,
)
from booking_conformance.reports.page.labels import checkpoint_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check import Check
    from booking_conformance.recording import Exchange
    from booking_conformance.results import Outcome

_DYNAMIC: Any = allure.dynamic  # it carries no types


def annotate(check: Check, instance: Outcome, exchanges: Sequence[Exchange]) -> None:
    """Describe the pytest item that is running to Allure, with the exchanges; without Allure nothing happens."""
    if not plugin_manager.hook.attach_data.get_hookimpls():
        return
    _DYNAMIC.epic(EPIC)
    _DYNAMIC.feature(checkpoint_title(check.checkpoint))
    _DYNAMIC.story(check.title)
    _DYNAMIC.title(instance.id)
    _DYNAMIC.severity(SEVERITY[check.level])
    _DYNAMIC.description(check.description)
    for url, name in links(check):
        _DYNAMIC.link(url, link_type=LINK_TYPE, name=name)
    evidence = evidence_of(instance, {exchange.id: exchange for exchange in exchanges})
    texts = [(EVIDENCE, evidence)] if evidence else []
    for name, text in [*texts, *((name_of(exchange), text_of(exchange)) for exchange in exchanges)]:
        allure.attach(text, name=name, attachment_type=allure.attachment_type.TEXT)
