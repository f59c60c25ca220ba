"""Opens the way to a target: the session, and what its dataset site says."""

from __future__ import annotations

from contextlib import asynccontextmanager, closing, nullcontext
from typing import TYPE_CHECKING

from booking_conformance.client.budget import Budget
from booking_conformance.client.credentials import Credentials
from booking_conformance.client.journal import Journal
from booking_conformance.client.limiter import Limiter
from booking_conformance.client.message import BOOKING_MEDIA_TYPE, OPEN_FEED_MEDIA_TYPES, Message
from booking_conformance.client.recorder import Recorder
from booking_conformance.client.session import Session
from booking_conformance.client.transport import Transport
from booking_conformance.client.unreachable import remedy_for, remedy_for_status
from booking_conformance.client.witness import Witness
from booking_conformance.errors import NotADatasetSite, PreflightFailed, TargetUnreachable
from booking_conformance.openactive.dataset_site import parse_dataset_site
from booking_conformance.recording import CutOff
from booking_conformance.recording.redaction.redaction import Redactor
from booking_conformance.specification.profile import profile
from booking_conformance.urls import host_of, is_as_near, is_loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from booking_conformance.config import Configuration, Limits
    from booking_conformance.openactive.dataset_site import DatasetSite
    from booking_conformance.recording import Exchange
    from booking_conformance.recording.recording_log import RecordingLog


@asynccontextmanager
async def open_session(
    configuration: Configuration,
    journal: Path | None,
    witness: Path | None = None,
    log: RecordingLog | None = None,
) -> AsyncIterator[Session]:
    """Yield a session with nothing sent yet. Only the dataset site's origin and the configured ones are allowed.

    ``journal`` and ``witness`` are the files to write these to, if at all; ``log`` takes the recording as it grows.
    """
    limits = limits_of(configuration)
    redactor = Redactor(_public(configuration))
    with closing(Journal(journal)) as written, _witness(configuration, witness) as chain:
        async with Transport(configuration.network, limits) as transport:
            target = configuration.target
            own = (target.dataset_site, target.base_uri, target.orders_feed)
            for url in (*own, _checkout(configuration), *target.origins):
                if url:
                    transport.allow(url)
            credentials = Credentials(configuration.booking_partners, configuration.sellers, transport, redactor)
            recorder = Recorder(redactor, limits.recording_bytes, chain, log, configuration.profile)
            spoken = profile(configuration.profile).media_type
            session = Session(transport, Limiter(limits), Budget(limits), recorder, written, credentials, spoken)
            try:
                yield session
            finally:
                await session.close()


def _witness(configuration: Configuration, file: Path | None) -> AbstractContextManager[Witness | None]:
    return closing(Witness(file, configuration.target.dataset_site)) if file else nullcontext()


def _public(configuration: Configuration) -> tuple[str, ...]:
    """Return what no header may make a secret: with it blotted out, no answer could be read."""
    sellers = tuple(seller.id for seller in configuration.sellers.values())
    urls = (configuration.target.dataset_site, configuration.target.base_uri or "", "https://openactive.io/")
    return (profile(configuration.profile).media_type, BOOKING_MEDIA_TYPE, OPEN_FEED_MEDIA_TYPES, *urls, *sellers)


def _checkout(configuration: Configuration) -> str | None:
    return configuration.checkout.base_url if configuration.checkout else None


def limits_of(configuration: Configuration) -> Limits:
    """Return the limits that apply to a run, those filled in of which the configuration says nothing.

    They are those of the target; a checkout elsewhere, which gets few requests, gets few of them at a time.
    """
    types = len(set(configuration.opportunities.types))
    limits = configuration.limits.filled(near=configuration.near, types=types)
    checkout = host_of(_checkout(configuration) or "")
    if checkout and not is_loopback(checkout):
        return limits.model_copy(update={"concurrency": configuration.limits.filled(near=False).concurrency})
    return limits


async def read_dataset_site(configuration: Configuration, session: Session) -> DatasetSite:
    """Fetch and read the dataset site; TargetUnreachable when nothing answers, NotADatasetSite when it is none."""
    return site_in(await session.send(dataset_site_request(configuration.target.dataset_site)))


def dataset_site_request(url: str) -> Message:
    """Return the request for the page of a dataset site."""
    return Message("dataset-site", "GET", url, accept="text/html, */*", step="dataset site")


def site_in(exchange: Exchange) -> DatasetSite:
    """Return the dataset site that an answer is; raise TargetUnreachable or NotADatasetSite where it is none."""
    url = exchange.request.url
    if exchange.response is None:
        raise TargetUnreachable(f"{url} cannot be reached: {exchange.error}", remedy_for(exchange.error or ""))
    if exchange.status != 200:
        remedy = remedy_for_status(exchange.status)
        raise NotADatasetSite(f"{url} returned {exchange.status}{exchange.redirected}", remedy)
    if exchange.response.truncated:
        raise NotADatasetSite(f"the response of {url} exceeds the size limit", CutOff.remedy)
    return parse_dataset_site(exchange.response.body)


def authority_of(configuration: Configuration, site: DatasetSite) -> str:
    """Return where the OpenID provider is: the configured location, or one as near as the dataset site; "" for none."""
    configured, named = configuration.target.authentication_authority, site.authentication_authority or ""
    trusted = configured or (named if is_as_near(named, configuration.target.dataset_site) else "")
    return trusted.rstrip("/")


def base_uri_of(configuration: Configuration, site: DatasetSite) -> str:
    """Return the Base URI, to which credentials and personal data go: the configured one, or one as near as the site.

    Raises PreflightFailed for a Base URI that only the dataset site names and that is at another origin.
    """
    base_uri = site.booking_base_uri(configuration.target.base_uri)
    if configuration.target.base_uri is None and not is_as_near(base_uri, configuration.target.dataset_site):
        raise PreflightFailed(
            f"the dataset site names a Base URI at another origin, {base_uri}: no credentials are sent there",
            f'If you trust it, add to the configuration, under [target]: base_uri = "{base_uri}"',
        )
    return base_uri
