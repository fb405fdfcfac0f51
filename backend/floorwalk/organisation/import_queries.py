"""The statements of imports: whole files at once, as arrays in and out. Those of single requests are queries.py."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.staff_import import KnownStore, Posting, StoredStaffMember
from floorwalk.organisation.store_import import Membership, StoredArea, StoredStore


async def remembered_headings(connection: Connection, organisation_id: UUID, kind: str) -> dict[str, str]:
    """Folded heading to field, as the last imports of this kind had it."""
    rows = await connection.fetch(
        "select heading_folded, field from import_headings where organisation_id = $1 and import_kind = $2",
        organisation_id,
        kind,
    )
    return {row["heading_folded"]: row["field"] for row in rows}


async def remember_headings(connection: Connection, organisation_id: UUID, kind: str, meanings: dict[str, str]) -> None:
    await connection.execute(
        """
        insert into import_headings (organisation_id, import_kind, heading_folded, field)
        select $1, $2, heading, field from unnest($3::text[], $4::text[]) as n (heading, field)
        on conflict (organisation_id, import_kind, heading_folded) do update set field = excluded.field
        """,
        organisation_id,
        kind,
        list(meanings),
        list(meanings.values()),
    )


async def stored_areas(connection: Connection, organisation_id: UUID) -> list[StoredArea]:
    rows = await connection.fetch(
        "select area_id, area_code, name, parent_area_id from area where organisation_id = $1 order by area_code",
        organisation_id,
    )
    return [StoredArea(**row) for row in rows]


async def stored_stores(connection: Connection, organisation_id: UUID) -> list[StoredStore]:
    """Every store with its newest membership."""
    rows = await connection.fetch(
        """
        select distinct on (s.store_id)
               s.store_id, s.store_code, s.name, s.time_zone, s.format, s.opened_on, s.closed_on,
               s.address, s.opening_hours,
               m.store_membership_id, m.area_id, m.valid_from, m.valid_to
          from store s
          left join store_membership m on m.organisation_id = s.organisation_id and m.store_id = s.store_id
         where s.organisation_id = $1
         order by s.store_id, m.valid_from desc
        """,
        organisation_id,
    )
    return [StoredStore(**row) for row in rows]


async def stored_staff(connection: Connection, organisation_id: UUID) -> list[StoredStaffMember]:
    """Every person with their newest posting."""
    rows = await connection.fetch(
        """
        select distinct on (p.staff_member_id)
               p.staff_member_id, p.staff_code, p.display_name, p.first_name,
               g.staff_posting_id, g.store_id, coalesce(g.role_title, '') as role_title, g.valid_from, g.valid_to
          from staff_member p
          left join staff_posting g on g.organisation_id = p.organisation_id
               and g.staff_member_id = p.staff_member_id
         where p.organisation_id = $1
         order by p.staff_member_id, g.valid_from desc, g.valid_to desc nulls first
        """,
        organisation_id,
    )
    return [StoredStaffMember(**row) for row in rows]


async def known_stores(connection: Connection, organisation_id: UUID) -> dict[str, KnownStore]:
    """By store_code."""
    rows = await connection.fetch(
        "select store_code, store_id, opened_on from store where organisation_id = $1", organisation_id
    )
    return {row["store_code"]: KnownStore(row["store_id"], row["opened_on"]) for row in rows}


async def insert_areas(connection: Connection, organisation_id: UUID, areas: Sequence[StoredArea]) -> None:
    """In the order given: parents first."""
    await connection.executemany(
        "insert into area (organisation_id, area_id, area_code, name, parent_area_id) values ($1, $2, $3, $4, $5)",
        [(organisation_id, area.area_id, area.area_code, area.name, area.parent_area_id) for area in areas],
    )


async def insert_stores(connection: Connection, organisation_id: UUID, stores: Sequence[StoredStore]) -> None:
    await connection.copy_records_to_table(
        "store",
        columns=(
            "organisation_id",
            "store_id",
            "store_code",
            "name",
            "time_zone",
            "format",
            "opened_on",
            "closed_on",
            "address",
            "opening_hours",
        ),
        records=[
            (
                organisation_id,
                store.store_id,
                store.store_code,
                store.name,
                store.time_zone,
                store.format,
                store.opened_on,
                store.closed_on,
                store.address,
                store.opening_hours,
            )
            for store in stores
        ],
    )


async def update_stores(connection: Connection, organisation_id: UUID, stores: Sequence[StoredStore]) -> None:
    await connection.execute(
        """
        update store s
           set name = n.name, time_zone = n.time_zone, format = n.format,
               opened_on = n.opened_on, closed_on = n.closed_on,
               address = n.address, opening_hours = n.opening_hours
          from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[], $9::text[])
               as n (store_id, name, time_zone, format, opened_on, closed_on, address, opening_hours)
         where s.organisation_id = $1 and s.store_id = n.store_id
        """,
        organisation_id,
        [store.store_id for store in stores],
        [store.name for store in stores],
        [store.time_zone for store in stores],
        [store.format for store in stores],
        [store.opened_on for store in stores],
        [store.closed_on for store in stores],
        [store.address for store in stores],
        [store.opening_hours for store in stores],
    )


async def end_memberships(connection: Connection, organisation_id: UUID, ended: Sequence[tuple[UUID, date]]) -> None:
    await connection.execute(
        """
        update store_membership m set valid_to = n.valid_to
          from unnest($2::uuid[], $3::date[]) as n (store_membership_id, valid_to)
         where m.organisation_id = $1 and m.store_membership_id = n.store_membership_id
        """,
        organisation_id,
        [membership_id for membership_id, _ in ended],
        [last_day for _, last_day in ended],
    )


async def correct_memberships(
    connection: Connection, organisation_id: UUID, corrected: Sequence[tuple[UUID, UUID]]
) -> None:
    await connection.execute(
        """
        update store_membership m set area_id = n.area_id
          from unnest($2::uuid[], $3::uuid[]) as n (store_membership_id, area_id)
         where m.organisation_id = $1 and m.store_membership_id = n.store_membership_id
        """,
        organisation_id,
        [membership_id for membership_id, _ in corrected],
        [area_id for _, area_id in corrected],
    )


async def insert_memberships(connection: Connection, organisation_id: UUID, memberships: Sequence[Membership]) -> None:
    await connection.copy_records_to_table(
        "store_membership",
        columns=("organisation_id", "store_membership_id", "store_id", "area_id", "valid_from"),
        records=[
            (organisation_id, place.store_membership_id, place.store_id, place.area_id, place.valid_from)
            for place in memberships
        ],
    )


async def insert_staff(connection: Connection, organisation_id: UUID, people: Sequence[StoredStaffMember]) -> None:
    await connection.copy_records_to_table(
        "staff_member",
        columns=("organisation_id", "staff_member_id", "staff_code", "display_name", "first_name"),
        records=[
            (organisation_id, person.staff_member_id, person.staff_code, person.display_name, person.first_name)
            for person in people
        ],
    )


async def update_staff(connection: Connection, organisation_id: UUID, people: Sequence[StoredStaffMember]) -> None:
    await connection.execute(
        """
        update staff_member p set display_name = n.display_name, first_name = n.first_name
          from unnest($2::uuid[], $3::text[], $4::text[]) as n (staff_member_id, display_name, first_name)
         where p.organisation_id = $1 and p.staff_member_id = n.staff_member_id
        """,
        organisation_id,
        [person.staff_member_id for person in people],
        [person.display_name for person in people],
        [person.first_name for person in people],
    )


async def end_postings(connection: Connection, organisation_id: UUID, ended: Sequence[tuple[UUID, date]]) -> None:
    await connection.execute(
        """
        update staff_posting g set valid_to = n.valid_to
          from unnest($2::uuid[], $3::date[]) as n (staff_posting_id, valid_to)
         where g.organisation_id = $1 and g.staff_posting_id = n.staff_posting_id
        """,
        organisation_id,
        [posting_id for posting_id, _ in ended],
        [last_day for _, last_day in ended],
    )


async def update_postings(connection: Connection, organisation_id: UUID, postings: Sequence[Posting]) -> None:
    await connection.execute(
        """
        update staff_posting g set store_id = n.store_id, role_title = n.role_title, valid_to = n.valid_to
          from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[])
               as n (staff_posting_id, store_id, role_title, valid_to)
         where g.organisation_id = $1 and g.staff_posting_id = n.staff_posting_id
        """,
        organisation_id,
        [posting.staff_posting_id for posting in postings],
        [posting.store_id for posting in postings],
        [posting.role_title for posting in postings],
        [posting.valid_to for posting in postings],
    )


async def insert_postings(connection: Connection, organisation_id: UUID, postings: Sequence[Posting]) -> None:
    await connection.copy_records_to_table(
        "staff_posting",
        columns=(
            "organisation_id",
            "staff_posting_id",
            "staff_member_id",
            "store_id",
            "role_title",
            "valid_from",
            "valid_to",
        ),
        records=[
            (
                organisation_id,
                posting.staff_posting_id,
                posting.staff_member_id,
                posting.store_id,
                posting.role_title,
                posting.valid_from,
                posting.valid_to,
            )
            for posting in postings
        ],
    )
