"""Garbage is looked for rarely for a while, and as before afterwards."""

import gc

from booking_conformance.gc_tuning import collecting_rarely, without_collection


def test_the_thresholds_come_back():
    before = gc.get_threshold()
    with collecting_rarely():
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before


def test_collection_goes_on_afterwards():
    with without_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
