"""Telling open screens that figures have changed, so that they ask again. Never a figure, a store or a name.

A process looks once a second how far each organisation's changes have come, and only while somebody listens: so it
hears of what any other process has folded, also after the database has been away. Which stores have changed is
visits/changed_stores.py. A stream holds no database connection; whether its session still stands, and what its viewer
may see, is read anew each time it says something.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from floorwalk.comparisons.errors import TooManyStreams
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.identity.queries import viewer_of_session
from floorwalk.identity.sessions import Token
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.infrastructure.problems import is_unavailable
from floorwalk.kernel.clock import now
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.visits.changed_stores import latest_change, latest_positions, position_at

LOOK_EVERY_S = 1.0  # one small statement for all streams of a process
BEAT_EVERY_S = 15.0  # proxies close what is silent for 30 to 60 s
REST_S = 5.0  # between two events of one stream: each makes a screen ask for all its figures
STREAMS_OF_ONE_ACCOUNT = 6  # in one process; as many as a browser opens to one host
LOOK_BACK = timedelta(seconds=10)  # for who begins without a position: a screen asks for figures while it opens
TRY_AGAIN_MS = 3_000
logger = logging.getLogger("floorwalk")


def beginning() -> int:
    """The position for who has none yet: a little back, so that no change falls between figures and stream."""
    return position_at(now() - LOOK_BACK)


async def latest_seen_by(connection: Connection, viewer: Viewer, since: int) -> int | None:
    """The newest change after `since` of a store whose figures the viewer may see; None if there is none."""
    stores = await stores_visible_to(connection, viewer, Verb.COMPARISON_READ)
    return await latest_change(connection, viewer.organisation_id, stores, since)


@dataclass(eq=False)
class _Listener:
    organisation_id: UUID
    account_id: UUID
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """All streams of this process. Belongs to one event loop."""

    def __init__(self, database: Database, beat_every_s: float = BEAT_EVERY_S, rest_s: float = REST_S) -> None:
        self._database = database
        self._beat_every_s = beat_every_s
        self._rest_s = rest_s
        self._listeners: set[_Listener] = set()
        self._heard: dict[UUID, int] = {}  # by organisation, the newest position of the last look
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Ends every stream: the server waits for answers under way, and these would never end."""
        self._stopped.set()
        for listener in self._listeners:
            listener.woken.set()

    async def run(self) -> None:
        """Looks for as long as the process lives. Ends by cancellation."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:  # whoever listens keeps the stream, and hears of it later
                if not is_unavailable(error):
                    logger.exception("looking for changes failed; it is tried again")

    async def look(self) -> None:
        """Wakes the streams of each organisation in which something has changed since the last look."""
        listening = {listener.organisation_id for listener in self._listeners}
        if not listening:
            return
        latest = await self._database.read(lambda connection: latest_positions(connection, listening))
        for listener in self._listeners:
            if latest.get(listener.organisation_id, 0) > self._heard.get(listener.organisation_id, 0):
                listener.woken.set()
        self._heard = latest

    def refuse_too_many(self, viewer: Viewer) -> None:
        """Raises TooManyStreams."""
        held = sum(1 for listener in self._listeners if listener.account_id == viewer.account_id)
        if held >= STREAMS_OF_ONE_ACCOUNT:
            raise TooManyStreams

    async def stream(self, token: Token, viewer: Viewer, since: int) -> AsyncIterator[bytes]:
        """Server-sent events: `watching` at once, `changed` for changes, `beat` when there was nothing for a while.

        Ends when the session has ended or the account's grants have changed, when the server stops, and when the
        database is away; the browser then comes back with the last id, and is admitted anew.
        """
        listener = _Listener(viewer.organisation_id, viewer.account_id)
        self._listeners.add(listener)
        try:
            yield f"retry: {TRY_AGAIN_MS}\n".encode() + _event("watching", since)
            while not self._stopped.is_set():
                listener.woken.clear()
                latest = await self._if_still_admitted(token, viewer, since)
                if latest is None:
                    return
                if latest > since:
                    since = latest
                    yield _event("changed", since)
                    await self._rest()
                elif not await self._is_woken(listener):
                    # An event rather than a comment: a script cannot see a comment, and would not notice silence.
                    yield _event("beat", since)
        finally:
            self._listeners.discard(listener)

    async def _if_still_admitted(self, token: Token, viewer: Viewer, since: int) -> int | None:
        """The newest position for this viewer, `since` if nothing has changed; None if the stream has to end."""

        async def asked(connection: Connection) -> int | None:
            if await viewer_of_session(connection, token, now()) != viewer:
                return None
            return await latest_seen_by(connection, viewer, since) or since

        try:
            return await self._database.read(asked)
        except Exception as error:
            if is_unavailable(error):
                return None
            raise

    async def _is_woken(self, listener: _Listener) -> bool:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._beat_every_s):
                return await listener.woken.wait()
        return False

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._rest_s):
                await self._stopped.wait()


def _event(kind: str, position: int) -> bytes:
    return f"id: {position}\nevent: {kind}\ndata: {{}}\n\n".encode()
