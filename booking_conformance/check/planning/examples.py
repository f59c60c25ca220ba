"""Which scenarios the exchange checks of a selection are judged on: the fewest that make their calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.planning.instances import ALWAYS_CALLED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from booking_conformance.check.declaration import Check
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.config import Configuration
    from booking_conformance.scenario import Scenario, ScenarioInstance

    Part = tuple[Scenario, ScenarioInstance]
    # A call, and the opportunity type that it is made for.
    Shown = tuple[str, str]

MOST = 3
_CALLS_OF_APPROVAL = {"P", "proposal-update", "order-proposals-feed", "test-action"}


def choose_examples(
    judged: Sequence[tuple[Check, CheckInstance]],
    parts: Sequence[Part],
    wanted: Iterable[str],
    configuration: Configuration,
) -> tuple[Part, ...]:
    """Return the ``parts`` to act out for the exchange checks among ``judged``, beside those ``wanted`` anyway.

    ``wanted`` are ids of scenario instances. A check adds three at most: what only a run of all scenarios shows of its
    calls, these leave out.
    """
    types, ids = configuration.opportunities.types, set(wanted)
    chosen = [part for part in parts if part[1].id in ids]
    known = len(chosen)
    for check, calls in _calls_by_check(judged):
        more = _own_examples(check, parts)[:MOST] or _fewest(calls, parts, _shown(chosen, types), types)
        chosen += [part for part in more if part not in chosen]
    return tuple(chosen[known:])


def _calls_by_check(judged: Sequence[tuple[Check, CheckInstance]]) -> list[tuple[Check, set[str]]]:
    found: dict[str, tuple[Check, set[str]]] = {}
    for check, instance in judged:
        if instance.call:
            found.setdefault(check.id, (check, set()))[1].add(instance.call)
    return list(found.values())


def _own_examples(check: Check, parts: Sequence[Part]) -> list[Part]:
    """Return the scenarios that a check names, else those of its feature: first one instance of each, then the next."""
    named = [part for part in parts if any(_is_example(part, example) for example in check.examples)]
    found = named or [part for part in parts if check.feature and part[0].feature == check.feature]
    seen: dict[str, int] = {}
    ranked = []
    for part in found:
        seen[part[0].name] = rank = seen.get(part[0].name, -1) + 1
        ranked.append((rank, part))
    return [part for _, part in sorted(ranked, key=lambda row: row[0])]


def _is_example(part: Part, example: str) -> bool:
    """Return whether an example, such as ``booking`` or ``taxes[business,net]``, means this instance of a scenario."""
    scenario, instance = part
    name, _, values = example.removesuffix("]").partition("[")
    return scenario.name == name and set(filter(None, values.split(","))) <= set(instance.values.values())


def _fewest(calls: Collection[str], parts: Sequence[Part], shown: set[Shown], types: Sequence[str]) -> list[Part]:
    """Return parts that make the calls which are not yet shown: first every call, then for every type."""
    chosen: list[Part] = []
    shown = {pair for pair in shown if pair[0] in calls}
    offered = [(part, {pair for pair in _shown([part], types) if pair[0] in calls}) for part in parts]
    while len(chosen) < MOST:
        part, adds = max(offered, key=lambda row: _worth(row, shown), default=(None, set()))
        if part is None or adds <= shown:
            break
        chosen.append(part)
        shown = shown | adds
    return chosen


def _worth(offer: tuple[Part, set[Shown]], shown: set[Shown]) -> tuple[int, int, int, int]:
    (scenario, _), adds = offer
    calls = {call for call, _ in adds} - {call for call, _ in shown}
    return len(calls), len(calls & ALWAYS_CALLED), len(adds - shown), -scenario.bookings


def _shown(parts: Iterable[Part], types: Sequence[str]) -> set[Shown]:
    """Return the calls that parts make in the ordinary way; one without the axis ``type`` stands for all types."""
    return {
        (call, kind)
        for scenario, instance in parts
        for call in scenario.example_of
        if call not in _CALLS_OF_APPROVAL or instance.values.get("flow") != "simple"
        for kind in ([instance.values["type"]] if "type" in instance.values else types)
    }
