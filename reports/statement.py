"""``statement.md``: a conformance statement with the feature names of the OpenActive Test Suite beside our own."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from booking_conformance.reports.grouping import counts
from booking_conformance.reports.page.labels import MEANINGS, SCOPES
from booking_conformance.reports.safe_text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.results import FeatureResult, RunResult

# What a configuration of the OpenActive Test Suite says under implementedFeatures.
_IMPLEMENTED = {True: "true", False: "false", None: "null"}


def statement(result: RunResult) -> bytes:
    """Return the statement as Markdown."""
    return "\n".join([*_lines(result), ""]).encode()


def _lines(result: RunResult) -> Iterator[str]:
    target = result.target
    yield f"# Conformance statement: {markdown(target.title)}"
    yield ""
    did = SCOPES[result.scope]
    yield f"**{result.verdict} at scope {result.scope}.** {MEANINGS[result.verdict]} {did[0].upper()}{did[1:]}."
    yield ""
    yield "| | |"
    yield "|---|---|"
    for name, value in _facts(result):
        yield f"| {name} | {markdown(value)} |"
    yield ""
    yield "## Features"
    yield ""
    yield "*Implemented* is what the configuration of the OpenActive Test Suite has to state: true, false, or null"
    yield "where nothing was stated. Required features are implemented by every booking system."
    yield ""
    yield "| OpenActive Test Suite | here | required | implemented | seen | verdict |"
    yield "|---|---|---|---|---|---|"
    yield from map(_row, result.features)


def _facts(result: RunResult) -> Iterator[tuple[str, str]]:
    target, run = result.target, result.run
    yield "booking system", f"{target.name} {target.version}".strip()
    yield "dataset site", target.dataset_site
    yield "opportunity types", ", ".join(target.types)
    yield "booking flows", ", ".join(target.flows)
    yield "profile", f"{result.profile} (sha256 {result.profile_sha256})"
    yield "suite", f"booking-conformance {result.suite_version}"
    yield "run", f"{run.started.astimezone(UTC).isoformat(timespec='seconds')}, {run.exchanges} exchanges"
    yield "checks", ", ".join(f"{count} {verdict}" for verdict, count in counts(result.checks).items())


def _row(feature: FeatureResult) -> str:
    peer = ", ".join(feature.peer) or "–"
    required, seen = ("yes" if value else "no" for value in (feature.required, feature.seen))
    return f"| {peer} | {feature.id} | {required} | {_IMPLEMENTED[feature.declared]} | {seen} | {feature.verdict} |"
