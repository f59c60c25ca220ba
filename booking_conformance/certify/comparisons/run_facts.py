"""What a recording shows of the circumstances of its run: the target, the counts, the seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.certify.run_history import history_of
from booking_conformance.client.budget import BOOKING_CALLS
from booking_conformance.client.connection import base_uri_of, limits_of, site_in
from booking_conformance.errors import SuiteError
from booking_conformance.results import Leftover, RunInfo
from booking_conformance.runner.longest_chain import longest_chain
from booking_conformance.runner.run_result import generated_of, selection_counts, target_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.openactive.dataset_site import DatasetSite
    from booking_conformance.recording import Exchange
    from booking_conformance.results import Target


def target_shown(report: SavedReport) -> Target:
    """Return the target as the recorded dataset site describes it."""
    site = _site(report.recording.exchanges)
    return target_of(report.configuration, site, _base_uri(report, site))


def _is_site(exchange: Exchange) -> bool:
    """Return whether a page of the dataset site came, which is what a run goes by."""
    return exchange.call == "dataset-site" and exchange.response is not None and not exchange.superseded


def _site(exchanges: Sequence[Exchange]) -> DatasetSite | None:
    page = next((one for one in exchanges if _is_site(one)), None)
    try:
        return site_in(page) if page else None
    except SuiteError:
        return None


def _base_uri(report: SavedReport, site: DatasetSite | None) -> str:
    try:
        return base_uri_of(report.configuration, site) if site else ""
    except SuiteError:
        return ""


def run_facts(report: SavedReport, selected: Collection[str]) -> RunInfo:
    """Return the circumstances of the run: counted in the recording where it shows them, else as reported."""
    stated, recording, configuration = report.document["run"], report.recording, report.configuration
    superseded = sum(exchange.superseded for exchange in recording.exchanges)
    return RunInfo(
        started=report.started,
        duration_s=stated["duration_s"],
        exchanges=len(recording.exchanges),
        bookings=bookings_shown(recording.exchanges),
        seed=configuration.seed,
        selection=selection_counts(selected),
        limits=limits_of(configuration).model_dump(),
        left_behind=tuple(Leftover(**row) for row in stated["left_behind"]),
        interrupted=stated["interrupted"],
        stopped=stated["stopped"],
        known_failures=tuple(stated["known_failures"]),
        resumed=tuple(stated.get("resumed", ())),
        history=history_of(stated.get("history")),
        generated=generated_of(recording.conversations),
        longest_chain=longest_chain(recording.conversations) if "longest_chain" in stated else None,
        # A connection that was lost and made anew is counted among them, and not recorded.
        retries=max(superseded, stated["retries"]),
    )


def bookings_shown(exchanges: Sequence[Exchange]) -> int:
    """Return how many Orders and proposals were asked for: those that were wrong on purpose where they were made."""
    asked = (exchange for exchange in exchanges if exchange.call in BOOKING_CALLS)
    return len({_order(one) for one in asked if one.intent == "ordinary" or one.succeeded})


def _order(exchange: Exchange) -> tuple[str, str]:
    return exchange.partner, exchange.request.url.partition("?")[0].rpartition("/")[2]
