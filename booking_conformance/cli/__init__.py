"""The command line."""

from booking_conformance.cli.entry import main

__all__ = ["main"]
