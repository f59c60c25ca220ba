"""What no answer about an Order may have, at whatever step."""

from booking_conformance.check.presence import presence_check

test_omits_flow_requirement = presence_check(
    __name__, "messages.omits-flow-requirement", "openBookingFlowRequirement is for the open feeds, not for answers."
)
test_omits_available_channel = presence_check(
    __name__, "messages.omits-available-channel", "availableChannel is for the open feeds, not for answers."
)
test_opportunity_without_offers_and_seller = presence_check(
    __name__,
    "messages.opportunity-without-offers-and-seller",
    "The opportunity of an OrderItem comes without offers, sub-events and Seller.",
)
test_person_seller_without_given_name = presence_check(
    __name__, "messages.person-seller-without-given-name", "A Seller who is a Person has no givenName or familyName."
)
test_omits_payment_method = presence_check(
    __name__, "messages.omits-payment-method", "payment.paymentMethod is reserved and not used."
)
test_no_broker_without_broker = presence_check(
    __name__,
    "messages.no-broker-without-broker",
    "Where the brokerRole is NoBroker, the answer has no broker.",
    feature="no-broker",
)
test_no_tax_when_excluded = presence_check(
    __name__,
    "messages.no-tax-when-excluded",
    "Where tax is left to the Broker, the answer has no tax.",
    feature="reseller-broker",
)
test_tax_without_prepayment = presence_check(
    __name__, "messages.tax-without-prepayment", "A TaxChargeSpecification says nothing about prepayment."
)
test_terms_only_on_parties = presence_check(
    __name__,
    "messages.terms-only-on-parties",
    "termsOfService belong to the Seller, the broker or the bookingService, not to an item or offer.",
)
test_offer_override_without_offer_terms = presence_check(
    __name__,
    "messages.offer-override-without-offer-terms",
    "An OfferOverride has none of the terms that belong to a published Offer.",
)
