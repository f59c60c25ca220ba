"""What the processes of ``prove`` share is read before they are forked."""

from booking_conformance.check.registry import all_checks
from booking_conformance.prove import attempts, preloaded


def test_the_checks_are_read_and_the_module_is_preloaded():
    assert all_checks() in preloaded.READ
    assert preloaded.__name__ in attempts._PRELOADED
