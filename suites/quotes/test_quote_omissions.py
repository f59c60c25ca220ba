"""What an OrderQuote must omit."""

from booking_conformance.check.presence import presence_check
from booking_conformance.recording import Exchange, History


@presence_check("quotes.omits-order-item-status")
def test_quotes_omits_order_item_status(exchange: Exchange, history: History) -> None:
    """The OrderItems of an OrderQuote have no orderItemStatus."""


@presence_check("quotes.omits-order-item-id")
def test_quotes_omits_order_item_id(exchange: Exchange, history: History) -> None:
    """The OrderItems of an OrderQuote have no @id."""


@presence_check("quotes.omits-access-data")
def test_quotes_omits_access_data(exchange: Exchange, history: History) -> None:
    """The OrderItems of an OrderQuote have no access code, pass or channel."""


@presence_check("quotes.boolean-field-has-no-value-required", feature="additional-details")
def test_quotes_boolean_field_has_no_value_required(exchange: Exchange, history: History) -> None:
    """A checkbox of an intake form has no valueRequired."""
