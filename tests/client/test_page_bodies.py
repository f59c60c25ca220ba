"""The first and the latest pages of a feed keep their bodies, as far as there is room."""

from booking_conformance.client.page_bodies import PageBodies


def test_pages_between_the_first_and_the_latest_lose_their_bodies():
    bodies = PageBodies(40)
    lost = [list(bodies.add(place, 10)) for place in range(7)]
    assert lost == [[], [], [], [], [2], [3], [4]]


def test_one_page_that_is_larger_than_all_room_loses_its_body():
    assert list(PageBodies(40).add(0, 100)) == [0]
