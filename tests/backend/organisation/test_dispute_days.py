"""A programme's days for disputes change while results are out, and nobody loses time that they were told of."""

from datetime import UTC, datetime, timedelta

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.dispute_days import promised_days
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, publish_samples

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
WHY = "I did greet her, by name."


def days_ago(count: int) -> datetime:
    return AT - timedelta(days=count)


async def set_days(chain: Chain, window: int, decision: int = 14) -> Json:
    answer = await chain.otto.put(
        f"/api/programmes/{chain.floor_programme}/dispute-days",
        json={"dispute_window_days": window, "dispute_decision_days": decision},
    )
    assert answer.status_code == 200, answer.text
    programme: Json = answer.json()
    return programme


async def published(chain: Chain, connection: Connection, *, days_ago: int) -> str:
    """Anna's result that came out so many days ago."""
    visit = floor_visit(chain, staff=chain.staff_ids["0001"], days_ago=days_ago + 1)
    await accepted(chain.mira, visit)
    evaluation_id: str = visit["interactions"][0]["evaluation_id"]
    await connection.execute(
        "update evaluation set published_at = now() - make_interval(days => $2) where evaluation_id = $1::text::uuid",
        evaluation_id, days_ago,
    )  # fmt: skip
    return evaluation_id


async def raised(chain: Chain, evaluation_id: str) -> int:
    body = {"evaluation_id": evaluation_id, "subject": "facts", "reason": WHY}
    return (await chain.sam.post("/api/disputes", json=body)).status_code


async def until(chain: Chain, evaluation_id: str) -> datetime:
    """What the person is told on the page of the result."""
    answer = (await chain.sam.get(f"/api/own/results/{evaluation_id}")).json()
    return datetime.fromisoformat(answer["dispute_until"])


class TestWhatResultsThatAreOutWerePromised:
    @pytest.mark.parametrize(
        ("before_days", "changed_days_ago", "expected"),
        [(None, None, 7), (14, 3, 14), (14, 14, 14), (14, 15, 7), (3, 1, 7)],
    )
    def test_is_the_longer_window_until_it_has_run_out(
        self, before_days: int | None, changed_days_ago: int | None, expected: int
    ) -> None:
        changed_at = None if changed_days_ago is None else days_ago(changed_days_ago)
        assert promised_days(7, before_days, changed_at, AT) == expected


class TestSettingTheDays:
    async def test_shows_in_the_list_and_leaves_a_row_with_what_was_before(
        self, chain: Chain, connection: Connection
    ) -> None:
        made = await set_days(chain, 21, 10)
        assert (made["dispute_window_days"], made["dispute_decision_days"]) == (21, 10)
        listed = (await chain.otto.get("/api/programmes")).json()["programmes"]
        assert made in listed
        await set_days(chain, 21, 10)  # is so already
        rows = await connection.fetch("select account_id, detail from audit_log where act like 'programme.dispute%'")
        assert [dict(row) for row in rows] == [
            {
                "account_id": chain.account_ids["otto"],
                "detail": {"dispute_window_days": [14, 21], "dispute_decision_days": [14, 10]},
            }
        ]

    @pytest.mark.slow
    async def test_outside_a_day_and_a_year_is_refused(self, chain: Chain) -> None:
        address = f"/api/programmes/{chain.floor_programme}/dispute-days"
        for wrong in (0, 366, -1, 1.5, "14", None):
            for name in ("dispute_window_days", "dispute_decision_days"):
                body = {"dispute_window_days": 14, "dispute_decision_days": 14} | {name: wrong}
                assert (await chain.otto.put(address, json=body)).status_code == 400, body

    @pytest.mark.slow
    async def test_to_fewer_takes_no_time_from_results_that_are_out(self, chain: Chain, connection: Connection) -> None:
        await publish_samples(chain)
        out = await published(chain, connection, days_ago=10)
        told = await until(chain, out)
        await set_days(chain, 7)
        assert await until(chain, out) == told
        await set_days(chain, 3)  # a second time: what was promised before the first still holds
        assert await until(chain, out) == told
        assert await raised(chain, out) == 201
        later = await published(chain, connection, days_ago=0)
        assert timedelta(days=2) < (await until(chain, later)) - datetime.now(UTC) < timedelta(days=3)

    @pytest.mark.slow
    async def test_to_more_holds_at_once(self, chain: Chain, connection: Connection) -> None:
        await publish_samples(chain)
        out = await published(chain, connection, days_ago=20)
        assert await raised(chain, out) == 409
        await set_days(chain, 30)
        assert await raised(chain, out) == 201

    @pytest.mark.slow
    async def test_leaves_an_open_dispute_the_deadline_that_was_said(
        self, chain: Chain, connection: Connection
    ) -> None:
        await publish_samples(chain)
        assert await raised(chain, await published(chain, connection, days_ago=1)) == 201
        [before] = (await chain.sam.get("/api/disputes")).json()["disputes"]
        await set_days(chain, 14, 2)
        [after] = (await chain.sam.get("/api/disputes")).json()["disputes"]
        assert after["due_at"] == before["due_at"]
        assert await raised(chain, await published(chain, connection, days_ago=0)) == 201
        [new, _] = (await chain.sam.get("/api/disputes")).json()["disputes"]
        due_in = datetime.fromisoformat(new["due_at"]) - datetime.fromisoformat(new["raised_at"])
        assert due_in == timedelta(days=2)
