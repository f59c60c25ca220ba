"""``replay``: act one conversation of a report again, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from booking_conformance.cli.options import (
    FOLDER,
    config_of_environment,
    config_option,
    starting_system,
    target_settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from booking_conformance.recording import Exchange
    from booking_conformance.replay.acting import Replayed
    from booking_conformance.replay.choice import Choice

_FAILED = 1


@click.command(short_help="Act a conversation of a report again, and judge it.")
@click.argument("report", type=FOLDER)
@click.argument("what", required=False, default="", metavar="[CHECK|EXCHANGE]")
@config_option
def replay(report: Path, what: str, config: Path | None) -> int:
    """Act one conversation of REPORT again, with new UUIDs and opportunities, print its steps and judge it.

    CHECK: the conversation in which it failed; EXCHANGE (such as x0042): up to that exchange; without either, the first
    failure. Exits with 1 when it still fails.
    """
    from booking_conformance.replay.acting import replay as act_again
    from booking_conformance.replay.choice import choose

    choice = choose(report, what)
    click.echo(f"{choice.conversation}{f', up to {choice.until}' if choice.until else ''}")
    config = config or config_of_environment()
    with starting_system(config) as system, target_settings(config, system=system) as settings:
        replayed = act_again(settings.configuration, choice.conversation, choice.checks, _watch(choice))
    return _judged(replayed)


def _watch(choice: Choice) -> Callable[[Exchange], bool]:
    """Return what prints each exchange and says whether it is the last one."""
    from booking_conformance.reports.safe_text import one_line

    seen = 0

    def last(exchange: Exchange) -> bool:
        nonlocal seen
        if exchange.scenario != choice.conversation:
            return False
        click.echo(f"  {exchange.id}  {one_line(exchange.summary)}")
        seen += exchange.step == choice.until
        return bool(choice.until) and seen == choice.number

    return last


def _judged(replayed: Replayed) -> int:
    """Print what the checks came to, and return the exit code."""
    from booking_conformance.reports.evidence_text import AS_CURL, details
    from booking_conformance.reports.safe_text import one_line
    from booking_conformance.results import Verdict

    failed = False
    for check, outcome in replayed.outcomes:
        failed |= outcome.verdict in {Verdict.FAIL, Verdict.ERROR}
        click.echo(f"{outcome.verdict} {outcome.id}: {one_line(outcome.reason or check.title)}")
        for evidence in outcome.evidence[:1]:
            rows = details(evidence, replayed.recording.exchange(evidence.exchange or ""))
            for label, text in rows:
                if label != AS_CURL:
                    click.echo(f"    {label:<12} {text}")
    for left in replayed.left_behind:
        click.echo(f"left behind: {one_line(f'{left.kind} {left.id}: {left.reason}')}")
    return _FAILED if failed else 0
