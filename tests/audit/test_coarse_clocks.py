"""Recordings whose clock does not tell what came first, or that have none."""

import pytest

from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID

URL, DELETED = f"{BASE}/orders/{UUID}", "order-deletion.stays-deleted"
NINE, TEN = "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"


def at(moment, one):
    return {**one, "startedDateTime": moment, "time": 0}


def seen():
    return hars.entry("GET", URL, 200, DOCUMENTS["order"])


def booked():
    return hars.entry("PUT", URL, 201, DOCUMENTS["order"], DOCUMENTS["b-request"])


def deleted():
    return hars.entry("DELETE", URL, 204)


@pytest.mark.parametrize(
    ("entries", "blamed"),
    [
        ([at(NINE, deleted()), at(NINE, seen())], False),
        ([at(NINE, deleted()), at(TEN, seen())], True),
        ([at(NINE, booked()), at(TEN, deleted()), at(TEN, booked()), at("2026-03-02T11:00:00Z", seen())], False),
    ],
)
def test_what_is_of_one_moment_may_have_come_in_either_order(tmp_path, entries, blamed):
    assert (DELETED in audited(hars.written(tmp_path / "x.har", entries)).broken()) is blamed


def without_time(one):
    return {name: value for name, value in one.items() if name != "startedDateTime"}


@pytest.mark.parametrize(
    "when", [without_time, *(lambda one, text=text: at(text, one) for text in ("soon", "", "1970-01-01T00:00:00Z"))]
)
@pytest.mark.parametrize("both", [True, False])
def test_what_has_no_time_has_no_place_in_the_order(tmp_path, when, both):
    entries = [when(deleted()), when(seen()) if both else at(TEN, seen())]
    assert DELETED not in audited(hars.written(tmp_path / "x.har", entries)).broken()
