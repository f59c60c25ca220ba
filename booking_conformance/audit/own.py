"""The audit of a file that this suite wrote: by the checks that judged it then, each of their instances."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config import Configuration
from booking_conformance.recording.har.har import SELECTION, read_har
from booking_conformance.results import Target

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.audit.findings import Findings
    from booking_conformance.check.planning.plan import Plan
    from booking_conformance.recording.har.har import HarFile
    from booking_conformance.results import Outcome


def judge_own(file: Path, found: Findings) -> bool:
    """Judge a file of this suite; return whether that was possible.

    One whose annotations are damaged is traffic like any other, and so is a second one: the ids of its exchanges are
    those of the first.
    """
    if found.target is not None:
        found.complain(f"{file.name}: only one recording can be judged with its annotations; these are ignored")
        return False
    try:
        har = read_har(file)
        configuration = Configuration.model_validate(har.context["configuration"])
    except (ValueError, KeyError) as error:
        found.complain(f"{file.name}: the annotations cannot be used: {error}")
        return False
    _judge(har, configuration, found)
    return True


def selection_of(har: HarFile) -> frozenset[str]:
    """Return the ids of the checks that judged a recording of this suite when it was made, and still exist."""
    return frozenset(all_checks()).intersection(har.context.get(SELECTION, all_checks()))


def judged_again(har: HarFile, planned: Plan) -> dict[str, list[Outcome]]:
    """Return the outcomes of every instance by check id, judged on a recording of this suite."""
    judge = Judge(har.recording, planned.judged)
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    for check, subject in planned.judged:
        outcomes[check.id].append(judge.judge(check, subject))
    return outcomes


def _judge(har: HarFile, configuration: Configuration, found: Findings) -> None:
    recording = har.recording
    found.outcomes.update(judged_again(har, plan(all_checks(), selection_of(har), configuration)))
    found.exchanges += len(recording.exchanges)
    found.judged += len(recording.exchanges)
    found.keep_cited(recording.exchanges)
    found.profile = configuration.profile
    found.target, found.scope, found.base_uri = _target(har), configuration.granted_scope, recording.base_uri


def _target(har: HarFile) -> Target:
    described: dict[str, Any] = har.context.get("target", {})
    texts = {name: str(described.get(name, "")) for name in ("name", "version", "dataset_site", "base_uri")}
    lists = {name: tuple(described.get(name, ())) for name in ("types", "flows", "features")}
    return Target(**texts, **lists)  # type: ignore[arg-type]  # each name has the type that it was read as
