"""In traffic of others a partner is known by its credentials, of which it may have several: a Seller's, and its own."""

from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID

TELLS = "access-control.feeds-keep-nothing-of-others"
POSITION = "rpde.position-outlasts-its-item"


def by(token, one):
    one["request"]["headers"][-1]["value"] = f"Bearer {token}"
    return one


def page(query="", status=200, following="?afterTimestamp=1&afterId=a", items=()):
    answer = {"items": list(items), "next": f"{BASE}/orders-rpde{following}"}
    return hars.entry("GET", f"{BASE}/orders-rpde{query}", status, answer if status == 200 else None)


def broken(tmp_path, *entries):
    return audited(hars.written(tmp_path / "x.har", entries)).broken()


def test_the_feed_may_be_read_with_other_credentials_than_orders_are_booked_with(tmp_path):
    booked = hars.entry("PUT", f"{BASE}/orders/{UUID}", 201, DOCUMENTS["order"], DOCUMENTS["b-request"])
    item = {"id": UUID, "kind": "Order", "modified": 1, "state": "updated", "data": DOCUMENTS["order"]}
    assert TELLS not in broken(tmp_path, by("of-a-seller", booked), by("its-own", page(items=[item])))


def test_what_a_client_adds_against_caches_is_of_no_page(tmp_path):
    assert "rpde.last-page" not in broken(tmp_path, page("?_=1795753748", following=""))
    assert "rpde.last-page" in broken(tmp_path, page("?kind=1795753748", following=""))


def test_a_position_that_no_page_named_may_be_refused(tmp_path):
    assert POSITION not in broken(tmp_path, page(), page("?afterTimestamp=yesterday", 400))
    assert POSITION in broken(tmp_path, page(), page("?afterTimestamp=1&afterId=a", 400))
