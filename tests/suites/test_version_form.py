"""What P grants: a version of the proposal's own."""

import copy

import pytest

from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID

VERSION = "7c1f6a3e-6a1d-4f0e-9d6c-0d1f6f2b7a10"
PROPOSAL = f"{BASE}/order-proposals/{UUID}"


def broken(tmp_path, one):
    return audited(hars.written(tmp_path / "x.har", [one])).broken()


@pytest.mark.parametrize(
    ("version", "blamed"),
    [
        (f"{PROPOSAL}/versions/{VERSION}", False),
        (f"{PROPOSAL}/versions/{UUID}", True),
        (f"{PROPOSAL}/versions/2", True),
        (f"https://other.example/versions/{VERSION}", True),
    ],
)
def test_a_version_is_of_its_proposal(tmp_path, version, blamed):
    answer = {**copy.deepcopy(DOCUMENTS["order-proposal"]), "@id": PROPOSAL, "orderProposalVersion": version}
    found = broken(tmp_path, hars.entry("PUT", PROPOSAL, 201, answer, DOCUMENTS["p-request"]))
    assert ("p.version-of-its-proposal" in found) is blamed
