"""The second look: taking a visit up, returning it with questions, publishing it, making it void.

Deciding and writing; correcting is corrections.py, which states allow what is lifecycle.py, the queue is
review_queue.py. Scope is asked by the caller; that nobody reviews a visit of their own is refused here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.versions import versions
from floorwalk.visits import queries, review_queries
from floorwalk.visits.errors import (
    NothingToPublish,
    NotTakenUp,
    OwnVisit,
    QuestionOutsideVisit,
    ReturnStillRuns,
    TakenUpByAnother,
)
from floorwalk.visits.lifecycle import Act, By, MoveRefused, State, after, allows
from floorwalk.visits.recounting import figures_of, locked, published_figures, recount
from floorwalk.visits.return_clock import has_run_out
from floorwalk.visits.review_tag import check_tag, tag_of

LEFT_LYING = timedelta(hours=1)  # fifteen times as long as a visit takes to review: the reviewer has gone


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Who looks, and whether they evaluate as well. No account: the command line."""

    organisation_id: UUID
    account_id: UUID | None
    evaluator_id: UUID | None = None


class Question(NamedTuple):
    """About one criterion, or about the whole evaluation."""

    evaluation_id: UUID
    criterion_key: str | None
    question: str


class _Held(NamedTuple):
    visit: Any
    evaluations: list[Any]
    around: Any  # review_queries.TAGGED


async def take_up(connection: Connection, reviewing: Reviewing, account_id: UUID, visit_id: UUID) -> None:
    """From now on this reviewer reads it. Whoever has it already keeps it.

    Raises NotFound, VisitIsVoid, OwnVisit, TakenUpByAnother, ReturnStillRuns, MoveRefused (nothing waits).
    """
    held, at = await _held(connection, reviewing, visit_id, None), now()
    states = {State(one["state"]) for one in held.evaluations}
    if State.IN_REVIEW in states and held.around["reviewer_id"] == account_id:
        return
    if State.RETURNED in states:
        last = (await review_queries.returns_of(connection, reviewing.organisation_id, visit_id))[-1]
        within = timedelta(hours=last["answer_within_hours"])
        if not has_run_out(last["returned_at"], last["fetched_at"], within, at):
            raise ReturnStillRuns
    await _move(connection, reviewing, held, Act.TAKE_UP)
    await review_queries.take_up(connection, reviewing.organisation_id, visit_id, account_id, at)
    await _record(connection, reviewing, "visit.taken_up", visit_id, {})


async def put_back(connection: Connection, reviewing: Reviewing, visit_id: UUID) -> None:
    """Leaves it to another reviewer. Raises NotFound, VisitIsVoid, OwnVisit, TakenUpByAnother, MoveRefused."""
    held = await _held(connection, reviewing, visit_id, None)
    await _move(connection, reviewing, held, Act.PUT_BACK)
    await _record(connection, reviewing, "visit.put_back", visit_id, {})


async def send_back(
    connection: Connection,
    reviewing: Reviewing,
    account_id: UUID,
    visit_id: UUID,
    questions: Sequence[Question],
    answer_within_hours: int,
    seen: str | None,
) -> UUID:
    """Returns the visit to its evaluator with these questions; the id of the return.

    Raises NotFound, VisitIsVoid, OwnVisit, VisitChanged, TakenUpByAnother, NotTakenUp, QuestionOutsideVisit.
    """
    held, at = await _held(connection, reviewing, visit_id, seen), now()
    reading = {one["evaluation_id"]: one for one in held.evaluations if State(one["state"]) is State.IN_REVIEW}
    if not reading:
        raise NotTakenUp
    compiled = await versions(
        connection, reviewing.organisation_id, {one["rubric_version_id"] for one in reading.values()}
    )
    for one in questions:
        asked = reading.get(one.evaluation_id)
        if asked is None or (
            one.criterion_key is not None and one.criterion_key not in compiled[asked["rubric_version_id"]].place_of
        ):
            raise QuestionOutsideVisit
    await _move(connection, reviewing, held, Act.RETURN)
    return_id = new_id()
    written = [{**one._asdict(), "evaluation_id": str(one.evaluation_id)} for one in questions]
    await review_queries.add_return(
        connection, reviewing.organisation_id, return_id, held.visit, account_id, at, answer_within_hours, written
    )
    detail = {"return_id": str(return_id), "questions": len(written)}
    await _record(connection, reviewing, "visit.returned", visit_id, detail)
    return return_id


