"""Stands in for the embedded booking system: says where it is, and ends with its standard input."""

import json
import os
import sys

if "--fault" in sys.argv:
    sys.exit("out of order")
print(json.dumps({"target": {"dataset_site": "http://127.0.0.1:9/x"}, "pid": os.getpid(), "seed": 3}), flush=True)  # noqa: T201 - this is how it is asked to report
sys.stdin.read()
