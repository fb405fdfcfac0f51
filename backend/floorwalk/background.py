"""Doing what waits in the background: the one module that knows every kind of such work, as app.py knows every slice.

It runs in a process of its own (`floorwalk work`), so that the server's event loop and memory are spared; the server
starts one when something waits (infrastructure/background_worker.py).
"""

import logging
from collections.abc import Awaitable, Callable, Mapping

from floorwalk.coaching import export_work
from floorwalk.infrastructure import background_work
from floorwalk.infrastructure.background_work import Abandoned, Work
from floorwalk.infrastructure.database import Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.kernel.errors import Problem
from floorwalk.settings import Settings

Make = Callable[[Database, Settings, Work], Awaitable[None]]
KINDS: Mapping[str, Make] = {"export": export_work.make}
BROKEN = "service.work_broken"
logger = logging.getLogger("floorwalk")


async def work_off(database: Database, settings: Settings) -> int:
    """Does everything that waits, one piece after the other; how many were taken up.

    Raises what says that the database is away: the work is then taken up again when its lease has run out.
    """
    taken = 0
    while (work := await _next(database)) is not None:
        taken += 1
        await _done(database, settings, work)
    return taken


async def _next(database: Database) -> Work | None:
    async with database.transaction() as unit:
        organisations = await background_work.organisations_with_work(await unit.connection())
    for organisation_id in organisations:
        async with database.transaction() as unit:
            work = await background_work.take(await unit.connection(), organisation_id)
        if work is not None:
            return work
    return None


async def _done(database: Database, settings: Settings, work: Work) -> None:
    try:
        await KINDS[work.kind](database, settings, work)
    except Abandoned:
        return
    except Problem as problem:
        await _failed(database, work, problem.code)
    except Exception as error:
        if is_unavailable(error):
            raise
        logger.exception("work %s (%s) failed", work.work_id, work.kind)
        await _failed(database, work, BROKEN)


async def _failed(database: Database, work: Work, code: str) -> None:
    async with database.transaction() as unit:
        await background_work.fail(await unit.connection(), work, code)
