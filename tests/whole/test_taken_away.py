"""No check passes on a recording from which what it speaks of was taken away.

Each check is judged on the recording of a conformant run. Where it passes, it is judged again without what it read.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pytest

from booking_conformance.check import Check, verify
from booking_conformance.recording import Conversation, Exchange, History, NotReached, NotRecorded, Reading
from tests.support.mutations import taking
from tests.support.mutations.excused import EXCUSED
from tests.support.mutations.taking import Looked

_SAMPLES = 2  # exchanges per check, call and status


def passes(check: Check, *judged: object) -> bool:
    """Return whether a check comes to no other verdict than pass; an error is nobody's here."""
    try:
        check.function(*judged)
    except (verify.VerdictRaised, NotReached, NotRecorded):
        return False
    return True


@dataclass(frozen=True)
class Passed:
    """A check that passed on a conversation, what it looked at there, and what it read, in this order."""

    check: Check
    conversation: Conversation
    looked: Looked
    read: tuple[str, ...]
    everything: Mapping[str, Exchange]

    @property
    def asked(self) -> bool:
        """Whether it read what was asked for only: pages of feeds, Order Status."""
        return any(self.everything[identifier].request.method == "GET" for identifier in self.read)

    def still(self, changed: Mapping[str, Exchange], change_observation=lambda observation: observation) -> bool:
        """Return whether it passes with some exchanges and all observations changed."""
        known = {**self.everything, **changed}
        conversation = replace(
            self.conversation,
            exchanges=tuple(known[exchange.id] for exchange in self.conversation.exchanges),
            observations=tuple(map(change_observation, self.conversation.observations)),
        )
        return passes(self.check, Reading(conversation, tuple(known.values())))

    def still_without(self, change: taking.Change) -> bool:
        """Return whether it passes without what it looked at in documents."""
        read = [self.everything[name] for name in self.looked.at if name in self.everything]
        return self.still(
            {exchange.id: taking.taken_from(exchange, self.looked, change) for exchange in read},
            lambda observation: taking.taken_from_item(observation, self.looked, change),
        )

    def still_crashed(self, lost: Iterable[str]) -> bool:
        """Return whether it passes when the target crashed at some exchanges."""
        return self.still({identifier: taking.crashed(self.everything[identifier]) for identifier in lost})


@pytest.fixture(scope="module")
def passed(acted):
    """Every check of conversations that passes, and how."""
    recording, judged = acted
    looked = Looked()
    everything = {exchange.id: exchange for exchange in recording.exchanges}
    watched = {exchange.id: taking.watched(exchange, looked) for exchange in recording.exchanges}
    conversations = {conversation.id: conversation for conversation in recording.conversations}
    found = []
    for check, subject in judged:
        conversation = conversations.get(subject.conversation)
        if conversation is None:
            continue
        looked.clear()
        reading = Reading(
            replace(
                conversation,
                exchanges=tuple(watched[exchange.id] for exchange in conversation.exchanges),
                observations=tuple(taking.watched_item(each, looked) for each in conversation.observations),
            ),
            tuple(watched.values()),
        )
        if passes(check, reading):
            found.append(Passed(check, conversation, looked.copy(), reading.read, everything))
    return found


def test_most_checks_pass_on_the_recording_as_it_is(passed):
    assert len({each.check.id for each in passed}) > 250


def unexcused(kind: str, found: set[str]) -> set[str]:
    """Return what passed and is not excused; an excuse that nothing needs is as wrong."""
    return found ^ EXCUSED[kind].keys()


def test_none_passes_when_the_documents_that_it_read_are_empty(passed):
    found = {each.check.id for each in passed if each.looked.at and each.still_without(taking.empty)}
    assert unexcused("emptied", found) == set()


def test_none_passes_when_the_lists_that_it_went_through_are_empty(passed):
    found = {each.check.id for each in passed if each.looked.through and each.still_without(taking.without_members)}
    assert unexcused("without members", found) == set()


def test_none_passes_when_what_stands_in_the_lists_is_empty(passed):
    found = {each.check.id for each in passed if each.looked.through and each.still_without(taking.with_bare_members)}
    assert unexcused("with bare members", found) == set()


@pytest.mark.parametrize("name", ["orderItemStatus", "price", "modified"])
def test_none_passes_when_a_property_that_it_read_is_nowhere(name, passed):
    without = taking.without_property(name)
    found = {each.check.id for each in passed if name in each.looked.names and each.still_without(without)}
    assert unexcused(f"without {name}", found) == set()


def test_none_passes_when_neither_feeds_nor_order_status_show_anything(passed, acted):
    recording, _ = acted
    lost = {e.id: taking.crashed(e) for e in recording.exchanges if e.request.method == "GET"}
    found = {each.check.id for each in passed if each.asked and each.still(lost, taking.unseen)}
    assert unexcused("unseen", found) == set()


def test_none_passes_when_what_it_judges_crashed(passed):
    """A check reads last what it judges; of many, each of which it can do without, all are lost."""
    found = {each.check.id for each in passed if each.read and not each.asked and _passes_on_crashes(each)}
    assert unexcused("crashed", found) == set()


def _passes_on_crashes(each: Passed) -> bool:
    dispensable = [identifier for identifier in each.read if each.still_crashed([identifier])]
    return each.read[-1] in dispensable and each.still_crashed(dispensable)


@pytest.fixture(scope="module")
def passed_exchanges(acted):
    """What the exchange checks passed on: the check, the exchange, what was looked at, what was said before."""
    recording, judged = acted
    by_call = [(check, subject.call) for check, subject in judged if subject.call]
    history, count, found = History(recording.base_uri), Counter(), []
    for exchange in recording.exchanges:
        if exchange.superseded or exchange.response is None:
            continue
        for check in (check for check, call in by_call if call == exchange.call):
            key = check.id, exchange.call, exchange.status
            looked = Looked()
            if count[key] < _SAMPLES and passes(check, taking.watched(exchange, looked), history):
                count[key] += 1
                left = {
                    change.__name__: passes(check, taking.taken_from(exchange, looked, change), history)
                    for change in (taking.empty, taking.without_members, taking.with_bare_members)
                }
                found.append((check, looked, exchange, left, passes(check, taking.crashed(exchange), history)))
        history.add(exchange)
    return found


def test_no_exchange_check_passes_when_the_document_is_empty(passed_exchanges):
    found = {check.id for check, looked, _, left, _ in passed_exchanges if looked.looked_for and left["empty"]}
    assert unexcused("exchange emptied", found) == set()


def test_no_exchange_check_passes_when_the_lists_are_empty(passed_exchanges):
    found = {check.id for check, looked, _, left, _ in passed_exchanges if looked.through and left["without_members"]}
    assert unexcused("exchange without members", found) == set()


def test_no_exchange_check_passes_when_what_stands_in_the_lists_is_empty(passed_exchanges):
    found = {check.id for check, looked, _, left, _ in passed_exchanges if looked.through and left["with_bare_members"]}
    assert unexcused("exchange with bare members", found) == set()


def test_no_exchange_check_passes_when_the_target_crashed(passed_exchanges):
    found = {check.id for check, _, _, _, crashed in passed_exchanges if crashed}
    assert unexcused("exchange crashed", found) == set()
