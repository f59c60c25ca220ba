"""What an OrderQuote must leave out."""

from booking_conformance.check.presence import presence_check

test_omits_order_item_status = presence_check(
    __name__, "quotes.omits-order-item-status", "The OrderItems of an OrderQuote have no orderItemStatus."
)
test_omits_order_item_id = presence_check(
    __name__, "quotes.omits-order-item-id", "The OrderItems of an OrderQuote have no @id, as nothing is ordered yet."
)
test_omits_access_data = presence_check(
    __name__, "quotes.omits-access-data", "The OrderItems of an OrderQuote have no code, pass or channel of access."
)
test_boolean_field_has_no_value_required = presence_check(
    __name__,
    "quotes.boolean-field-has-no-value-required",
    "A checkbox of an intake form has no valueRequired: both of its values are answers.",
    feature="additional-details",
)
