"""An Order belongs to one Seller, and one feed contains the Orders of all Sellers."""

from collections.abc import Mapping
from typing import Any

from booking_conformance.check import answered, check, each, equal, not_applicable, not_testable, refused, require
from booking_conformance.recording import Document, Reading
from booking_conformance.specification import opportunity_types

# An authorization that is for one Seller only may be refused before the Seller is looked at (part 7, no. 16).
_FOREIGN_SELLER = frozenset({"SellerMismatchError", "SellerNotFoundError", "InvalidAuthorizationDetailsError"})
_EXCESSIVE = frozenset({"PatchContainsExcessivePropertiesError", "PatchContainsExcessiveProperties"})
_NOT_PERMITTED = "CancellationNotPermittedError"
_UNKNOWN_SELLER = frozenset({"SellerNotFoundError", "InvalidAuthorizationDetailsError"})
_CALLS = ("C1", "C2", "B")
_DESCRIBING = ("name", "legalName", "address", "url", "email", "vatID", "logo")


@check("sellers.item-of-another-seller-refused", cites=("err-023",), scenario="two-sellers")
def test_item_of_another_seller_refused(conversation: Reading) -> None:
    """C1, C2 and B refuse an item of a Seller other than the one stated.

    Pass: each is refused with SellerMismatchError, SellerNotFoundError or InvalidAuthorizationDetailsError, and the
    same item is quoted for its own Seller. Fail: one is not.
    """
    conversation.success("C1")
    for call in _CALLS:
        refused(
            conversation.step(f"foreign item: {call}"),
            _FOREIGN_SELLER,
            f"{call} must be refused for an item of another Seller.",
        )


@check("sellers.basket-of-two-sellers-refused", cites=("err-023",), scenario="two-sellers")
def test_basket_of_two_sellers_refused(conversation: Reading) -> None:
    """C1, C2 and B refuse items of two Sellers, even if one of them is the one stated.

    Pass: each is refused with SellerMismatchError, SellerNotFoundError or InvalidAuthorizationDetailsError, and
    each item is quoted by itself. Fail: one is not.
    """
    conversation.success("C1")
    conversation.success("second C1")
    for call in _CALLS:
        refused(
            conversation.step(f"mixed basket: {call}"),
            _FOREIGN_SELLER,
            f"{call} must be refused for items of two Sellers.",
        )


@check("sellers.unknown-seller-refused", cites=("err-022",), scenario="unknown-seller")
def test_unknown_seller_refused(conversation: Reading) -> None:
    """C1, C2 and B refuse a Seller that does not exist.

    Pass: each is refused with SellerNotFoundError, or 401 InvalidAuthorizationDetailsError, and the same item is
    quoted for its own Seller. Fail: one is not.
    """
    conversation.success("C1")
    for call in _CALLS:
        refused(
            conversation.step(f"unknown seller: {call}"),
            _UNKNOWN_SELLER,
            f"{call} must be refused for a Seller that does not exist.",
        )


@check("sellers.second-seller-books", cites=("b-002", "c1-017"), scenario="two-sellers")
def test_second_seller_books(conversation: Reading) -> None:
    """The opportunities of another Seller can be booked with that Seller.

    Pass: C1, C2 and B succeed, and name that Seller. Fail: one is refused, or names another.
    """
    for call, statuses in (("C1", {200}), ("C2", {200}), ("B", {200, 201})):
        made = conversation.step(f"second {call}")
        answered(made, statuses, f"{call} must succeed for an item of the second Seller.", requirement="b-002")
        seller, second = made.answer["seller"]["@id"], conversation.fact("second seller")
        equal(seller, second, f"{call} must name the second Seller.", requirement="c1-017")


@check("sellers.second-seller-refuses-wrong-total", cites=("err-015",), scenario="two-sellers")
def test_second_seller_refuses_wrong_total(conversation: Reading) -> None:
    """B, or P where approval is needed, refuses a total other than the one due for another Seller, too.

    Pass: TotalPaymentDueMismatchError, for a total of 0, or of 1 where nothing is due. Fail: it succeeds, or is refused
    with another error. Not applicable: it is tried for the first type that is configured. Not testable: the
    Seller's B is refused with the right total, too.
    """
    why_not = "A wrong total is sent for an opportunity of another type."
    _require_refused(conversation, "second B with wrong total", "TotalPaymentDueMismatchError", why_not)


