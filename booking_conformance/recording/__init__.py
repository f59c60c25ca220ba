"""What was said, as data: exchanges, the conversations they belong to, and documents that nobody vouches for."""

from booking_conformance.recording.conversation import Conversation, Lack, NotReached, Observation, Stop
from booking_conformance.recording.document import MISSING, Document, parse_json, show
from booking_conformance.recording.exchange import FEEDS, CutOff, Exchange, NotRecorded, Request, Response
from booking_conformance.recording.history import History
from booking_conformance.recording.reading import Reading, StillGrowing
from booking_conformance.recording.recording import Recording

__all__ = [
    "FEEDS",
    "MISSING",
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
