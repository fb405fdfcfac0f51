"""Making and closing assignments, and what becomes of one when its evaluator or its visit speaks.

The rules are scheduling.py, the states assignment_lifecycle.py; whole files are assignment_import.py.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime
from uuid import UUID

from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.errors import UnknownPlace
from floorwalk.organisation.queries import hold_organisation, is_there
from floorwalk.visits import assignment_moves, assignment_queries, assignment_reading
from floorwalk.visits.assignment_errors import (
    AnswerIdTaken,
    AnswerRefused,
    AssignmentOver,
    AssignmentRefused,
    AssignmentThere,
    ScenarioKeyTaken,
)
from floorwalk.visits.assignment_lifecycle import AssignmentAct, AssignmentState, allows, state_on
from floorwalk.visits.assignment_model import Wanted
from floorwalk.visits.assignment_wire import NewAssignment, NewScenario, ScenarioBody
from floorwalk.visits.scheduling import faults_of, today_at

ACT_OF_ANSWER = {
    "accepted": AssignmentAct.ACCEPT,
    "declined": AssignmentAct.DECLINE,
    "started": AssignmentAct.START,
}


async def make(
    connection: Connection,
    organisation_id: UUID,
    by_account_id: UUID | None,
    visible: AbstractSet[UUID],
    new: NewAssignment,
) -> UUID:
    """Raises NotFound for a store out of sight, AssignmentRefused, AssignmentThere."""
    if new.store_id not in visible:
        raise NotFound
    at = now()
    wanted = Wanted(
        new.store_id,
        new.programme_id,
        new.rubric_key,
        new.scenario_id,
        new.evaluator_id,
        new.from_on,
        new.to_on,
        new.wave_key.strip() if new.wave_key is not None else None,
    )
    await hold_organisation(connection, organisation_id)  # two at once would not see each other's rotation
    calendar = await assignment_queries.calendar(connection, organisation_id, [new.store_id], at.date())
    if not (faults := faults_of(wanted, calendar, at)):
        calendar.taken.update(
            await assignment_queries.taken(connection, organisation_id, [new.store_id], new.from_on, at.date())
        )
        faults = faults_of(wanted, calendar, at)
    if faults:
        raise AssignmentRefused(faults)
    assignment_id = new_id()
    if not await assignment_queries.insert(connection, organisation_id, [(assignment_id, wanted)], at):
        raise AssignmentThere
    await audit_log.record(
        connection, organisation_id, by_account_id, "assignment.added", "assignment", assignment_id, {}
    )
    return assignment_id


async def close(
    connection: Connection,
    organisation_id: UUID,
    by_account_id: UUID | None,
    visible: AbstractSet[UUID],
    assignment_id: UUID,
) -> None:
    """Withdraws what is still to be done, and puts away what is done. Raises NotFound, AssignmentOver."""
    row = await assignment_moves.locked(connection, organisation_id, assignment_id)
    if row is None or row["store_id"] not in visible:
        raise NotFound
    moved = await assignment_moves.move(
        connection, organisation_id, by_account_id, assignment_id, AssignmentAct.CLOSE, now()
    )
    if moved is None:
        raise AssignmentOver


async def answer(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID,
    evaluator_id: UUID,
    *,
    answer_id: UUID,
    assignment_id: UUID,
    said: str,
    reason: str | None,
    rubric_version_id: UUID | None,
    answered_at: datetime,
    received_at: datetime,
) -> AssignmentState:
    """Keeps what the evaluator said, moves the assignment if its state allows it, and gives the state it has then.

    An answer that comes too late is kept as well and moves nothing: nothing that was tapped is refused for its hour.
    The same answer again only gives the state. Raises AnswerRefused, AnswerIdTaken.
    """
    row = await assignment_moves.locked(connection, organisation_id, assignment_id)
    if row is None or row["evaluator_id"] != evaluator_id:
        raise AnswerRefused
    today = today_at(row["time_zone"], received_at)
    state = state_on(AssignmentState(row["state"]), row["to_on"], today)
    if not await assignment_moves.keep_answer(
        connection, organisation_id, answer_id, assignment_id, evaluator_id, said, reason, answered_at, received_at
    ):
        kept = await assignment_moves.kept_answer(connection, organisation_id, answer_id)
        if tuple(kept.values()) != (assignment_id, evaluator_id, said, reason):
            raise AnswerIdTaken
        return state
    act = ACT_OF_ANSWER[said]
    if not allows(state, act):
        await audit_log.record(
            connection, organisation_id, account_id, "assignment.answered_late", "assignment", assignment_id,
            {"answer": said, "state": state},
        )  # fmt: skip
        return state
    version = None
    if act is AssignmentAct.START:
        version = await assignment_moves.version_of_rubric(
            connection, organisation_id, row["rubric_key"], rubric_version_id
        )
    moved = await assignment_moves.move(
        connection, organisation_id, account_id, assignment_id, act, received_at, version, reason
    )
    return state if moved is None else AssignmentState(moved)


async def add_scenario(
    connection: Connection, organisation_id: UUID, by_account_id: UUID | None, new: NewScenario
) -> ScenarioBody:
    """Raises Invalid for a text without English, UnknownPlace, ScenarioKeyTaken."""
    missing = [name for name, texts in (("title", new.title), ("text", new.text)) if "en" not in texts]
    if missing:
        raise Invalid([Fault(f"{name}.en", "request.invalid", "every text is there in English") for name in missing])
    if not await is_there(connection, organisation_id, "programme", new.programme_id):
        raise UnknownPlace(path="programme_id")
    scenario_id = new_id()
    if not await assignment_reading.insert_scenario(
        connection, organisation_id, scenario_id, new.scenario_key, new.programme_id, new.title, new.text
    ):
        raise ScenarioKeyTaken
    await audit_log.record(connection, organisation_id, by_account_id, "scenario.added", "scenario", scenario_id, {})
    return ScenarioBody(
        scenario_id=scenario_id,
        scenario_key=new.scenario_key,
        programme_id=new.programme_id,
        title=new.title,
        text=new.text,
    )
