"""Phones' clocks are minutes or decades off, and jump: no visit is refused for it, and every such visit is flagged.

The day of a visit is the store's, told by the skew that was measured when the batch was sent, by the monotonic time
between the readings, or in the end by the day of receipt.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, chain
from tests.cast_visits import Json, accepted, batch_of, floor_visit, moment, sent, stage

__all__ = ["chain", "stage"]

DECADES = timedelta(days=365 * 45)
BERLIN = ZoneInfo("Europe/Berlin")


def written_at(chain: Chain, at: datetime, *, jump: timedelta = timedelta(0)) -> Json:
    """A visit of twenty minutes whose clock jumps by `jump` after its start."""
    visit = floor_visit(chain)
    [one] = visit["interactions"]
    visit["started"] = moment(at)
    one["started"] = moment(at + timedelta(seconds=10), 10_000)
    one["submitted"] = moment(at + jump + timedelta(minutes=2), 120_000)
    visit["ended"] = moment(at + jump + timedelta(minutes=20), 1_200_000)
    return visit


async def result_of(chain: Chain, visit: Json, sent_at: datetime) -> Json:
    answer = await chain.mira.post("/api/sync/visits", json=batch_of([visit], sent_at=sent_at))
    assert answer.status_code == 200, answer.text
    [result] = answer.json()["results"]
    return dict(result)


async def stored(connection: Connection, visit: Json) -> Any:
    return await connection.fetchrow(
        "select visited_on, clock_is_odd, clock_skew_ms, started_at from visit where visit_id = $1::text::uuid",
        visit["visit_id"],
    )


def berlin_day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


class TestAClockThatIsOffAllTheTime:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        off=st.one_of(
            st.timedeltas(timedelta(minutes=10), timedelta(days=2)), st.timedeltas(timedelta(days=2), DECADES)
        ),
        ahead=st.booleans(),
        hours_ago=st.integers(1, 24 * 14),
    )
    async def test_by_minutes_or_decades_it_is_taken_flagged_and_counted_on_its_true_day(
        self, stage: Chain, connection: Connection, off: timedelta, ahead: bool, hours_ago: int
    ) -> None:
        off = off if ahead else -off
        truly = datetime.now(UTC) - timedelta(hours=hours_ago)
        visit = written_at(stage, truly + off)
        result = await result_of(stage, visit, datetime.now(UTC) + off)
        assert result["status"] == "accepted", result
        row = await stored(connection, visit)
        assert row["clock_is_odd"]
        assert abs(row["clock_skew_ms"] - off / timedelta(milliseconds=1)) < 60_000
        assert row["visited_on"] in {berlin_day(truly), berlin_day(truly + timedelta(minutes=1))}  # the way costs time

    async def test_the_reading_itself_is_kept_as_the_phone_wrote_it(self, stage: Chain, connection: Connection) -> None:
        off = timedelta(days=-9_000)
        visit = written_at(stage, an_hour_ago() + off)
        await result_of(stage, visit, datetime.now(UTC) + off)
        kept = (await stored(connection, visit))["started_at"]
        assert abs(kept - (an_hour_ago() + off)) < timedelta(minutes=1)

    async def test_a_good_clock_is_not_flagged(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        assert not (await stored(connection, visit))["clock_is_odd"]


class TestAClockThatJumps:
    async def test_between_two_answers_over_decades(self, stage: Chain, connection: Connection) -> None:
        now = datetime.now(UTC)
        year_2037, year_2001 = datetime(2037, 3, 1, 9, tzinfo=UTC), datetime(2001, 3, 1, 9, tzinfo=UTC)
        for began_at, jump in (
            (year_2037, an_hour_ago() - year_2037),  # set right while the visit went on
            (year_2001, an_hour_ago() - year_2001),
            (year_2037, year_2001 - year_2037),  # and wrong in another way
        ):
            visit = written_at(stage, began_at, jump=jump)
            result = await result_of(stage, visit, now)
            assert result["status"] == "accepted", result
            row = await stored(connection, visit)
            assert row["clock_is_odd"]
            assert row["visited_on"] in {berlin_day(an_hour_ago()), berlin_day(datetime.now(UTC))}

    async def test_back_by_a_quarter_of_an_hour_is_noticed(self, stage: Chain, connection: Connection) -> None:
        visit = written_at(stage, an_hour_ago(), jump=timedelta(minutes=-15))
        assert (await result_of(stage, visit, datetime.now(UTC)))["status"] == "accepted"
        assert (await stored(connection, visit))["clock_is_odd"]

    async def test_a_phone_that_slept_in_between_has_not_jumped(self, stage: Chain, connection: Connection) -> None:
        """Its monotonic time stood still: the clock says more time than was counted."""
        visit = written_at(stage, an_hour_ago(), jump=timedelta(minutes=35))
        assert (await result_of(stage, visit, datetime.now(UTC)))["status"] == "accepted"
        assert not (await stored(connection, visit))["clock_is_odd"]

    async def test_after_the_visit_and_before_it_is_sent(self, stage: Chain, connection: Connection) -> None:
        now = datetime.now(UTC)
        for at, sent_at in (
            (datetime(2037, 3, 1, 9, tzinfo=UTC), now),  # wrong in the store, right now: the day of receipt
            (datetime(2001, 3, 1, 9, tzinfo=UTC), now),
            (now + timedelta(days=3), now),
            (an_hour_ago(), datetime(2037, 3, 1, 9, tzinfo=UTC)),  # right in the store, wrong now: its own day
            (an_hour_ago(), datetime(2001, 3, 1, 9, tzinfo=UTC)),
        ):
            visit = written_at(stage, at)
            result = await result_of(stage, visit, sent_at)
            assert result["status"] == "accepted", (at, sent_at, result)
            row = await stored(connection, visit)
            assert row["clock_is_odd"], (at, sent_at)
            assert row["visited_on"] in {berlin_day(an_hour_ago()), berlin_day(datetime.now(UTC))}

    async def test_a_time_beyond_every_calendar_breaks_nothing(self, stage: Chain, connection: Connection) -> None:
        visit = written_at(stage, an_hour_ago())
        body = batch_of([visit]) | {"sent_at": "9999-12-31T23:59:59Z"}
        answer = await stage.mira.post("/api/sync/visits", json=body)
        assert answer.json()["results"][0]["status"] == "accepted"
        assert (await stored(connection, visit))["clock_is_odd"]
        for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
            [result] = await sent(stage.mira, floor_visit(stage) | {"started": moment(an_hour_ago()) | {"at": at}})
            assert result["problem"]["code"] == "visits.time_out_of_range"  # that is no clock's reading

    async def test_a_later_revision_with_another_reading_stays_on_the_day_that_was_told_first(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = written_at(stage, datetime(2001, 3, 1, 9, tzinfo=UTC))
        assert (await result_of(stage, visit, datetime.now(UTC)))["status"] == "accepted"
        await connection.execute("update visit set visited_on = visited_on - 1")  # as if that had been yesterday
        told_first = (await stored(connection, visit))["visited_on"]
        later = visit | {"revision": 2, "comment": "One thing more."}
        assert (await result_of(stage, later, datetime.now(UTC)))["status"] == "accepted"
        assert (await stored(connection, visit))["visited_on"] == told_first

    async def test_set_right_between_two_revisions_refuses_neither(self, stage: Chain, connection: Connection) -> None:
        """Three days behind while the visit was made: without the first sending's skew its day is before the notice."""
        await connection.execute("update staff_notice set given_on = current_date - 1")
        off = timedelta(days=-3)
        visit = written_at(stage, an_hour_ago() + off)
        assert (await result_of(stage, visit, datetime.now(UTC) + off))["status"] == "accepted"
        told_first = (await stored(connection, visit))["visited_on"]
        for revision in (2, 3):
            later = visit | {"revision": revision, "comment": f"Thought of {revision - 1} times."}
            result = await result_of(stage, later, datetime.now(UTC))
            assert (result["status"], result["problem"]) == ("accepted", None)
            row = await stored(connection, visit)
            assert (row["visited_on"], row["clock_is_odd"]) == (told_first, True)


