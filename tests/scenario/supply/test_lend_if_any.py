"""What something else will do for is asked for, and nothing is said to be lacking where it is not there."""

import asyncio

from tests.support import shelves


def test_too_few_are_none_and_no_lack():
    supply, _ = shelves.supply_of(shelves.session("one", spaces=5))

    async def ask(spaces):
        return await supply.lend_if_any([shelves.wanted(spaces=spaces)], object(), "cancellation")

    assert asyncio.run(ask(6)) == []
    assert supply.lacking == {}


def test_enough_are_lent():
    supply, _ = shelves.supply_of(shelves.session("one", spaces=5))
    lent = asyncio.run(supply.lend_if_any([shelves.wanted(spaces=5)], object(), "cancellation"))
    assert [each.id for each in lent] == ["https://x/one"]
