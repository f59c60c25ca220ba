"""UUIDs, as identifiers have them."""

import uuid


def is_uuid(text: str) -> bool:
    """Return whether a text is a UUID as RFC 4122 writes it, in either case."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
