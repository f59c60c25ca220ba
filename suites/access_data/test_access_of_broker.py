"""Barcodes that the Broker supplies."""

from booking_conformance.check import check, require
from booking_conformance.recording import Reading


@check("access-data.broker-barcode-kept", cites=("acc-009",), scenario="broker-barcode")
def test_broker_barcode_is_kept(conversation: Reading) -> None:
    """B returns the Barcode that the Broker supplied.

    Pass: the accessPass of the item contains the Barcode that was sent with it. Fail: it does not. Not testable: B
    failed.
    """
    booked = conversation.success("B")
    sent = booked.sent["orderedItem"].each()[0]["accessPass"].each()[0]["text"].text
    passes = [entry for item in booked.answer["orderedItem"].each() for entry in item["accessPass"].each()]
    require(
        any(entry["text"].text == sent for entry in passes),
        "The accessPass of the item must contain the Barcode of the Broker.",
        at=booked.answer["orderedItem"],
        expected=f"a Barcode with the text {sent}",
    )
