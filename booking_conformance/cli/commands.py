"""The group of commands. Each imports what it needs when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import click

from booking_conformance import __version__
from booking_conformance.cli.audit import audit
from booking_conformance.cli.checks import checks
from booking_conformance.cli.cleanup import cleanup
from booking_conformance.cli.doctor import doctor
from booking_conformance.cli.explain import explain
from booking_conformance.cli.init import init
from booking_conformance.cli.prove import prove
from booking_conformance.cli.run import run
from booking_conformance.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="booking-conformance")
def commands() -> None:
    """Judge a booking system that speaks the OpenActive Open Booking API, from outside, over HTTP.

    Without a target, `run` tests the embedded booking system. Exit codes: 0 all holds, 1 something does
    not, 2 usage or configuration, 3 target not reachable, 4 fault of the suite, 130 interrupted.
    """


for command in (run, serve, checks, explain, init, doctor, audit, prove, cleanup):
    commands.add_command(command)
