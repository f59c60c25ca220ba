"""Changes made to be seen come through slow feeds, whoever makes them."""

from typing import Any

import pytest

from booking_conformance.scenario.feeds.sentinels import Sentinels
from tests.support.declaring import run_as_declared

CHECK = "contention.quote-deletion-spares-order"


@pytest.fixture
def slow(monkeypatch):
    """Have the open feed taken for a slow one from the beginning."""
    begin = Sentinels.__init__

    def begin_slowly(self, *others):
        begin(self, *others)
        self._slow.add("ScheduledSession")

    monkeypatch.setattr(Sentinels, "__init__", begin_slowly)


def _settings(described, features) -> dict[str, Any]:
    opportunities = {"mode": "controlled", "types": ["ScheduledSession"]}
    return {
        **{name: described[name] for name in ("target", "network", "booking_partners", "sellers")},
        "opportunities": opportunities,
        "flows": {"simple": True},
        "features": features,
        "scope": "full",
    }


@pytest.mark.parametrize("customer_cancels", [True, False])
def test_a_slow_feed_shows_them_whether_a_customer_or_the_seller_cancels(slow, customer_cancels):
    features = {"seller-requested-cancellation": True, "customer-requested-cancellation": True}
    result = run_as_declared(
        lambda described: _settings(described, features),
        variants=[] if customer_cancels else ["refuses-all-cancellations"],
        scenarios=frozenset({"b-meets-quote-deletion"}),
    )
    verdicts = {check.id: check.verdict for check in result.checks}
    assert verdicts[CHECK] == "pass"
