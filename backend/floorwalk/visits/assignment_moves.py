"""The statements that move an assignment's state: by a visit, by an answer from a phone, by the office.

Which state follows is assignment_lifecycle.py; each statement is given its moves and leaves its audit row itself.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.visits.assignment_lifecycle import AssignmentAct, moves_of

# In: organisation, assignment, states before, states after, instant, account, audit id, act, rubric version, reason.
# Out: the state it has now; no row if the table of moves leaves it where it is.
MOVE = """
with moved as (
    update assignment
       set state = m.result, changed_at = $5, rubric_version_id = coalesce(rubric_version_id, $9),
           decline_reason = coalesce($10, decline_reason)
      from unnest($3::text[], $4::text[]) as m (before, result)
     where assignment.organisation_id = $1 and assignment.assignment_id = $2 and assignment.state = m.before
    returning assignment.state
), audit as (
    insert into audit_log (organisation_id, audit_id, happened_at, account_id, act, object_kind, object_id, detail)
    select $1, $7, $5, $6, $8, 'assignment', $2::text, jsonb_build_object('state', state) from moved
)
select state from moved
"""
ACT_NAMES = {
    AssignmentAct.ACCEPT: "assignment.accepted",
    AssignmentAct.DECLINE: "assignment.declined",
    AssignmentAct.START: "assignment.started",
    AssignmentAct.SUBMIT: "assignment.submitted",
    AssignmentAct.GIVE_UP: "assignment.given_up",
    AssignmentAct.CLOSE: "assignment.closed",
}


async def move(
    connection: Connection,
    organisation_id: UUID,
    account_id: UUID | None,
    assignment_id: UUID,
    act: AssignmentAct,
    at: datetime,
    rubric_version_id: UUID | None = None,
    reason: str | None = None,
) -> str | None:
    """The new state; None if the act moves nothing. A rubric version, once set, stays."""
    moves = moves_of(act)
    state: str | None = await connection.fetchval(
        MOVE,
        organisation_id,
        assignment_id,
        list(moves),
        list(moves.values()),
        at,
        account_id,
        new_id(),
        ACT_NAMES[act],
        rubric_version_id,
        reason,
    )
    return state


async def locked(connection: Connection, organisation_id: UUID, assignment_id: UUID) -> Any:
    """The assignment with its store's zone, held until the transaction ends; None if there is none."""
    return await connection.fetchrow(
        """
        select assignment.assignment_id, assignment.store_id, assignment.evaluator_id, assignment.rubric_key,
               assignment.to_on, assignment.state, store.time_zone
          from assignment join store using (organisation_id, store_id)
         where organisation_id = $1 and assignment.assignment_id = $2 for update of assignment
        """,
        organisation_id,
        assignment_id,
    )


async def keep_answer(
    connection: Connection,
    organisation_id: UUID,
    answer_id: UUID,
    assignment_id: UUID,
    evaluator_id: UUID,
    answer: str,
    reason: str | None,
    answered_at: datetime,
    received_at: datetime,
) -> bool:
    """False if an answer of this id is kept already."""
    status: str = await connection.execute(
        """
        insert into assignment_answer (organisation_id, answer_id, assignment_id, evaluator_id, answer, reason,
                                       answered_at, received_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
        """,
        organisation_id,
        answer_id,
        assignment_id,
        evaluator_id,
        answer,
        reason,
        answered_at,
        received_at,
    )
    return status == "INSERT 0 1"


async def kept_answer(connection: Connection, organisation_id: UUID, answer_id: UUID) -> Any:
    """What is kept under the id; None if nothing is."""
    return await connection.fetchrow(
        """
        select assignment_id, evaluator_id, answer, reason from assignment_answer
         where organisation_id = $1 and answer_id = $2
        """,
        organisation_id,
        answer_id,
    )


async def version_of_rubric(
    connection: Connection, organisation_id: UUID, rubric_key: str, rubric_version_id: UUID | None
) -> UUID | None:
    """This version if it is one of the rubric, else the rubric's newest; None if nothing is published."""
    found: UUID | None = await connection.fetchval(
        """
        select version.rubric_version_id
          from rubric join rubric_version version using (organisation_id, rubric_id)
         where organisation_id = $1 and rubric.rubric_key = $2
         order by (version.rubric_version_id is not distinct from $3) desc, version.version_number desc limit 1
        """,
        organisation_id,
        rubric_key,
        rubric_version_id,
    )
    return found
