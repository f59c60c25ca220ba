"""Prices where the tax is left to the Broker: without it, whatever the Seller's taxMode."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, require
from booking_conformance.check.comparison import pairs
from booking_conformance.openactive.money import NET, minor_unit

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading

_RESELLER = " ResellerBroker "
_STEPS = ("C1", "C2", "create")


@check("money.excluded-tax-is-off-prices", cites=("tax-004",), scenario="paid-offers", feature="reseller-broker")
def test_excluded_tax_is_off_prices(conversation: Reading) -> None:
    """If tax is excluded, the prices of offers are net, even for a Seller whose prices include tax.

    Pass: the price returned to a reseller is the one returned to an agent, less the tax that it includes, apart
    from rounding. Fail: it is another price. Responses that calculate the tax for a reseller are not judged.
    """
    sellers = [e.step.partition(_RESELLER)[0] for e in conversation.exchanges if e.step.endswith(f"{_RESELLER}C1")]
    excluded = [
        (conversation.success(f"{seller} AgentBroker {step}"), answer)
        for seller in sellers
        for step in _STEPS
        if (answer := conversation.success(f"{seller}{_RESELLER}{step}")).answer["taxCalculationExcluded"].boolean
    ]
    if not excluded:
        not_applicable("No response to a reseller excludes the tax.")
    for agent, reseller in excluded:
        gross = agent.answer["seller"]["taxMode"].text != NET
        for of_agent, item in pairs(agent, reseller):
            _judge(of_agent, item, gross=gross)


def _judge(of_agent: Document, item: Document, *, gross: bool) -> None:
    price, net = of_agent["acceptedOffer"]["price"], item["acceptedOffer"]["price"]
    charges = of_agent["unitTaxSpecification"].each() if gross else []
    tax = sum((charge["price"].decimal or Decimal(0) for charge in charges), Decimal(0))
    expected = (price.decimal or Decimal(0)) - tax
    right = net.decimal is not None and abs(net.decimal - expected) <= minor_unit(
        item["acceptedOffer"]["priceCurrency"].text
    )
    require(right, "The price is not net of tax.", at=net, expected=expected)
