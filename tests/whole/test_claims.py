"""What is claimed of checks, faults, profile and documents is complete."""

import subprocess
import sys
from pathlib import Path

import pytest

from booking_conformance.check.planning.instances import feature_of, scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.fixtures.booking_system.faults import FAULTS
from booking_conformance.fixtures.booking_system.variants import VARIANTS
from booking_conformance.fixtures.checkout import variants as checkout
from booking_conformance.prove.fault_table import fault_rows, variant_row
from booking_conformance.results import Level
from booking_conformance.scenario import all_scenarios
from booking_conformance.specification.data_files import read_yaml
from booking_conformance.specification.profile import profile

ROOT = Path(__file__).parents[2]


def test_every_check_is_the_primary_one_of_a_fault():
    judging = {check.id for check in all_checks().values() if check.level is not Level.MAY}  # the others only inform
    assert judging - {row.primary for row in fault_rows().values()} == set()


def test_every_claim_is_about_a_fault_and_checks_that_exist():
    assert set(fault_rows()) == set(FAULTS)
    assert {check for row in fault_rows().values() for check in row.checks} - set(all_checks()) == set()
    assert {name for row in fault_rows().values() for name in row.scenarios} - set(all_scenarios()) == set()


def test_rows_of_variants_name_what_there_is():
    rows = read_yaml("variants.yaml")
    assert set(rows) <= set(VARIANTS)
    known_by_name = {**dict.fromkeys(("scenarios", "sample", "besides"), all_scenarios()), "warns": all_checks()}
    for name, known in known_by_name.items():
        assert {value for row in rows.values() for value in row.get(name, ())} <= set(known)


@pytest.mark.parametrize("variant", checkout.VARIANTS)
def test_a_variant_of_the_checkout_is_acted_out_there(variant):
    acted = {name for name in all_scenarios() if variant_row(variant).touches(name)}
    assert acted
    assert all(name.startswith("checkout-") for name in acted)


def test_no_fault_is_claimed_twice():
    lines = (ROOT / "schemas" / "faults.yaml").read_text(encoding="utf-8").splitlines()
    named = [line.partition(":")[0] for line in lines if line and not line.startswith(("#", " "))]
    assert len(named) == len(set(named))


def test_there_are_enough_faults_and_variants():
    assert len(FAULTS) >= 120
    assert len(VARIANTS) >= 25


def test_every_scenario_is_read_by_a_check_or_proves_an_exchange_check():
    for_exchange_checks = {name for row in fault_rows().values() for name in row.scenarios}
    assert set(all_scenarios()) - {check.scenario for check in all_checks().values()} - for_exchange_checks == set()


def test_the_profile_requires_the_core_at_its_scope():
    core = {check.id: scope_of(check) for check in all_checks().values() if feature_of(check) is None}
    assert dict(profile().required) == core


def test_every_check_says_what_its_verdicts_mean():
    for check in all_checks().values():
        assert check.title, check.id
        assert "Pass:" in check.description, check.id
        assert "Fail:" in check.description or "Warn:" in check.description or "Info:" in check.description, check.id


def test_the_generated_documents_are_up_to_date():
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
