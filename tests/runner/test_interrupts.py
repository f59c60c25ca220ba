"""SIGTERM is SIGINT for a while, and nobody else's handler is touched."""

import signal

import pytest

from booking_conformance.runner.interrupts import sigterm_as_sigint


@pytest.fixture(autouse=True)
def plain_sigterm():
    """Begin as a process does: the command line, tried in this process, has a handler of its own."""
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("before", [signal.default_int_handler, signal.SIG_IGN], ids=["foreground", "background"])
def test_a_termination_is_an_interrupt(before):
    mine = signal.signal(signal.SIGINT, before)
    try:
        with pytest.raises(KeyboardInterrupt), sigterm_as_sigint():
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGINT) is before
    finally:
        signal.signal(signal.SIGINT, mine)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_the_handler_of_somebody_else_stays():
    mine = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with sigterm_as_sigint():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, mine)
