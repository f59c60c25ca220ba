"""Where the command begins and ends: every end has its exit code."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from booking_conformance.cli.commands import commands
from booking_conformance.cli.output.degrading import degrade_output
from booking_conformance.cli.output.unread import outlive_readers
from booking_conformance.errors import SuiteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

# A full disk or quota, a file system that is read-only, a name that is too long for it, no permission.
_MACHINE_ERRORS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.ENAMETOOLONG, errno.EACCES, errno.EPERM}
)
_INTERRUPTED = 130
_INTERNAL_ERROR = 4


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code. Results go to stdout, everything else to stderr."""
    _end_as_interrupted()
    outlive_readers()
    degrade_output()
    code = _outcome(arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code if code == UsageError.exit_code else _ended_by_machine(error)
        # Without this the interpreter complains once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # Else the interpreter searches the whole recording for garbage when it ends, which takes up to half a second.
    gc.freeze()
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
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours
        if isinstance(error, OSError) and error.errno in _MACHINE_ERRORS:
            return _ended_by_machine(error)
        return _ended(
            _INTERNAL_ERROR,
            f"{traceback.format_exc()}Error: this is an internal error in the suite, not in the target.",
        )


def _ended_by_machine(error: OSError) -> int:
    """End for what a person has to change on this machine, and no version of the suite can."""
    return _ended(UsageError.exit_code, f"Error: {error.filename or 'output'}: cannot be written ({error.strerror})")


def _ended(code: int, text: str) -> int:
    """Print why the command ends; the target may have written some of it."""
    from booking_conformance.reports.safe_text import printable

    with suppress(OSError):
        click.echo(printable(text), err=True)
    return code
