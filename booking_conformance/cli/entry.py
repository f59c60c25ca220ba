"""Where the command begins and ends: every end has its exit code."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

import click

from booking_conformance.cli.commands import commands
from booking_conformance.cli.output.degrading import degrade_output
from booking_conformance.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130
_OWN_FAULT = 4


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code. Results go to stdout, everything else to stderr."""
    _end_as_interrupted()
    degrade_output()
    try:
        code = _outcome(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; without this the interpreter complains once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _end_as_interrupted() -> None:
    """Let a terminated run clean up as an interrupted one does, also when a shell started it in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


def _outcome(arguments: Sequence[str] | None) -> int:
    try:
        return commands.main(arguments, prog_name="booking-conformance", standalone_mode=False) or 0
    except click.exceptions.Abort:
        return _ended(_INTERRUPTED, "Interrupted.")
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SuiteError as error:
        return _ended(error.exit_code, f"Error: {error}")
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it is ours
        return _ended(
            _OWN_FAULT, f"{traceback.format_exc()}Error: this is an internal error in the suite, not in the target."
        )


def _ended(code: int, text: str) -> int:
    """Print why the command ends; the target may have written some of it."""
    from booking_conformance.reports.safe_text import printable

    click.echo(printable(text), err=True)
    return code
