"""Every statement of disputes but those of one's own results (own_queries.py) and of the ledger (ledger_queries.py)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.disputes.lifecycle import UNDECIDED
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
UNDECIDED_STATES = sorted(UNDECIDED)


@dataclass(frozen=True, slots=True)
class DisputeSight:
    """Which disputes one viewer may see."""

    decided_stores: list[UUID]  # where the viewer decides
    raised_stores: list[UUID]  # for which the viewer may raise one
    staff_member_id: UUID | None  # those about oneself
    account_id: UUID  # those one has raised
    listed_stores: list[UUID]  # where the viewer sees that there is one, and reads nothing of what was said in it


# Days to dispute a result: the programme's, or what it had when the result was published, if that was longer.
WINDOW_DAYS = """
    case when e.published_at < p.dispute_window_changed_at
         then greatest(p.dispute_window_days, p.dispute_window_before_days) else p.dispute_window_days end
    as dispute_window_days
"""
# The facts of one evaluation that a dispute turns on. The visit's row is locked first by whoever writes.
CASE = f"""
    select e.evaluation_id, e.visit_id, e.state, e.published_at, e.staff_member_id, e.rubric_version_id,
           v.store_id, v.visited_on, v.mode, v.evaluator_id, p.dispute_decision_days,
           {WINDOW_DAYS}
      from evaluation e
      join visit v on v.organisation_id = $1 and v.visit_id = e.visit_id
      left join programme p on p.organisation_id = $1 and p.programme_id = v.programme_id
     where e.organisation_id = $1 and e.evaluation_id = $2
"""
# In: $1 organisation, then the four of DisputeSight as $2 to $5.
MAY_SEE = """
    (d.store_id = any($2::uuid[]) or d.store_id = any($3::uuid[]) or d.staff_member_id = $4::uuid
     or d.raised_by_account_id = $5::uuid)
"""
LISTED = f"""
    select d.dispute_id, d.visit_id, d.evaluation_id, d.store_id, store.store_code, store.name, d.staff_member_id,
           person.display_name, d.subject, d.criterion_key, d.raised_by, d.raised_by_account_id, d.reason, d.evidence,
           d.raised_at, d.state, d.due_at, d.appealed_at, d.appeal_reason, v.visited_on, v.mode, v.evaluator_id,
           e.rubric_version_id, e.published_at, p.dispute_decision_days,
           {WINDOW_DAYS}
      from dispute d
      join store on store.organisation_id = $1 and store.store_id = d.store_id
      join visit v on v.organisation_id = $1 and v.visit_id = d.visit_id
      join evaluation e on e.organisation_id = $1 and e.evaluation_id = d.evaluation_id
      left join programme p on p.organisation_id = $1 and p.programme_id = v.programme_id
      left join staff_member person on person.organisation_id = $1 and person.staff_member_id = d.staff_member_id
