"""The audit of a file that this suite wrote: by the checks that judged it then, each of their instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.check.judge import Judge
from booking_conformance.check.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config import Configuration
from booking_conformance.recording.har import SELECTION, read_har
from booking_conformance.results import Target

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.audit.findings import Findings
    from booking_conformance.recording.har import HarFile


def judge_own(file: Path, found: Findings) -> bool:
    """Judge a file of this suite; return whether that was possible.

    One whose annotations are damaged is traffic like any other, and so is a second one: the ids of its exchanges are
    those of the first.
    """
    if found.target is not None:
        found.complain(f"{file.name}: the annotations of one recording at a time are used; these are passed over")
        return False
    try:
        har = read_har(file)
        configuration = Configuration.model_validate(har.context["configuration"])
    except (ValueError, KeyError) as error:
        found.complain(f"{file.name}: the annotations cannot be used: {error}")
        return False
    _judge(har, configuration, found)
    return True


def _judge(har: HarFile, configuration: Configuration, found: Findings) -> None:
    checks, recording = all_checks(), har.recording
    selected = frozenset(checks).intersection(har.context.get(SELECTION, checks))
    planned = plan(checks, selected, configuration)
    judge = Judge(recording, planned.judged)
    for check, subject in planned.judged:
        found.outcomes[check.id].append(judge.judge(check, subject))
    found.exchanges += len(recording.exchanges)
    found.judged += len(recording.exchanges)
    found.keep_cited(recording.exchanges)
    found.target, found.scope, found.base_uri = _target(har), configuration.granted_scope, recording.base_uri


def _target(har: HarFile) -> Target:
    told: dict[str, Any] = har.context.get("target", {})
    texts = {name: str(told.get(name, "")) for name in ("name", "version", "dataset_site", "base_uri")}
    lists = {name: tuple(told.get(name, ())) for name in ("types", "flows", "features")}
    return Target(**texts, **lists)  # type: ignore[arg-type]  # each name has the type that it was read as
