"""Shell scripts that act the conversation of a failure again, with fresh UUIDs: curl and jq are all they need."""

from booking_conformance.reports.repro.files import repro_scripts

__all__ = ["repro_scripts"]
