"""All checks, found in the modules ``booking_conformance.suites.*.test_*``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from booking_conformance.check.declaration import declared_check
from booking_conformance.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

    from booking_conformance.check.declaration import Check

_SUITES = "booking_conformance.suites"


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by its id, in the order of folders, modules and lines."""
    return collect(_modules())


def collect(modules: Iterable[ModuleType]) -> Mapping[str, Check]:
    """Return the checks that the modules declare, by id; InternalError for one declared twice or in another folder."""
    found: dict[str, Check] = {}
    for check in (check for module in modules for check in _declared_in(module)):
        if check.id in found:
            places = " and ".join(c.function.__module__ for c in (found[check.id], check))
            raise InternalError(f"the check {check.id} is declared twice, in {places}")
        _refuse_foreign_prefix(check)
        found[check.id] = check
    return MappingProxyType(found)


def _refuse_foreign_prefix(check: Check) -> None:
    """Raise InternalError when the id does not say in which folder the check lies."""
    prefix, folder = check.id.partition(".")[0], check.checkpoint.replace("_", "-")
    if prefix != folder:
        raise InternalError(f"the check {check.id} lies in the folder {check.checkpoint}: its id begins with {folder}.")


def _declared_in(module: ModuleType) -> Iterator[Check]:
    for value in vars(module).values():
        check = declared_check(value)
        # A check that a module imports from another one is declared there, not here.
        if check is not None and check.function.__module__ == module.__name__:
            yield check


def _modules() -> Iterator[ModuleType]:
    suites = importlib.import_module(_SUITES)
    names = sorted(found.name for found in pkgutil.walk_packages(suites.__path__, f"{_SUITES}."))
    for name in names:
        if name.rpartition(".")[2].startswith("test_"):
            yield importlib.import_module(name)
