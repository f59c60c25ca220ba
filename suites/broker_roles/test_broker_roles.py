"""What each broker role requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, present, refused, require
from booking_conformance.check.comparison import agree
from booking_conformance.recording import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.check.verify import Rows
    from booking_conformance.recording import Reading

_CUSTOMER = frozenset({"IncompleteCustomerDetailsError"})
_STEPS = ("C1", "C2", "B")
_BROKER = frozenset({"IncompleteBrokerDetailsError"})
_RESTRICTIONS = ("ageRange", "ageRestriction", "genderRestriction")


def _all_refused(conversation: Reading, what: str, types: frozenset[str], rows: Mapping[str, Rows]) -> None:
    """Fail unless each call is refused with one of the types; ``rows`` are those that it breaks if it is not."""
    for call, requirement in each(rows.items(), "No call was tried."):
        message = f"{call} {what} must be refused."
        refused(conversation.step(f"{call} {what}"), types, message, requirement=requirement)


def _tried(conversation: Reading, rows: Mapping[str, Rows]) -> Mapping[str, Rows]:
    """Return the rows of the calls that were tried: what is the same in every flow is tried in the first one."""
    tried = conversation.fact("tried")
    return {call: broken for call, broken in rows.items() if call in tried}


@check("broker-roles.agent-needs-customer", cites=("brk-006", "err-009", "c2-007"), scenario="agent-broker")
def test_agent_needs_customer(conversation: Reading) -> None:
    """With AgentBroker, C2 and B (P where approval is needed) require a customer.

    Pass: without one they are refused with IncompleteCustomerDetailsError. Fail: they are not. With several flows, C2
    is tried in the first.
    """
    conversation.success("C2")
    rows = {"C2": ("brk-006", "err-009", "c2-007"), "B": ("brk-006", "err-009")}
    _all_refused(conversation, "without customer", _CUSTOMER, _tried(conversation, rows))


@check("broker-roles.agent-needs-broker", cites=("brk-007", "err-010"), scenario="agent-broker")
def test_agent_needs_broker(conversation: Reading) -> None:
    """With AgentBroker, C1, C2 and B (P where approval is needed) require a broker.

    Pass: without one they are refused with IncompleteBrokerDetailsError. Fail: they are not. With several flows, C1
    and C2 are tried in the first.
    """
    conversation.success("C2")
    rows = dict.fromkeys(_STEPS, ("brk-007", "err-010"))
    _all_refused(conversation, "without broker", _BROKER, _tried(conversation, rows))


@check("broker-roles.broker-needs-name", cites=("err-010", "c1-022"), scenario="agent-broker")
def test_broker_needs_name(conversation: Reading) -> None:
    """A broker without a name is refused.

    Pass: C1, C2 and B (P where approval is needed) return IncompleteBrokerDetailsError. Fail: they do not. With several
    flows, C1 and C2 are tried in the first.
    """
    conversation.success("C2")
    rows = {**dict.fromkeys(_STEPS, ("err-010",)), "C1": ("err-010", "c1-022")}
    _all_refused(conversation, "with nameless broker", _BROKER, _tried(conversation, rows))


@check("broker-roles.customer-needs-email", cites=("err-009", "c2-003", "c2-007"), scenario="agent-broker")
def test_customer_needs_email(conversation: Reading) -> None:
    """A customer without an e-mail address is refused.

    Pass: C2 and B (P where approval is needed) return IncompleteCustomerDetailsError. Fail: they do not. With several
    flows, C2 is tried in the first.
    """
    conversation.success("C2")
    rows = {"C2": ("err-009", "c2-003", "c2-007"), "B": ("err-009",)}
    _all_refused(conversation, "with customer without email", _CUSTOMER, _tried(conversation, rows))


@check("broker-roles.email-suffices", cites=("priv-003", "det-001", "bkb-011"), scenario="least-customer")
def test_email_suffices(conversation: Reading) -> None:
    """A customer needs only an e-mail address.

    Pass: C2 and B succeed for a Person with an e-mail address only, also where an opportunity or its offer is for
    certain ages or one gender. Fail: they are refused.
    """
    conversation.success("C1")
    published = Document(list(conversation.fact("opportunities").values()))
    restricted = any(found for name in _RESTRICTIONS for found in published.named(name))
    rows = ("priv-003", "det-001", "bkb-011") if restricted else ("priv-003", "det-001")
    for name in ("C2", "B"):
        step = conversation.step(name)
        require(step.succeeded, f"An e-mail address must suffice at {name}.", at=step, requirement=rows)


@check("broker-roles.reseller-needs-no-customer", cites=("brk-008",), scenario="reseller-broker")
def test_reseller_needs_no_customer(conversation: Reading) -> None:
    """With ResellerBroker, C2 and B require no customer.

    Pass: without one they succeed. Fail: they are refused.
    """
    conversation.success("C1")
    require(
        conversation.step("C2").succeeded, "A reseller must not be asked for a customer.", at=conversation.step("C2")
    )
    require(conversation.step("B").succeeded, "A reseller must not be asked for a customer.", at=conversation.step("B"))


@check("broker-roles.reseller-needs-broker", cites=("brk-009",), scenario="reseller-broker")
def test_reseller_needs_broker(conversation: Reading) -> None:
    """With ResellerBroker, C1, C2 and B require a broker.

    Pass: without one they are refused with IncompleteBrokerDetailsError. Fail: they are not.
    """
    conversation.success("C1")
    _all_refused(conversation, "without broker", _BROKER, dict.fromkeys(_STEPS, ()))


@check("broker-roles.reseller-in-order-status", cites=("brk-002",), scenario="reseller-broker", feature="order-status")
def test_reseller_in_order_status(conversation: Reading) -> None:
    """Order Status names a reseller as one.

    Pass: brokerRole and broker are those of B. Fail: one is missing or differs.
    """
    booked, status = conversation.success("B").answer, conversation.success("status").answer
    for name in ("brokerRole", "broker"):
        present(booked[name], "B names no broker.", requirement="brk-002")
        agree(status[name], booked[name], f"Order Status returned a different {name} from B.")


@check("broker-roles.no-broker-needs-customer", cites=("brk-010",), scenario="no-broker")
def test_no_broker_needs_customer(conversation: Reading) -> None:
    """With NoBroker, C2 and B require a customer.

    Pass: without one they are refused with IncompleteCustomerDetailsError. Fail: they are not.
    """
    conversation.success("C2")
    _all_refused(conversation, "without customer", _CUSTOMER, dict.fromkeys(("C2", "B"), ()))


@check("broker-roles.organization-needs-details", cites=("det-003", "err-009"), scenario="organization-customer")
def test_organization_needs_details(conversation: Reading) -> None:
    """An Organization as customer needs an e-mail address, a name and an address.

    Pass: C2 succeeds with all three and returns IncompleteCustomerDetailsError without one of them. Fail: it does
    not.
    """
    whole = conversation.step("C2")
    message = "An Organization must be accepted as the customer."
    require(whole.succeeded, message, at=whole, expected="a quote", requirement="det-003")
    for detail in ("email", "name", "address"):
        refused(
            conversation.step(f"C2 without {detail}"),
            _CUSTOMER,
            f"An Organization without its {detail} must be refused.",
        )
