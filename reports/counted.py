"""A number with its noun, in English."""


def counted(number: int, noun: str) -> str:
    """Return ``3 checks``, or ``1 check``; the plural ends with s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
