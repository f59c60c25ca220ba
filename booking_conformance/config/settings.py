"""Every key of ``conformance.toml``: its field in the model, and what it means (``schemas/settings.yaml``)."""

from __future__ import annotations

import typing
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from booking_conformance.config.model import Configuration
from booking_conformance.config.toml import toml_value
from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pydantic.fields import FieldInfo

_EXAMPLE = "..."


@cache
def meanings() -> Mapping[str, str]:
    """Return what each key means, by its place with dots: ``limits.rate``; NAME stands for primary and secondary."""
    return MappingProxyType(dict(read_yaml("settings.yaml")))


@cache
def fields() -> Mapping[str, FieldInfo]:
    """Return the field of each key by its place."""
    return MappingProxyType(dict(_settings(Configuration, "")))


def _settings(model: type[BaseModel], place: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        inner = next((part for part in _parts(field.annotation) if _is_model(part)), None)
        named = typing.get_origin(field.annotation) is dict
        below = ".NAME" if named and (inner or name == "features") else ""
        if inner is not None:
            yield from _settings(inner, f"{place}{name}{below}.")
        else:
            yield f"{place}{name}{below}", field


def _parts(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *typing.get_args(annotation))


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def unused(table: str, given: Collection[str] = ()) -> str:
    """Return the keys of a table ("" is the top) that are not given, as lines to be taken out of comments.

    Each has its meaning above it and stands with its default.
    """
    prefix = f"{table}." if table else ""
    names = [place.removeprefix(prefix) for place in fields() if place.startswith(prefix)]
    rows = [(meanings()[f"{prefix}{name}"], name) for name in names if "." not in name and name not in given]
    return "\n".join(f"{meaning}\n{name} = {_default(fields()[f'{prefix}{name}'])}" for meaning, name in rows)


def _default(field: FieldInfo) -> str:
    value = None if field.is_required() else field.get_default(call_default_factory=True)
    if value is None:
        kinds = {part for part in _parts(field.annotation) if part in (int, float)}
        return "0" if kinds else toml_value(_EXAMPLE)
    return toml_value(value)
