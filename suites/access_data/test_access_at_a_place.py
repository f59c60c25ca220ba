"""Access codes and passes of what was booked at a venue."""

from booking_conformance.check import check, each, fail, inform, not_applicable, present, require
from booking_conformance.recording import Document, Reading
from booking_conformance.suites.access_data.items import booked_items

_BARCODE, _IMAGE = "Barcode", "ImageObject"


def _means(item: Document) -> set[str]:
    """Return what grants access with this item: codes, and the content of barcodes and images."""
    codes = [entry["description"] for entry in item["accessCode"].each()]
    passes = [entry["text"] or entry["url"] for entry in item["accessPass"].each()]
    return {place.text for place in (*codes, *passes) if place.text}


def _entries(conversation: Reading, *names: str) -> list[Document]:
    """Return the access data entries of all items; without any the rule cannot be judged."""
    found = [entry for item in booked_items(conversation) for name in names for entry in item[name].each()]
    if not found:
        not_applicable(f"No item has {' or '.join(names)}.")
    return found


@check("access-data.way-in-for-each-item", cites=("acc-001",), scenario="access-at-a-location", feature="access-code")
def test_present(conversation: Reading) -> None:
    """Each item booked at a venue has an accessCode or an accessPass.

    Pass: every item of the Order has at least one entry that says something. Fail: an item has none. Info: an
    opportunity that this run did not create may need none.
    """
    created = all(each["created"] for each in conversation.fact("opportunities").values())
    for item in booked_items(conversation):
        _require_way_in(item, created=created)


def _require_way_in(item: Document, *, created: bool) -> None:
    entries = [entry for name in ("accessCode", "accessPass") for entry in item[name].each()]
    if not any(map(_says_something, entries)):
        if not created:
            inform("An item has neither; its venue may not need any.", at=item)
        fail("An item has neither accessCode nor accessPass.", at=item, expected="accessCode or accessPass")


@check("access-data.way-in-after-approval", cites=("acc-001",), scenario="proposal-approval", feature="access-code")
def test_present_after_approval(conversation: Reading) -> None:
    """Each item at a venue has an accessCode or an accessPass, too, where the Seller has approved the Order.

    Pass: every such item that B returns after approval has at least one entry. Fail: an item has none. Not applicable:
    nothing was booked at a venue. Info: an opportunity that this run did not create may need none.
    """
    created = all(each["created"] for each in conversation.fact("opportunities").values())
    for item in each(filter(_is_at_a_place, booked_items(conversation)), "Nothing was booked at a venue."):
        _require_way_in(item, created=created)


def _says_something(entry: Document) -> bool:
    return any(place.text for name, place in entry.properties() if name not in {"@type", "type"})


def _is_at_a_place(item: Document) -> bool:
    opportunity = item["orderedItem"]
    described = (opportunity, opportunity["superEvent"], opportunity["facilityUse"])
    return any(place["location"] for place in described) and not any(
        "Online" in (place["eventAttendanceMode"].text or "") for place in described
    )


@check(
    "access-data.distinct-for-each-item",
    cites=("acc-001",),
    scenario="access-at-a-location",
    feature="access-code",
)
def test_distinct(conversation: Reading) -> None:
    """Each OrderItem has its own access data.

    Pass: each item with access data has a code or pass that no other item has. Fail: one has none. Not applicable:
    fewer than two items have access data.
    """
    _require_distinct(conversation)


@check("access-data.distinct-after-approval", cites=("acc-001",), scenario="proposal-approval", feature="access-code")
def test_distinct_after_approval(conversation: Reading) -> None:
    """Each OrderItem has its own access data, too, where the Seller has approved the Order.

    Pass: each item with access data that B returns after approval has a code or pass that no other item has. Fail: one
    has none. Not applicable: fewer than two items have access data.
    """
    _require_distinct(conversation)


def _require_distinct(conversation: Reading) -> None:
    held = [(item, means) for item in booked_items(conversation) if (means := _means(item))]
    if len(held) < 2:
        not_applicable("Fewer than two items have access data.")
    for item, means in held:
        others = set().union(*(other for place, other in held if place is not item))
        require(
            bool(means - others),
            "Two items have the same access data.",
            at=item,
            expected="different access data for each item",
        )


@check("access-data.code-beside-pass", cites=("acc-002",), scenario="access-at-a-location", feature="access-pass")
def test_fallback(conversation: Reading) -> None:
    """An accessPass should come with an accessCode, for manual entry.

    Pass: every item with an accessPass has an accessCode. Warn: one does not. Not applicable: no item has an
    accessPass.
    """
    passes = [item for item in booked_items(conversation) if item["accessPass"].each()]
    if not passes:
        not_applicable("No item has an accessPass.")
    for item in passes:
        present(item["accessCode"], "An accessPass should come with an accessCode.")


@check("access-data.code-labelled", cites=("acc-005",), scenario="access-at-a-location", feature="access-code")
def test_code_labelled(conversation: Reading) -> None:
    """An accessCode should have a label in name and the code in description.

    Pass: each PropertyValue has both. Warn: one lacks one. Not applicable: no item has an accessCode.
    """
    for code in _entries(conversation, "accessCode"):
        for name in ("name", "description"):
            require(bool(code[name].text), f"An accessCode should have a {name}.", at=code[name], expected="text")


@check("access-data.barcode-with-image", cites=("acc-008",), scenario="access-at-a-location", feature="access-pass")
def test_barcode_image(conversation: Reading) -> None:
    """A Barcode should have the url of a fallback image.

    Pass: each has one. Warn: one does not. Info: there is no Barcode.
    """
    barcodes = [entry for entry in _entries(conversation, "accessPass") if entry.type == _BARCODE]
    if not barcodes:
        inform("No accessPass is a Barcode.")
    for barcode in barcodes:
        require(bool(barcode["url"].text), "A Barcode should have an image.", at=barcode["url"], expected="a url")


@check("access-data.passes-are-distinct", cites=("acc-003",), scenario="access-at-a-location", feature="access-pass")
def test_passes_are_distinct(conversation: Reading) -> None:
    """Each entry of accessPass is a means of entry of its own.

    Pass: no two entries of an item have the same text, or the same url if they have no text. Fail: two have, so a pass
    is repeated. Not applicable: no item has an accessPass.
    """
    listed = [item["accessPass"].each() for item in booked_items(conversation)]
    for entries in each((found for found in listed if found), "No item has an accessPass."):
        _no_two_alike(entries)


def _no_two_alike(entries: list[Document]) -> None:
    seen: set[tuple[str, str]] = set()
    for place in filter(None, (entry["text"] or entry["url"] for entry in entries)):
        known = place.pointer.rsplit("/", 1)[-1], place.text or ""
        require(known not in seen, "Another entry of the item is the same pass.", at=place, expected="another pass")
        seen.add(known)


@check(
    "access-data.image-is-no-fallback",
    cites=("acc-007",),
    scenario="access-at-a-location",
    feature="access-pass",
)
def test_image_is_no_fallback(conversation: Reading) -> None:
    """An ImageObject does not repeat the image of a Barcode.

    Pass: no ImageObject of an item has the url of a Barcode. Fail: one has. Not applicable: no item has a Barcode
    with a url.
    """
    passes = _entries(conversation, "accessPass")
    barcodes = {entry["url"].text for entry in passes if entry.type == _BARCODE} - {None}
    if not barcodes:
        not_applicable("No Barcode has an image.")
    for entry in passes:
        if entry.type == _IMAGE and entry["url"].text in barcodes:
            fail("The image of a Barcode belongs in its own url, not in a further pass.", at=entry)
