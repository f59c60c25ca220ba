"""Forgeries of a report, each by its name in ``FORGERIES``."""

from tests.support.forgeries import chains, journals, recordings, reports
from tests.support.forgeries.forging import FORGERIES, edited, entries, rehash

__all__ = ["FORGERIES", "chains", "edited", "entries", "journals", "recordings", "rehash", "reports"]
