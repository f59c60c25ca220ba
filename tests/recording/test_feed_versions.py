"""What a partner's feed showed of an Order is remembered: its last version, and the first that was its end."""

import json

from booking_conformance.recording.feed_versions import FeedVersions, version
from tests.support.makings import an_exchange


def _page(*items, seconds=0, **more):
    return an_exchange(
        call="orders-feed", seconds=seconds, identifier=f"x{seconds}", body=json.dumps({"items": items}), **more
    )


def _item(modified, state="updated", status="", identifier="ab"):
    data = {"data": {"orderProposalStatus": status}} if state == "updated" else {}
    return {"id": identifier, "kind": "Order", "state": state, "modified": modified, **data}


def _remembering(*pages, kept=10):
    versions = FeedVersions(kept)
    for page in pages:
        versions.add(page)
    return versions


def _of(versions, page):
    item = page.answer["items"].each()[0]
    return versions.last(page, item), versions.end(page, item)


def test_the_last_version_is_known_by_its_modified_and_its_content():
    first, second = _page(_item(1)), _page(_item(2, status="SellerAccepted"), seconds=1)
    last, end = _of(_remembering(first, second), second)
    assert (last.exchange, last.modified, end) == ("x1", 2, None)
    assert last.content == version(second, second.answer["items"].each()[0]).content
    assert last.content != version(first, first.answer["items"].each()[0]).content


def test_the_order_of_a_list_is_no_content():
    def page(*items):
        return _page({"id": "ab", "state": "updated", "modified": 1, "data": {"orderedItem": list(items)}})

    pages = [page({"@id": "a"}, {"@id": "b"}), page({"@id": "b"}, {"@id": "a"}), page({"@id": "a"})]
    first, turned, cut = (version(each, each.answer["items"].each()[0]).content for each in pages)
    assert first == turned != cut


def test_the_first_end_is_kept_whatever_comes_after_it():
    pages = [_page(_item(1, "deleted")), _page(_item(2), seconds=1)]
    _, end = _of(_remembering(*pages), pages[1])
    assert (end.exchange, end.end) == ("x0", "deleted")
    rejected = _page(_item(1, status="https://openactive.io/SellerRejected"))
    assert _of(_remembering(rejected), rejected)[1].end == "SellerRejected"


def test_nothing_is_known_of_another_partner_or_of_what_is_no_page():
    page = _page(_item(1))
    assert _of(_remembering(page), _page(_item(1), partner="secondary")) == (None, None)
    assert _of(_remembering(_page(_item(1), status=500)), page) == (None, None)
    assert _of(_remembering(an_exchange(call="B", uuid="ab", body="{}")), page) == (None, None)


def test_a_copy_remembers_the_same_and_what_is_too_much_is_forgotten():
    page, other = _page(_item(1)), _page(_item(1, identifier="cd"))
    versions = _remembering(page, kept=1)
    copied = versions.copy()
    versions.add(other)
    assert _of(versions, page)[0] is None
    assert _of(copied, page)[0] is not None
