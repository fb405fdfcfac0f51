"""Open screens hear that figures have changed: whose, how soon again after a cut, and until when."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from floorwalk.comparisons.freshness import STREAMS_OF_ONE_ACCOUNT, Watch
from floorwalk.identity.queries import viewer_of_session
from floorwalk.identity.sessions import Token
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.visits.folding import fold_once
from tests.backend.comparisons.streaming import CHANGES, opened_stream
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit

pytestmark = pytest.mark.slow
BUSY = (
    "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle'"
    " and pid <> pg_backend_pid() and backend_type = 'client backend'"
)


async def a_publication(stage: Chain, connection: Connection, store_id: UUID | None = None) -> None:
    """A visit at the store (Linden by default), published at once and folded."""
    await accepted(stage.mira, floor_visit(stage, store_id))
    async with connection.transaction():
        await fold_once(connection)


async def position_of(client: httpx.AsyncClient, since: int | None = None) -> int:
    answer = await client.get(CHANGES, params={} if since is None else {"since": since})
    assert answer.status_code == 200, answer.text
    position: int = answer.json()["position"]
    return position


class TestAskingNowAndThen:
    async def test_the_position_grows_with_a_publication_in_scope_and_stays_with_none(
        self, stage: Chain, connection: Connection
    ) -> None:
        before = await position_of(stage.jonas, 0)
        await a_publication(stage, connection)
        after = await position_of(stage.jonas, before)
        assert after > before
        assert await position_of(stage.jonas, after) == after

    async def test_a_publication_outside_the_scope_changes_nothing(self, stage: Chain, connection: Connection) -> None:
        await a_publication(stage, connection)
        jonas, rhea = await position_of(stage.jonas, 0), await position_of(stage.rhea, 0)
        await a_publication(stage, connection, stage.schlossberg)
        assert await position_of(stage.jonas, jonas) == jonas
        assert await position_of(stage.rhea, rhea) > rhea

    async def test_every_publication_has_a_position_of_its_own(self, stage: Chain, connection: Connection) -> None:
        seen = [await position_of(stage.ada, 0)]
        for _ in range(3):
            await a_publication(stage, connection)
            seen.append(await position_of(stage.ada, seen[-1]))
        assert seen == sorted(set(seen))

    async def test_whoever_asks_without_a_position_hears_of_what_has_just_changed(
        self, stage: Chain, connection: Connection
    ) -> None:
        begun = await position_of(stage.jonas)
        await a_publication(stage, connection)
        assert await position_of(stage.jonas) > begun

    @pytest.mark.parametrize("since", ["-1", str(2**53), "x"])
    async def test_a_position_that_cannot_be_one_is_refused(self, stage: Chain, since: str) -> None:
        assert (await stage.jonas.get(CHANGES, params={"since": since})).status_code == 400


@asynccontextmanager
async def several_streams(app: Litestar, browser: httpx.AsyncClient, count: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for _ in range(count):
            await stack.enter_async_context(opened_stream(app, browser))
        yield


@pytest.fixture
def watch(app: Litestar) -> Watch:
    """The app's own; its loop does not run here, so that a test looks when it means to."""
    found: Watch = app.state.watch
    return found


