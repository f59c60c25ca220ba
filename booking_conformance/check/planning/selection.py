"""Which checks ``--only`` means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from booking_conformance.check.planning.instances import feature_of
from booking_conformance.check.renames import old_ids
from booking_conformance.errors import UsageError
from booking_conformance.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.check.declaration import Check

_BETWEEN_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
_SEPARATORS = str.maketrans("", "", "-_ ")


def select(checks: Mapping[str, Check], words: Sequence[str]) -> frozenset[str]:
    """Return the ids of the checks that some word matches; without words, of all.

    A word is a check id, the part of one before its dot, a folder of ``suites`` or the heading that the report gives
    it, a feature, or a requirement id; ids of version 0.1 count, too. One that matches nothing raises UsageError.
    """
    if not words:
        return frozenset(checks)
    return frozenset(check_id for word in words for check_id in _matched(checks, word) or _refuse(checks, word))


def find(checks: Mapping[str, Check], words: Sequence[str]) -> frozenset[str]:
    """Return what ``select`` does; a word that selects nothing finds the checks with it in their ids or titles."""
    if not words:
        return frozenset(checks)
    found = (_matched(checks, word) or _with_text(checks, word) or _refuse(checks, word) for word in words)
    return frozenset(check_id for ids in found for check_id in ids)


def _matched(checks: Mapping[str, Check], word: str) -> list[str]:
    wanted = _plain(word.removesuffix("."))
    for words in (_words, _old_words):
        matched = [check.id for check in checks.values() if wanted in map(_plain, words(check))]
        if matched:
            return matched
    return []


def _with_text(checks: Mapping[str, Check], text: str) -> list[str]:
    return [check.id for check in checks.values() if text.lower() in f"{check.id} {check.title}".lower()]


def _refuse(checks: Mapping[str, Check], word: str) -> NoReturn:
    raise UsageError(f"{word} matches no check{_suggestion(checks, word)}", "`checks` lists them all.")


def _plain(word: str) -> str:
    """Return a word as it is compared: the heading "OrderQuote Deletion" is order-quote-deletion, too."""
    return word.lower().translate(_SEPARATORS)


def _words(check: Check) -> set[str]:
    """Return every word that selects a check."""
    feature = feature_of(check) or "core"
    prefix = check.id.partition(".")[0]
    folder = check.checkpoint.replace("_", "-")
    heading = _BETWEEN_DIGITS.sub(".", folder)
    return {check.id, prefix, folder, heading, feature, *feature.split("+"), *check.requirements}


def _old_words(check: Check) -> set[str]:
    old = old_ids().get(check.id)
    return {old, old.partition(".")[0]} if old else set()


def _suggestion(checks: Mapping[str, Check], word: str) -> str:
    near = nearest(word, {name for check in checks.values() for name in _words(check)})
    return f'; did you mean "{near}"?' if near else ""