"""


async def case_of(connection: Connection, organisation_id: UUID, evaluation_id: UUID) -> Row | None:
    row: Row | None = await connection.fetchrow(CASE, organisation_id, evaluation_id)
    return row


async def insert_dispute(
    connection: Connection,
    organisation_id: UUID,
    dispute_id: UUID,
    case: Row,
    account_id: UUID,
    raised: Mapping[str, Any],
    raised_at: datetime,
    due_at: datetime,
) -> bool:
    """False if the same thing of the evaluation was disputed before. `raised`: subject, criterion_key, raised_by,
    reason, evidence."""
    status: str = await connection.execute(
        """
        insert into dispute (organisation_id, dispute_id, visit_id, evaluation_id, store_id, staff_member_id, subject,
                             criterion_key, raised_by, raised_by_account_id, reason, evidence, raised_at, state, due_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open', $14)
        on conflict (organisation_id, evaluation_id, subject, criterion_key) do nothing
        """,
        organisation_id,
        dispute_id,
        case["visit_id"],
        case["evaluation_id"],
        case["store_id"],
        case["staff_member_id"],
        raised["subject"],
        raised["criterion_key"],
        raised["raised_by"],
        account_id,
        raised["reason"],
        raised["evidence"],
        raised_at,
        due_at,
    )
    return status == "INSERT 0 1"


async def mark_disputed(connection: Connection, organisation_id: UUID, evaluation_id: UUID) -> None:
    """The evaluation's own mark, from its disputes as they stand."""
    await connection.execute(
        """
        update evaluation set is_disputed = exists (
               select from dispute d
                where d.organisation_id = $1 and d.evaluation_id = $2 and d.state = any($3::text[]))
         where organisation_id = $1 and evaluation_id = $2
        """,
        organisation_id,
        evaluation_id,
        UNDECIDED_STATES,
    )


async def page_of_disputes(
    connection: Connection,
    organisation_id: UUID,
    sight: DisputeSight,
    undecided: bool | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Row]:
    """Newest first, those that are only listed for the viewer among them; `undecided` None: both.

    `after` is the last one of the page before.
    """
    rows: list[Row] = await connection.fetch(
        LISTED
        + f"""
         where d.organisation_id = $1 and ({MAY_SEE} or d.store_id = any($11::uuid[]))
           and ($6::boolean is null or $6 = (d.state = any($7::text[])))
           and ($8::timestamptz is null or (d.raised_at, d.dispute_id) < ($8, $9::uuid))
         order by d.raised_at desc, d.dispute_id desc limit $10
        """,
        *_seen_by(organisation_id, sight),
        undecided,
        UNDECIDED_STATES,
        *(after or (None, None)),
        limit,
        sight.listed_stores,
    )
    return rows


async def dispute_seen(
    connection: Connection, organisation_id: UUID, sight: DisputeSight, dispute_id: UUID
) -> Row | None:
    row: Row | None = await connection.fetchrow(
        LISTED + f" where d.organisation_id = $1 and d.dispute_id = $6 and {MAY_SEE}",
        *_seen_by(organisation_id, sight),
        dispute_id,
    )
    return row


async def disputes_of_evaluation(
    connection: Connection, organisation_id: UUID, sight: DisputeSight, evaluation_id: UUID
) -> list[Row]:
    """Oldest first."""
    rows: list[Row] = await connection.fetch(
        LISTED
        + f" where d.organisation_id = $1 and d.evaluation_id = $6 and {MAY_SEE} order by d.raised_at, d.dispute_id",
        *_seen_by(organisation_id, sight),
        evaluation_id,
    )
    return rows


def _seen_by(organisation_id: UUID, sight: DisputeSight) -> tuple[Any, ...]:
    return (organisation_id, sight.decided_stores, sight.raised_stores, sight.staff_member_id, sight.account_id)


async def hold(connection: Connection, organisation_id: UUID, dispute_id: UUID) -> str:
    """The dispute's state, which nobody changes until the transaction ends."""
    state: str = await connection.fetchval(
        "select state from dispute where organisation_id = $1 and dispute_id = $2 for update",
        organisation_id,
        dispute_id,
    )
    return state


async def set_state(connection: Connection, organisation_id: UUID, dispute_id: UUID, state: str) -> None:
    await connection.execute(
        "update dispute set state = $3 where organisation_id = $1 and dispute_id = $2",
        organisation_id,
        dispute_id,
        state,
    )


async def set_appealed(
    connection: Connection,
    organisation_id: UUID,
    dispute_id: UUID,
    state: str,
    reason: str,
    at: datetime,
    due_at: datetime,
) -> None:
    await connection.execute(
        """
        update dispute set state = $3, appeal_reason = $4, appealed_at = $5, due_at = $6
         where organisation_id = $1 and dispute_id = $2
        """,
        organisation_id,
        dispute_id,
        state,
        reason,
        at,
        due_at,
    )


async def insert_decision(
    connection: Connection,
    organisation_id: UUID,
    dispute_id: UUID,
    round_number: int,
    account_id: UUID,
    outcome: str,
    reason: str,
    corrected: list[Any],
    at: datetime,
) -> None:
    await connection.execute(
        """
        insert into dispute_decision (organisation_id, dispute_id, round, decided_by_account_id, outcome, reason,
                                      corrected, decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        organisation_id,
        dispute_id,
        round_number,
        account_id,
        outcome,
        reason,
        corrected,
        at,
    )


async def decisions_of(connection: Connection, organisation_id: UUID, dispute_ids: Collection[UUID]) -> list[Row]:
    """Of all of these disputes, the first round before the second."""
    rows: list[Row] = await connection.fetch(
        """
        select dispute_id, round, decided_by_account_id, outcome, reason, corrected, decided_at
          from dispute_decision where organisation_id = $1 and dispute_id = any($2::uuid[]) order by dispute_id, round
        """,
        organisation_id,
        list(dispute_ids),
    )
    return rows


async def reviewed_by(
    connection: Connection, organisation_id: UUID, visit_ids: Collection[UUID]
) -> set[tuple[UUID, UUID]]:
    """Visit and account of everybody who published, corrected or took back: they would judge their own review."""
    rows = await connection.fetch(
        """
        select distinct object_id::uuid as visit_id, account_id from audit_log
         where organisation_id = $1 and object_kind = 'visit' and object_id = any($2::text[])
           and (act in ('visit.published', 'visit.corrected')
                or act in ('visit.evaluation_voided', 'visit.staff_unlinked') and detail ->> 'source' = 'review')
           and account_id is not null
        """,
        organisation_id,
        [str(visit_id) for visit_id in visit_ids],
    )
    return {(row["visit_id"], row["account_id"]) for row in rows}
