"""A row of schemas/variants.yaml that names scenarios names all that can tell the variant from the plain system.

What a variant cannot have changed goes as it goes without it, and need not be acted out; a scenario that is new, or
that has come to ask more, may have to be named. What a scenario sees in feeds alone is not looked at here.
"""

import asyncio
from collections import defaultdict

import pytest

from booking_conformance.check.planning.plan import Plan, plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.fixtures.booking_system.variants import VARIANTS
from booking_conformance.prove.fault_table import SEPARATE, variant_row
from booking_conformance.runner.execution import Execution
from tests.support.noting import noted, noting_system


@pytest.fixture(scope="module")
def touching():
    """The scenarios that can tell each variant, by the name of the variant and their flow."""
    with noting_system() as described:
        opportunities = {**described["opportunities"], "types": ["ScheduledSession"]}
        data = {**described, "opportunities": opportunities, "effort": "low"}
        configuration = load(data=data, environment={}).configuration
        parts = plan(all_checks(), frozenset(all_checks()), configuration).parts
        usual = tuple(part for part in parts if not part[0].name.startswith(SEPARATE))
        execution = Execution(configuration, throwaway=True, keep=True, progress=lambda _: None)
        asyncio.run(execution.act(Plan((), usual)))
    found = defaultdict(set)
    for conversation in execution.conversations:
        for exchange in conversation.exchanges:
            for variant in noted(exchange):
                found[variant, conversation.values.get("flow", "")].add(conversation.scenario)
    return found


def test_rows_name_all_scenarios_that_touch_their_variant(touching):
    rows = {variant: variant_row(variant) for variant in VARIANTS}
    unnamed = {
        variant: sorted(scenarios)
        for variant, row in rows.items()
        if row.scenarios and not row.sampled
        for flow in ("", *row.values.get("flow", ("simple",)))
        if (scenarios := touching[variant, flow] - row.scenarios)
    }
    assert unnamed == {}, unnamed


def test_what_is_noted_is_what_a_variant_changes(touching):
    assert touching["customer-attended", ""] == {"seller-attendance"}  # a field of Policy
    refused = {"cancellation-improper", "proposal-update", "two-sellers", "orders-feeds-of-two-partners"}
    refused |= {"proposal", "proposal-rejection"}
    assert touching["patch-error-names-short", ""] == refused  # a mutation
