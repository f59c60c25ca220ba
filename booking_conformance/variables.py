"""The environment variables that say where things are."""

from typing import Final

PREFIX: Final = "BOOKING_CONFORMANCE_"
CONFIG: Final = PREFIX + "CONFIG"
REPORT: Final = PREFIX + "REPORT"
TARGET: Final = PREFIX + "TARGET"
