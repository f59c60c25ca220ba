"""The channel through which an online opportunity is attended."""

from booking_conformance.check import check, inform, require
from booking_conformance.recording import Reading
from booking_conformance.suites.access_data.items import booked_items

_MANUAL = ("name", "accessId", "accessCode", "description")


@check("access-data.channel-for-online", cites=("acc-004", "acc-012"), scenario="access-online")
def test_channel(conversation: Reading) -> None:
    """Each item booked online has an accessChannel, or a customerNotice that says when it will be shared.

    Pass: it has one of the two. Fail: it has neither. Not testable: B failed.
    """
    for item in booked_items(conversation):
        has_channel = item["accessChannel"].type == "VirtualLocation" or bool(item["customerNotice"].text)
        require(
            has_channel,
            "An online item must have an accessChannel, or a customerNotice about it.",
            at=item["accessChannel"],
            expected="a VirtualLocation",
        )


@check("access-data.channel-for-manual-access", cites=("acc-011",), scenario="access-online")
def test_manual_access(conversation: Reading) -> None:
    """An accessChannel should have a url, and the details needed for manual access.

    Pass: it has url, name, accessId, accessCode and description. Warn: one is missing. Info: no accessChannel
    is reported at B.
    """
    channels = [item["accessChannel"] for item in booked_items(conversation) if item["accessChannel"]]
    if not channels:
        inform("B returned no accessChannel yet.")
    for channel in channels:
        for name in ("url", *_MANUAL):
            require(
                bool(channel[name].text), f"An accessChannel should have {name}.", at=channel[name], expected="text"
            )


@check("access-data.online-instructions", cites=("acc-013",), scenario="access-online")
def test_instructions(conversation: Reading) -> None:
    """An online opportunity should say in attendeeInstructions how to attend it.

    Pass: the opportunity at B, or its superEvent, has `attendeeInstructions`. Warn: neither has. Not testable: B
    failed.
    """
    for item in booked_items(conversation):
        opportunity = item["orderedItem"]
        instructions = opportunity["attendeeInstructions"] or opportunity["superEvent"]["attendeeInstructions"]
        require(
            bool(instructions.text),
            "An online opportunity should say how to attend it.",
            at=opportunity,
            expected="attendeeInstructions",
        )
