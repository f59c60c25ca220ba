"""Whether a response has what was sent."""

from __future__ import annotations

from booking_conformance.check import fail
from booking_conformance.recording import Document, show


def reflects(sent: Document, answer: Document) -> None:
    """Fail when a member of what was sent is missing or has another value; further members of objects may be there.

    What is null or an empty array is removed everywhere, and may be missing.
    """
    if sent.value is None or sent.value == []:
        return
    if not answer:
        fail("A member of the request is missing in the response.", at=answer, expected=show(sent.value))
    if isinstance(sent.value, dict) and isinstance(answer.value, dict):
        for name, member in sent.properties():
            reflects(member, answer[name])
    elif isinstance(sent.value, list) and isinstance(answer.value, list) and len(sent.value) == len(answer.value):
        for before, after in zip(sent.each(), answer.each(), strict=True):
            reflects(before, after)
    elif sent.value != answer.value:
        fail("A member of the request has another value in the response.", at=answer, expected=show(sent.value))
