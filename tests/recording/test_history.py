"""What was said before about an Order is joined by booking partner and Order UUID, within a bound."""

from booking_conformance.recording.history import History
from tests.support.makings import an_exchange


def test_the_latest_success_before_is_found():
    history = History("https://example.com/api")
    first, second = (an_exchange(identifier=f"x{n}", call="C1", seconds=n) for n in (1, 2))
    for exchange in (first, second):
        history.add(exchange)
    later = an_exchange(identifier="x3", call="B", seconds=3)
    assert history.last_success(later, "C1") is second
    assert history.last_success(later, "P") is None
    assert history.before(second) == [first]


def test_orders_are_forgotten_oldest_first():
    history = History("", orders_kept=2)
    for number in range(3):
        history.add(an_exchange(identifier=f"x{number}", uuid=str(number)))
    assert history.of_order("primary", "0") == []
    assert len(history.of_order("primary", "2")) == 1


def test_the_first_tax_mode_of_a_seller_stays():
    history = History("")
    for mode in ("TaxNet", "TaxGross"):
        history.add(an_exchange(body=f'{{"seller": {{"@id": "s", "taxMode": "{mode}"}}}}'))
    assert history.tax_mode("s")[0] == "TaxNet"
