"""What several commands share: options, and how they become a configuration."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from booking_conformance import variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from booking_conformance.config.loading import Loaded
    from booking_conformance.config.model import Configuration
    from booking_conformance.embedded.process import EmbeddedSystem

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path)

config_option: Callable[[Any], Any] = click.option(
    "--config",
    type=FILE,
    metavar="FILE",
    help="The configuration: a conformance.toml.",
)
report_option: Callable[[Any], Any] = click.option(
    "--report",
    type=FOLDER,
    default=Path("conformance-report"),
    show_default="./conformance-report",
    envvar=variables.REPORT,
    metavar="DIR",
    help="The report folder: a new or empty one, or one from an earlier run.",
)
profile_option: Callable[[Any], Any] = click.option(
    "--profile", type=click.Choice(["1.0-cr3", "1.0"]), help="The version of the specification to test."
)
fault_option: Callable[[Any], Any] = click.option(
    "--fault", "faults", multiple=True, metavar="ID", help="A fault; can be repeated."
)
variant_option: Callable[[Any], Any] = click.option(
    "--variant", "variants", multiple=True, metavar="ID", help="A conformant variation; can be repeated."
)


def verbosity_options(command: Any) -> Any:
    """Add ``--quiet`` and ``--verbose``."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="Show no progress, and only the verdict.")
    verbose = click.option("-v", "--verbose", is_flag=True, help="Show every step, and each failure in full.")
    return quiet(verbose(command))


def config_of_environment() -> Path | None:
    """Return the configuration file that BOOKING_CONFORMANCE_CONFIG names."""
    name = os.environ.get(variables.CONFIG)
    return Path(name) if name else None


def progress(line: str) -> None:
    """Show a line of progress."""
    click.echo(line, err=True)


@contextmanager
def starting_system(file: Path | None, overrides: Mapping[str, Any] | None = None) -> Iterator[EmbeddedSystem | None]:
    """Yield the bundled booking system, which is still starting, where no target is named; None where one is."""
    from booking_conformance.embedded.process import EmbeddedSystem

    if not names_no_target(file, overrides or {}):
        yield None
        return
    system = EmbeddedSystem()
    try:
        system.start()
        yield system
    finally:
        system.stop()


@contextmanager
def target_settings(
    file: Path | None, overrides: Mapping[str, Any] | None = None, system: EmbeddedSystem | None = None
) -> Iterator[Loaded]:
    """Yield the settings of a target; where there is a bundled booking system, its own, as soon as it has started."""
    with system or nullcontext():
        yield loaded(file, overrides, system.configuration_data if system else None)


def names_no_target(file: Path | None, overrides: Mapping[str, Any]) -> bool:
    """Return whether neither a file, a flag nor the environment says what is tested."""
    return file is None and "target" not in overrides and variables.TARGET not in os.environ


def configured(
    file: Path | None, overrides: Mapping[str, Any] | None = None, data: Mapping[str, Any] | None = None
) -> Configuration:
    """Return the configuration, its warnings shown."""
    return loaded(file, overrides, data).configuration


def loaded(
    file: Path | None, overrides: Mapping[str, Any] | None = None, data: Mapping[str, Any] | None = None
) -> Loaded:
    """Return the configuration with the names of its secrets, its warnings shown."""
    from booking_conformance.config.loading import load

    found = load(file, overrides, data=data)
    for warning in found.warnings:
        click.echo(f"Warning: {warning}", err=True)
    return found
