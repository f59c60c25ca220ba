"""Borrows from the supply of a run, as its scenarios do."""

import asyncio


def lent(supply, *wants, borrower="one"):
    """Return what the supply lends one borrower."""
    return asyncio.run(supply.lend(wants, borrower, "scenario"))


def names(opportunities):
    """Return the last segments of the opportunities' @ids."""
    return [opportunity.id.rsplit("/", 1)[-1] for opportunity in opportunities]


async def is_kept_waiting(supply, *wants, borrower):
    """Return whether a borrower has to wait, and the task that waits."""
    task = asyncio.create_task(supply.lend(wants, borrower, "scenario"))
    done, _ = await asyncio.wait([task], timeout=0.1)
    return not done, task
