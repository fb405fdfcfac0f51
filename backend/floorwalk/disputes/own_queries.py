"""The statements of a staff member's own results. Each takes the person's id: there is no other way to ask."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.comparisons.store_queries import IS_DISPUTED, IS_NOTICED
from floorwalk.disputes.queries import WINDOW_DAYS, Row
from floorwalk.infrastructure.database import Connection

# Of the person $2: the published interactions in which they are named.
OWN = f"""
    select e.evaluation_id, e.visit_id, v.visited_on, v.mode, v.store_id, store.store_code, store.name,
           p.title as programme_title, e.rubric_version_id, e.touchpoint_key, e.exceeded, e.met, e.below, e.stars,
           e.critical_failed, e.is_disputed, e.published_at, seen.acknowledged_at, seen.comment,
           {WINDOW_DAYS},
           evaluator_account.display_name as evaluator_name
      from evaluation e
      join visit v on v.organisation_id = $1 and v.visit_id = e.visit_id and v.voided_at is null
      join store on store.organisation_id = $1 and store.store_id = v.store_id
      join evaluator on evaluator.organisation_id = $1 and evaluator.evaluator_id = v.evaluator_id
      left join account evaluator_account
        on evaluator_account.organisation_id = $1 and evaluator_account.account_id = evaluator.account_id
      left join programme p on p.organisation_id = $1 and p.programme_id = v.programme_id
      left join acknowledgement seen on seen.organisation_id = $1 and seen.evaluation_id = e.evaluation_id
           and seen.staff_member_id = $2
     where e.organisation_id = $1 and e.staff_member_id = $2 and e.state = 'published'
"""


async def page_of_results(
    connection: Connection,
    organisation_id: UUID,
    staff_member_id: UUID,
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[Row]:
    """Newest day first; `after` is the last one of the page before."""
    rows: list[Row] = await connection.fetch(
        OWN
        + """
           and ($3::date is null or (v.visited_on, e.evaluation_id) < ($3, $4::uuid))
         order by v.visited_on desc, e.evaluation_id desc limit $5
        """,
        organisation_id,
        staff_member_id,
        *(after or (None, None)),
        limit,
    )
    return rows


async def result(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, evaluation_id: UUID
) -> Row | None:
    row: Row | None = await connection.fetchrow(
        OWN + " and e.evaluation_id = $3", organisation_id, staff_member_id, evaluation_id
    )
    return row


async def acknowledge(
    connection: Connection,
    organisation_id: UUID,
    evaluation_id: UUID,
    staff_member_id: UUID,
    comment: str | None,
    at: datetime,
) -> None:
    """Seen for the first time stays as it is; a comment replaces the one before."""
    await connection.execute(
        """
        insert into acknowledgement (organisation_id, evaluation_id, staff_member_id, acknowledged_at, comment,
                                     commented_at)
        values ($1, $2, $3, $5, $4::varchar, case when $4::varchar is not null then $5::timestamptz end)
        on conflict (organisation_id, evaluation_id, staff_member_id) do update
           set comment = coalesce(excluded.comment, acknowledgement.comment),
               commented_at = coalesce(excluded.commented_at, acknowledgement.commented_at)
        """,
        organisation_id,
        evaluation_id,
        staff_member_id,
        comment,
        at,
    )


async def own_sums(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, from_on: date, to_on: date
) -> list[Row]:
    """Per comparability key the evidence of rule P5 and the sums over all stores; the key with most interactions first.

    Must equal comparisons.store_queries.people_observed, but for the store.
    """
    rows: list[Row] = await connection.fetch(
        f"""
        select f.comparability_key, {_EVIDENCE}
        {_FACTS}
        group by f.comparability_key order by sum(f.w) desc, f.comparability_key
        """,
        organisation_id,
        str(staff_member_id),
        from_on,
        to_on,
    )
    return rows


async def own_sums_by_quarter(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, from_on: date, to_on: date
) -> list[Any]:
    """The same sums, each calendar quarter with an observation for itself, in order."""
    rows: list[Any] = await connection.fetch(
        f"""
        select f.comparability_key, date_trunc('quarter', f.visited_on)::date as quarter_on, {_SUMS}
        {_FACTS}
        group by 1, 2 order by 1, 2
        """,
        organisation_id,
        str(staff_member_id),
        from_on,
        to_on,
    )
    return rows


_SUMS = """
    count(*) as m, sum(f.w) as w_sum, sum(f.t)::bigint as t_sum, sum(f.w::bigint * f.w)::bigint as ww_sum,
    sum(f.w * f.t)::bigint as wt_sum, sum(f.t * f.t)::bigint as tt_sum, sum(f.interactions) as interactions
"""
_EVIDENCE = f"""
    count(distinct f.evaluator_id) as evaluators, count(distinct f.visited_on) as days,
    bool_and({IS_NOTICED}) as noticed, bool_or({IS_DISPUTED}) as disputed, {_SUMS}
"""
_FACTS = """
    from visit_fact f join visit v using (organisation_id, visit_id)
    where f.organisation_id = $1 and f.scope_kind = 'staff_member' and f.scope_ref = $2
      and f.visited_on between $3 and $4
"""
