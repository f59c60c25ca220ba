"""Bodies that are equal are held once, and nothing else changes."""

from dataclasses import replace

from booking_conformance.recording import Request, Response
from booking_conformance.recording.shared_bodies import SharedBodies
from tests.support.makings import an_exchange


def spoken(sent, answered, order_uuid="0d4bd5ff"):
    request = Request("PUT", "https://example.com", body=sent)
    return replace(
        an_exchange(status=200), request=request, response=Response(200, (), answered), order_uuid=order_uuid
    )


def again(text):
    return "".join(text)


def test_an_equal_body_is_the_very_text_of_before_whichever_side_said_it():
    bodies = SharedBodies()
    first = bodies.shared(spoken('{"a": 1}', '{"b": 2}'))
    exchange = spoken(again(['{"b":', " 2}"]), again(['{"a":', " 1}"]))
    shared = bodies.shared(exchange)
    assert shared == exchange
    assert shared.request.body is first.response.body
    assert shared.response.body is first.request.body


def test_a_page_of_a_feed_and_what_has_no_body_stay_as_they_are():
    bodies = SharedBodies()
    page = spoken(None, '{"items": []}', order_uuid=None)
    assert bodies.shared(page) is page
    unanswered = replace(spoken(None, ""), response=None)
    assert bodies.shared(unanswered) == unanswered
