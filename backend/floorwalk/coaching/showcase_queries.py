"""Every statement of the showcase. Nobody but the person and whoever asked sees a card without consent."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.coaching.showcase_lifecycle import CardState
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
MOST_LISTED = 200

# What a card stands on: the interaction is published, the person's still, and its star as it was asked for.
STANDS = """
    exists (
        select from evaluation e join visit v using (organisation_id, visit_id)
        where e.organisation_id = c.organisation_id and e.evaluation_id = c.evaluation_id and e.visit_id = c.visit_id
          and v.organisation_id = c.organisation_id and v.voided_at is null and e.state = 'published'
          and e.staff_member_id = c.staff_member_id and e.stars -> c.star_place ->> 'act' = c.act
    )
"""
HAS_ACCOUNT = """
    exists (
        select from account a join account_grant g using (organisation_id, account_id)
        where a.organisation_id = person.organisation_id and a.staff_member_id = person.staff_member_id
          and a.disabled_at is null and a.password_hash is not null
          and g.role = 'staff_member' and g.revoked_at is null
    )
"""


async def shown(connection: Connection, organisation_id: UUID) -> list[Row]:
    """The cards with consent, the newest act first."""
    rows: list[Row] = await connection.fetch(
        f"""
        select c.card_id, c.act, c.touchpoint, store.name as store_name, c.happened_on,
               case when c.names_person then coalesce(person.first_name, person.display_name) end as first_name
        from showcase_card c
        join store using (organisation_id, store_id)
        join staff_member person using (organisation_id, staff_member_id)
        where c.organisation_id = $1 and c.state = 'given' and {STANDS}
        order by c.happened_on desc, c.card_id desc limit $2
        """,
        organisation_id, MOST_LISTED,
    )  # fmt: skip
    return rows


async def stars(connection: Connection, organisation_id: UUID, visible: Collection[UUID], from_on: date) -> list[Row]:
    """Published stars of named people in the stores, with the state of their card."""
    rows: list[Row] = await connection.fetch(
        f"""
        select e.evaluation_id, star.place - 1 as star_place, star.said ->> 'act' as act, store.name as store_name,
               v.visited_on as happened_on, person.staff_member_id, person.display_name,
               {HAS_ACCOUNT} as has_account, c.state
        from visit v
        join evaluation e using (organisation_id, visit_id)
        join store using (organisation_id, store_id)
        join staff_member person using (organisation_id, staff_member_id)
        cross join lateral jsonb_array_elements(e.stars) with ordinality as star (said, place)
        left join showcase_card c on c.organisation_id = e.organisation_id and c.evaluation_id = e.evaluation_id
            and c.star_place = star.place - 1
        where v.organisation_id = $1 and v.store_id = any($2::uuid[]) and v.visited_on >= $3 and v.voided_at is null
          and e.state = 'published' and e.stars <> '[]'::jsonb
        order by v.visited_on desc, v.visit_id desc, e.position, star.place limit $4
        """,
        organisation_id, list(visible), from_on, MOST_LISTED,
    )  # fmt: skip
    return rows


async def star_of(connection: Connection, organisation_id: UUID, evaluation_id: UUID, place: int) -> Row | None:
    """One published star of a named person, with what a card takes from it."""
    row: Row | None = await connection.fetchrow(
        f"""
        select v.visit_id, v.store_id, v.visited_on, e.staff_member_id, e.rubric_version_id,
               e.stars -> $3::integer ->> 'act' as act, e.stars -> $3::integer ->> 'touchpoint_key' as touchpoint_key,
               {HAS_ACCOUNT} as has_account
        from evaluation e
        join visit v using (organisation_id, visit_id)
        join staff_member person using (organisation_id, staff_member_id)
        where e.organisation_id = $1 and v.organisation_id = $1 and e.evaluation_id = $2 and v.voided_at is null
          and e.state = 'published' and jsonb_array_length(e.stars) > $3::integer
        """,
        organisation_id, evaluation_id, place,
    )  # fmt: skip
    return row


async def insert(
    connection: Connection,
    organisation_id: UUID,
    card_id: UUID,
    evaluation_id: UUID,
    place: int,
    star: Row,
    touchpoint: dict[str, str],
    by_account_id: UUID,
    at: datetime,
) -> bool:
    """False where somebody has asked about this star before."""
    made = await connection.fetchval(
        """
        insert into showcase_card (
            organisation_id, card_id, visit_id, evaluation_id, star_place, staff_member_id, store_id, act, touchpoint,
            happened_on, state, names_person, asked_by_account_id, asked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'asked', false, $11, $12)
        on conflict (organisation_id, evaluation_id, star_place) do nothing returning card_id
        """,
        organisation_id, card_id, star["visit_id"], evaluation_id, place, star["staff_member_id"], star["store_id"],
        star["act"], touchpoint, star["visited_on"], by_account_id, at,
    )  # fmt: skip
    return made is not None


async def cards_about(connection: Connection, organisation_id: UUID, staff_member_id: UUID) -> list[Row]:
    """One person's own cards, the newest question first."""
    rows: list[Row] = await connection.fetch(
        f"""
        select c.card_id, c.act, c.touchpoint, store.name as store_name, c.happened_on,
               coalesce(person.first_name, person.display_name) as first_name, asker.display_name as asked_by_name,
               c.asked_at, c.state, c.names_person
        from showcase_card c
        join store using (organisation_id, store_id)
        join staff_member person using (organisation_id, staff_member_id)
        join account asker on asker.organisation_id = c.organisation_id and asker.account_id = c.asked_by_account_id
        where c.organisation_id = $1 and c.staff_member_id = $2 and {STANDS}
        order by c.asked_at desc, c.card_id desc limit $3
        """,
        organisation_id, staff_member_id, MOST_LISTED,
    )  # fmt: skip
    return rows


async def locked(connection: Connection, organisation_id: UUID, card_id: UUID) -> Row | None:
    row: Row | None = await connection.fetchrow(
        "select staff_member_id, state from showcase_card where organisation_id = $1 and card_id = $2 for update",
        organisation_id, card_id,
    )  # fmt: skip
    return row


async def move(
    connection: Connection, organisation_id: UUID, card_id: UUID, state: CardState, names_person: bool, at: datetime
) -> None:
    await connection.execute(
        """
        update showcase_card set state = $3, names_person = $4, answered_at = $5
        where organisation_id = $1 and card_id = $2
        """,
        organisation_id, card_id, state.value, names_person, at,
    )  # fmt: skip
