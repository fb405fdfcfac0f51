"""Every statement of coaching plans. What may be seen is a parameter.

What was observed of a plan's person is put beside it in plan_outcomes.py; action items are action_items_queries.py.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.coaching.plan_model import Baseline, baseline_of
from floorwalk.coaching.plan_wire import NewPlan
from floorwalk.coaching.plans_lifecycle import ENDED, PlanState
from floorwalk.comparisons.store_queries import IS_NOTICED
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
MOST_PLANS = 500  # in one list
ENDED_STATES = sorted(state.value for state in ENDED)

PLAN = """
    p.plan_id, p.staff_member_id, person.staff_code, person.display_name, p.store_id, store.name as store_name,
    p.scope_kind, p.scope_ref, p.comparability_key, p.agreement, p.coach_account_id, coach.display_name as coach_name,
    p.agreed_on, p.reobserve_by, p.state, p.created_at, p.coach_confirmed_at, p.person_confirmed_at, p.shown_by_coach,
    p.person_comment, p.ended_at, p.drop_reason, p.baseline, p.follow_up_assignment_id,
    (now() at time zone store.time_zone)::date as today, (p.ended_at at time zone store.time_zone)::date as ended_on,
    exists (
        select from account a join account_grant g using (organisation_id, account_id)
        where a.organisation_id = p.organisation_id and a.staff_member_id = p.staff_member_id and a.disabled_at is null
          and a.password_hash is not null and g.role = 'staff_member' and g.revoked_at is null
    ) as has_account
"""
FROM_PLAN = """
    from coaching_plan p
    join staff_member person using (organisation_id, staff_member_id)
    join store using (organisation_id, store_id)
    join account coach on coach.organisation_id = p.organisation_id and coach.account_id = p.coach_account_id
"""

# In: $1 organisation, $2 people and $3 their stores (pairs), $4 to $5 days. Out: the published interactions with each.
# Must agree with suppression.is_noticed about what is noticed.
OBSERVED = f"""
    select pair.staff_member_id, v.store_id, v.visit_id, v.visited_on, v.evaluator_id, e.rubric_version_id,
           e.comparability_key, e.raw_bp, e.scores_bp, {IS_NOTICED} as noticed
    from unnest($2::uuid[], $3::uuid[]) as pair (staff_member_id, store_id)
    join evaluation e on e.staff_member_id = pair.staff_member_id
    join visit v using (organisation_id, visit_id)
    cross join lateral (
        select v.organisation_id, v.store_id, v.visited_on, e.staff_member_id::text as scope_ref
    ) f
    where e.organisation_id = $1 and v.organisation_id = $1 and v.store_id = pair.store_id
      and v.visited_on between $4 and $5 and v.voided_at is null and e.state = 'published'
    order by v.visited_on, v.visit_id, e.position
"""


async def observed(
    connection: Connection, organisation_id: UUID, pairs: Collection[tuple[UUID, UUID]], from_on: date, to_on: date
) -> list[Row]:
    """The published interactions with each person in each store, under every comparability key."""
    rows: list[Row] = await connection.fetch(
        OBSERVED, organisation_id, [person for person, _ in pairs], [store for _, store in pairs], from_on, to_on
    )
    return rows


async def everybody_observed(
    connection: Connection, organisation_id: UUID, comparability_key: str, from_on: date, to_on: date
) -> list[Row]:
    """The same of all people in all stores under one key, for how much people and visits differ."""
    # A plan for all parameters would scan every visit there is (comparisons/service.py, read_one_state).
    await connection.execute("set local plan_cache_mode = force_custom_plan")
    rows: list[Row] = await connection.fetch(
        """
        select e.staff_member_id, v.store_id, v.visit_id, e.rubric_version_id, e.raw_bp, e.scores_bp
        from visit v join evaluation e using (organisation_id, visit_id)
        where v.organisation_id = $1 and v.visited_on between $3 and $4 and v.voided_at is null
          and e.state = 'published' and e.staff_member_id is not null and e.comparability_key = $2
        """,
        organisation_id, comparability_key, from_on, to_on,
    )  # fmt: skip
    return rows


async def is_posted(connection: Connection, organisation_id: UUID, person: UUID, store_id: UUID, on: date) -> bool:
    found: bool = await connection.fetchval(
        """
        select exists (
            select from staff_posting where organisation_id = $1 and staff_member_id = $2 and store_id = $3
              and valid_from <= $4 and (valid_to is null or valid_to >= $4)
        )
        """,
        organisation_id, person, store_id, on,
    )  # fmt: skip
    return found


async def today_at(connection: Connection, organisation_id: UUID, store_id: UUID) -> date:
    """The calendar day in the store's zone."""
    day: date = await connection.fetchval(
        "select (now() at time zone time_zone)::date from store where organisation_id = $1 and store_id = $2",
        organisation_id, store_id,
    )  # fmt: skip
    return day


async def insert(
    connection: Connection,
    organisation_id: UUID,
    plan_id: UUID,
    new: NewPlan,
    *,
    comparability_key: str | None,
    by_account_id: UUID,
    state: PlanState,
    baseline: dict[str, Any],
    at: datetime,
) -> None:
    """The coach has confirmed by opening it, where the state says so."""
    await connection.execute(
        """
        insert into coaching_plan (
            organisation_id, plan_id, staff_member_id, store_id, scope_kind, scope_ref, comparability_key, agreement,
            coach_account_id, opened_by_account_id, agreed_on, reobserve_by, state, baseline, created_at,
            coach_confirmed_at, shown_by_coach)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, false)
        """,
        organisation_id, plan_id, new.staff_member_id, new.store_id, new.scope_kind.value, new.scope_ref,
        comparability_key, new.agreement, new.coach_account_id, by_account_id, new.agreed_on, new.reobserve_by,
        state.value, baseline, at, at if state is PlanState.CONFIRMED_BY_COACH else None,
    )  # fmt: skip


