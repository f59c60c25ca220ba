"""What ends a command before or beside a verdict: each says what is wrong, what to do about it, and the exit code."""

from __future__ import annotations


class SuiteError(Exception):
    """An end that a person has to act on. ``message`` says what is wrong, ``hint`` the remedy."""

    exit_code = 4

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class InternalError(SuiteError):
    """The suite, or the embedded booking system, is at fault."""


class UsageError(SuiteError):
    """The command cannot do what its options ask."""

    exit_code = 2


class ConfigurationError(UsageError):
    """The configuration is wrong; the message has one line per mistake."""


class BookingsNotAllowed(UsageError):
    """Nobody allowed bookings on this host. ``plan`` says what the run would do there."""

    def __init__(self, plan: str, message: str = "bookings on this host are not allowed", hint: str = "") -> None:
        super().__init__(message, hint or "Allow them with --allow-bookings HOST or network.allow_bookings.")
        self.plan = plan


class TargetUnreachable(SuiteError):
    """The target cannot be reached, or does not answer in time."""

    exit_code = 3


class PreflightFailed(SuiteError):
    """The target answers, but a run would be of no use."""

    exit_code = 3


class NotADatasetSite(PreflightFailed):
    """What the target answered is not a dataset site of a booking system."""
