"""Statements for the choices of a form: a store's name and day, its people, its managers."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.identity.model import Role
from floorwalk.identity.permissions import ROLE_VERBS, Verb
from floorwalk.infrastructure.database import Connection

Row = Mapping[str, Any]
COACHING_ROLES = sorted(role.value for role in Role if Verb.COACHING_WRITE in ROLE_VERBS[role])


async def name_and_today(connection: Connection, organisation_id: UUID, store_id: UUID) -> tuple[str, date]:
    """The store's name, and the calendar day there."""
    row = await connection.fetchrow(
        "select name, (now() at time zone time_zone)::date from store where organisation_id = $1 and store_id = $2",
        organisation_id, store_id,
    )  # fmt: skip
    return row[0], row[1]


async def people_posted(connection: Connection, organisation_id: UUID, store_id: UUID, on: date) -> list[Row]:
    """In the order of the alphabet."""
    rows: list[Row] = await connection.fetch(
        """
        select person.staff_member_id, person.display_name
        from staff_member person
        where person.organisation_id = $1 and exists (
            select from staff_posting p
            where p.organisation_id = $1 and p.staff_member_id = person.staff_member_id and p.store_id = $2
              and p.valid_from <= $3 and (p.valid_to is null or p.valid_to >= $3)
        )
        order by lower(person.display_name), person.staff_code
        """,
        organisation_id, store_id, on,
    )  # fmt: skip
    return rows


async def managers_of(connection: Connection, organisation_id: UUID, store_id: UUID, on: date) -> list[Row]:
    """Active accounts with a role that writes coaching, granted for the store, an area above it, or everywhere."""
    rows: list[Row] = await connection.fetch(
        """
        with recursive above as (
            select m.area_id from store_membership m
            where m.organisation_id = $1 and m.store_id = $2 and m.valid_from <= $3
              and (m.valid_to is null or m.valid_to >= $3)
            union
            select area.parent_area_id from area join above using (area_id)
            where area.organisation_id = $1 and area.parent_area_id is not null
        )
        select a.account_id, a.display_name
        from account a
        where a.organisation_id = $1 and a.disabled_at is null and exists (
            select from account_grant g
            where g.organisation_id = $1 and g.account_id = a.account_id and g.revoked_at is null
              and g.role = any($4::text[])
              and (g.scope_kind = 'organisation' or g.store_id = $2 or g.area_id in (select area_id from above))
        )
        order by lower(a.display_name), a.account_id
        """,
        organisation_id, store_id, on, COACHING_ROLES,
    )  # fmt: skip
    return rows
