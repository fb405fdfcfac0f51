"""A visit that was asked for: its assignment follows it, and never stands in its way."""

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.cast import Chain, chain
from tests.cast_assignments import assigned, assignment, state_of
from tests.cast_visits import Json, accepted, floor_visit, interaction, moment, mystery_visit, sent, some_time, stage

__all__ = ["chain", "stage"]


@pytest.fixture
async def asked(stage: Chain) -> str:
    """Mira has been asked for a mystery visit to Linden."""
    return await assigned(stage.otto, assignment(stage))


def attempt(chain: Chain, assignment_id: str) -> Json:
    return mystery_visit(chain) | {
        "assignment_id": assignment_id,
        "interactions": [],
        "marks": [],
        "not_possible": {"reason": "closed", "at": moment(some_time(), 5_000)},
    }


class TestAVisitThatWasAskedFor:
    async def test_submits_its_assignment_in_the_same_transaction(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        [receipt] = await accepted(stage.mira, mystery_visit(stage) | {"assignment_id": asked})
        assert await state_of(stage, asked) == "submitted"
        assert await connection.fetchval("select assignment_id::text from visit") == asked
        written = await connection.fetchval("select count(distinct xmin::text) from (select xmin from visit"
                                            " union all select xmin from assignment) as rows")  # fmt: skip
        assert (written, receipt["revision"]) == (1, 1)

    async def test_that_could_not_happen_is_an_attempt_and_a_second_one_may_succeed(
        self, stage: Chain, asked: str
    ) -> None:
        await accepted(stage.mira, attempt(stage, asked))
        assert await state_of(stage, asked) == "could_not_complete"
        await accepted(stage.mira, mystery_visit(stage) | {"assignment_id": asked})
        assert await state_of(stage, asked) == "submitted"

    async def test_sent_again_and_revised_it_stays_submitted(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        visit = mystery_visit(stage) | {"assignment_id": asked}
        await accepted(stage.mira, visit)
        await accepted(stage.mira, visit)
        ratings = visit["interactions"][0]["ratings"]
        added = interaction(stage.mystery_version, ratings, some_time()) | {"staff": {"kind": "unknown"}}
        await accepted(stage.mira, visit | {"revision": 2, "interactions": [*visit["interactions"], added]})
        assert await state_of(stage, asked) == "submitted"
        moved = await connection.fetchval("select count(*) from audit_log where act = 'assignment.submitted'")
        assert moved == 1

    async def test_without_an_assignment_touches_none(self, stage: Chain, asked: str) -> None:
        await accepted(stage.mira, mystery_visit(stage))
        assert await state_of(stage, asked) == "open"


class TestAnAssignmentThatEndedMeanwhile:
    async def test_closed_by_the_office_it_stays_closed_and_the_visit_is_taken_with_its_id(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        await stage.otto.post(f"/api/assignments/{asked}/close")
        await accepted(stage.mira, mystery_visit(stage) | {"assignment_id": asked})
        assert await state_of(stage, asked) == "closed"
        assert await connection.fetchval("select assignment_id::text from visit") == asked

    async def test_expired_it_is_submitted_after_all(self, stage: Chain, asked: str, connection: Connection) -> None:
        await connection.execute("update assignment set from_on = current_date - 9, to_on = current_date - 2")
        assert await state_of(stage, asked) == "expired"
        await accepted(stage.mira, mystery_visit(stage) | {"assignment_id": asked})
        assert await state_of(stage, asked) == "submitted"


class TestAnAssignmentThatIsNotOfThisVisit:
    async def test_is_refused_alone(self, stage: Chain, asked: str, connection: Connection) -> None:
        wrong = (
            mystery_visit(stage, stage.hafen) | {"assignment_id": asked},
            floor_visit(stage) | {"assignment_id": asked},
            mystery_visit(stage) | {"assignment_id": str(new_id())},
        )
        results = await sent(stage.mira, *wrong, mystery_visit(stage) | {"assignment_id": asked})
        assert [result["status"] for result in results] == ["refused"] * 3 + ["accepted"]
        [foreign] = await sent(stage.emil, mystery_visit(stage) | {"assignment_id": asked})
        for refused in (*results[:3], foreign):
            assert refused["problem"]["errors"][0]["path"] == "assignment_id"
            assert refused["problem"]["code"] == "visits.assignment_unknown"
        assert await connection.fetchval("select count(*) from visit") == 1
