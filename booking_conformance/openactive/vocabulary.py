"""Where the names of OpenActive live: its context, and what its identifiers begin with."""

from typing import Final

OPENACTIVE: Final = "https://openactive.io/"
# What a Test Interface is asked for that the vocabulary has no term for; nobody else's knows it.
OWN_TEST_TERMS: Final = "urn:booking-conformance:test-interface#"
