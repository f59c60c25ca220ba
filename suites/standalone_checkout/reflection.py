"""Whether a response echoes what was sent."""

from __future__ import annotations

from booking_conformance.check import fail
from booking_conformance.recording import Document, show


def reflects(sent: Document, answer: Document) -> None:
    """Fail when a member that was sent is missing or has another value; objects may have further members.

    Members that are null or an empty array may be omitted everywhere.
    """
    if sent.value is None or sent.value == []:
        return
    if not answer:
        fail("A member of the request is missing from the response.", at=answer, expected=show(sent.value))
    if isinstance(sent.value, dict) and isinstance(answer.value, dict):
        for name, member in sent.properties():
            reflects(member, answer[name])
    elif isinstance(sent.value, list) and isinstance(answer.value, list) and len(sent.value) == len(answer.value):
        for before, after in zip(sent.each(), answer.each(), strict=True):
            reflects(before, after)
    elif sent.value != answer.value:
        fail("A member of the request has a different value in the response.", at=answer, expected=show(sent.value))
