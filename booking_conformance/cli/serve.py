"""``serve``: the embedded booking system, until Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from booking_conformance.cli.options import FILE, fault_option, variant_option

if TYPE_CHECKING:
    from pathlib import Path

    from booking_conformance.embedded.process import EmbeddedSystem


@click.command(short_help="Run the bundled booking system, correct or with faults.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help="The address to listen on.")
@click.option("--expose", is_flag=True, help="Allow a non-loopback address. Anyone who can reach it can use it.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    metavar="N",
    help="The port to listen on; a free one by default.",
)
@click.option("--list", "only_list", is_flag=True, help="List the faults and variants, and serve nothing.")
@fault_option
@variant_option
@click.option(
    "--delay", type=click.IntRange(0), default=0, metavar="MS", help="Delay before each response, in milliseconds."
)
@click.option(
    "--lease-seconds",
    type=click.IntRange(1),
    metavar="S",
    help="How long leases last; 5 seconds by default, which is too short for most other tools.",
)
@click.option("--database", type=FILE, metavar="FILE", help="Keep the state in this file.")
@click.option("--write-config", type=FILE, metavar="FILE", help="Write a conformance.toml for it.")
def serve(
    host: str,
    expose: bool,
    port: int,
    only_list: bool,
    faults: tuple[str, ...],
    variants: tuple[str, ...],
    delay: int,
    lease_seconds: int | None,
    database: Path | None,
    write_config: Path | None,
) -> int:
    """Run the bundled booking system until Ctrl-C, with the given faults and variants."""
    from booking_conformance.embedded.known_faults import refuse_unknown_defects
    from booking_conformance.embedded.process import EmbeddedSystem
    from booking_conformance.urls import is_loopback

    if only_list:
        from booking_conformance.cli.output.explained_defects import listed

        click.echo("\n".join(listed()))
        return 0
    if not is_loopback(host) and not expose:
        raise click.UsageError(f"--host {host} lets others reach it; add --expose if you intend that.")
    refuse_unknown_defects(faults, variants)
    system = EmbeddedSystem(
        faults, variants, delay_ms=delay, lease_seconds=lease_seconds, database=database, host=host, port=port
    )
    with system:
        if write_config:
            _write(write_config, system.configuration_data)
        click.echo(system.dataset_site)
        return _until_interrupted(system)


def _write(file: Path, data: dict[str, Any]) -> None:
    from booking_conformance.config.toml import write_toml
    from booking_conformance.errors import UsageError

    try:
        file.write_text(write_toml(data), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror or error})") from error
    click.echo(f"Configuration written to {file}", err=True)


def _until_interrupted(system: EmbeddedSystem) -> int:
    try:
        click.echo("Serving until Ctrl-C.", err=True)
        return system.wait()
    except KeyboardInterrupt:
        # This is how it is meant to end.
        return 0
