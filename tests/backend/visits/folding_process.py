"""A process that does nothing but fold, for a test to kill: `python -m tests.backend.visits.folding_process URL`.

It folds three deltas at a time and hardly pauses: there is always a transaction to be killed in.
"""

import asyncio
import sys

from floorwalk.infrastructure.database import Database
from floorwalk.visits import folding


async def fold_for_ever(url: str) -> None:
    database = Database(url, pool_size=1)
    while True:
        async with database.transaction() as work:
            await folding.fold_once(await work.connection(), limit=3)
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    asyncio.run(fold_for_ever(sys.argv[1]))
