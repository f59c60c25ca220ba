"""Garbage is looked for rarely for a while, and as before afterwards."""

import gc

from booking_conformance.gc_tuning import collecting_rarely


def test_the_thresholds_come_back():
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        with collecting_rarely():
            assert gc.get_threshold() > (700, 10, 10)
        assert gc.get_threshold() == (700, 10, 10)
    finally:
        gc.set_threshold(*before)
