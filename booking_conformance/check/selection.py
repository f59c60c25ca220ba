"""Which checks ``--only`` means."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from booking_conformance.check.instances import feature_of
from booking_conformance.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.check.declaration import Check


def select(checks: Mapping[str, Check], words: Sequence[str]) -> frozenset[str]:
    """Return the ids of the checks that some word matches; without words, of all.

    A word is a check id or a dotted prefix of one, a feature, or a requirement id. One that matches nothing raises
    UsageError.
    """
    if not words:
        return frozenset(checks)
    return frozenset(check_id for word in words for check_id in _matched(checks, word))


def _matched(checks: Mapping[str, Check], word: str) -> list[str]:
    matched = [check.id for check in checks.values() if _matches(check, word)]
    if not matched:
        raise UsageError(f"--only {word} matches no check{_suggestion(checks, word)}", "`checks` lists them all.")
    return matched


def _matches(check: Check, word: str) -> bool:
    features = {_feature(check), *_feature(check).split("+")}
    return check.id == word or check.id.startswith(f"{word}.") or word in features or word in check.requirements


def _feature(check: Check) -> str:
    return feature_of(check) or "core"


def _suggestion(checks: Mapping[str, Check], word: str) -> str:
    known = {name for c in checks.values() for name in (c.id, _feature(c), c.checkpoint, *c.requirements)}
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
