"""Forgeries of the recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.forgeries.forging import booking, entries, forgery, own, report, set_in

if TYPE_CHECKING:
    from pathlib import Path


@forgery("checks/b.refuses-wrong-total")
def _edited_status_of_a_response(folder: Path) -> None:
    entries(folder, lambda found: set_in(booking(found), "response", "status", 500))


@forgery("exchange x0003 was sent before")
def _edited_time_of_an_exchange(folder: Path) -> None:
    entries(folder, lambda found: found[2].update(startedDateTime="2020-01-01T00:00:00+00:00"))


@forgery("is missing from the recording")
def _dropped_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.remove(next(one for one in found if one["_scenario"] == "")))
    report(folder, lambda document: set_in(document, "run", "exchanges", document["run"]["exchanges"] - 1))


@forgery("run/exchanges")
def _dropped_last_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.pop())


@forgery("is beyond")
def _added_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.append({**found[-1], "_id": "x9999"}))
    report(folder, lambda document: set_in(document, "run", "exchanges", document["run"]["exchanges"] + 1))


@forgery("more than once")
def _repeated_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.append(found[-1]))
    report(folder, lambda document: set_in(document, "run", "exchanges", document["run"]["exchanges"] + 1))


@forgery("target/name")
def _other_target_by_name(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "target", "name", "Another System"))
    own(folder, lambda annotations: set_in(annotations, "target", "name", "Another System"))


@forgery("its request is none")
def _other_target_by_address(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "target", "base_uri", "https://other.example/api"))
    own(folder, lambda annotations: annotations.update(base_uri="https://other.example/api"))


@forgery("json/scope")
def _changed_scope_in_the_configuration(folder: Path) -> None:
    own(folder, lambda annotations: set_in(annotations, "configuration", "scope", "book"))


@forgery("target/features")
def _changed_feature(folder: Path) -> None:
    own(folder, lambda annotations: annotations["configuration"]["features"].pop("anonymous-leasing"))


@forgery("neither configuration nor selection")
def _fewer_types(folder: Path) -> None:
    own(folder, lambda annotations: set_in(annotations, "configuration", "opportunities", "types", ["Slot"]))


@forgery("is not as this suite writes it")
def _edited_member_that_nothing_reads(folder: Path) -> None:
    entries(folder, lambda found: found[0]["timings"].update(wait=1))


@forgery("is labelled none")
def _relabelled_exchange(folder: Path) -> None:
    entries(folder, lambda found: booking(found).update(_call=""))


@forgery("its answer stands")
def _exchange_labelled_as_repeated(folder: Path) -> None:
    entries(folder, lambda found: booking(found).update(_superseded=True))


@forgery("do not show")
def _edited_observation(folder: Path) -> None:
    def edit(annotations: dict[str, Any]) -> None:
        told = [seen for one in annotations["conversations"] for seen in one["observations"] if seen["seen"]]
        told[0]["value"]["data"] = {"remainingUses": 999}

    own(folder, edit)


@forgery("is missing: the configuration")
def _dropped_conversation(folder: Path) -> None:
    own(folder, lambda annotations: annotations["conversations"].pop())
