"""The secrets of a run in every form in which a text may hold them, each with the name that stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

# Forms that are escaped hold one of these. Few texts do: in the others, half of the forms need not be looked for.
_MARKS = ("%", "\\u", "&#")
# Headers: every exchange has the same few, which are looked through, and kept, once.
_SHORT, _SHORT_KEPT = 200, 500


class SecretTexts:
    """What is to be replaced in texts, and by what."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._patterns: dict[re.Pattern[str], str] = {}
        self._sought: dict[tuple[bool, ...], list[tuple[str, str]]] = {}
        self._short: dict[str, str] = {}

    def add(self, secret: str, name: str) -> None:
        """Replace a secret, written like this, by its name from now on."""
        if self._names.get(secret) != name:
            self._names[secret] = name
            self._forget_what_was_sought()

    def add_pattern(self, pattern: re.Pattern[str], name: str) -> None:
        """Replace what the pattern finds by a name from now on."""
        self._patterns[pattern] = name
        self._forget_what_was_sought()

    def name_of(self, secret: str) -> str | None:
        """Return the name of a secret, None for what is none."""
        return self._names.get(secret)

    def longest_first(self) -> None:
        """Look for what is part of another secret after it, so that nothing of the other is left."""
        self._names = dict(sorted(self._names.items(), key=lambda secret: -len(secret[0])))
        self._forget_what_was_sought()

    def forget_all_but(self, most: int) -> None:
        """Forget the secrets that were added first, as many as are too many."""
        while len(self._names) > most:
            del self._names[next(iter(self._names))]
            self._forget_what_was_sought()

    def _forget_what_was_sought(self) -> None:
        self._sought.clear()
        self._short.clear()

    def blot(self, text: str) -> str:
        """Return the text with each secret replaced by its name."""
        if len(text) > _SHORT:
            return self._blotted(text)
        found = self._short.get(text)
        if found is None:
            if len(self._short) >= _SHORT_KEPT:
                self._short.clear()
            found = self._short[text] = self._blotted(text)
        return found

    def _blotted(self, text: str) -> str:
        for secret, name in self._sought_in(text):
            if secret in text:
                text = text.replace(secret, name)
        for escaped, name in self._patterns.items():
            text = escaped.sub(name, text)
        return text

    def _sought_in(self, text: str) -> list[tuple[str, str]]:
        """Return the secrets that a text can hold, by the marks in it."""
        marks = tuple(mark in text for mark in _MARKS)
        sought = self._sought.get(marks)
        if sought is None:
            absent = [mark for mark, there in zip(_MARKS, marks, strict=True) if not there]
            possible = self._names.items()
            sought = [(secret, name) for secret, name in possible if not any(mark in secret for mark in absent)]
            self._sought[marks] = sought
        return sought
