"""What the page of one store reads beside the sums: its people with their evidence, its visits, its packed ratings.

The sums are queries.py. Run in the same snapshot.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.comparisons.periods import Period, Window
from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.notice_queries import WAS_THERE

Row = Mapping[str, Any]
MOST_VISITS_LISTED = 500
MOST_REMARKABLE_LISTED = 100  # starred interactions, and as many others that were indifferent

# An observation is covered by a notice of its programme to its store, or to all stores, that this person was given on
# an earlier day: with everybody who worked there then, or alone afterwards. One of imported history, which has no
# programme, by a notice of any. Must equal suppression.is_noticed over coaching.queries.people_told.
IS_NOTICED = f"""
    exists (
        select from staff_notice n
        where n.organisation_id = f.organisation_id and (n.store_id is null or n.store_id = f.store_id)
          and (v.programme_id is null or n.programme_id = v.programme_id) and n.given_on < f.visited_on
          and ({WAS_THERE.format(person="f.scope_ref::uuid")} or exists (
              select from notice_given given
              where given.organisation_id = f.organisation_id and given.staff_notice_id = n.staff_notice_id
                and given.staff_member_id = f.scope_ref::uuid and given.given_on < f.visited_on
          ))
    )
"""
IS_DISPUTED = """
    exists (
        select from evaluation e
        where e.organisation_id = f.organisation_id and e.visit_id = f.visit_id and e.is_disputed
          and e.staff_member_id = f.scope_ref::uuid
    )
"""


async def people_observed(
    connection: Connection, organisation_id: UUID, store_id: UUID, comparability_key: str, windows: list[Window]
) -> list[Row]:
    """Per person observed in the store: the evidence of rule P5, and the figures over the visits there."""
    rows: list[Row] = await connection.fetch(
        f"""
        select f.scope_ref::uuid as staff_member_id, count(distinct f.evaluator_id) as evaluators,
               count(distinct f.visited_on) as days, bool_and({IS_NOTICED}) as noticed,
               bool_or({IS_DISPUTED}) as disputed,
               count(*) as m, sum(f.w) as w_sum, sum(f.t)::bigint as t_sum, sum(f.w::bigint * f.w)::bigint as ww_sum,
               sum(f.w * f.t)::bigint as wt_sum, sum(f.t * f.t)::bigint as tt_sum,
               sum(f.interactions) as interactions
        from unnest($4::date[], $5::date[]) as span (from_on, to_on)
        join visit_fact f on f.visited_on between span.from_on and span.to_on
        join visit v using (organisation_id, visit_id)
        where f.organisation_id = $1 and f.store_id = $2 and f.scope_kind = 'staff_member' and f.comparability_key = $3
        group by f.scope_ref
        """,
        organisation_id, store_id, comparability_key, *_days(windows),
    )  # fmt: skip
    return rows


async def people_of_store(
    connection: Connection, organisation_id: UUID, store_id: UUID, also: list[UUID], period: Period
) -> list[Row]:
    """Who was posted there on a day of the period, and the others named, in the order of the alphabet."""
    rows: list[Row] = await connection.fetch(
        """
        select person.staff_member_id, person.staff_code, person.display_name, posting.role_title
        from staff_member person
        left join lateral (
            select p.role_title from staff_posting p
            where p.organisation_id = $1 and p.staff_member_id = person.staff_member_id and p.store_id = $2
              and p.valid_from <= $5 and (p.valid_to is null or p.valid_to >= $4)
            order by p.valid_from desc limit 1
        ) posting on true
        where person.organisation_id = $1 and person.staff_member_id in (
            select p.staff_member_id from staff_posting p
            where p.organisation_id = $1 and p.store_id = $2
              and p.valid_from <= $5 and (p.valid_to is null or p.valid_to >= $4)
            union select unnest($3::uuid[])
        )
        order by lower(person.display_name), person.staff_code
        """,
        organisation_id, store_id, also, period.from_on, period.to_on,
    )  # fmt: skip
    return rows


async def visits_of_store(
    connection: Connection, organisation_id: UUID, store_id: UUID, comparability_key: str, windows: list[Window]
) -> list[Row]:
    """The published visits, newest first, with the score that enters the store's mean."""
    rows: list[Row] = await connection.fetch(
        """
        select f.visit_id, f.visited_on, v.mode, f.t as raw_bp, f.interactions, f.critical_failed
        from unnest($4::date[], $5::date[]) as span (from_on, to_on)
        join visit_fact f on f.visited_on between span.from_on and span.to_on
        join visit v using (organisation_id, visit_id)
        where f.organisation_id = $1 and f.store_id = $2 and f.scope_kind = 'store' and f.comparability_key = $3
        order by f.visited_on desc, f.visit_id desc limit $6
        """,
        organisation_id, store_id, comparability_key, *_days(windows), MOST_VISITS_LISTED,
    )  # fmt: skip
    return rows


