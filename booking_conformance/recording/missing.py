"""What stands where a document has nothing."""

from typing import Final


class _Missing:
    """The value of a property that is not there."""

    def __repr__(self) -> str:
        return "nothing"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()
