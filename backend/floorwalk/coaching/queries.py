"""Every statement of the exports: observations of people, the people themselves, notices, and issued exports."""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.comparisons.periods import Period, Window
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
ROWS_AT_ONCE = 500  # of a cursor: about 300 kB
MOST_LISTED = 200

# In: $1 organisation, $2 its stores (so that the index by store and day serves), $3 and $4 days.
OBSERVATIONS = """
    select v.visit_id, v.store_id, v.visited_on, v.evaluator_id, v.programme_id, v.mode, e.staff_member_id,
           e.rubric_version_id, e.scoring_version, e.position, e.touchpoint_key, e.raw_bp, e.rating_states,
           e.scores_bp, e.outcomes, e.is_disputed
    from visit v join evaluation e using (organisation_id, visit_id)
    where v.organisation_id = $1 and v.store_id = any($2::uuid[]) and v.visited_on between $3 and $4
      and v.voided_at is null and e.state = 'published' and e.staff_member_id is not null
    order by v.visited_on, v.visit_id, e.position
"""
# The same of the people $5 alone, one person after the other in that order.
OBSERVATIONS_OF_PEOPLE = """
    select v.visit_id, v.store_id, v.visited_on, v.evaluator_id, v.mode, e.staff_member_id, e.rubric_version_id,
           e.position, e.touchpoint_key, e.rating_states, e.scores_bp, e.outcomes, e.raw_bp, e.stars
    from unnest($5::uuid[]) with ordinality as person (staff_member_id, place)
    join evaluation e on e.staff_member_id = person.staff_member_id
    join visit v using (organisation_id, visit_id)
    where e.organisation_id = $1 and v.organisation_id = $1 and v.store_id = any($2::uuid[])
      and v.visited_on between $3 and $4 and v.voided_at is null and e.state = 'published'
    order by person.place, v.visited_on, v.visit_id, e.position
"""


async def observations(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], period: Period
) -> AsyncIterator[Row]:
    """Published interactions with named people, those of one visit after the other."""
    cursor = connection.cursor(
        OBSERVATIONS, organisation_id, list(store_ids), period.from_on, period.to_on, prefetch=ROWS_AT_ONCE
    )
    async for row in cursor:
        yield row


async def observations_of_people(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], period: Period, people: list[UUID]
) -> AsyncIterator[Row]:
    """The same for these people, in their order."""
    cursor = connection.cursor(
        OBSERVATIONS_OF_PEOPLE, organisation_id, list(store_ids), period.from_on, period.to_on, people,
        prefetch=ROWS_AT_ONCE,
    )  # fmt: skip
    async for row in cursor:
        yield row


async def all_store_ids(connection: Connection, organisation_id: UUID) -> list[UUID]:
    rows = await connection.fetch("select store_id from store where organisation_id = $1", organisation_id)
    return [row["store_id"] for row in rows]


async def people_posted(connection: Connection, organisation_id: UUID, windows: list[Window]) -> list[UUID]:
    """Who was posted to one of the stores on a day of its window."""
    rows = await connection.fetch(
        """
        select distinct p.staff_member_id
        from unnest($2::uuid[], $3::date[], $4::date[]) as w (store_id, from_on, to_on)
        join staff_posting p on p.store_id = w.store_id
            and p.valid_from <= w.to_on and (p.valid_to is null or p.valid_to >= w.from_on)
        where p.organisation_id = $1
        """,
        organisation_id,
        [window.store_id for window in windows],
        [window.from_on for window in windows],
        [window.to_on for window in windows],
    )
    return [row["staff_member_id"] for row in rows]


async def is_known(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, stores: Collection[UUID] | None
) -> bool:
    """Whether there is this person; with `stores`, whether they were ever posted to one of them."""
    known: bool = await connection.fetchval(
        """
        select exists (select from staff_member p
                        where p.organisation_id = $1 and p.staff_member_id = $2
                          and ($3::uuid[] is null
                               or exists (select from staff_posting g
                                           where g.organisation_id = $1 and g.staff_member_id = $2
                                             and g.store_id = any($3::uuid[]))))
        """,
        organisation_id, staff_member_id, None if stores is None else list(stores),
    )  # fmt: skip
    return known


async def stores_of_person(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, stores: Collection[UUID], period: Period
) -> list[UUID]:
    """Those of `stores` in which the person was posted or seen in the period."""
    rows = await connection.fetch(
        """
        select store_id from staff_posting
         where organisation_id = $1 and staff_member_id = $2 and store_id = any($3::uuid[])
           and valid_from <= $5 and (valid_to is null or valid_to >= $4)
        union
        select v.store_id from evaluation e join visit v using (organisation_id, visit_id)
         where e.organisation_id = $1 and e.staff_member_id = $2 and v.store_id = any($3::uuid[])
           and v.visited_on between $4 and $5
         order by 1
        """,
        organisation_id, staff_member_id, list(stores), period.from_on, period.to_on,
    )  # fmt: skip
    return [row["store_id"] for row in rows]


async def people_by_id(connection: Connection, organisation_id: UUID, people: Collection[UUID]) -> list[Row]:
    """In the order of the staff codes."""
    rows: list[Row] = await connection.fetch(
        """
        select staff_member_id, staff_code, display_name from staff_member
        where organisation_id = $1 and staff_member_id = any($2::uuid[])
        order by staff_code collate "C"
        """,
        organisation_id, list(people),
    )  # fmt: skip
    return rows


async def people_told(
    connection: Connection, organisation_id: UUID, only: Collection[UUID] | None = None
) -> list[tuple[UUID, UUID, UUID | None, date]]:
    """Person, programme, store (None stands for every store), and the day on which they were told first: with everybody
    who worked there, or alone afterwards. The rule is comparisons.store_queries.IS_NOTICED. By any notice, or by these
    `only`."""
    rows = await connection.fetch(
        """
        select staff_member_id, programme_id, store_id, min(told_on) as told_on
        from (
            select p.staff_member_id, n.programme_id, n.store_id, n.given_on as told_on
            from staff_notice n join staff_posting p
              on p.organisation_id = n.organisation_id and (n.store_id is null or p.store_id = n.store_id)
             and p.valid_from <= n.given_on and (p.valid_to is null or p.valid_to >= n.given_on)
            where n.organisation_id = $1 and ($2::uuid[] is null or n.staff_notice_id = any($2))
            union all
            select given.staff_member_id, n.programme_id, n.store_id, greatest(given.given_on, n.given_on)
            from notice_given given join staff_notice n using (organisation_id, staff_notice_id)
            where given.organisation_id = $1 and ($2::uuid[] is null or n.staff_notice_id = any($2))
        ) told
        group by staff_member_id, programme_id, store_id
        """,
        organisation_id,
        None if only is None else list(only),
    )
    return [tuple(row) for row in rows]


async def version_hashes(connection: Connection, organisation_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    rows = await connection.fetch(
        "select rubric_version_id, content_hash from rubric_version"
        " where organisation_id = $1 and rubric_version_id = any($2::uuid[])",
        organisation_id, list(ids),
    )  # fmt: skip
    return {row["rubric_version_id"]: row["content_hash"] for row in rows}
