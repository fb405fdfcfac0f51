"""The statements of notices to single persons: who came later, who was given it, what a person was told."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.wire import LateJoinerBody, OwnNoticeBody

MOST_LISTED = 1_000

# Of a notice `n` and a person `p` (a posting) or any row with their id: whether they worked where it was given, on its
# day. Whoever did was told with everybody else.
WAS_THERE = """
    exists (
        select from staff_posting there
        where there.organisation_id = n.organisation_id and there.staff_member_id = {person}
          and (n.store_id is null or there.store_id = n.store_id)
          and there.valid_from <= n.given_on and (there.valid_to is null or there.valid_to >= n.given_on)
    )
"""


async def late_joiners(
    connection: Connection, organisation_id: UUID, stores: Collection[UUID], today: date
) -> list[LateJoinerBody]:
    """Who is posted to one of the stores today, and by the newest notice of a programme there has not been told."""
    rows = await connection.fetch(
        f"""
        select p.staff_member_id, person.staff_code, person.display_name, store.store_id, store.name as store_name,
               p.valid_from as posted_from, n.staff_notice_id, programme.title as programme_title, n.text_version,
               n.given_on as notice_given_on
          from staff_posting p
          join staff_member person
            on person.organisation_id = p.organisation_id and person.staff_member_id = p.staff_member_id
          join store on store.organisation_id = p.organisation_id and store.store_id = p.store_id
          join lateral (
               select distinct on (one.programme_id) one.* from staff_notice one
                where one.organisation_id = $1 and (one.store_id is null or one.store_id = p.store_id)
                  and one.given_on <= $3
                order by one.programme_id, one.given_on desc, one.staff_notice_id desc) n on true
          join programme on programme.organisation_id = $1 and programme.programme_id = n.programme_id
         where p.organisation_id = $1 and p.store_id = any($2::uuid[])
           and p.valid_from <= $3 and (p.valid_to is null or p.valid_to >= $3)
           and not {WAS_THERE.format(person="p.staff_member_id")}
           and not exists (
               select from notice_given given where given.organisation_id = $1
                  and given.staff_notice_id = n.staff_notice_id and given.staff_member_id = p.staff_member_id)
         order by store.name, person.display_name, person.staff_code, n.staff_notice_id
         limit {MOST_LISTED}
        """,
        organisation_id,
        list(stores),
        today,
    )
    return [LateJoinerBody(**row) for row in rows]


async def notice_place(
    connection: Connection, organisation_id: UUID, staff_notice_id: UUID
) -> tuple[UUID | None, date] | None:
    """The notice's store (none: all of them) and day; None if there is no such notice."""
    row = await connection.fetchrow(
        "select store_id, given_on from staff_notice where organisation_id = $1 and staff_notice_id = $2",
        organisation_id,
        staff_notice_id,
    )
    return None if row is None else (row["store_id"], row["given_on"])


async def people_posted_in(
    connection: Connection, organisation_id: UUID, people: Collection[UUID], stores: Collection[UUID], today: date
) -> set[UUID]:
    """Those of the people who are posted to one of the stores today."""
    rows = await connection.fetch(
        """
        select distinct staff_member_id from staff_posting
         where organisation_id = $1 and staff_member_id = any($2::uuid[]) and store_id = any($3::uuid[])
           and valid_from <= $4 and (valid_to is null or valid_to >= $4)
        """,
        organisation_id,
        list(people),
        list(stores),
        today,
    )
    return {row["staff_member_id"] for row in rows}


async def insert_given(
    connection: Connection,
    organisation_id: UUID,
    staff_notice_id: UUID,
    people: Collection[UUID],
    given_on: date,
    channel: str,
    account_id: UUID,
    at: datetime,
) -> None:
    """What was recorded before stays: the first date counts."""
    await connection.execute(
        """
        insert into notice_given (organisation_id, staff_notice_id, staff_member_id, given_on, channel,
                                  recorded_by_account_id, recorded_at)
        select $1, $2, person, $4, $5, $6, $7 from unnest($3::uuid[]) as person
        on conflict (organisation_id, staff_notice_id, staff_member_id) do nothing
        """,
        organisation_id,
        staff_notice_id,
        list(people),
        given_on,
        channel,
        account_id,
        at,
    )


async def own_notices(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, today: date
) -> list[OwnNoticeBody]:
    """The newest notice of each programme at the stores where the person works today."""
    rows = await connection.fetch(
        f"""
        select n.staff_notice_id, programme.title as programme_title, programme.mode, n.text_version, n.texts,
               coalesce(given.channel, n.channel) as channel, given.acknowledged_at,
               case when {WAS_THERE.format(person="$2")} then n.given_on else given.given_on end as given_on
          from (select distinct on (one.programme_id) one.* from staff_notice one
                 where one.organisation_id = $1 and one.given_on <= $3 and (one.store_id is null or exists (
                       select from staff_posting p where p.organisation_id = $1 and p.staff_member_id = $2
                          and p.store_id = one.store_id
                          and p.valid_from <= $3 and (p.valid_to is null or p.valid_to >= $3)))
                 order by one.programme_id, one.given_on desc, one.staff_notice_id desc) n
          join programme on programme.organisation_id = $1 and programme.programme_id = n.programme_id
          left join notice_given given on given.organisation_id = $1
               and given.staff_notice_id = n.staff_notice_id and given.staff_member_id = $2
         order by programme.programme_key
        """,
        organisation_id,
        staff_member_id,
        today,
    )
    return [OwnNoticeBody(**row) for row in rows]


async def acknowledge(
    connection: Connection,
    organisation_id: UUID,
    staff_notice_id: UUID,
    staff_member_id: UUID,
    channel: str,
    account_id: UUID,
    today: date,
    at: datetime,
) -> None:
    """The person has read it: given today if nobody recorded another day, acknowledged once."""
    await connection.execute(
        """
        insert into notice_given (organisation_id, staff_notice_id, staff_member_id, given_on, channel,
                                  recorded_by_account_id, recorded_at, acknowledged_at)
        values ($1, $2, $3, $4, $5, $6, $7, $7)
        on conflict (organisation_id, staff_notice_id, staff_member_id) do update
           set acknowledged_at = coalesce(notice_given.acknowledged_at, excluded.acknowledged_at)
        """,
        organisation_id,
        staff_notice_id,
        staff_member_id,
        today,
        channel,
        account_id,
        at,
    )
