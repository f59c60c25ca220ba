"""A booking partner may act for any Broker: Brokers need no registration, and do not divide its Orders."""

from booking_conformance.check import check, outcome, require
from booking_conformance.recording import Reading


@check("access-control.any-broker-name", cites=("auth-009",), scenario="two-brokers-of-one-partner")
def test_any_broker_name(conversation: Reading) -> None:
    """A Broker that was never seen before is accepted without registration.

    Pass: C1, C2 and B succeed with a `broker` that has a new name. Fail: one of them is refused, although they
    succeed for another Broker.
    """
    conversation.success("B")
    for step in ("C1", "C2", "B"):
        made = conversation.step(f"new broker's {step}")
        require(
            made.succeeded,
            "A Broker that was never seen before must be accepted.",
            at=made,
            expected="success",
            got=outcome(made),
        )


@check("access-control.brokers-do-not-partition", cites=("auth-010",), scenario="two-brokers-of-one-partner")
def test_brokers_do_not_partition(conversation: Reading) -> None:
    """All Orders of a booking partner are in its one Orders feed, whatever the Broker's name.

    Pass: both Orders appeared. Fail: one did not within `feed_timeout`. Not testable: one was not booked, or was
    not changed in a way that would put it in the feed.
    """
    for prefix, name in (("", "the Order for the known Broker"), ("new broker's ", "the Order for the new Broker")):
        conversation.success(f"{prefix}B")
        seen = conversation.observation(name)
        require(seen.seen, f"The Orders feed did not show {name[4:]}.", at=seen.item, expected=seen.awaited)
