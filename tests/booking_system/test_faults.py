"""Every fault that has a probe misbehaves in its way, and the plain system does not."""

import pytest

from booking_conformance.fixtures.booking_system.faults import FAULTS
from booking_conformance.fixtures.booking_system.variants import VARIANTS

from .broker import Broker, booking_system
from .probes import PROBES


@pytest.mark.parametrize("fault", PROBES)
def test_the_plain_system_behaves(system: Broker, fault: str) -> None:
    assert not PROBES[fault](system)


@pytest.mark.parametrize("fault", PROBES)
def test_the_fault_misbehaves(fault: str) -> None:
    with booking_system("--fault", fault, "--lease-seconds", "2") as broker:
        assert PROBES[fault](broker)


def test_no_answer_names_a_fault_or_variant() -> None:
    faults = ("quote-deletion-unknown-404", "b-ignores-total", "feed-has-customer")
    variants = ("extra-namespaced-properties", "hard-delete")
    arguments = [part for fault in faults for part in ("--fault", fault)]
    arguments += [part for variant in variants for part in ("--variant", variant)]
    with booking_system(*arguments) as broker:
        paths = ["openactive", "feeds/slots", "feeds/nonsense", "api/openbooking/orders-rpde", "api/openbooking/x", "x"]
        answers = [broker.client.get(f"{broker.origin}/{path}", headers=broker.headers) for path in paths]
        answers.append(broker.send("DELETE", "order-quotes/00000000-0000-4000-8000-000000000000"))
    seen = " ".join(f"{answer.headers} {answer.text}" for answer in answers)
    assert not [name for name in (*FAULTS, *VARIANTS) if "-" in name and name in seen]
