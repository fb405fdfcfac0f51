"""Taking what phones say to assignments: each answer stands for itself.

What becomes of one is visits/assignments.py.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.infrastructure.problems import body_of
from floorwalk.kernel.errors import Fault, Invalid, Problem
from floorwalk.sync.answers_wire import AnswerBatch, AnswerResult, AnswersBody, AssignmentAnswer
from floorwalk.sync.decoding import UNREADABLE, fault_of
from floorwalk.sync.errors import NotAnEvaluator
from floorwalk.visits.assignments import answer
from floorwalk.visits.checking import FIRST_MOMENT, LAST_MOMENT

_batch = msgspec.json.Decoder(AnswerBatch)
_answer = msgspec.json.Decoder(AssignmentAnswer)


def read_answers(body: bytes) -> AnswerBatch:
    """Raises Invalid with the path of the fault."""
    try:
        return _batch.decode(body)
    except UNREADABLE as error:
        raise Invalid([fault_of(error)]) from None


async def take_answers(work: UnitOfWork, viewer: Viewer, batch: AnswerBatch, now: datetime) -> AnswersBody:
    """In the order sent: the later one of two answers to an assignment finds what the earlier one made of it."""
    if viewer.evaluator_id is None:
        raise NotAnEvaluator
    results: list[AnswerResult] = []
    for raw in batch.answers:
        try:
            results.append(await _take(work, viewer, viewer.evaluator_id, _read(raw), now))
        except Problem as problem:
            results.append(AnswerResult(answer_id=_id_in(raw), status="refused", state=None, problem=body_of(problem)))
    return AnswersBody(results=results)


def _read(raw: msgspec.Raw) -> AssignmentAnswer:
    try:
        said = _answer.decode(raw)
    except UNREADABLE as error:
        raise Invalid([fault_of(error)]) from None
    if (said.answer == "declined") != (said.reason is not None):
        raise Invalid([Fault("reason", "request.invalid", "a reason is given with declined, and only then")])
    if said.rubric_version_id is not None and said.answer != "started":
        raise Invalid([Fault("rubric_version_id", "request.invalid", "it is given with started, and only then")])
    if not FIRST_MOMENT <= said.answered.at < LAST_MOMENT:
        raise Invalid([Fault("answered.at", "visits.time_out_of_range", "No clock shows this time.")])
    return said


async def _take(
    work: UnitOfWork, viewer: Viewer, evaluator_id: UUID, said: AssignmentAnswer, now: datetime
) -> AnswerResult:
    state = await answer(
        await work.connection(),
        viewer.organisation_id,
        viewer.account_id,
        evaluator_id,
        answer_id=said.answer_id,
        assignment_id=said.assignment_id,
        said=said.answer,
        reason=said.reason,
        rubric_version_id=said.rubric_version_id,
        answered_at=said.answered.at,
        received_at=now,
    )
    return AnswerResult(answer_id=said.answer_id, status="taken", state=state.value, problem=None)


class _WithId(msgspec.Struct):
    """Only the id of an answer that cannot be read as a whole."""

    answer_id: UUID


def _id_in(raw: msgspec.Raw) -> UUID | None:
    try:
        return msgspec.json.decode(raw, type=_WithId).answer_id
    except UNREADABLE:
        return None
