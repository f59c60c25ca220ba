"""A selected exchange check acts out few scenarios, and those have what it judges."""

import pytest

from booking_conformance.check.planning.examples import MOST
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.results import Verdict
from booking_conformance.scenario import all_scenarios
from tests.support.declaring import run_as_declared

OF_EXCHANGES = [check for check in all_checks().values() if check.calls]


def planned(*words, **settings):
    configuration = load(data={**declared_settings(), **settings}).configuration
    return plan(all_checks(), select(all_checks(), words), configuration)


def names(plan):
    return [instance.id for _, instance in plan.parts]


def test_a_run_of_all_checks_acts_out_everything():
    whole = planned()
    assert whole.whole
    current = {name for name, scenario in all_scenarios().items() if "profile-1.0" not in (scenario.feature or "")}
    assert {scenario.name for scenario, _ in whole.parts} == current
    assert whole.examples == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("dataset-site", []),
        ("quotes.omits-access-data", ["booking[ScheduledSession]", "booking[Slot]"]),
        ("messages.reflects-broker", ["booking[ScheduledSession,approval]", "booking[Slot,approval]"]),
        ("rpde.license", ["open-feeds[ScheduledSession]", "open-feeds[Slot]"]),
        (
            "messages.attendee-as-supplied",
            ["attendee-details", "attendee-details[approval]", "attendees-of-one-opportunity"],
        ),
        ("messages.extensions-not-echoed", ["unknown-properties[ScheduledSession]"]),
    ],
)
def test_the_fewest_scenarios_that_make_the_calls_for_each_type(word, expected):
    narrowed = planned(word)
    assert names(narrowed) == expected
    assert list(narrowed.examples) == expected
    assert not narrowed.whole


def test_no_exchange_check_alone_acts_out_more_than_three():
    assert {check.id for check in OF_EXCHANGES if len(planned(check.id).parts) > MOST} == set()


def test_what_is_acted_out_anyway_is_not_acted_out_twice():
    both = planned("c1.confirms", "quotes.omits-access-data")
    assert names(both) == names(planned("c1.confirms"))
    assert both.examples == ()


def test_where_nothing_is_booked_the_feeds_are_read_by_a_scenario_that_only_reads():
    assert names(planned("rpde.last-page", scope="read")) == ["open-feeds[ScheduledSession]", "open-feeds[Slot]"]


def test_one_type_and_one_flow_need_one_scenario():
    narrowed = planned("messages.reflects-broker", opportunities={"types": ["Slot"]}, flows={}, features={})
    assert names(narrowed) == ["booking[Slot]"]


def test_examples_are_scenarios_that_there_are():
    assert {name.partition("[")[0] for check in OF_EXCHANGES for name in check.examples} <= set(all_scenarios())


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("messages.position", "b-partial"),
        ("messages.customer-as-supplied", "c2-renames-organization"),
        ("money.total-is-sum", "total-off-by-penny-second-item"),
        ("rpde.page-order", "feed-wrong-order"),
    ],
)
def test_the_scenarios_of_a_selection_show_a_fault(word, fault):
    instances = frozenset(names(planned(word)))
    result = run_as_declared(dict, faults=[fault], instances=instances)
    assert next(check.verdict for check in result.checks if check.id == word) is Verdict.FAIL


NOT_SHOWN = {
    "orders-feed.end-is-final": "what has ended in a feed of the bundled booking system never changes again",
    "payment.reconciliation-identifiers": "the bundled booking system reconciles by no identifiers of its own",
    "messages.person-seller-without-given-name": "the Sellers of the bundled booking system are Organizations",
    **{c.id: "the bundled booking system is one of CR3" for c in OF_EXCHANGES if c.feature == "profile-1.0"},
}


@pytest.mark.parametrize("each", OF_EXCHANGES, ids=lambda check: check.id)
def test_the_scenarios_of_a_selection_show_the_rule(each, verdicts_of_selections):
    if each.id in NOT_SHOWN:
        pytest.skip(NOT_SHOWN[each.id])
    assert verdicts_of_selections[each.id] not in {Verdict.NOT_APPLICABLE, Verdict.NOT_TESTABLE, Verdict.ERROR}


@pytest.fixture(scope="module")
def verdicts_of_selections():
    """The verdict of each exchange check in a run of its scenarios; those with the same scenarios share a run."""
    groups = {}
    for each in OF_EXCHANGES:
        groups.setdefault(frozenset(names(planned(each.id))), []).append(each.id)
    found = {}
    for instances, ids in groups.items():
        result = run_as_declared(dict, instances=instances)
        found |= {check.id: check.verdict for check in result.checks if check.id in ids}
    return found
