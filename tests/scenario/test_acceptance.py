"""Who proposes first finds out whether Sellers accept unasked; nobody waits where the first was not accepted."""

import asyncio

import pytest

from booking_conformance.scenario.acceptance import Acceptance


@pytest.mark.parametrize(("accepted", "waits"), [(True, [2, 90, 90]), (False, [2])])
def test_the_first_proposal_tells_of_all(accepted, waits):
    waited = []

    async def look(within):
        waited.append(within)
        await asyncio.sleep(0)
        return accepted

    async def act():
        acceptance = Acceptance(2, 90)
        return await asyncio.gather(*(acceptance.comes(look) for _ in range(3)))

    assert asyncio.run(act()) == [accepted] * 3
    assert waited == waits
