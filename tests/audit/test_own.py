"""A file of this suite whose annotations are damaged is traffic like any other."""

import json

import pytest

from booking_conformance.audit.findings import Findings
from booking_conformance.audit.own import judge_own
from tests.support import hars


@pytest.mark.parametrize("annotations", [{}, {"format": 1}, {"format": 1, "conversations": [], "context": {}}])
def test_damaged_annotations_are_complained_of(tmp_path, annotations):
    log = {"version": "1.2", "_booking_conformance": annotations, "entries": [hars.deletion()]}
    (tmp_path / "x.har").write_text(json.dumps({"log": log}), encoding="utf-8")
    complaints = []
    assert not judge_own(tmp_path / "x.har", Findings(complaints.append))
    assert len(complaints) == 1
