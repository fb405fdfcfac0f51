"""Retention (P8): after its time the link to a person and the photos go, at night, and the run says what it removed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.rights.retention import Report, due, is_due, run, run_where_due
from floorwalk.settings import Settings
from floorwalk.visits.folding import fold_once
from tests.backend.attachments.sending import a_photo, named, uploaded, with_photos
from tests.backend.rights.arranging import folded, spoken_of
from tests.cast import Chain
from tests.cast_sums import stored
from tests.cast_visits import accepted, floor_visit
from tests.commands import floorwalk

ANNA = "0001"


@pytest.fixture
def blobs(settings: Settings) -> Blobs:
    return Blobs(settings.evidence, settings.data_dir)


async def arranged(stage: Chain) -> None:
    """Anna observed 40, 20 and 10 days ago, the oldest with a photo; links are kept 30 days, photos 30 days."""
    content = a_photo()
    for days_ago in (40, 20, 10):
        visit = floor_visit(stage, stage.linden, staff=stage.staff_ids[ANNA], days_ago=days_ago)
        visit["interactions"][0]["comment"] = "Anna smiled."
        await accepted(stage.mira, with_photos(visit, named(content)) if days_ago == 40 else visit)
    assert (await uploaded(stage.mira, content))["state"] == "stored"


async def shorten(connection: Connection) -> None:
    await connection.execute("update programme set named_link_retention_days = 30, evidence_retention_days = 30")


async def said_of(connection: Connection, person: UUID) -> dict[str, int]:
    """How many rows of each kind lead from a result to the person."""
    row = await connection.fetchrow(
        """
        select (select count(*) from acknowledgement where staff_member_id = $1) as acknowledgement,
               (select count(*) from showcase_card where staff_member_id = $1) as showcase_card,
               (select count(*) from dispute where staff_member_id = $1) as dispute,
               (select count(*) from dispute join account on account_id = raised_by_account_id
                 where account.staff_member_id = $1) as raised,
               (select count(*) from evaluation where original ->> 'staff_member_id' = $1::uuid::text) as original
        """,
        person,
    )
    return dict(row)


class TestWhenANightHasCome:
    @pytest.mark.parametrize(
        ("ran_hours_ago", "hour_utc", "expected"),
        [(None, 1, True), (None, 0, False), (24, 1, True), (0.5, 2, False), (2, 23, False), (20, 22, False)],
    )
    def test_it_runs_once_a_local_day_and_not_before_two(
        self, ran_hours_ago: float | None, hour_utc: int, expected: bool
    ) -> None:
        at = datetime(2026, 1, 15, hour_utc, 30, tzinfo=UTC)  # Berlin is an hour ahead
        ran_at = None if ran_hours_ago is None else at - timedelta(hours=ran_hours_ago)
        assert is_due("Europe/Berlin", ran_at, at) is expected


@pytest.mark.slow
class TestARun:
    async def test_removes_links_and_photos_after_their_time_and_reports_it(
        self, stage: Chain, connection: Connection, database: Database, blobs: Blobs
    ) -> None:
        await arranged(stage)
        today = now().date()
        assert await due(connection, stage.organisation_id, today) == Report(0, 0)
        await shorten(connection)
        assert await due(connection, stage.organisation_id, today) == Report(1, 1)
        before = await stored(connection)

        assert await run(database, blobs, stage.organisation_id, today) == Report(1, 1)

        assert await due(connection, stage.organisation_id, today) == Report(0, 0)
        rows = await connection.fetch("select staff_member_id, comment from evaluation order by started_at")
        assert [row["staff_member_id"] is None for row in rows] == [True, False, False]
        assert [row["comment"] for row in rows] == ["… smiled.", "Anna smiled.", "Anna smiled."]
        (report,) = await connection.fetch("select detail from audit_log where act = 'retention.ran'")
        assert report["detail"] == {"on": today.isoformat(), "links_removed": 1, "pictures_removed": 1}

        after = await stored(connection)
        anna = str(stage.staff_ids[ANNA])
        assert {key: one for key, one in before.items() if key[5] != anna} == {
            key: one for key, one in after.items() if key[5] != anna
        }
        assert sum(one.interactions for key, one in before.items() if key[5] == anna and key[1] == "day_sum") == 3
        assert sum(one.interactions for key, one in after.items() if key[5] == anna and key[1] == "day_sum") == 2

    async def test_takes_along_what_was_said_of_an_old_result_and_leaves_what_is_newer(
        self, stage: Chain, connection: Connection, database: Database, blobs: Blobs
    ) -> None:
        visits = await spoken_of(stage)
        await folded(connection)
        before = await stored(connection)
        anna, newest = stage.staff_ids[ANNA], now().date() - timedelta(days=1)
        assert await said_of(connection, anna) == {
            "acknowledgement": 3, "showcase_card": 1, "dispute": 3, "raised": 2, "original": 2,
        }  # fmt: skip
        await connection.execute("update programme set named_link_retention_days = 30")
        old = [visit["visit_id"] for visit in visits[:2]]  # the rating that was corrected, and the "not me"
        await connection.execute("update visit set visited_on = visited_on - 40 where visit_id = any($1::uuid[])", old)

        assert await run(database, blobs, stage.organisation_id, newest) == Report(2, 0)

        assert await said_of(connection, anna) == {
            "acknowledgement": 1, "showcase_card": 1, "dispute": 1, "raised": 0, "original": 0,
        }  # fmt: skip
        reasons = await connection.fetch("select reason from dispute order by raised_at")
        assert [row["reason"] for row in reasons] == ["…", "…", "Anna Albers was ill that day."]
        decisions = await connection.fetch("select reason from dispute_decision order by decided_at")
        assert [row["reason"] for row in decisions[:2]] == ["Ben saw … greet her."] * 2
        assert {row["reason"] for row in await connection.fetch("select reason from correction")} == {
            "Ben saw … greet her."
        }
        assert await connection.fetchval("select count(*) from coaching_plan") == 1
        after = await stored(connection)
        assert {key: one for key, one in before.items() if key[5] != str(anna)} == {
            key: one for key, one in after.items() if key[5] != str(anna)
        }

    async def test_is_exact_also_where_everything_was_folded_before(
        self, stage: Chain, connection: Connection, database: Database, blobs: Blobs
    ) -> None:
        await arranged(stage)
        async with connection.transaction():
            await fold_once(connection)
        await connection.execute("update programme set named_link_retention_days = 1")
        await run(database, blobs, stage.organisation_id, now().date())
        async with connection.transaction():
            await fold_once(connection)
        anna = str(stage.staff_ids[ANNA])
        assert await connection.fetchval("select count(*) from scope_sum where scope_ref = $1", anna) == 0
        assert await connection.fetchval("select count(*) from visit_fact where scope_ref = $1", anna) == 0

    async def test_happens_once_a_night_and_not_where_another_process_is_at_it(
        self, stage: Chain, connection: Connection, database: Database, blobs: Blobs
    ) -> None:
        await arranged(stage)
        await shorten(connection)
        tonight = now()
        zone = f"Etc/GMT{tonight.hour - 12:+d}"  # where it is noon: that the night has come is told above
        await connection.execute("update organisation set time_zone = $1", zone)
        async with connection.transaction():
            await connection.execute("select pg_advisory_xact_lock(7210443119202)")
            assert await run_where_due(database, blobs, tonight) == {}
        assert await run_where_due(database, blobs, tonight) == {stage.organisation_id: Report(1, 1)}
        assert await run_where_due(database, blobs, tonight + timedelta(minutes=1)) == {}


@pytest.mark.slow
class TestTheCommand:
    async def test_says_first_what_would_go_and_removes_it_when_it_is_meant(
        self, stage: Chain, connection: Connection, database: Database, settings: Settings
    ) -> None:
        await arranged(stage)
        await shorten(connection)
        url = str(settings.database_url)
        dry = await floorwalk(url, "retention", "--dry-run", data_dir=settings.data_dir)
        assert (dry.exit_code, dry.out) == (
            0, "1 links to a person would be removed\n1 photos would be removed\n"
        ), dry.err  # fmt: skip
        assert await due(connection, stage.organisation_id, now().date()) == Report(1, 1)
        done = await floorwalk(url, "retention", data_dir=settings.data_dir)
        assert (done.exit_code, done.out) == (0, "1 links to a person removed\n1 photos removed\n"), done.err
        assert await due(connection, stage.organisation_id, now().date()) == Report(0, 0)
        assert await connection.fetchval("select count(*) from audit_log where act = 'retention.ran'") == 1