async def packed_ratings(
    connection: Connection,
    organisation_id: UUID,
    store_id: UUID,
    comparability_key: str,
    spans: list[tuple[date, date]],
) -> list[Row]:
    """The scores and outcomes of the store's published evaluations on the days of the spans, both ends inclusive."""
    rows: list[Row] = await connection.fetch(
        """
        select e.visit_id, e.rubric_version_id, e.scores_bp, e.outcomes
        from unnest($4::date[], $5::date[]) as span (from_on, to_on)
        join visit v on v.visited_on between span.from_on and span.to_on
        join evaluation e using (organisation_id, visit_id)
        where v.organisation_id = $1 and v.store_id = $2 and v.voided_at is null
          and e.state = 'published' and e.comparability_key = $3
        """,
        organisation_id, store_id, comparability_key, [span[0] for span in spans], [span[1] for span in spans],
    )  # fmt: skip
    return rows


def _days(windows: list[Window]) -> tuple[list[date], list[date]]:
    return [window.from_on for window in windows], [window.to_on for window in windows]


async def packed_answers(
    connection: Connection, organisation_id: UUID, store_id: UUID, comparability_key: str, windows: list[Window]
) -> list[Row]:
    """The answers of the store's published evaluations, in the order of each one's version."""
    rows: list[Row] = await connection.fetch(
        """
        select e.visit_id, e.rubric_version_id, e.answers
        from unnest($4::date[], $5::date[]) as span (from_on, to_on)
        join visit v on v.visited_on between span.from_on and span.to_on
        join evaluation e using (organisation_id, visit_id)
        where v.organisation_id = $1 and v.store_id = $2 and v.voided_at is null
          and e.state = 'published' and e.comparability_key = $3
        """,
        organisation_id, store_id, comparability_key, *_days(windows),
    )  # fmt: skip
    return rows


async def remarkable_interactions(
    connection: Connection, organisation_id: UUID, store_id: UUID, comparability_key: str, windows: list[Window]
) -> list[Row]:
    """Those with a star, and the indifferent ones; newest first, at most so many of each."""
    rows: list[Row] = await connection.fetch(
        """
        with remarkable as (
            select e.visit_id, v.visited_on, e.position, e.touchpoint_key, e.stars, e.indifferent_ticked,
                   e.indifferent_by_markers, e.stars <> '[]'::jsonb as is_starred
            from unnest($4::date[], $5::date[]) as span (from_on, to_on)
            join visit v on v.visited_on between span.from_on and span.to_on
            join evaluation e using (organisation_id, visit_id)
            where v.organisation_id = $1 and v.store_id = $2 and v.voided_at is null
              and e.state = 'published' and e.comparability_key = $3
              and (e.stars <> '[]'::jsonb or e.indifferent_ticked or e.indifferent_by_markers)
        )
        select * from (
            select *, row_number() over (partition by is_starred order by visited_on desc, visit_id desc, position) as n
            from remarkable
        ) numbered
        where n <= $6 order by visited_on desc, visit_id desc, position
        """,
        organisation_id, store_id, comparability_key, *_days(windows), MOST_REMARKABLE_LISTED,
    )  # fmt: skip
    return rows


async def newest_critical_on(
    connection: Connection, organisation_id: UUID, store_id: UUID, comparability_key: str, windows: list[Window]
) -> date | None:
    """The day of the newest published visit on which a critical criterion failed."""
    day: date | None = await connection.fetchval(
        """
        select max(f.visited_on)
        from unnest($4::date[], $5::date[]) as span (from_on, to_on)
        join visit_fact f on f.visited_on between span.from_on and span.to_on
        where f.organisation_id = $1 and f.store_id = $2 and f.scope_kind = 'store' and f.comparability_key = $3
          and f.critical_failed > 0
        """,
        organisation_id, store_id, comparability_key, *_days(windows),
    )  # fmt: skip
    return day
