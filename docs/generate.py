"""Writes the documents made of checks, features and settings; with --check says whether they are up to date."""

from __future__ import annotations

import sys
import types
import typing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from booking_conformance.check.coverage import features_covered, rows_covered
from booking_conformance.check.planning.instances import feature_of, scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.config.settings import fields, meanings
from booking_conformance.embedded.known_faults import known_faults, known_variants
from booking_conformance.prove.fault_table import faults_by_check
from booking_conformance.specification import opportunity_types, requirements
from booking_conformance.specification.features import features, groups
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from booking_conformance.check import Check
    from booking_conformance.specification.features import Feature

FOLDER = Path(__file__).parent
README = FOLDER.parent / "README.md"
MARKS = ("<!-- coverage, made by docs/generate.py -->", "<!-- end of coverage -->")
CHECKS = """# The checks

Made by `python docs/generate.py`; do not edit. Each check is proven by the faults named with it: `booking-conformance
prove --fault ID` shows one. `required` checks are those that the profile demands of every booking system; the others
are judged when the feature is declared.
"""
CONFIGURATION = """# The configuration

Made by `python docs/generate.py`; do not edit.

`booking-conformance init URL` writes a `conformance.toml` for your dataset site. Flags of the command line override the
environment, the environment overrides the file, and the file overrides the defaults. In the environment, `[network]
feed_timeout` is `BOOKING_CONFORMANCE_NETWORK__FEED_TIMEOUT`. Unknown keys are errors.

Write credentials as `env:NAME` (an environment variable) or `file:PATH` (a file, relative to the configuration); they
are read when a run starts and never stored. NAME in a key is `primary` or `secondary`. A scope wider than `read` needs
`[booking_partners.primary]` and `[sellers.primary]`; scope `full` also needs `[booking_partners.secondary]` and
`opportunities.mode = "controlled"`.
"""
FEATURES = """# The features

Made by `python docs/generate.py`; do not edit.

Declare under `[features]` what your booking system offers: `order-status = true`. A declared feature is tested. One
that is declared `false` must not show, and one that the configuration does not mention is only reported when it shows.
The names of the OpenActive Test Suite are accepted too.
"""


def checks_document() -> Iterator[str]:
    """Yield the lines of checks.md."""
    yield CHECKS
    checks = sorted(all_checks().values(), key=lambda check: (check.checkpoint, check.id))
    for checkpoint, members in groupby(checks, key=lambda check: check.checkpoint):
        yield f"\n## {checkpoint}\n"
        yield "| check | level | scope | needs | what must hold | requirements | proven by |"
        yield "|---|---|---|---|---|---|---|"
        yield from (_check_row(check) for check in members)


def _check_row(check: Check) -> str:
    needs = "required" if profile().requires(check.id) else feature_of(check) or "—"
    cited = ", ".join(f"[{row}]({requirements()[row].url})" for row in check.requirements)
    faults = ", ".join(f"`{fault}`" for fault in faults_by_check().get(check.id, ()))
    title = check.title.replace("|", "\\|")
    return f"| `{check.id}` | {check.level} | {scope_of(check)} | {needs} | {title} | {cited} | {faults} |"


def features_document() -> Iterator[str]:
    """Yield the lines of features.md."""
    yield FEATURES
    for title, required in (("Every booking system has these", True), ("Optional features", False)):
        yield f"\n## {title}\n"
        yield "| feature | what it means | in the OpenActive Test Suite |"
        yield "|---|---|---|"
        yield from (_feature_row(feature) for feature in features().values() if feature.required == required)
    yield "\n## Names for several features\n"
    yield from (f"- `{name}`: {', '.join(f'`{member}`' for member in members)}" for name, members in groups().items())


def _feature_row(feature: Feature) -> str:
    declared = f" Declare it with `{feature.declared_by}`." if feature.declared_by else ""
    return f"| `{feature.id}` | {feature.means}{declared} | {', '.join(f'`{name}`' for name in feature.peer) or '—'} |"


def configuration_document() -> Iterator[str]:
    """Yield the lines of configuration.md: keys, types and defaults of the model, meanings of settings.yaml."""
    yield CONFIGURATION
    rows = fields()
    if rows.keys() != meanings().keys():
        raise SystemExit(f"settings.yaml and the model differ in {sorted(rows.keys() ^ meanings().keys())}")
    for table, keys in groupby(rows, key=lambda key: key.rpartition(".")[0]):
        yield f"\n## {f'[{table}]' if table else 'At the top of the file, before any table'}\n"
        yield "| key | type | default | meaning |"
        yield "|---|---|---|---|"
        yield from (_setting_row(key, rows[key]) for key in keys)


def _setting_row(key: str, field: FieldInfo) -> str:
    default = "required" if field.is_required() else _default(field.get_default(call_default_factory=True))
    return f"| `{key.rpartition('.')[2]}` | {_kind(field.annotation)} | {default} | {meanings()[key]} |"


def _kind(annotation: Any) -> str:
    """Return the type of a key in the words of TOML."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _kind(inner[0])
    if origin in (typing.Union, types.UnionType):
        return _kind(next(part for part in inner if part is not types.NoneType))
    if origin is typing.Literal:
        return " or ".join(f'`"{value}"`' for value in inner)
    if origin is tuple:
        return f"list of {_kind(inner[0])}s"
    if origin is dict:
        return "true or false" if inner[1] is bool else "table"
    names = {bool: "true or false", int: "whole number", float: "number", SecretStr: "secret"}
    return names.get(annotation, "text")


def _default(value: Any) -> str:
    if value is None or value in ("", (), {}):
        return "—"
    if isinstance(value, tuple):
        return f"`[{', '.join(_text(each) for each in value)}]`"
    return f"`{_text(value)}`"


def _text(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def coverage_table() -> Iterator[str]:
    """Yield the lines of the table in the README."""
    rows, sides = rows_covered(), features_covered()
    yield "| | covered | of |"
    yield "|---|---|---|"
    yield f"| requirements that can be observed: judged, or left out for a stated reason | {rows.covered} | {rows.of} |"
    features = "features of the OpenActive Test Suite, declared and not: judged, or left out for a stated reason"
    yield f"| {features} | {sides.covered} | {sides.of} |"
    yield f"| opportunity types | {len(opportunity_types())} | {len(opportunity_types())} |"
    yield f"| faults that checks are proven by | {len(known_faults())} | |"
    yield f"| conformant variants that pass | {len(known_variants())} | |"


def readme() -> Iterator[str]:
    """Yield the lines of the README, with the table of today between its marks."""
    lines = README.read_text(encoding="utf-8").splitlines()
    begin, end = (lines.index(mark) for mark in MARKS)
    yield from (*lines[: begin + 1], *coverage_table(), *lines[end:])


DOCUMENTS = {
    "checks.md": checks_document,
    "features.md": features_document,
    "configuration.md": configuration_document,
    "../README.md": readme,
}


def main() -> int:
    """Write the documents, or compare them."""
    stale = []
    for name, lines in DOCUMENTS.items():
        file, text = FOLDER / name, "\n".join(lines()) + "\n"
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(f"{file.name} is stale: run python docs/generate.py\n")
    sys.stderr.writelines(stale)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
