"""A script for each check that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.recording.json_text import to_bytes
from booking_conformance.reports.grouping import of_verdict
from booking_conformance.reports.repro.connection import connection
from booking_conformance.reports.repro.credentials import ScriptCredentials
from booking_conformance.reports.repro.names import Names
from booking_conformance.reports.repro.opportunities import ScriptOpportunities
from booking_conformance.reports.repro.script import Script
from booking_conformance.reports.repro.steps import failure_of
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import RunResult


def repro_scripts(
    result: RunResult,
    recording: Recorded,
    configuration: Mapping[str, Any],
    variables: Mapping[tuple[str, ...], str],
) -> Iterator[tuple[str, bytes]]:
    """Yield the name of a file and the script in it, for each check that fails or warns on a recorded exchange.

    ``configuration`` is that of the run without its secrets, ``variables`` names the environment variable of each
    secret by its place there.
    """
    broken = [row for verdict in (Verdict.WARN, Verdict.FAIL) for row in of_verdict(result.checks, verdict)]
    for check, outcomes in {check.id: (check, outcomes) for check, outcomes in broken}.values():
        failure = failure_of(check, outcomes, recording)
        if failure is None:
            continue
        credentials = ScriptCredentials(configuration, variables)
        names = Names(credentials.seller_ids)
        facts = failure.conversation.facts if failure.conversation else {}
        script = Script(failure, names, credentials, ScriptOpportunities(facts, recording, names))
        yield f"{check.id}.sh", to_bytes(script.text(check, result.target.base_uri, tuple(connection(configuration))))
