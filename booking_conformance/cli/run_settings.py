"""What the flags of ``run`` come to: the selection, the settings, and what a run that is resumed was started with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from booking_conformance.runner.run import RunOptions


def selected_checks(
    only: tuple[str, ...], only_failed: Path | None, report: Path
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the words that select checks, and the conversations to judge them on; refuse wrong ones, and a folder."""
    from booking_conformance.check.planning.selection import select
    from booking_conformance.check.registry import all_checks
    from booking_conformance.replay.failed_checks import failed_in
    from booking_conformance.runner.report_folder import refuse_foreign_folder

    select(all_checks(), only)
    refuse_foreign_folder(report)
    if only_failed is None:
        return only, frozenset()
    failed = failed_in(only_failed)
    return failed.checks, failed.conversations


def resumed(report: Path, options: RunOptions, overrides: dict[str, Any]) -> tuple[RunOptions, dict[str, Any]]:
    """Return options and settings as the run had them that reported into a folder and was cut off."""
    from booking_conformance.config.loading import merged
    from booking_conformance.runner.resumption import read_resumption

    resumption = read_resumption(report)
    head = resumption.logged.head
    started = replace(
        options,
        report=report,
        resumption=resumption,
        only=tuple(head["only"]),
        keep=head["keep"],
        max_failures=head["max_failures"],
        shown_in=frozenset(head["shown_in"]),
    )
    return started, merged(head["flags"], overrides)


def overrides_of(target: str | None, **settings: Any) -> dict[str, Any]:
    """Return the settings that flags were given for, nested like the configuration."""
    allowed = settings["allow_bookings"]
    tables = {
        "target": {"dataset_site": target},
        "limits": {name: settings[name] for name in ("concurrency", "rate")},
        "network": {"allow_bookings": list(allowed) if allowed else None},
        **{name: settings[name] for name in ("profile", "scope", "seed", "effort")},
    }
    return _given(tables)


def _given(table: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _given(value) if isinstance(value, dict) else value for name, value in table.items()}
    return {name: value for name, value in kept.items() if value is not None and value != {}}
