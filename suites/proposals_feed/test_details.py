"""Details that the feed of proposals shows, although the feed of Orders must not."""

from collections.abc import Sequence

from booking_conformance.check import check, not_testable
from booking_conformance.check.comparison import agree, difference
from booking_conformance.recording import Document, Reading
from booking_conformance.results import Level
from booking_conformance.suites.details_capture.creations import counterpart

_APPROVAL = {"flow": ("approval",)}
_GUILTY = 1


def _shown_as_proposed(conversation: Reading, *names: str) -> None:
    """Fail unless an item in the feed has these properties as P returned them."""
    proposal = conversation.success("creation")
    places = [item for item in proposal.answer["orderedItem"].each() if item["position"].value == _GUILTY]
    accepted = conversation.has("SellerAcceptOrderProposal")
    seen = conversation.observation("acceptance" if accepted else "rejected proposal")
    if not places or not seen.seen:
        not_testable("The proposal was not seen in the feed.", at=proposal)
    items = seen.item["data"]["orderedItem"].each()
    shown = counterpart(places[0], items) or _alike(places[0], items, names)
    if shown is None:
        not_testable("The feed shows no items of the proposal.", at=proposal)
    if not any(places[0][name] for name in names):
        not_testable(f"P returned no {' or '.join(names)}.", at=proposal)
    for name in names:
        agree(shown[name], places[0][name], f"The feed must show {name} as it was proposed.")


def _alike(place: Document, items: Sequence[Document], names: tuple[str, ...]) -> Document | None:
    """Return the item in the feed that has these properties, of items that nothing tells apart; else any of them.

    Where neither P has an @id (open reading 9) nor the feed the opportunity (28), one that has them is the one meant.
    """
    same = (item for item in items if all(difference(item[name], place[name]) is None for name in names))
    return next(same, next(iter(items), None))


@check(
    "proposals-feed.carries-attendee",
    cites=("of-020",),
    level=Level.SHOULD,
    scenario="attendee-details",
    only=_APPROVAL,
)
def test_carries_attendee(conversation: Reading) -> None:
    """The feed shows which attendee details a proposal required, and those that were supplied.

    Pass: `attendeeDetailsRequired` and `attendee` of the item are those that P returned. Warn: one is missing or
    differs, which is not a failure because another rule forbids personal data in feeds. Not testable: P failed, or the
    proposal was not seen.
    """
    _shown_as_proposed(conversation, "attendeeDetailsRequired", "attendee")


@check("proposals-feed.carries-intake-form", cites=("of-020",), scenario="additional-details", only=_APPROVAL)
def test_carries_intake_form(conversation: Reading) -> None:
    """The feed shows the intake form of a proposal with its responses.

    Pass: `orderItemIntakeForm` and `orderItemIntakeFormResponse` of the item are those that P returned. Fail: one
    is missing or differs. Not testable: P failed, or the proposal was not seen.
    """
    _shown_as_proposed(conversation, "orderItemIntakeForm", "orderItemIntakeFormResponse")
