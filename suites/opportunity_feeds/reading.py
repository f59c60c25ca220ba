"""What the checks of the open feeds have in common."""

from booking_conformance.check import verify
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.opportunities.published_pages import latest, pages, published
from booking_conformance.recording import Document, Reading
from booking_conformance.specification import opportunity_types

SCENARIO = "open-feeds"
_PUBLISH = "Publish an offer that says it can be booked: by availableChannel, or isOpenBookingAllowed of its Seller."


def opportunities(conversation: Reading) -> list[tuple[PublishedOpportunity, list[Document]]]:
    """Return each bookable opportunity with its bookable offers, if everything it inherits was read.

    Not testable when there is none.
    """
    kind = conversation.values["type"]
    read = conversation.steps(f"{kind} page ")
    above = opportunity_types()[kind].above
    whole = [each for each in published(conversation, kind, above) if each.whole]
    found = [(each, each.open_offers(read[0].started)) for each in whole]
    bookable = [(each, offers) for each, offers in found if offers]
    if not bookable:
        verify.not_testable(f"The pages read contain no bookable {kind}", at=read[-1], remedy=_PUBLISH)
    return bookable


def offers(conversation: Reading) -> list[Document]:
    """Return every offer in the pages read, whatever it belongs to; not-testable when there is none."""
    kind = conversation.values["type"]
    read = conversation.steps(f"{kind} page ")
    every = [data for each in (kind, *opportunity_types()[kind].above) for data in latest(pages(conversation, each))]
    lists = [listed for data in every for listed in data.named("offers")]
    found = [offer for listed in lists for offer in listed.each() if offer.properties()]
    if not found:
        verify.not_testable("The pages read contain no offer", at=read[-1], remedy=_PUBLISH)
    return found
