"""``init``: a first configuration from what a dataset site says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command(short_help="Write a conformance.toml from your dataset site.")
@click.argument("url", required=False)
@click.option(
    "--from",
    "peer",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Translate the configuration file of an OpenActive Test Suite instead, such as config/test.json.",
)
@click.option(
    "-o",
    "--output",
    default="conformance.toml",
    show_default=True,
    metavar="FILE",
    help="The file to write; - for stdout.",
)
def init(url: str | None, peer: Path | None, output: str) -> None:
    """Read the dataset site at URL and write a commented conformance.toml for it."""
    from booking_conformance.errors import UsageError

    if url is not None and peer is None:
        text = _from_dataset_site(url)
    elif peer is not None and url is None:
        text = _from_peer(peer)
    else:
        raise UsageError("init takes a URL or --from FILE", "Give the URL of the dataset site, or --from test.json.")
    if output == "-":
        click.echo(text, nl=False)
        return
    _write_new(Path(output), text)
    click.echo(f"Written to {output}. Fill in what is missing, then: doctor --config {output}")


def _from_dataset_site(url: str) -> str:
    from booking_conformance.cli.drafting.dataset_page import find_dataset_site
    from booking_conformance.cli.drafting.draft import draft

    url, site = find_dataset_site(url)
    return draft(url, site, *_seen(url))


def _from_peer(peer: Path) -> str:
    from booking_conformance.cli.drafting.peer_settings import read_peer_settings, translated

    return translated(read_peer_settings(peer), peer.name)


def _seen(url: str) -> tuple[frozenset[str], Mapping[str, int]]:
    """Return the features and Sellers that the open feeds show; none when they cannot be read: ``doctor`` says why."""
    from booking_conformance.config.loading import load
    from booking_conformance.errors import SuiteError
    from booking_conformance.runner.findings.seen_features import seen_features_and_sellers

    try:
        return seen_features_and_sellers(load(data={"target": {"dataset_site": url}}).configuration)
    except SuiteError:
        return frozenset(), {}


def _write_new(file: Path, text: str) -> None:
    from booking_conformance.errors import UsageError

    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise UsageError(f"{file} already exists", "Choose another file with -o, or delete this one.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror or error})") from error
