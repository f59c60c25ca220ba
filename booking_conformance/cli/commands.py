"""The group of commands. Each imports what it needs when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import click

from booking_conformance import __version__
from booking_conformance.cli.audit import audit
from booking_conformance.cli.certify import certify
from booking_conformance.cli.checks import checks
from booking_conformance.cli.cleanup import cleanup
from booking_conformance.cli.diff import diff
from booking_conformance.cli.doctor import doctor
from booking_conformance.cli.explain import explain
from booking_conformance.cli.fleet import fleet
from booking_conformance.cli.init import init
from booking_conformance.cli.login import login
from booking_conformance.cli.prove import prove
from booking_conformance.cli.replay import replay
from booking_conformance.cli.run import run
from booking_conformance.cli.serve import serve
from booking_conformance.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="booking-conformance")
def commands() -> None:
    """Test a booking system that implements the OpenActive Open Booking API, over HTTP, from the outside.

    Without a target, `run` tests the bundled booking system. Exit codes: 0 every selected check holds, 1 at least one
    does not or is undecided, 2 usage or configuration, 3 target not reachable, 4 internal error in the suite, 130
    interrupted.
    """


COMMANDS = (
    run,
    fleet,
    replay,
    serve,
    checks,
    explain,
    init,
    login,
    doctor,
    audit,
    prove,
    cleanup,
    verify,
    certify,
    diff,
)

for command in COMMANDS:
    commands.add_command(command)
