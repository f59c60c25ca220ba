"""What is known of a fault or a variant of the bundled booking system, as text; and all of them, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.registry import all_checks
from booking_conformance.cli.output.columns import labelled, titled
from booking_conformance.embedded.known_faults import known_faults, known_variants
from booking_conformance.prove.fault_table import fault_rows, variant_row

if TYPE_CHECKING:
    from collections.abc import Iterator


def of_fault(name: str) -> Iterator[str]:
    """Yield what a fault breaks, and how it is seen."""
    yield f"{name} (fault of the bundled booking system)"
    row = fault_rows().get(name)
    if row is None:
        return
    for check_id in row.checks:
        yield from labelled("breaks", f"{check_id}: {all_checks()[check_id].title}")
    values = (f"{axis} {' or '.join(values)}" for axis, values in row.values.items())
    yield from labelled("with", "; ".join(values))
    yield from labelled("serve", f"booking-conformance serve --fault {name}")
    yield from labelled("prove", f"booking-conformance prove --fault {name}")


def of_variant(name: str) -> Iterator[str]:
    """Yield what a variant is known for: it conforms, and at most warns."""
    yield f"{name} (conformant variant of the bundled booking system)"
    yield from labelled("warns", ", ".join(sorted(variant_row(name).warns)))
    yield from labelled("serve", f"booking-conformance serve --variant {name}")


def listed() -> Iterator[str]:
    """Yield every fault with the check that it is named for, and every variant."""
    rows = fault_rows()
    longest = max(map(len, known_faults()))
    yield "FAULTS, each with the first check that it breaks"
    for name in known_faults():
        yield from titled([name], rows[name].primary if name in rows else "", [longest])
    yield ""
    yield "VARIANTS, which conform"
    yield from known_variants()