class TestAStream:
    async def test_says_that_it_watches_and_then_each_change_in_scope_without_a_figure(
        self, stage: Chain, connection: Connection, app: Litestar, watch: Watch
    ) -> None:
        async with opened_stream(app, stage.jonas) as stream:
            assert stream.status == 200
            assert stream.headers["content-type"].startswith("text/event-stream")
            assert "content-encoding" not in stream.headers
            await a_publication(stage, connection)
            await watch.look()
            (_, begun), (kind, position) = await stream.until(2)
            assert (kind, position > begun) == ("changed", True)
            assert set(stream.body.decode().split("\n")) >= {"data: {}"}
            assert str(stage.linden) not in stream.body.decode()
            assert await position_of(stage.jonas, begun) == position

    async def test_does_not_say_what_changed_elsewhere(
        self, stage: Chain, connection: Connection, app: Litestar, watch: Watch
    ) -> None:
        async with opened_stream(app, stage.jonas) as stream, opened_stream(app, stage.rhea) as wide:
            await a_publication(stage, connection, stage.schlossberg)
            await watch.look()
            assert [kind for kind, _ in await wide.until(2)] == ["watching", "changed"]
            await a_publication(stage, connection)
            await watch.look()
            events = await stream.until(2)
            assert [kind for kind, _ in events] == ["watching", "changed"]
            assert events[1][1] > wide.events()[1][1]

    async def test_resumes_after_the_last_id_and_says_what_was_missed(
        self, stage: Chain, connection: Connection, app: Litestar
    ) -> None:
        await a_publication(stage, connection)
        heard = await position_of(stage.jonas, 0)
        await a_publication(stage, connection)
        async with opened_stream(app, stage.jonas, last_event_id=str(heard)) as missed:
            assert (await missed.until(2))[1] == ("changed", await position_of(stage.jonas, heard))
        async with opened_stream(app, stage.jonas, since=heard) as again:
            assert (await again.until(2))[1][0] == "changed"

    async def test_takes_an_id_that_it_never_gave_for_none(self, stage: Chain, app: Litestar) -> None:
        async with opened_stream(app, stage.jonas, last_event_id="²³ of another server") as stream:
            assert (stream.status, stream.kinds()[0]) == (200, "watching")

    async def test_ends_with_the_session_and_says_nothing_more(
        self, stage: Chain, connection: Connection, app: Litestar, watch: Watch
    ) -> None:
        async with opened_stream(app, stage.jonas) as stream:
            assert (await stage.jonas.delete("/api/session")).status_code == 204
            await a_publication(stage, connection)
            await watch.look()
            await stream.until_it_ends()
            assert stream.kinds() == ["watching"]

    async def test_ends_when_a_grant_is_taken_away(
        self, stage: Chain, connection: Connection, app: Litestar, watch: Watch
    ) -> None:
        async with opened_stream(app, stage.jonas) as stream:
            await connection.execute(
                "update account_grant set revoked_at = now() where account_id = $1", stage.account_ids["jonas"]
            )
            await a_publication(stage, connection)
            await watch.look()
            await stream.until_it_ends()
            assert stream.kinds() == ["watching"]

    async def test_is_refused_to_an_account_that_has_too_many_and_to_nobody_else(
        self, stage: Chain, app: Litestar
    ) -> None:
        async with (
            several_streams(app, stage.jonas, STREAMS_OF_ONE_ACCOUNT),
            opened_stream(app, stage.jonas) as one_more,
        ):
            assert one_more.status == 429
            assert one_more.headers["retry-after"] == "30"
            assert b"comparisons.too_many_streams" in one_more.body
            async with opened_stream(app, stage.ada) as another:
                assert another.status == 200
        async with opened_stream(app, stage.jonas) as later:
            assert later.status == 200

    async def test_holds_no_connection_of_the_pool_while_it_waits(
        self, stage: Chain, app: Litestar, connection: Connection
    ) -> None:
        async with several_streams(app, stage.jonas, 5), several_streams(app, stage.ada, 5):  # the pool has eight
            assert (await stage.ada.get("/api/stores")).status_code == 200
            async with asyncio.timeout(20):
                while await connection.fetchval(BUSY):  # noqa: ASYNC110  (each stream's first look may be under way)
                    await asyncio.sleep(0.01)


class TestAStreamInWhichNothingHappens:
    async def test_beats_and_ends_when_the_server_stops(self, stage: Chain, database: Database) -> None:
        token = Token.read(stage.jonas.cookies["floorwalk"])
        assert token is not None
        viewer = await database.read(lambda connection: viewer_of_session(connection, token, now()))
        assert viewer is not None
        watch = Watch(database, beat_every_s=0.01)
        said = []
        async for event in watch.stream(token, viewer, 0):
            said.append(event)
            if len(said) == 4:
                watch.stop()
        assert [b"event: beat" in event for event in said] == [False, True, True, True]