@check("sellers.second-seller-refuses-missing-payment", cites=("err-012",), scenario="two-sellers", feature="paid")
def test_second_seller_refuses_missing_payment(conversation: Reading) -> None:
    """B, or P where approval is needed, without payment is refused for another Seller, too, if prepayment is required.

    Pass: MissingPaymentDetailsError. Fail: it succeeds, or is refused with another error. Not applicable: what was
    quoted needs no payment, or is not of the first type that is configured. Not testable: the Seller's B is refused
    with a payment, too.
    """
    why_not = "What was quoted needs no payment, or is of another type than the first."
    _require_refused(conversation, "second B without payment", "MissingPaymentDetailsError", why_not)


@check("sellers.second-seller-refuses-more", cites=("u-011", "err-053"), scenario="two-sellers")
def test_second_seller_refuses_more(conversation: Reading) -> None:
    """A cancellation that would change more than an item is refused for another Seller, too.

    Pass: PatchContainsExcessivePropertiesError, for a customer. Fail: it succeeds, or is refused with another error.
    Not applicable: the Seller permits no cancellation. Not testable: nothing of the Seller's was booked.
    """
    conversation.success("second B")
    cancelled, wrong = conversation.step("second change"), conversation.step("second cancel with more")
    if wrong.error_type == _NOT_PERMITTED and not cancelled.succeeded:
        not_applicable("The Seller permits no cancellation.")
    message = "A cancellation with another property of the Order must be refused."
    refused(wrong, _EXCESSIVE, message)


def _require_refused(conversation: Reading, step: str, error: str, why_not: str) -> None:
    """Fail unless a wrong B was refused with an error; ``why_not`` says why it may not have been sent."""
    if conversation.has("second B") and not conversation.has(step):
        not_applicable(why_not)
    made = conversation.step(step)
    if made.refused:
        conversation.success("second B")
    refused(made, {error})


@check("sellers.one-orders-feed-for-all", cites=("of-038",), scenario="two-sellers")
def test_one_orders_feed_for_all(conversation: Reading) -> None:
    """A booking partner's Orders feed contains the Orders of all Sellers that authorised it.

    Pass: an Order of each of two Sellers appeared in it. Fail: one did not within `feed_timeout`. Not testable: one
    could not be booked or changed.
    """
    for prefix, name in (("", "of the first Seller"), ("second ", "of the second Seller")):
        conversation.success(f"{prefix}B")
        seen = conversation.observation(name)
        require(seen.seen, f"The Orders feed did not show the Order {name}.", at=seen.item, expected=seen.awaited)


@check("sellers.each-is-described", cites=("c1-017",), scenario="two-sellers")
def test_each_is_described(conversation: Reading) -> None:
    """C1 and B describe each Seller, and not another under its @id.

    Pass: the Sellers of the two Orders differ in name, legal name, address, url, e-mail, VAT number or logo. Fail: they
    differ in none. Not testable: an item of one Seller was refused.
    """
    for call in ("C1", "B"):
        first, second = (conversation.success(f"{whose}{call}").answer["seller"] for whose in ("", "second "))
        described = _described(first)
        if not described:
            not_testable("The first Seller is not described.", at=first)
        message = f"{call} describes the second Seller as the first."
        require(_described(second) != described, message, at=second, expected="the details of this Seller")


@check("sellers.each-states-its-terms", cites=("terms-002",), scenario="two-sellers", feature="terms-of-service")
def test_each_states_its_terms(conversation: Reading) -> None:
    """C1 and B state the terms of service of either Seller.

    Pass: `seller.termsOfService` has at least one entry with a url. Fail: it has none, although the open feed does. Not
    applicable: the open feed shows no terms of either Seller. Not testable: C1 or B was refused.
    """
    opportunities = conversation.fact("opportunities").values()
    published = {known["seller"] for known in opportunities if _terms_published(known)}
    shown = [prefix for prefix, seller in (("", "primary"), ("second ", "secondary")) if seller in published]
    for prefix in each(shown, "The open feed shows no terms of either Seller."):
        for call in ("C1", "B"):
            terms = conversation.success(f"{prefix}{call}").answer["seller"]["termsOfService"]
            stated = any(entry["url"].text for entry in terms.each())
            require(stated, f"{call} must state the terms of its Seller.", at=terms, expected="a list of terms")


def _terms_published(opportunity: Mapping[str, Any]) -> bool:
    """Return whether the feed of an opportunity, or of what it belongs to, shows terms of its Seller."""
    name = opportunity_types()[opportunity["type"]].seller
    holders = (Document(opportunity[place]) for place in ("data", "parent"))
    return any(entry["url"].text for holder in holders for entry in holder[name]["termsOfService"].each())


def _described(seller: Document) -> dict[str, object]:
    return {name: seller[name].plain() for name in _DESCRIBING if seller[name]}
