"""Deletes what a run made. What was sent and never answered counts as made; what stays is listed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from booking_conformance.client.connection import open_session, read_dataset_site
from booking_conformance.client.journal import Made, read_journal
from booking_conformance.client.message import Message
from booking_conformance.openactive.orders import proposal_status
from booking_conformance.results import Leftover
from booking_conformance.runner.report_folder import JOURNAL
from booking_conformance.scenario import bodies
from booking_conformance.scenario.run_context import open_run_context
from booking_conformance.specification import calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from booking_conformance.config import Configuration
    from booking_conformance.scenario.run_context import RunContext

_REJECTED_BY_SELLER = "SellerRejected"
_GONE = frozenset({200, 204, 404, 410})
_MOST_SECONDS = 300
# By kind: the call that deletes it, and its body.
_WAYS: dict[str, tuple[str, object]] = {
    "order": ("order-deletion", None),
    "order-proposal": ("proposal-update", bodies.proposal_update()),
    "order-quote": ("quote-deletion", None),
    "dataset": ("test-dataset-deletion", None),
}


async def clean_up(run: RunContext, *, throwaway: bool = False) -> list[Leftover]:
    """Delete what the journal of a running session lists and return what is left.

    ``throwaway`` says that the target is our own and ends with the run: then only the dataset is deleted.
    """
    made = run.session.journal.left()
    if not throwaway:
        return await _clean_up_all(run, made)
    left = await _clean_up_all(run, [thing for thing in made if thing.kind == "dataset"])
    for thing in made:
        run.session.journal.gone(thing)
    return left


async def _clean_up_all(run: RunContext, made: Sequence[Made]) -> list[Leftover]:
    left: list[Leftover] = []
    until = asyncio.get_running_loop().time() + _MOST_SECONDS
    for kind in _WAYS:
        ways = [_in_time(run, thing, until) for thing in made if thing.kind == kind]
        left += [leftover for leftover in await asyncio.gather(*ways) if leftover is not None]
    return left


async def _in_time(run: RunContext, thing: Made, until: float) -> Leftover | None:
    try:
        async with asyncio.timeout_at(until):
            return await _one(run, thing)
    except TimeoutError:
        return Leftover(thing.kind, thing.id, f"not deleted within the {_MOST_SECONDS // 60} minutes for clean-up")


async def _one(run: RunContext, thing: Made) -> Leftover | None:
    if _rejected(run, thing):
        run.session.journal.gone(thing)
        return None
    answer = await run.session.send(_message(run.base_uri, thing))
    # A proposal that became an Order can no longer be rejected: deleting the Order has taken it away.
    if answer.status in _GONE or (thing.kind == "order-proposal" and 400 <= answer.status < 500):
        run.session.journal.gone(thing)
        return None
    return Leftover(thing.kind, thing.id, answer.summary)


def _rejected(run: RunContext, thing: Made) -> bool:
    """Return whether the feed has shown that the Seller rejected a proposal: nothing of it is left to delete."""
    if thing.kind != "order-proposal":
        return False
    item = run.proposals_feed(thing.partner).item(f"orderproposal/{thing.id}")
    data = item.get("data") if item else None
    return isinstance(data, dict) and proposal_status(data) == _REJECTED_BY_SELLER


def _message(base_uri: str, thing: Made) -> Message:
    name, body = _WAYS[thing.kind]
    call, is_dataset = calls()[name], thing.kind == "dataset"
    return Message(
        name,
        call.method,
        base_uri + call.path.replace("{dataset}" if is_dataset else "{uuid}", thing.id),
        body,
        partner=thing.partner,
        seller=thing.seller or None,
        order_uuid=None if is_dataset else thing.id,
        scenario="clean-up",
        step="clean-up",
        clean_up=True,
    )


def clean_up_from_journal(report: Path, configuration: Configuration) -> list[Leftover]:
    """Repeat the clean-up of an earlier run from its journal and return what is left."""
    journal = report / JOURNAL
    made = read_journal(journal.read_text(encoding="utf-8").splitlines())
    return asyncio.run(_again(configuration, journal, made))


async def _again(configuration: Configuration, journal: Path, made: Sequence[Made]) -> list[Leftover]:
    async with open_session(configuration, journal) as session:
        site = await read_dataset_site(configuration, session)
        return await _clean_up_all(open_run_context(configuration, session, site, lambda _: None), made)
