"""``login``: a Seller consents once, in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from booking_conformance.cli.options import config_of_environment, config_option, configured

_USUAL = Path("conformance.toml")
_LONGEST_URL = 8_000


@click.command(short_help="Let a Seller consent in the browser, for later runs.")
@config_option
@click.option("--seller", default="primary", show_default=True, metavar="NAME", help="The Seller that consents.")
@click.option("--partner", metavar="NAME", help="The booking partner; by default, the first that has a token_file.")
@click.option("--browser/--no-browser", default=True, help="Open the consent page, or only print its URL.")
@click.option(
    "--timeout",
    type=click.IntRange(1),
    default=600,
    show_default=True,
    metavar="S",
    help="Seconds to wait for consent.",
)
def login(config: Path | None, seller: str, partner: str | None, timeout: int, *, browser: bool) -> None:
    """Let a Seller consent in the browser, and keep the refresh token for later runs."""
    import asyncio
    import webbrowser

    from booking_conformance.client.tokens.login import Login, client_to_log_in
    from booking_conformance.reports.safe_text import one_line

    configuration = configured(config or config_of_environment() or _USUAL)
    consenting = Login(configuration, partner or client_to_log_in(configuration), seller)

    def show(url: str) -> None:
        click.echo(f"Consent on this page, signed in for the Seller {seller}:\n{one_line(url, _LONGEST_URL)}", err=True)
        if browser:
            webbrowser.open(url)

    file = asyncio.run(consenting.consent(show, timeout))
    click.echo(f"Seller {seller} has consented; the refresh token is in {file}")
