"""Tax as declared: for consumers and businesses, included in the prices or added to them."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.openactive.money import NET, sums_of, total_tax
from booking_conformance.recording import Document, Reading

SCENARIO = "taxes"
_STEPS = ("C1", "C2", "create")
_GROSS, _NET = "tax-008", "tax-009"
_DECLARED = "The configuration declares that this tax is calculated."
# At C1 nobody has said yet who the customer is.
_AFTER_C1 = ("C2", "create")


@check("money.b2c-tax-gross", cites=("tax-001", "tax-008"), scenario=SCENARIO, feature="b2c-tax-gross",
       only={"customer": ("consumer",), "mode": ("gross",)})  # fmt: skip
def test_b2c_gross(conversation: Reading) -> None:
    """For a consumer, a Seller with gross prices includes the tax in the price.

    Pass: C1, C2 and B (or P) state the tax, and the total due is the sum of the prices. Fail: one has no tax,
    states that tax is excluded, or has another total.
    """
    _judge(conversation, _STEPS, "tax-001", "tax-008")


@check("money.b2c-tax-net", cites=("tax-001", "tax-009"), scenario=SCENARIO, feature="b2c-tax-net",
       only={"customer": ("consumer",), "mode": ("net",)})  # fmt: skip
def test_b2c_net(conversation: Reading) -> None:
    """For a consumer, a Seller with net prices adds the tax to the price.

    Pass: C1, C2 and B (or P) state the tax, and the total due is the sum of the prices and the tax. Fail: one has
    no tax, states that tax is excluded, or has another total.
    """
    _judge(conversation, _STEPS, "tax-001", "tax-009")


@check("money.b2b-tax-gross", cites=("tax-008",), scenario=SCENARIO, feature="b2b-tax-gross",
       only={"customer": ("business",), "mode": ("gross",)})  # fmt: skip
def test_b2b_gross(conversation: Reading) -> None:
    """For a business, a Seller with gross prices includes the tax in the price, if declared.

    Pass: C2 and B (or P) state the tax, and the total due is the sum of the prices. Fail: one has no tax, states
    that tax is excluded, or has another total.
    """
    _judge(conversation, _AFTER_C1, "tax-008", "tax-008")


@check("money.b2b-tax-net", cites=("tax-009",), scenario=SCENARIO, feature="b2b-tax-net",
       only={"customer": ("business",), "mode": ("net",)})  # fmt: skip
def test_b2b_net(conversation: Reading) -> None:
    """For a business, a Seller with net prices adds the tax to the price, if declared.

    Pass: C2 and B (or P) state the tax, and the total due is the sum of the prices and the tax. Fail: one has no
    tax, states that tax is excluded, or has another total.
    """
    _judge(conversation, _AFTER_C1, "tax-009", "tax-009")


@check("money.reseller-tax", cites=("tax-008", "tax-009"), scenario="paid-offers",
       feature="reseller-broker+reseller-tax")  # fmt: skip
def test_reseller_tax(conversation: Reading) -> None:
    """Tax is calculated for a reseller as for an agent, if declared.

    Pass: C1, C2 and B (or P) state the tax, and the total due is the sum of the prices, and of the tax for a Seller
    with net prices. Fail: one has no tax, states that tax is excluded, or has another total.
    """
    steps = tuple(f"primary ResellerBroker {step}" for step in _STEPS)
    net = conversation.success(steps[0]).answer["seller"]["taxMode"].text == NET
    row = _NET if net else _GROSS
    _judge(conversation, steps, row, row)


@check("money.no-broker-tax", cites=("tax-001",), scenario="paid-offers", feature="no-broker")
def test_no_broker_tax(conversation: Reading) -> None:
    """Tax is calculated for a consumer who books without a broker as for one who books through an agent.

    Pass: C2 and B (or P) state the tax, as they do with AgentBroker for the same. Fail: one has no tax, or states that
    tax is excluded. Not applicable: with AgentBroker no tax is stated.
    """
    for step in _AFTER_C1:
        agent, alone = (conversation.success(f"primary {role} {step}") for role in ("AgentBroker", "NoBroker"))
        stated = [item["unitTaxSpecification"].each() for item in agent.answer["orderedItem"].each()]
        if not agent.answer["totalPaymentTax"].each() or not all(stated):
            not_applicable("With AgentBroker no tax is stated, or not of every item.")
        _has_tax(alone.answer, "tax-001", "With AgentBroker this tax is calculated.")


def _judge(conversation: Reading, steps: tuple[str, ...], tax: str, total: str) -> None:
    """Judge tax and total of the steps; ``tax`` and ``total`` are the rows that say what they are."""
    for step in steps:
        exchange = conversation.success(step)
        _has_tax(exchange.answer, tax)
        _has_total(exchange.answer, total)


def _has_tax(order: Document, row: str, message: str = _DECLARED) -> None:
    excluded = order["taxCalculationExcluded"]
    require(excluded.boolean is not True, message, at=excluded, expected="false", requirement=row)
    total = order["totalPaymentTax"]
    require(bool(total.each()), "The tax is missing.", at=total, expected="tax", requirement=row)
    for item in order["orderedItem"].each():
        tax = item["unitTaxSpecification"]
        require(bool(tax.each()), "The tax of an item is missing.", at=tax, expected="tax", requirement=row)


def _has_total(order: Document, row: str) -> None:
    offers, due, net = sums_of(order).offers, order["totalPaymentDue"]["price"], row == _NET
    unreadable = "An offer has no price that can be read."
    require(offers is not None, unreadable, at=order["orderedItem"], requirement=row)
    expected = (offers or 0) + (total_tax(order) if net else 0)
    message = "The total is not the sum of the prices" + (" and the tax." if net else ".")
    require(due.decimal == expected, message, at=due, expected=expected, requirement=row)
