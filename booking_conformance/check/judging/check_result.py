"""The result of a check from the outcomes of its instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.planning.instances import feature_of, scope_of
from booking_conformance.results import CheckResult
from booking_conformance.specification.profile import CURRENT, profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.results import Outcome, Scope


def check_result(
    check: Check, instances: Sequence[Outcome], chosen: str = CURRENT, scope: Scope | None = None
) -> CheckResult:
    """Return the result of a check that came to these instances under the ``chosen`` profile.

    ``scope`` is the least at which it can be judged in this run, by default in any.
    """
    return CheckResult(
        id=check.id,
        title=check.title,
        description=check.description,
        level=check.level,
        feature=feature_of(check),
        scope=scope or scope_of(check),
        required=profile(chosen).requires(check.id),
        checkpoint=check.checkpoint,
        requirements=check.requirements,
        instances=tuple(instances),
    )
