"""What the C1 response must leave out."""

from booking_conformance.check import check
from booking_conformance.conversation import Conversation
from booking_conformance.verify import absent


@check("c1.omits-customer", cites=("c1-011",), scenario="booking")
def test_c1_omits_customer(conversation: Conversation) -> None:
    """The C1 response has no customer.

    Pass: the OrderQuote that C1 returned has no `customer`. Fail: it has one.
    """
    absent(conversation.success("C1").answer["customer"])
