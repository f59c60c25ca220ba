"""Takes loopback for a server elsewhere, of which the suite asks less: so a fault may be missed there alone."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from booking_conformance import urls
from booking_conformance.prove import preloaded, trial
from booking_conformance.prove.fault_table import fault_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.prove.trial import Results

# The scenarios and checks are imported: they ask, too.
_PACKAGE = preloaded.__name__.partition(".")[0]
# A feed is read every two seconds there, and others may be waited for.
_FEED_TIMEOUT = 12.0


def try_elsewhere(fault: str) -> Results:
    """Return what every check came to that reads what a fault's scenarios recorded."""
    with _nothing_is_near():
        return trial.try_fault(fault_rows()[fault])


@contextmanager
def _nothing_is_near() -> Iterator[None]:
    # Not where it is defined: what is imported meanwhile would keep it.
    loaded = [module for name, module in sys.modules.items() if name.startswith(_PACKAGE) and module is not urls]
    asking = [module for module in loaded if getattr(module, "is_loopback", None) is urls.is_loopback]
    assert asking
    with ExitStack() as stack:
        for module in asking:
            stack.enter_context(patch.object(module, "is_loopback", lambda _: False))
        stack.enter_context(patch.object(trial, "_settings", _settings))
        yield


def _settings(data: Mapping[str, Any], _: float) -> Mapping[str, Any]:
    network = {**data.get("network", {}), "feed_timeout": _FEED_TIMEOUT, "allow_bookings": ["127.0.0.1"]}
    return {**data, "network": network}