def last_sunday_of(month: int) -> date:
    """The newest one that is over: on it, Berlin changes its clocks in March and in October."""
    today = datetime.now(UTC).date()
    ends = [date(year, month, 31) for year in (today.year, today.year - 1)]
    return next(day for day in (end - timedelta(days=(end.weekday() + 1) % 7) for end in ends) if day < today)


class TestTheDayInTheStoresZone:
    async def test_it_is_not_that_of_greenwich(self, stage: Chain, connection: Connection) -> None:
        at = datetime.now(UTC).replace(hour=23, minute=15, second=0) - timedelta(days=3)
        visit = written_at(stage, at)
        await accepted(stage.mira, visit)
        assert (await stored(connection, visit))["visited_on"] == at.date() + timedelta(days=1)

    async def test_the_hour_that_summer_time_skips_and_the_one_that_comes_twice(
        self, stage: Chain, connection: Connection
    ) -> None:
        """As instants both nights are ordinary; the phone's offset changes within the visit."""
        march, october = last_sunday_of(3), last_sunday_of(10)
        for day, hour, minute, before, after in (
            (march, 0, 50, 60, 120),  # 01:50, and then 03:10
            (october, 0, 50, 120, 60),  # 02:50, and then 02:10 again
            (october, -2, 30, 120, 120),  # 00:30 of that Sunday is Saturday in Greenwich
        ):
            at = datetime(day.year, day.month, day.day, minute=minute, tzinfo=UTC) + timedelta(hours=hour)
            visit = written_at(stage, at)
            visit["started"]["offset_minutes"] = before
            visit["interactions"][0]["submitted"]["offset_minutes"] = after
            visit["ended"]["offset_minutes"] = after
            result = await result_of(stage, visit, datetime.now(UTC))
            assert result["status"] == "accepted", result
            row = await stored(connection, visit)
            assert row["visited_on"] == day
            assert not row["clock_is_odd"]