async def plan_by_id(connection: Connection, organisation_id: UUID, plan_id: UUID, *, lock: bool = False) -> Row | None:
    row: Row | None = await connection.fetchrow(
        f"select {PLAN} {FROM_PLAN} where p.organisation_id = $1 and p.plan_id = $2"
        f" {'for update of p' if lock else ''}",
        organisation_id, plan_id,
    )  # fmt: skip
    return row


async def plans(
    connection: Connection,
    organisation_id: UUID,
    visible: Collection[UUID],
    *,
    ended: bool,
    coach_account_id: UUID | None = None,
    store_id: UUID | None = None,
    due: bool = False,
) -> list[Row]:
    """Plans of the visible stores that are over, or that are not; the earliest re-observation first."""
    rows: list[Row] = await connection.fetch(
        f"""
        select {PLAN} {FROM_PLAN}
        where p.organisation_id = $1 and p.store_id = any($2::uuid[]) and (p.state = any($3::text[])) = $4
          and ($5::uuid is null or p.coach_account_id = $5) and ($6::uuid is null or p.store_id = $6)
          and (not $7 or p.reobserve_by <= (now() at time zone store.time_zone)::date)
        order by p.reobserve_by, p.plan_id limit $8
        """,
        organisation_id, list(visible), ENDED_STATES, ended, coach_account_id, store_id, due, MOST_PLANS,
    )  # fmt: skip
    return rows


async def plans_about(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> list[Row]:
    """One person's plans, the newest first."""
    rows: list[Row] = await connection.fetch(
        f"""
        select {PLAN} {FROM_PLAN}
        where p.organisation_id = $1 and p.staff_member_id = $2 order by p.agreed_on desc, p.plan_id desc limit $3
        """,
        organisation_id, staff_member_id, MOST_PLANS,
    )  # fmt: skip
    return rows


async def move(
    connection: Connection,
    organisation_id: UUID,
    plan_id: UUID,
    state: PlanState,
    *,
    coach_at: datetime | None = None,
    person_at: datetime | None = None,
    shown_by_coach: bool = False,
    person_comment: str | None = None,
    ended_at: datetime | None = None,
    drop_reason: str | None = None,
) -> None:
    """Of a plan that the transaction has locked. What is not given stays as it is."""
    await connection.execute(
        """
        update coaching_plan set state = $3, coach_confirmed_at = coalesce($4, coach_confirmed_at),
            person_confirmed_at = coalesce($5, person_confirmed_at), shown_by_coach = shown_by_coach or $6,
            person_comment = coalesce($7, person_comment), ended_at = $8, drop_reason = $9
        where organisation_id = $1 and plan_id = $2
        """,
        organisation_id, plan_id, state.value, coach_at, person_at, shown_by_coach, person_comment, ended_at,
        drop_reason,
    )  # fmt: skip


async def note_follow_up(connection: Connection, organisation_id: UUID, plan_id: UUID, assignment_id: UUID) -> None:
    await connection.execute(
        "update coaching_plan set follow_up_assignment_id = $3 where organisation_id = $1 and plan_id = $2",
        organisation_id, plan_id, assignment_id,
    )  # fmt: skip


async def programme_of_key(
    connection: Connection, organisation_id: UUID, comparability_key: str, store_id: UUID
) -> Row | None:
    """The programme in which people are named and whose rubric has the key, and which the store was told of."""
    row: Row | None = await connection.fetchrow(
        """
        select programme.programme_id, programme.title, rubric.rubric_key
        from rubric_version version join rubric using (organisation_id, rubric_id)
        join programme on programme.organisation_id = version.organisation_id
            and rubric.rubric_key = any(programme.rubric_keys)
        where version.organisation_id = $1 and version.comparability_key = $2
          and programme.staff_identification = 'named'
          and exists (
            select from staff_notice n where n.organisation_id = $1 and n.programme_id = programme.programme_id
              and (n.store_id is null or n.store_id = $3)
          )
        order by programme.mode = 'covert', programme.programme_key, version.version_number desc limit 1
        """,
        organisation_id, comparability_key, store_id,
    )  # fmt: skip
    return row


async def plans_in_period(
    connection: Connection, organisation_id: UUID, staff_member_ids: Collection[UUID], from_on: date, to_on: date
) -> list[Row]:
    """The people's plans that were under way on a day of the period, by the day of agreement."""
    rows: list[Row] = await connection.fetch(
        f"""
        select {PLAN} {FROM_PLAN}
        where p.organisation_id = $1 and p.staff_member_id = any($2::uuid[]) and p.agreed_on <= $4
          and (p.ended_at is null or (p.ended_at at time zone store.time_zone)::date >= $3)
        order by p.staff_member_id, p.agreed_on, p.plan_id
        """,
        organisation_id, list(staff_member_ids), from_on, to_on,
    )  # fmt: skip
    return rows


def baseline_in(row: Row) -> Baseline:
    return baseline_of(row["baseline"])
