"""The targets of a fleet: a configuration each, from a folder or a list."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from booking_conformance.config.loading import load
from booking_conformance.errors import UsageError
from booking_conformance.urls import host_of, is_loopback, origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class FleetTarget:
    """``name`` is unique in its fleet and can be that of a folder; ``file`` is the configuration."""

    name: str
    file: Path

    @property
    def hash(self) -> str:
        """The sha256 of the configuration, "" where it cannot be read."""
        try:
            return sha256(self.file.read_bytes()).hexdigest()
        except OSError:
            return ""

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that a run sends to, as far as the configuration names them; none where it cannot be read."""
        try:
            found = load(self.file, with_secrets=False).configuration
        except Exception:  # noqa: BLE001 - whatever is wrong with it, its own run says so
            return frozenset()
        checkout = found.checkout.base_url if found.checkout else None
        return frozenset(_host(url) for url in (found.target.dataset_site, found.target.base_uri, checkout) if url)


def _host(url: str) -> str:
    """Return what takes the load of a URL: the host; on this machine each port is a system of its own."""
    host = host_of(url)
    return origin(url) if is_loopback(host) else host


def fleet_targets(place: Path) -> list[FleetTarget]:
    """Return the targets of a folder (each ``*.toml`` in it), of a list (a path on each line), or of one ``.toml``.

    Paths in a list are relative to it; ``#`` begins a comment. Raises UsageError where there is no target.
    """
    files = _files(place)
    if not files:
        raise UsageError(
            f"{place} names no configuration", "Give a folder of .toml files, or a file with one path per line."
        )
    return list(_named(files))


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(file for file in place.glob("*.toml") if file.is_file() and not file.name.startswith("."))
    if place.suffix == ".toml":
        return [place]
    try:
        lines = place.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"{place} cannot be read ({error})") from error
    paths = (line.partition("#")[0].strip() for line in lines)
    return [place.parent / path for path in paths if path]


def _named(files: Iterable[Path]) -> Iterable[FleetTarget]:
    taken: Counter[str] = Counter()
    for file in files:
        name = _NO_NAME.sub("-", file.stem).strip(".") or "target"
        taken[name.lower()] += 1
        number = taken[name.lower()]
        yield FleetTarget(name if number == 1 else f"{name}.{number}", file)
