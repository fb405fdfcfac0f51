"""What every command that needs the database shares: open it, bring it up to date, say refusals, choose the exit code.

A command module writes `async def run(arguments, url) -> int` and registers `with_database(run)`.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable

import asyncpg

from floorwalk.infrastructure.database import prepare_connection
from floorwalk.infrastructure.postgres import DataFolderRefused, PostgresRefused, open_database, say_on_stderr
from floorwalk.kernel.errors import Problem
from floorwalk.settings import BadSetting, Settings

Act = Callable[[argparse.Namespace, str], Awaitable[int]]

DONE = 0
REFUSED = 1
NOT_UNDERSTOOD = 2


def with_database(act: Act) -> Callable[[argparse.Namespace], int]:
    """A command's `run`: opens the database, migrates it, makes an organisation in an empty one, and acts."""

    def run(arguments: argparse.Namespace) -> int:
        return run_with_database(arguments, act)

    return run


def run_with_database(arguments: argparse.Namespace, act: Act, *, needs_organisation: bool = True) -> int:
    """The exit code: that of `act`, 1 for a refusal, 2 for a setting that cannot be meant."""
    try:
        with open_database(Settings.from_environment()) as url:
            return asyncio.run(_run(arguments, url, act, needs_organisation))
    except BadSetting as bad:
        sys.stderr.write(f"error: {bad}\n")
        return NOT_UNDERSTOOD
    except (DataFolderRefused, PostgresRefused) as refusal:
        sys.stderr.write(f"error: {refusal}\n")
        return REFUSED
    except Problem as problem:
        say_problem(problem)
        return REFUSED
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError) as fault:
        if isinstance(fault, OSError) and fault.filename is not None:
            sys.stderr.write(f"error: {fault.filename}: {fault.strerror}\n")
        else:
            sys.stderr.write(f"error: the database cannot be reached, or has stopped: {fault}\n")
        return REFUSED


async def _run(arguments: argparse.Namespace, url: str, act: Act, needs_organisation: bool) -> int:
    from floorwalk.migrations.runner import upgrade

    await upgrade(url, say_on_stderr)
    if needs_organisation:
        await _ensure_organisation(url)
    return await act(arguments, url)


async def _ensure_organisation(url: str) -> None:
    from floorwalk.organisation.service import ensure_organisation

    connection = await asyncpg.connect(url)
    try:
        await prepare_connection(connection)
        async with connection.transaction():
            await ensure_organisation(connection)
    finally:
        await connection.close()


def say_problem(problem: Problem) -> None:
    """One line for each fault, on stderr: `error: code: sentence (path)`."""
    for fault in problem.faults:
        place = f" ({fault.path})" if fault.path else ""
        sys.stderr.write(f"error: {fault.code}: {fault.detail}{place}\n")
    if not problem.faults:
        sys.stderr.write(f"error: {problem.code}: {problem.detail}\n")