async def publish(connection: Connection, reviewing: Reviewing, visit_id: UUID, seen: str | None) -> int:
    """Publishes every evaluation of the visit that waits for it; how many. Its figures are in the sums from then on.

    Raises NotFound, VisitIsVoid, OwnVisit, VisitChanged, TakenUpByAnother, NothingToPublish.
    """
    held = await _held(connection, reviewing, visit_id, seen)
    waiting = [one for one in held.evaluations if allows(State(one["state"]), Act.PUBLISH, By.REVIEWER)]
    if not waiting:
        raise NothingToPublish
    at, organisation_id = now(), reviewing.organisation_id
    ids = [one["evaluation_id"] for one in waiting]
    await queries.set_states(connection, organisation_id, ids, State.PUBLISHED, at)
    before = await published_figures(connection, organisation_id, held.evaluations)
    figures = before + await figures_of(connection, organisation_id, waiting)
    await _recount(connection, reviewing, "visit.published", held, at, len(ids), (figures, before))
    return len(ids)


async def void(connection: Connection, reviewing: Reviewing, visit_id: UUID, reason: str, seen: str | None) -> None:
    """Takes the visit out of every figure; what it said, and why it is void, stays.

    Raises NotFound, VisitIsVoid, OwnVisit, VisitChanged, TakenUpByAnother.
    """
    held, at = await _held(connection, reviewing, visit_id, seen), now()
    organisation_id = reviewing.organisation_id
    ids = [
        one["evaluation_id"]
        for one in held.evaluations
        if State(one["state"]) is not State.VOID and after(State(one["state"]), Act.VOID, By.REVIEWER) is State.VOID
    ]
    before = await published_figures(connection, organisation_id, held.evaluations)
    await queries.set_states(connection, organisation_id, ids, State.VOID, None)
    await queries.mark_void(connection, organisation_id, visit_id, at, reason)
    await _recount(connection, reviewing, "visit.voided", held, at, len(ids), ([], before))


async def may_correct(
    connection: Connection, reviewing: Reviewing, evaluation_id: UUID, visit_id: UUID, seen: str | None
) -> None:
    """Whether this reviewer may correct the evaluation now: what corrections.correct leaves to its caller.

    Raises NotFound, VisitIsVoid, OwnVisit, VisitChanged, TakenUpByAnother, NotTakenUp.
    """
    held = await _held(connection, reviewing, visit_id, seen)
    row = next((one for one in held.evaluations if one["evaluation_id"] == evaluation_id), None)
    if row is None:
        raise NotFound
    if State(row["state"]) is State.SUBMITTED:
        raise NotTakenUp


async def _held(connection: Connection, reviewing: Reviewing, visit_id: UUID, seen: str | None) -> _Held:
    """The visit, locked and as it was read. `seen` is what If-Match says; None: any state will do."""
    visit, evaluations = await locked(connection, reviewing.organisation_id, visit_id)
    if visit["evaluator_id"] == reviewing.evaluator_id:
        raise OwnVisit
    around = await review_queries.tagged(connection, reviewing.organisation_id, visit_id)
    if seen is not None:
        check_tag(seen, tag_of(around))
    reads = around["reviewer_id"]
    in_review = any(State(one["state"]) is State.IN_REVIEW for one in evaluations)
    if in_review and reads != reviewing.account_id and now() < around["taken_up_at"] + LEFT_LYING:
        raise TakenUpByAnother
    return _Held(visit, evaluations, around)


async def _move(connection: Connection, reviewing: Reviewing, held: _Held, act: Act) -> None:
    """Every evaluation that the act moves; all of them come to the same state. Raises MoveRefused if none does."""
    moved = [
        (one["evaluation_id"], after(State(one["state"]), act, By.REVIEWER))
        for one in held.evaluations
        if allows(State(one["state"]), act, By.REVIEWER)
    ]
    if not moved:
        raise MoveRefused
    ids = [evaluation_id for evaluation_id, _ in moved]
    await queries.set_states(connection, reviewing.organisation_id, ids, moved[0][1], None)


async def _record(
    connection: Connection, reviewing: Reviewing, act: str, visit_id: UUID, detail: dict[str, Any]
) -> None:
    await record(connection, reviewing.organisation_id, reviewing.account_id, act, "visit", visit_id, detail)


async def _recount(
    connection: Connection,
    reviewing: Reviewing,
    act: str,
    held: _Held,
    at: datetime,
    count: int,
    figures: tuple[Sequence[Any], Sequence[Any]],
) -> None:
    organisation_id, account_id = reviewing.organisation_id, reviewing.account_id
    detail = {"evaluations": count}
    await recount(connection, organisation_id, account_id, act, held.visit, at, detail, *figures)
