import dataclasses

import pytest

from booking_conformance.json_path import steps
from booking_conformance.specification import calls, error_types, property_presence, requirements
from booking_conformance.specification.messages.message_schemas import message_names
from tests.support.documents import DOCUMENTS

CALLS = frozenset(calls())


def test_every_requirement_is_loaded():
    assert len(requirements()) == 613 + 32 + 5


@pytest.mark.parametrize(
    ("requirement", "url"),
    [
        ("c1-011", "https://openactive.io/open-booking-api/EditorsDraft/1.0CR3/#orderquote-creation-c1"),
        ("rpde-001", "https://openactive.io/realtime-paged-data-exchange/EditorsDraft/#core-concept"),
        ("ds-003", "https://openactive.io/dataset-api-discovery/EditorsDraft/#embedded-json"),
        ("tst-007", "https://openactive.io/test-interface/#datasets-endpoints"),
        ("v10-004", "https://openactive.io/open-booking-api/1.0/#orderquote-creation-c1"),
    ],
)
def test_requirement_links_into_its_document(requirement, url):
    assert requirements()[requirement].url == url


def test_every_link_has_a_section_without_spaces():
    assert not [each.id for each in requirements().values() if " " in each.url or each.url.endswith("#")]


def test_rows_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        calls()["C1"].method = "POST"  # type: ignore[misc]  # it is read-only
    with pytest.raises(TypeError):
        requirements()["x"] = None  # type: ignore[index]  # so is this


@pytest.mark.parametrize("call", calls().values(), ids=lambda call: call.name)
def test_call_is_whole(call):
    known = {None, *message_names()}
    assert {call.request, call.response, call.item_errors, call.error} <= known
    no_body = call.response is None and call.feature != "imin-checkout"  # no schema judges those bodies
    assert call.empty_body is (call.success == {204}) is no_body
    assert not call.success & call.errors
    assert call.requirement in requirements()


@pytest.mark.parametrize("error", error_types().values(), ids=lambda error: error.name)
def test_error_type_is_whole(error):
    assert error.order_level or error.item_level
    assert error.order_level | error.item_level <= CALLS | {"everywhere"}
    assert error.requirement in requirements()
    assert f"({error.status})" in requirements()[error.requirement].text or error.requirement in {
        "err-056",
        "err-058",
    }


def test_error_type_status_is_permitted_where_it_may_occur():
    for error in set(error_types().values()):
        for call in calls().values():
            if call.name in error.order_level:
                assert error.status in call.errors, (error.name, call.name)


def test_alias_leads_to_the_type():
    types = error_types()
    assert types["PatchNotAllowedOnProperty"] is types["PatchNotAllowedOnPropertyError"]


@pytest.mark.parametrize("rule", property_presence(), ids=lambda rule: f"{rule.check}:{rule.path}")
def test_property_rule_is_whole(rule):
    assert rule.call in CALLS
    assert rule.rule in {"absent", "present"}
    assert rule.outcomes <= {"success", "item-errors"}
    assert rule.level == requirements()[rule.requirement].level
    assert steps(rule.path)


@pytest.mark.parametrize("rule", property_presence(), ids=lambda rule: f"{rule.check}:{rule.path}")
def test_full_document_of_the_call_breaks_no_rule(rule):
    assert rule.breaches(DOCUMENTS[calls()[rule.call].response or ""]) == []


@pytest.mark.parametrize("document", [None, 1, "text", [], {}, {"items": None}, {"orderedItem": [None, 1, []]}])
def test_rules_bear_any_document(document):
    barring = [rule for rule in property_presence() if rule.rule == "absent"]
    assert [rule for rule in barring if rule.breaches(document)] == []
