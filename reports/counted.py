"""A number with its noun, in English."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``3 checks``, or ``1 check``; a ``plural`` that does not just add an s is given."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"
