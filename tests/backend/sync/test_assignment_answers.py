"""What an evaluator says to assignments, sent by a phone: kept once, never refused for its hour, never in the way."""

import asyncio

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.cast import Chain, chain
from tests.cast_assignments import answered, assigned, assignment, carried, listed, said, state_of
from tests.cast_visits import Json, published, rubric_document, stage

__all__ = ["chain", "stage"]


@pytest.fixture
async def asked(stage: Chain) -> str:
    """Mira has been asked for a visit to Linden."""
    return await assigned(stage.otto, assignment(stage))


class TestAnAnswer:
    async def test_moves_the_assignment_and_names_itself(self, stage: Chain, asked: str) -> None:
        for answer, state in (("accepted", "accepted"), ("started", "started")):
            sent = said(asked, answer)
            [result] = await answered(stage.mira, sent)
            assert (result["answer_id"], result["status"], result["state"]) == (sent["answer_id"], "taken", state)
            assert await state_of(stage, asked) == state

    async def test_of_somebody_who_knows_someone_there_declines_with_its_reason(self, stage: Chain, asked: str) -> None:
        await answered(stage.mira, said(asked, "declined"))
        [found] = await listed(stage.otto)
        assert (found["state"], found["decline_reason"]) == ("declined", "knows_someone")

    async def test_sent_again_it_is_the_same_and_is_kept_once(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        sent = said(asked, "accepted")
        first = await answered(stage.mira, sent)
        assert await answered(stage.mira, sent, sent) == [*first, *first]
        assert await connection.fetchval("select count(*) from assignment_answer") == 1
        assert await connection.fetchval("select count(*) from audit_log where act = 'assignment.accepted'") == 1

    async def test_sent_eight_times_at_once_it_is_kept_once(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        sent = said(asked, "accepted")
        results = await asyncio.gather(*(answered(stage.mira, sent) for _ in range(8)))
        assert all(result == results[0] and result[0]["state"] == "accepted" for result in results)
        assert await connection.fetchval("select count(*) from assignment_answer") == 1

    async def test_that_comes_too_late_is_taken_and_moves_nothing(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        await stage.otto.post(f"/api/assignments/{asked}/close")
        [result] = await answered(stage.mira, said(asked, "accepted"))
        assert (result["status"], result["state"]) == ("taken", "closed")
        assert await connection.fetchval("select count(*) from assignment_answer") == 1

    async def test_started_offline_and_sent_after_the_window_it_is_started(
        self, stage: Chain, asked: str, connection: Connection
    ) -> None:
        await connection.execute("update assignment set from_on = current_date - 9, to_on = current_date - 2")
        assert (await answered(stage.mira, said(asked, "accepted")))[0]["state"] == "expired"
        assert (await answered(stage.mira, said(asked, "started")))[0]["state"] == "started"


class TestAnAnswerThatCannotBeTaken:
    async def test_is_refused_alone(self, stage: Chain, asked: str) -> None:
        foreign = said(asked, "accepted")
        [refused] = await answered(stage.emil, foreign)
        assert (refused["answer_id"], refused["problem"]["code"]) == (foreign["answer_id"], "assignments.unknown")
        broken: Json = said(asked, "accepted") | {"answer": "maybe"}
        never = said(str(new_id()), "accepted")
        unreadable, absent, taken = await answered(stage.mira, broken, never, said(asked, "accepted"))
        assert (unreadable["answer_id"], unreadable["status"]) == (broken["answer_id"], "refused")
        assert absent["problem"]["code"] == "assignments.unknown"
        assert (taken["status"], taken["state"]) == ("taken", "accepted")

    async def test_a_reason_belongs_to_declined_and_a_version_to_started(self, stage: Chain, asked: str) -> None:
        for wrong in (
            said(asked, "accepted", reason="other"),
            said(asked, "declined", reason=None),
            said(asked, "accepted", rubric_version_id=str(stage.mystery_version)),
            said(asked, "accepted", answered={"at": "2970-01-01T00:00:00Z", "offset_minutes": 0, "elapsed_ms": 0}),
        ):
            [result] = await answered(stage.mira, wrong)
            assert result["status"] == "refused", wrong

    async def test_an_id_stands_for_one_answer(self, stage: Chain, asked: str) -> None:
        sent = said(asked, "accepted")
        await answered(stage.mira, sent)
        [other] = await answered(stage.mira, sent | {"answer": "started"})
        assert other["problem"]["code"] == "assignments.answer_id_taken"
        assert await state_of(stage, asked) == "accepted"

    async def test_only_evaluators_answer(self, stage: Chain, asked: str) -> None:
        for one in (stage.ada, stage.otto):
            refused = await one.post("/api/sync/assignment-answers", json={"answers": [said(asked, "accepted")]})
            assert refused.status_code == 403


class TestTheRubricVersion:
    async def test_that_it_began_with_stays_when_a_newer_one_is_published(self, stage: Chain, asked: str) -> None:
        begun_with = str(stage.mystery_version)
        [one] = (await carried(stage.mira))["assignments"]
        assert one["rubric_version_id"] == begun_with
        newer = str(await published(stage.rubi, rubric_document("mystery-visit") | {"version_label": "2027.1"}))
        [one] = (await carried(stage.mira))["assignments"]
        assert one["rubric_version_id"] == newer  # nobody has begun yet
        # The phone was offline meanwhile and began with the version that it had.
        await answered(stage.mira, said(asked, "started", rubric_version_id=begun_with))
        bundle = await carried(stage.mira)
        assert bundle["assignments"][0]["rubric_version_id"] == begun_with
        assert {begun_with, newer} <= {one["rubric_version_id"] for one in bundle["rubric_versions"]}
        offered = [one["rubric_version_ids"] for one in bundle["programmes"] if one["mode"] == "covert"]
        assert offered == [[newer]]

    async def test_of_another_rubric_is_not_taken_over(self, stage: Chain, asked: str) -> None:
        await answered(stage.mira, said(asked, "started", rubric_version_id=str(stage.floor_version)))
        [one] = (await carried(stage.mira))["assignments"]
        assert one["rubric_version_id"] == str(stage.mystery_version)
