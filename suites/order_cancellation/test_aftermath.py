"""The effects of a cancellation: spaces are freed, totals fall, prices stay."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, not_testable, require
from booking_conformance.check.spaces import replacement_is_freed, require_spaces
from booking_conformance.suites.order_cancellation.cases import NOT_PERMITTED, Case, capacities_known, each_case
from booking_conformance.suites.order_cancellation.items import CANCELLED, SNAPSHOT, items, require_same, status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.recording import Document, Reading


@check("order-cancellation.frees-capacity", cites=("u-016",), scenario="cancellation")
def test_frees_capacity(conversation: Reading) -> None:
    """The space of a cancelled item becomes available again.

    Pass: for each subset, the open feed showed one more space per cancelled item. Fail: it did not
    within `feed_timeout`. Not testable: the cancellation was refused, or the open feed does not state the capacity.
    Info: the run did not create the opportunities, so others may book them too.
    """
    capacities_known(conversation)

    def judge(case: Case) -> bool:
        case.cancelled()
        rows = [(i, row) for i, row in enumerate(case.capacities) if row["freed"] and row["exclusive"]]
        known = [index for index, row in rows if row["before"] is not None]
        for index in known:
            seen = case.seen(f"capacity {index}")
            message = f"The open feed did not show {seen.awaited} after the cancellation."
            require_spaces(seen, message)
        return bool(known)

    each_case(conversation, judge)


@check("order-cancellation.frees-replacement", cites=("u-016",), scenario="seller-replacement")
def test_frees_replacement(conversation: Reading) -> None:
    """The space of a cancelled item becomes available again where a Seller has put it.

    Pass: the open feed showed more spaces of the replacement after its cancellation. Fail: it did not within
    `feed_timeout`. Not applicable: it is tried for the first type that is configured, and where the feed states the
    spaces. Not testable: the replacement did not appear, or the cancellation was refused. Info: the replacement was
    there before, so others may book it too.
    """
    if conversation.has("delete") and not conversation.has("cancel"):
        not_applicable("The Order was deleted with the item.")
    if conversation.step("cancel").error_type == NOT_PERMITTED:
        not_applicable("The target did not permit the cancellation.")
    replacement_is_freed(conversation, "cancel")


@check("order-cancellation.total-recomputed", cites=("u-014",), scenario="cancellation")
def test_total_recomputed(conversation: Reading) -> None:
    """After a cancellation, totalPaymentDue counts only the items that are not cancelled.

    Pass: in the Orders feed it is the sum of their offers (and of their tax, if prices are net). Fail: it is
    another sum, or missing. Not testable: the cancellation did not appear in the feed. Not applicable: B returned
    no price for an item.
    """

    def judge(case: Case) -> bool:
        data = case.feed_data
        booked = case.success("B").answer
        left = [item for identifier, item in items(booked).items() if _kept(items(data).get(identifier))]
        expected = _sum_or_none(left, booked)
        if expected is None:
            not_applicable("B returned no price for an item.")
        due = data["totalPaymentDue"]["price"]
        slack = Decimal("0.005") * len(left) if _is_net(booked) else Decimal(0)
        right = due.decimal is not None and abs(due.decimal - expected) <= slack
        require(right, "totalPaymentDue is not the total of the remaining items.", at=due, expected=expected)
        return True

    each_case(conversation, judge)


def _kept(item: Document | None) -> bool:
    return item is not None and status(item) not in CANCELLED


def _is_net(order: Document) -> bool:
    return (order["seller"]["taxMode"].text or "").endswith("TaxNet")


def _sum_or_none(left: list[Document], order: Document) -> Decimal | None:
    try:
        return _sum(left, order)
    except ArithmeticError:
        return None


def _sum(left: list[Document], order: Document) -> Decimal | None:
    prices = [item["acceptedOffer"]["price"].decimal for item in left]
    if None in prices:
        return None
    total = sum((price for price in prices if price is not None), Decimal(0))
    excluded = order["taxCalculationExcluded"].boolean is True
    taxes = [charge["price"].decimal for item in left for charge in item["unitTaxSpecification"].each()]
    return total + (sum((tax or Decimal(0) for tax in taxes), Decimal(0)) if _is_net(order) and not excluded else 0)


@check("order-cancellation.total-never-rises", cites=("of-031",), scenario="cancellation")
def test_total_never_rises(conversation: Reading) -> None:
    """A cancellation never increases the total.

    Pass: totalPaymentDue in the Orders feed, and in Order Status, is no more than in B. Fail: it is more.
    Not testable: the cancellation did not appear in the feed, or a total cannot be read.
    """

    def judge(case: Case) -> None:
        booked = case.success("B").answer["totalPaymentDue"]["price"].decimal
        orders = [case.feed_data]
        if conversation.has(f"{case.prefix}status after"):
            orders.append(case.success("status after").answer)
        for order in orders:
            due = order["totalPaymentDue"]["price"]
            if booked is None or due.decimal is None:
                not_testable("A total cannot be read.", at=due)
            require(
                due.decimal <= booked, "The cancellation increased the total.", at=due, expected=f"at most {booked}"
            )

    each_case(conversation, judge)


@check("order-cancellation.offers-stay", cites=("u-015", "of-032"), scenario="cancellation")
def test_offers_stay(conversation: Reading) -> None:
    """A cancellation leaves acceptedOffer and unitTaxSpecification of all items unchanged.

    Pass: they are the same in Order Status, and in the Orders feed if it contains them. Fail: one differs, or is
    missing from Order Status. Not testable: neither contains them, or the cancellation was refused.
    """

    def judge(case: Case) -> bool:
        before = items(case.success("B").answer)
        judged = 0
        for identifier, item in items(case.feed_data).items():
            shown = [name for name in SNAPSHOT if item[name]]
            judged += _stays(before, identifier, item, shown)
        if conversation.has(f"{case.prefix}status after"):
            for identifier, item in items(case.success("status after").answer).items():
                judged += _stays(before, identifier, item, SNAPSHOT, ("u-015",))
        return judged > 0

    each_case(conversation, judge)


def _stays(
    before: dict[str, Document], identifier: str, item: Document, names: Iterable[str], rows: tuple[str, ...] = ()
) -> int:
    if identifier not in before:
        return 0
    return require_same(before[identifier], item, names, "The cancellation changed {name}.", rows)
