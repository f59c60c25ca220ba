"""Details of attendees do not get into the Orders feed, where nobody needs them."""

from booking_conformance.check import absent, check, not_shown, require
from booking_conformance.check.verify import each
from booking_conformance.recording import Document, Reading

_SIMPLE = {"flow": ("simple",)}
# What nobody else is called, nor has.
_TELLING = ("familyName", "email", "telephone")


@check("details-capture.attendee-not-in-orders-feed", cites=("of-028", "priv-008"), scenario="attendee-details",
       only=_SIMPLE)  # fmt: skip
def test_attendee_not_in_feed(conversation: Reading) -> None:
    """The Orders feed shows a booked OrderItem without its attendee.

    Pass: when another item of its Order changes, no OrderItem in the feed has `attendeeDetailsRequired` or `attendee`,
    and no text in the Order has the attendee's family name, e-mail address or telephone number. Fail: one has. Not
    testable: B failed, or the change did not come in the feed.
    """
    order = _kept_out(conversation, "attendeeDetailsRequired", "attendee")
    attendees = [item["attendee"] for item in conversation.success("creation").sent["orderedItem"].each()]
    known = {attendee[name].text or "" for attendee in attendees for name in _TELLING} - {""}
    for place in order.walk():
        found = next((text for text in known if text in (place.text or "")), None)
        message = "The Orders feed names the attendee."
        require(found is None, message, at=place, expected="nothing of the attendee", requirement="priv-008")


@check("details-capture.form-not-in-orders-feed", cites=("of-028",), scenario="additional-details", only=_SIMPLE)
def test_form_not_in_feed(conversation: Reading) -> None:
    """The Orders feed shows a booked OrderItem without its intake form.

    Pass: when another item of its Order changes, no OrderItem in the feed has `orderItemIntakeForm` or
    `orderItemIntakeFormResponse`. Fail: one has. Not testable: B failed, or the change did not come in the feed.
    """
    _kept_out(conversation, "orderItemIntakeForm", "orderItemIntakeFormResponse")


def _kept_out(conversation: Reading, *names: str) -> Document:
    booked = conversation.success("creation")
    changed = conversation.observation("changed Order")
    if not changed.seen:
        not_shown("The change did not appear in the Orders feed.", at=booked)
    shown = (item for item in changed.item["data"]["orderedItem"].each() if item.properties())
    for item in each(shown, "The feed shows no OrderItem of the Order."):
        for name in names:
            absent(item[name], f"{name} is not for the Orders feed.", requirement="of-028")
    return changed.item["data"]
