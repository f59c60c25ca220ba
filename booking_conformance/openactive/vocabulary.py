"""Where the names of OpenActive live: its context, and what its identifiers begin with."""

from typing import Final

OPENACTIVE: Final = "https://openactive.io/"
