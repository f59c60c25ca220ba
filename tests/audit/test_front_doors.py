"""Traffic that was recorded at a gateway or a proxy, of a booking system that names itself by its own address."""

import json

import pytest

from booking_conformance.audit.front_doors import FrontDoors
from tests.support import hars
from tests.support.auditing import audited
from tests.support.makings import an_exchange

OWN = "https://booking.example.org/openactive"
ID, LAST = "messages.order-id", "rpde.last-page"


def quoted(base, named, number=1):
    order = {"@context": "https://openactive.io/", "@type": "OrderQuote"}
    uuid = hars.order_uuid(number)
    answer = {**order, "@id": f"{named}/order-quotes/{uuid}"}
    return hars.entry("PUT", f"{base}/order-quotes/{uuid}", 200, answer, order)


def orders_page(base, following):
    page = {"next": following, "items": [], "license": "https://creativecommons.org/licenses/by/4.0/"}
    return hars.entry("GET", f"{base}/orders-rpde", 200, page)


def broken(tmp_path, *entries, base_uri=""):
    return audited(hars.written(tmp_path / "x.har", entries), base_uri=base_uri).broken()


def test_the_address_that_the_system_names_is_its_own(tmp_path):
    assert ID not in broken(tmp_path, quoted(hars.BASE, OWN), quoted(hars.BASE, OWN, 2))


def test_it_is_held_to_the_one_that_it_named_first(tmp_path):
    assert broken(tmp_path, quoted(hars.BASE, OWN), quoted(hars.BASE, hars.BASE, 2))[ID] == 1
    assert broken(tmp_path, quoted(hars.BASE, hars.BASE), quoted(hars.BASE, OWN, 2))[ID] == 1


@pytest.mark.parametrize("named", [f"{hars.BASE}/inner", OWN.replace("https", "http"), "", "/openactive"])
def test_no_other_address_is_that_of_a_front_door(tmp_path, named):
    assert ID in broken(tmp_path, quoted(hars.BASE, named))


def test_a_page_of_the_orders_feed_names_it_where_nothing_did_before(tmp_path):
    uuid = hars.order_uuid(3)
    data = {"@type": "Order", "@id": f"{OWN}/orders/{uuid}", "identifier": uuid}
    item = {"state": "updated", "kind": "Order", "id": uuid, "modified": 1, "data": data}
    page = hars.entry("GET", f"{hars.BASE}/orders-rpde", 200, {"next": f"{OWN}/orders-rpde?x", "items": [item]})
    assert ID not in broken(tmp_path, page, quoted(hars.BASE, OWN))
    assert broken(tmp_path, page, quoted(hars.BASE, hars.BASE))[ID] == 1


def test_an_address_that_is_configured_is_the_only_one(tmp_path):
    assert ID in broken(tmp_path, quoted(hars.BASE, OWN), base_uri=hars.BASE)


def test_a_page_is_at_the_address_that_its_next_names(tmp_path):
    assert LAST not in broken(tmp_path, quoted(hars.BASE, OWN), orders_page(hars.BASE, f"{OWN}/orders-rpde"))
    assert LAST in broken(tmp_path, quoted(hars.BASE, OWN), orders_page(hars.BASE, f"{hars.BASE}/other"))


def test_each_base_is_held_to_its_own_name():
    doors, uuid = FrontDoors(), "e11429ea-467f-4270-ab62-e47368996fe8"
    order = f'{{"@type": "OrderQuote", "@id": "{OWN}/order-quotes/{uuid}"}}'
    assert doors.named(hars.BASE, an_exchange(body="{}", uuid=uuid)) == hars.BASE
    assert doors.named(hars.BASE, an_exchange(body=order, uuid=uuid)) == OWN
    assert doors.named("https://other.example.com", an_exchange(body="{}", uuid=uuid)) == "https://other.example.com"


def test_what_is_no_page_of_a_feed_stays_where_it_was_recorded():
    exchange = an_exchange(call="C1", body=f'{{"next": "{OWN}/orders-rpde"}}')
    assert FrontDoors().as_named(exchange) is exchange


INNER = f"{hars.BASE}/inner"


def site(advertised):
    document = {
        "@context": ["https://openactive.io/"],
        "@type": "Dataset",
        "accessService": {"endpointUrl": advertised},
    }
    html = f'<script type="application/ld+json">{json.dumps(document)}</script>'
    answer = hars.entry("GET", "https://www.example.com/", 200)
    answer["response"]["content"] = {"text": html, "mimeType": "text/html"}
    return answer


def test_an_address_of_the_same_origin_is_its_own_where_the_dataset_site_says_so(tmp_path):
    told = [quoted(hars.BASE, INNER), orders_page(hars.BASE, f"{INNER}/orders-rpde")]
    assert not {ID, LAST} & set(broken(tmp_path, site(INNER), *told))
    assert {ID, LAST} <= set(broken(tmp_path, site(hars.BASE), *told))
    assert {ID, LAST} <= set(broken(tmp_path, site(f"{hars.BASE}/other"), *told))


def test_what_is_called_where_the_dataset_site_says_is_held_to_that(tmp_path):
    assert ID in broken(tmp_path, site(INNER), quoted(INNER, hars.BASE))
    assert ID in broken(tmp_path, site(INNER), quoted(INNER, f"{INNER}/further"))
