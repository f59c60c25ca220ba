"""The booking system as a process: start, end, load, neighbours."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

from .broker import COMMAND, Broker, booking_system, uuid
from .probes import booked


def test_a_hundred_bookers_of_one_session(system: Broker) -> None:
    seeds = system.feed(f"{system.origin}/feeds/scheduled-sessions")
    wanted = next(item["data"] for item in seeds if item["data"]["remainingAttendeeCapacity"] == 60)
    item = {"orderedItem": wanted["@id"], "acceptedOffer": f"{wanted['superEvent']}#/offers/0"}
    order = uuid()
    body = system.order_body("Order", order, item)
    system.send("DELETE", f"order-quotes/{order}")
    with ThreadPoolExecutor(100) as pool:
        codes = list(pool.map(lambda _: system.send("PUT", f"orders/{uuid()}", body).status_code, range(100)))
    assert (codes.count(201), codes.count(409)) == (60, 40)
    assert system.remaining(item) == 0


def test_two_side_by_side() -> None:
    with booking_system() as one, booking_system() as other:
        assert one.origin != other.origin
        order, _, _ = booked(one)
        assert one.send("GET", f"orders/{order}").status_code == 200
        assert other.send("GET", f"orders/{order}").status_code == 404


def test_a_database_file_keeps_the_state(tmp_path: object) -> None:
    arguments = ("--database", f"{tmp_path}/state.sqlite")
    with booking_system(*arguments) as broker:
        order, _, _ = booked(broker)
        port = broker.origin.rpartition(":")[2]
    with booking_system(*arguments, "--port", port) as broker:
        assert broker.send("GET", f"orders/{order}").status_code == 200


def _refused(*arguments: str) -> str:
    process = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=10, check=False)
    assert process.returncode == 2
    return process.stderr


def test_another_host_needs_expose() -> None:
    assert "--expose" in _refused("--host", "0.0.0.0")


def test_an_unknown_fault_is_a_usage_error() -> None:
    assert "b-ignores-total" in _refused("--fault", "b-ignore-total")
    assert "slow-feeds" in _refused("--variant", "slow-feed")


def test_it_ends_with_its_standard_input() -> None:
    process = subprocess.Popen(
        [*COMMAND, "--exit-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["dataset_site"].endswith("/openactive")
    process.communicate(timeout=10)
    assert process.returncode == 0
