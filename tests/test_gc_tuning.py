"""Garbage is looked for rarely for a while, and as before afterwards."""

import gc
import weakref

from booking_conformance.gc_tuning import collecting_by_hand, collecting_rarely


def test_the_thresholds_come_back():
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        with collecting_rarely():
            assert gc.get_threshold() > (700, 10, 10)
        assert gc.get_threshold() == (700, 10, 10)
    finally:
        gc.set_threshold(*before)


def test_collection_goes_on_afterwards():
    with collecting_by_hand():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_found_by_hand():
    class Ring:
        pass

    with collecting_by_hand() as collect:
        collect()
        ring = Ring()
        ring.itself, gone = ring, weakref.ref(ring)
        del ring
        collect()
        assert gone() is None
