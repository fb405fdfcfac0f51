"""The statements that read assignments for people and for phones. `expired` is put in where the window is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.assignment_lifecycle import LIVE, AssignmentAct, AssignmentState, moves_of
from floorwalk.visits.scheduling import today_at

EXPIRING = moves_of(AssignmentAct.EXPIRE)
# The state on the store's day; must equal assignment_lifecycle.state_on. $2 and $3 are the zones and their days,
# reckoned by us: a zone that only we know would fail the whole list in PostgreSQL.
STATE = f"""
case when assignment.state in ({", ".join(f"'{state}'" for state in EXPIRING)}) and assignment.to_on < zone.today
     then '{AssignmentState.EXPIRED}' else assignment.state end
"""
FROM = """
  from assignment
  join store on store.organisation_id = $1 and store.store_id = assignment.store_id
  join unnest($2::text[], $3::date[]) as zone (time_zone, today) on zone.time_zone = store.time_zone
  join programme on programme.organisation_id = $1 and programme.programme_id = assignment.programme_id
  join evaluator on evaluator.organisation_id = $1 and evaluator.evaluator_id = assignment.evaluator_id
  left join account on account.organisation_id = $1 and account.account_id = evaluator.account_id
  left join scenario on scenario.organisation_id = $1 and scenario.scenario_id = assignment.scenario_id
  left join wave on wave.organisation_id = $1 and wave.wave_id = assignment.wave_id
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; None leaves it open. The days are those that a window touches."""

    state: str | None = None
    store_id: UUID | None = None
    programme_id: UUID | None = None
    evaluator_id: UUID | None = None
    wave_key: str | None = None
    from_on: date | None = None
    to_on: date | None = None


async def page(
    connection: Connection,
    organisation_id: UUID,
    visible: Collection[UUID],
    chosen: Filter,
    after: tuple[date, UUID] | None,
    limit: int,
    at: datetime,
) -> list[Any]:
    """Latest window first; `after` is the last row of the page before."""
    rows: list[Any] = await connection.fetch(
        f"""
        select assignment.assignment_id, assignment.store_id, store.store_code, store.name as store_name,
               assignment.programme_id, programme.title as programme_title, programme.mode, assignment.rubric_key,
               assignment.scenario_id, scenario.title as scenario_title, assignment.evaluator_id,
               evaluator.evaluator_code, account.display_name as evaluator_name, wave.wave_key, assignment.from_on,
               assignment.to_on, {STATE} as state, assignment.decline_reason
        {FROM}
         where assignment.organisation_id = $1 and assignment.store_id = any($4::uuid[])
           and ($5::text is null or {STATE} = $5)
           and ($6::uuid is null or assignment.store_id = $6)
           and ($7::uuid is null or assignment.programme_id = $7)
           and ($8::uuid is null or assignment.evaluator_id = $8)
           and ($9::text is null or wave.wave_key = $9)
           and ($10::date is null or assignment.to_on >= $10) and ($11::date is null or assignment.from_on <= $11)
           and ($12::date is null or (assignment.from_on, assignment.assignment_id) < ($12, $13::uuid))
         order by assignment.from_on desc, assignment.assignment_id desc
         limit $14
        """,
        organisation_id,
        *await days_by_zone(connection, organisation_id, at),
        list(visible),
        chosen.state,
        chosen.store_id,
        chosen.programme_id,
        chosen.evaluator_id,
        chosen.wave_key,
        chosen.from_on,
        chosen.to_on,
        *(after or (None, None)),
        limit,
    )
    return rows


async def for_phone(
    connection: Connection, organisation_id: UUID, evaluator_id: UUID, until: date, at: datetime
) -> list[Any]:
    """What the evaluator still has to do: windows that touch the days until then, and whatever was started."""
    rows: list[Any] = await connection.fetch(
        f"""
        select assignment.assignment_id, assignment.store_id, assignment.programme_id, assignment.rubric_key,
               assignment.rubric_version_id, scenario.title as scenario_title, scenario.text as scenario_text,
               assignment.from_on, assignment.to_on, {STATE} as state
        {FROM}
         where assignment.organisation_id = $1 and assignment.evaluator_id = $4 and {STATE} = any($5::text[])
           and (assignment.from_on <= $6 or assignment.state = 'started')
         order by assignment.to_on, store.name, assignment.assignment_id
        """,
        organisation_id,
        *await days_by_zone(connection, organisation_id, at),
        evaluator_id,
        [state.value for state in LIVE],
        until,
    )
    return rows


async def days_by_zone(connection: Connection, organisation_id: UUID, at: datetime) -> tuple[list[str], list[date]]:
    """The zones that the organisation's stores are in, and the day that it is in each."""
    rows = await connection.fetch("select distinct time_zone from store where organisation_id = $1", organisation_id)
    zones = [row["time_zone"] for row in rows]
    return zones, [today_at(zone, at) for zone in zones]


async def scenarios(connection: Connection, organisation_id: UUID) -> list[Any]:
    """By key."""
    rows: list[Any] = await connection.fetch(
        """
        select scenario_id, scenario_key, programme_id, title, text from scenario
         where organisation_id = $1 order by scenario_key
        """,
        organisation_id,
    )
    return rows


async def insert_scenario(
    connection: Connection,
    organisation_id: UUID,
    scenario_id: UUID,
    key: str,
    programme_id: UUID,
    title: dict[str, str],
    text: dict[str, str],
) -> bool:
    """False if the key is taken."""
    status: str = await connection.execute(
        """
        insert into scenario (organisation_id, scenario_id, scenario_key, programme_id, title, text)
        values ($1, $2, $3, $4, $5, $6) on conflict (organisation_id, scenario_key) do nothing
        """,
        organisation_id,
        scenario_id,
        key,
        programme_id,
        title,
        text,
    )
    return status == "INSERT 0 1"
