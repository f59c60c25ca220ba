"""What B and P make of items that need details, and that C2 makes the same of them."""

from booking_conformance.check import answered, not_testable, refused, require
from booking_conformance.openactive.answers import AT_CREATION, is_error_document, reports_item_errors
from booking_conformance.recording import Document, Exchange, Reading


def counterpart(item: Document, shown: list[Document]) -> Document | None:
    """Return the item shown with the same @id, or else for the same opportunity (either may be missing)."""
    for known in (item["@id"], item["orderedItem"]):
        name = known.pointer.rsplit("/", 1)[-1]
        found = [place for place in shown if known.id is not None and place[name].id == known.id]
        if found:
            return found[0]
    return None


def require_refused_at_both(conversation: Reading, message: str) -> None:
    """Fail unless an item without its details is refused at B or P, as item errors are, and at C2."""
    creation = conversation.step("creation without details")
    require(creation.refused, message, at=creation, expected="a refusal", requirement="err-017")
    if not reports_item_errors(creation):
        refused(creation, AT_CREATION, message, requirement="err-017")
    quote = conversation.step("C2 without details")
    if not (quote.succeeded or reports_item_errors(quote) or is_error_document(quote.answer)):
        not_testable("C2 does not say what is wrong", at=quote)
    told = f"{creation.call} refused the item without its details, and C2 did not."
    require(quote.refused, told, at=quote, expected="409 with an item error", requirement=_alike(creation))


def require_created(conversation: Reading) -> None:
    """Fail unless B or P takes what C2 accepted."""
    creation = conversation.step("creation")
    answered(creation, {200, 201}, f"{creation.call} must accept what C2 accepted.", requirement=_alike(creation))


def _alike(creation: Exchange) -> str:
    """Return the row that says that C2 raises what this call raises."""
    return "p-016" if creation.call == "P" else "c2-007"
