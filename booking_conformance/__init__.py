"""A conformance suite for booking systems that implement the OpenActive Open Booking API."""

from pathlib import Path

__version__ = "0.1.0"

# In a wheel the suites, fixtures, schemas and reports lie in this package; in a checkout they lie beside it.
if not (Path(__file__).parent / "suites").is_dir():
    __path__.append(str(Path(__file__).parent.parent))
