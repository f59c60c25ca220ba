"""An Order may have been deleted before an exchange was answered, unless that had ended before anybody asked."""

from booking_conformance.recording.deletions import Deletions
from tests.support.makings import an_exchange


def deletion(seconds, uuid="ab", **more):
    return an_exchange(call="order-deletion", uuid=uuid, seconds=seconds, status=204, body="", **more)


def known(*exchanges, kept=10):
    found = Deletions(kept)
    for exchange in exchanges:
        found.add(exchange)
    return found


def b(seconds=10, uuid="AB"):
    return an_exchange(call="B", uuid=uuid, seconds=seconds)


def test_only_what_had_ended_before_the_first_deletion_met_none():
    assert not known(deletion(20)).may_have_met(b())
    assert known(deletion(20), deletion(10)).may_have_met(b())
    assert known(deletion(5), deletion(20)).may_have_met(b())
    assert not known(deletion(5, uuid="cd")).may_have_met(b())


def test_what_has_no_time_may_always_have_been():
    untimed = an_exchange(call="order-deletion", uuid="ab", seconds=-3e9)
    assert known(deletion(20), untimed).may_have_met(b())


def test_other_calls_delete_nothing():
    assert not known(an_exchange(call="quote-deletion", uuid="ab", seconds=5)).may_have_met(b())


def test_of_more_orders_than_there_is_room_for_nothing_is_known():
    found = known(deletion(1, uuid="one"), deletion(1, uuid="two"), deletion(1, uuid="three"), kept=1)
    assert found.may_have_met(b())
