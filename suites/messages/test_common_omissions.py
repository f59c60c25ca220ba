"""What no response about an Order may contain, at any step."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("messages.omits-flow-requirement")
def test_messages_omits_flow_requirement(exchange: Exchange, history: History) -> None:
    """openBookingFlowRequirement appears in the open feeds only."""


@presence_check("messages.omits-available-channel")
def test_messages_omits_available_channel(exchange: Exchange, history: History) -> None:
    """availableChannel appears in the open feeds only."""


@presence_check("messages.opportunity-without-offers-and-seller")
def test_messages_opportunity_without_offers_and_seller(exchange: Exchange, history: History) -> None:
    """The opportunity of an OrderItem has no offers, sub-events or Seller."""


@presence_check("messages.person-seller-without-given-name")
def test_messages_person_seller_without_given_name(exchange: Exchange, history: History) -> None:
    """A Seller who is a Person has no givenName or familyName."""


@presence_check("messages.omits-payment-method")
def test_messages_omits_payment_method(exchange: Exchange, history: History) -> None:
    """payment.paymentMethod is reserved and not used."""


@presence_check("messages.no-broker-without-broker", feature="no-broker")
def test_messages_no_broker_without_broker(exchange: Exchange, history: History) -> None:
    """Where the brokerRole is NoBroker, the response has no broker."""


@presence_check("messages.no-tax-when-excluded", examples=("paid-offers",))
def test_messages_no_tax_when_excluded(exchange: Exchange, history: History) -> None:
    """Where tax is left to the Broker, the response has no tax."""


@presence_check("messages.tax-without-prepayment")
def test_messages_tax_without_prepayment(exchange: Exchange, history: History) -> None:
    """A TaxChargeSpecification states no prepayment."""


@presence_check("messages.terms-only-on-parties")
def test_messages_terms_only_on_parties(exchange: Exchange, history: History) -> None:
    """termsOfService belongs to the Seller, the broker or the bookingService, not to an item or offer."""


@presence_check("messages.offer-override-without-offer-terms", examples=("offer-override", "paid-offers"))
def test_messages_offer_override_without_offer_terms(exchange: Exchange, history: History) -> None:
    """An OfferOverride has none of the terms that belong to a published Offer."""
