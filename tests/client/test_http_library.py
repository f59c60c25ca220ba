"""httpx goes without its command line here, and is whole for everybody else."""

import importlib

from booking_conformance.client import http_library


def test_whoever_wants_the_command_line_can_import_it():
    assert http_library.httpx is importlib.import_module("httpx")
    assert callable(importlib.import_module("httpx._main").main)
