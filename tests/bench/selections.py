"""Prints which faults an exchange check does not show when it is selected alone: run it by hand, it takes minutes.

Alone, a check is judged on three scenarios at most; what only a fourth one shows, it misses. ``run`` names the
scenarios that it was judged on, and ``--only-failed`` acts those in which it failed. Names of checks narrow what is
tried.
"""

from __future__ import annotations

import asyncio
import sys

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.forked import MANY_SEEDS, forked_system
from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.results import Verdict
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.session.state import SessionState
from tests.support.declaring import FAULTY_FEED_TIMEOUT

_SHOWN = {Verdict.FAIL, Verdict.WARN}


def verdict_under(check_id: str, fault: str) -> Verdict:
    """Return the verdict of a check that is selected alone, under a fault."""
    with forked_system([fault], seeds=MANY_SEEDS) as described:
        network = {**described["network"], "feed_timeout": FAULTY_FEED_TIMEOUT}
        configuration = load(data={**described, "network": network}, environment={}).configuration
        planned = plan(all_checks(), {check_id}, configuration)
        execution = Execution(configuration, throwaway=True, keep=True, progress=lambda _: None)
        state = SessionState(configuration, planned, lambda: execution)
        asyncio.run(state.act())
    return Verdict.worst([state.judge(check, instance).verdict for check, instance in planned.judged])


def main() -> None:
    """Print a line for each fault that is not shown."""
    named = set(sys.argv[1:])
    for row in fault_rows().values():
        for check_id in row.checks:
            if not all_checks()[check_id].calls or (named and check_id not in named):
                continue
            if (verdict := verdict_under(check_id, row.id)) not in _SHOWN:
                first = " (its first fault)" if check_id == row.primary else ""
                print(f"{check_id} is {verdict} under {row.id}{first}", flush=True)


if __name__ == "__main__":
    main()
