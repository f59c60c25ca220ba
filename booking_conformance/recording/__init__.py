"""What was said, as data: exchanges, the conversations they belong to, and documents that nobody vouches for."""

from booking_conformance.recording.conversation import (
    REFUSED_TOGETHER,
    Conversation,
    Lack,
    NotReached,
    Observation,
    Stop,
)
from booking_conformance.recording.document import Document
from booking_conformance.recording.exchange import FEEDS, CutOff, Exchange, NotRecorded, Request, Response
from booking_conformance.recording.history import History
from booking_conformance.recording.json_text import parse_json
from booking_conformance.recording.missing import MISSING
from booking_conformance.recording.reading import Reading, StillGrowing
from booking_conformance.recording.recording import Recording
from booking_conformance.recording.shown_value import show

__all__ = [
    "FEEDS",
    "MISSING",
    "REFUSED_TOGETHER",
    "Conversation",
    "CutOff",
    "Document",
    "Exchange",
    "History",
    "Lack",
    "NotReached",
    "NotRecorded",
    "Observation",
    "Reading",
    "Recording",
    "Request",
    "Response",
    "StillGrowing",
    "Stop",
    "parse_json",
    "show",
]
