"""Reading OrderItems, and comparing what two documents state about one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from booking_conformance.check import require
from booking_conformance.recording import Document, show

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CONFIRMED = "OrderItemConfirmed"
CUSTOMER_CANCELLED = "CustomerCancelled"
SELLER_CANCELLED = "SellerCancelled"
CANCELLED = frozenset({CUSTOMER_CANCELLED, SELLER_CANCELLED})
ACCESS = ("accessCode", "accessPass", "accessChannel")
SNAPSHOT = ("acceptedOffer", "unitTaxSpecification")
_AMOUNTS = frozenset({"price", "rate"})


def items(order: Document) -> dict[str, Document]:
    """Return the OrderItems of an Order by @id."""
    found = ((item["@id"].text, item) for item in order["orderedItem"].each())
    return {identifier: item for identifier, item in found if identifier}


def status(item: Document) -> str:
    """Return the orderItemStatus without its host, "" when there is none."""
    return (item["orderItemStatus"].text or "").rsplit("/", 1)[-1]


def canonical(value: Any) -> Any:
    """Return a JSON value in a form in which equal values compare equal: amounts as numbers, lists sorted.

    What stands in a namespace is left out: everything is as specified when it is ignored (ext-004).
    """
    if isinstance(value, dict):
        own = ((name, child) for name, child in value.items() if ":" not in name)
        return {name: _amount(child) if name in _AMOUNTS else canonical(child) for name, child in own}
    if isinstance(value, list):
        return sorted((canonical(child) for child in value), key=lambda child: json.dumps(child, default=str))
    return value


def _amount(value: Any) -> Any:
    amount = Document(value).decimal
    try:
        return value if amount is None else str(amount.normalize())
    except ArithmeticError:
        return value


def same(one: Document, other: Document) -> bool:
    """Return whether two values are the same; values too deeply nested to compare are not."""
    try:
        return bool(canonical(one.plain()) == canonical(other.plain()))
    except RecursionError:
        return False


def require_same(
    before: Document, after: Document, names: Iterable[str], message: str, requirement: tuple[str, ...] = ()
) -> int:
    """Fail when a property in ``before`` is missing or different; return how many there were."""
    judged = 0
    for name in names:
        if before[name]:
            judged += 1
            require(
                same(before[name], after[name]),
                message.format(name=name),
                at=after[name],
                expected=show(before[name].value),
                requirement=requirement,
            )
    return judged


def require_statuses(
    found: dict[str, Document],
    ids: Collection[str],
    wanted: Collection[str],
    message: str,
    order: Document,
    requirement: tuple[str, ...] = (),
) -> None:
    """Fail when one of the OrderItems is missing, or its status is none of those wanted."""
    for identifier in ids:
        missing = f"The OrderItem {identifier} is missing."
        require(identifier in found, missing, at=order["orderedItem"], requirement=requirement)
        require(
            status(found[identifier]) in wanted,
            message,
            at=found[identifier]["orderItemStatus"],
            expected=" or ".join(sorted(wanted)),
            requirement=requirement,
        )
