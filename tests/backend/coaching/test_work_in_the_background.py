"""Exports are made in the background: by one process at a time, taken up again after a kill, their effect once."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from floorwalk.background import work_off
from floorwalk.coaching import export_work
from floorwalk.infrastructure import background_work
from floorwalk.infrastructure.background_work import LEASE_S, MOST_ATTEMPTS, Abandoned
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.settings import Settings
from tests.cast import Chain
from tests.cast_visits import Json
from tests.exports import asked, exported, link_to, worked_off

ROOT = Path(__file__).parents[3]
# What the process needs one after the other: the observations, the people's names, the exports of before, the trace.
STATIONS = ("evaluation", "staff_member", "export", "audit_log")
ROUNDS = 5  # of four stations: twenty kills (Q20)


@asynccontextmanager
async def held_up(settings: Settings, table: str) -> AsyncIterator["asyncio.subprocess.Process"]:
    """A real process that works, stuck where it needs the table; free to go on after the block."""
    assert settings.database_url is not None
    lock = await asyncpg.connect(settings.database_url)
    process = None
    try:
        async with lock.transaction():
            await lock.execute(f"lock table {table} in access exclusive mode")
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "floorwalk", "work",
                env=os.environ
                | {
                    "FLOORWALK_DATABASE_URL": settings.database_url,
                    "FLOORWALK_DATA_DIR": str(settings.data_dir),
                    "PYTHONPATH": str(ROOT / "backend"),
                },
            )  # fmt: skip
            while not await lock.fetchval(
                "select exists (select from pg_locks where not granted and relation = $1::regclass)", table
            ):
                assert process.returncode is None, "it ended before it came here"
                await asyncio.sleep(0.02)
            yield process
    finally:
        await lock.close()
        if process is not None:
            await process.wait()


async def let_the_lease_run_out(connection: Connection) -> None:
    await connection.execute(
        "update background_work set alive_at = alive_at - make_interval(secs => $1)", float(LEASE_S + 1)
    )


async def read(chain: Chain, export: Json) -> Json:
    answer = await chain.rhea.get(f"/api/exports/{export['export_id']}")
    assert answer.status_code == 200
    found: Json = answer.json()
    return found


def folders(settings: Settings, chain: Chain) -> list[str]:
    place = settings.data_dir / "exports" / str(chain.organisation_id)
    return sorted(entry.name for entry in place.iterdir() if entry.is_dir())


async def effects(connection: Connection) -> tuple[int, int]:
    """Issued exports, and traces of them."""
    return (
        await connection.fetchval("select count(*) from export"),
        await connection.fetchval("select count(*) from audit_log where act = 'export.created'"),
    )


class TestAnExportThatWasAskedFor:
    async def test_waits_until_it_is_made_and_then_says_how_many_were_written(self, stage: Chain) -> None:
        waiting = await asked(stage.rhea)
        assert (waiting["state"], waiting["manifest"], waiting["expires_at"]) == ("waiting", None, None)
        refused = await stage.rhea.get(f"/api/exports/{waiting['export_id']}/manifest")
        assert (refused.status_code, refused.json()["code"]) == (409, "coaching.export_not_ready")
        assert await worked_off(stage.app) == 1
        made = await read(stage, waiting)
        assert (made["state"], made["done"], made["total"]) == ("ready", 0, 0)
        assert await worked_off(stage.app) == 0

    @pytest.mark.slow
    async def test_is_not_made_when_whoever_asked_has_lost_the_right(
        self, stage: Chain, connection: Connection
    ) -> None:
        waiting = await asked(stage.rhea)
        await connection.execute("update account_grant set revoked_at = now() where role = 'hr'")
        await worked_off(stage.app)
        state = await connection.fetchrow("select state, fault_code from background_work")
        assert tuple(state) == ("failed", "coaching.export_not_allowed")
        assert await effects(connection) == (0, 0)
        assert waiting["export_id"] not in folders(stage.app.state.settings, stage)

    @pytest.mark.slow
    async def test_is_not_made_for_an_account_that_was_disabled(self, stage: Chain, connection: Connection) -> None:
        await asked(stage.rhea)
        await connection.execute(
            "update account set disabled_at = now() where account_id = $1", stage.account_ids["rhea"]
        )
        await worked_off(stage.app)
        assert await connection.fetchval("select fault_code from background_work") == "coaching.export_not_allowed"


@pytest.mark.slow
class TestCancelling:
    async def test_what_waits_is_never_made(self, stage: Chain, connection: Connection) -> None:
        waiting = await asked(stage.rhea)
        answer = await stage.rhea.post(f"/api/exports/{waiting['export_id']}/cancel")
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
        assert await worked_off(stage.app) == 0
        assert await connection.fetchval("select count(*) from audit_log where act = 'export.cancelled'") == 1

    async def test_what_is_being_made_stops_and_leaves_nothing(
        self, stage: Chain, settings: Settings, connection: Connection
    ) -> None:
        waiting = await asked(stage.rhea)
        async with held_up(settings, "staff_member") as process:
            assert (await read(stage, waiting))["state"] == "running"
            answer = await stage.rhea.post(f"/api/exports/{waiting['export_id']}/cancel")
            assert answer.status_code == 200
            assert await process.wait() == 0
        assert (await read(stage, waiting))["state"] == "cancelled"
        assert await effects(connection) == (0, 0)
        assert folders(settings, stage) == []

    async def test_what_is_ready_stays(self, stage: Chain) -> None:
        made = await exported(stage.app, stage.rhea)
        answer = await stage.rhea.post(f"/api/exports/{made['export_id']}/cancel")
        assert (answer.status_code, answer.json()["code"]) == (409, "coaching.export_ended")
        assert (await read(stage, made)) == made


@pytest.mark.slow
class TestAProcessThatIsKilled:
    async def test_wherever_it_was_another_takes_the_work_up_and_its_effect_comes_once(
        self, stage: Chain, settings: Settings, connection: Connection
    ) -> None:
        ready: list[str] = []
        for _ in range(ROUNDS):
            waiting = await asked(stage.rhea)
            for station in STATIONS:
                async with held_up(settings, station) as process:
                    process.send_signal(signal.SIGKILL)
                assert (await read(stage, waiting))["state"] == "running"
                assert await worked_off(stage.app) == 0, "the lease has not run out"
                await let_the_lease_run_out(connection)
            assert await worked_off(stage.app) == 1
            assert (await read(stage, waiting))["state"] == "ready"
            ready.append(waiting["export_id"])
            assert await effects(connection) == (len(ready), len(ready))
            assert folders(settings, stage) == sorted(ready)

    async def test_the_work_is_taken_up_within_a_minute(self, stage: Chain, settings: Settings) -> None:
        waiting = await asked(stage.rhea)
        async with held_up(settings, "export") as process:
            process.send_signal(signal.SIGKILL)
        async with asyncio.timeout(60):
            while (await read(stage, waiting))["state"] != "ready":
                await worked_off(stage.app)
                await asyncio.sleep(0.5)

    async def test_what_too_many_died_of_is_given_up(self, stage: Chain, connection: Connection) -> None:
        waiting = await asked(stage.rhea)
        await connection.execute("update background_work set attempts = $1", MOST_ATTEMPTS)
        assert await worked_off(stage.app) == 0
        given_up = await read(stage, waiting)
        assert (given_up["state"], given_up["fault_code"]) == ("failed", "service.work_given_up")


@pytest.mark.slow
class TestAProcessThatWasOnlySlow:
    async def test_issues_nothing_once_another_has_the_work(
        self, stage: Chain, settings: Settings, database: Database, connection: Connection
    ) -> None:
        waiting = await asked(stage.rhea)
        async with database.transaction() as unit:
            slow = await background_work.take(await unit.connection(), stage.organisation_id)
        assert slow is not None
        await let_the_lease_run_out(connection)
        assert await work_off(database, settings) == 1
        made = await read(stage, waiting)
        with pytest.raises(Abandoned):
            await export_work.make(database, settings, slow)
        assert await effects(connection) == (1, 1)
        assert await read(stage, waiting) == made
        assert (await stage.rhea.get(await link_to(stage.rhea, made, "people.xlsx"))).status_code == 200


@pytest.mark.slow
class TestALink:
    async def test_used_twice_it_is_dead(self, stage: Chain) -> None:
        made = await exported(stage.app, stage.rhea)
        address = await link_to(stage.rhea, made, "people.xlsx")
        assert (await stage.rhea.get(address)).status_code == 200
        again = await stage.rhea.get(address)
        assert (again.status_code, again.json()["code"]) == (404, "coaching.link_dead")

    async def test_late_it_is_dead(self, stage: Chain, connection: Connection) -> None:
        made = await exported(stage.app, stage.rhea)
        address = await link_to(stage.rhea, made, "people.xlsx")
        await connection.execute("update export_link set expires_at = now() - interval '1 second'")
        assert (await stage.rhea.get(address)).json()["code"] == "coaching.link_dead"

    async def test_for_another_file_or_another_export_it_is_dead(self, stage: Chain) -> None:
        made, other = await exported(stage.app, stage.rhea), await exported(stage.app, stage.rhea)
        address = await link_to(stage.rhea, made, "people.xlsx")
        for wrong in (
            address.replace("people.xlsx", "pseudonyms.csv"),
            address.replace(made["export_id"], other["export_id"]),
        ):
            assert (await stage.rhea.get(wrong)).json()["code"] == "coaching.link_dead"
        assert (await stage.rhea.get(address)).status_code == 200

    async def test_the_key_has_one_of_its_own_and_both_are_in_the_trace(
        self, stage: Chain, connection: Connection
    ) -> None:
        made = await exported(stage.app, stage.rhea)
        for name in ("people.xlsx", "pseudonyms.csv"):
            assert (await stage.rhea.get(await link_to(stage.rhea, made, name))).status_code == 200
        rows = await connection.fetch("select detail from audit_log where act = 'export.downloaded' order by audit_id")
        assert [row["detail"]["file"] for row in rows] == ["people.xlsx", "pseudonyms.csv"]
        assert await connection.fetchval("select count(*) from export_link where token_hash ~ '^[0-9a-f]{64}$'") == 2
