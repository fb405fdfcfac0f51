"""The server's side of work in the background: when something waits, a process is started that does it.

One at a time for each server process. It ends with the server, and what it was at is taken up again by the next.
"""

import asyncio
import contextlib
import logging
import os
import sys

from floorwalk.infrastructure import background_work
from floorwalk.infrastructure.database import Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.settings import Settings

PAUSE_S = 1.0  # between looks at an empty queue
PAUSE_AFTER_FAULT_S = 3.0
STOP_S = 5.0  # for a process that was asked to stop
logger = logging.getLogger("floorwalk")


async def run_worker(database: Database, settings: Settings) -> None:
    """Looks for work for as long as the server process lives. Ends by cancellation."""
    while True:
        pause_s = PAUSE_S
        try:
            if await database.read(background_work.organisations_with_work):
                code = await _worked_off(settings)
                if code:
                    pause_s = PAUSE_AFTER_FAULT_S
                    logger.error("the process for work in the background ended with %d; it is started again", code)
        except Exception as error:
            pause_s = PAUSE_AFTER_FAULT_S
            if is_unavailable(error):
                logger.info("work in the background waits for the database (%s)", type(error).__name__)
            else:
                logger.exception("work in the background failed; it is tried again")
        await asyncio.sleep(pause_s)


async def _worked_off(settings: Settings) -> int:
    """The exit code of a process that does what waits."""
    assert settings.database_url is not None  # noqa: S101 the launcher has set it
    environment = os.environ | {
        "FLOORWALK_DATABASE_URL": settings.database_url,
        "FLOORWALK_DATA_DIR": str(settings.data_dir),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "floorwalk", "work", "--parent", str(os.getpid()), env=environment
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(process.wait(), STOP_S)
