"""The statements of scheduling: the facts that assignments are checked against, and writing them.

Lists for people are assignment_reading.py; what moves a state is assignment_moves.py.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.assignment_lifecycle import LIVE, AssignmentState
from floorwalk.visits.assignment_model import (
    Calendar,
    KnownEvaluator,
    KnownProgramme,
    KnownScenario,
    KnownStore,
    Stored,
    Taken,
    Wanted,
)
from floorwalk.visits.rotation import Span

LIVE_STATES = sorted(state.value for state in LIVE)
LONGEST_ROTATION = timedelta(days=365)

# In: organisation, today. Out: every account that may submit visits, and where: everywhere, or at these stores. It
# must equal organisation.scope.stores_visible_to for each of them; a test compares the two.
EVALUATORS = """
with recursive held as (
    select account_id, scope_kind, area_id, store_id from account_grant
     where organisation_id = $1 and role = 'evaluator' and revoked_at is null
), granted_area as (
    select account_id, area_id from held where area_id is not null
    union
    select granted_area.account_id, below.area_id
      from area below join granted_area on below.parent_area_id = granted_area.area_id
     where below.organisation_id = $1
)
select evaluator.evaluator_id, evaluator.evaluator_code, account.display_name,
       exists (select from held
                where held.account_id = account.account_id and scope_kind = 'organisation') as everywhere,
       array(select membership.store_id from store_membership membership join granted_area using (area_id)
              where membership.organisation_id = $1 and granted_area.account_id = account.account_id
                and membership.valid_from <= $2 and (membership.valid_to is null or membership.valid_to >= $2)
             union
             select store_id from held where held.account_id = account.account_id and store_id is not null) as store_ids
  from evaluator
  join account on account.organisation_id = $1 and account.account_id = evaluator.account_id
 where evaluator.organisation_id = $1 and account.disabled_at is null
   and exists (select from held where held.account_id = account.account_id)
 order by evaluator.evaluator_code
"""


async def evaluators(connection: Connection, organisation_id: UUID, today: date) -> list[KnownEvaluator]:
    """By code."""
    rows = await connection.fetch(EVALUATORS, organisation_id, today)
    return [KnownEvaluator(*row.values())._replace(store_ids=frozenset(row["store_ids"])) for row in rows]


async def calendar(connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], today: date) -> Calendar:
    """What there is to choose from: of the stores only these."""
    stores = await connection.fetch(
        """
        select store_id, store_code, time_zone, closed_on from store
         where organisation_id = $1 and store_id = any($2::uuid[])
        """,
        organisation_id,
        list(store_ids),
    )
    programmes = await connection.fetch(
        """
        select programme_id, programme_key, rotation_days,
               array(select rubric_key from rubric
                      where rubric.organisation_id = $1 and rubric_key = any(programme.rubric_keys)
                        and exists (select from rubric_version version
                                     where version.organisation_id = $1 and version.rubric_id = rubric.rubric_id)
               ) as rubric_keys
          from programme where organisation_id = $1
        """,
        organisation_id,
    )
    notices = await connection.fetch(
        """
        select programme_id, store_id, min(given_on) as given_on from staff_notice
         where organisation_id = $1 and (store_id is null or store_id = any($2::uuid[]))
         group by programme_id, store_id
        """,
        organisation_id,
        list(store_ids),
    )
    scenarios = await connection.fetch(
        "select scenario_id, scenario_key, programme_id from scenario where organisation_id = $1", organisation_id
    )
    told = {(row["programme_id"], row["store_id"]): row["given_on"] for row in notices}
    return Calendar(
        stores={row["store_id"]: KnownStore(*row.values()) for row in stores},
        programmes={
            row["programme_id"]: KnownProgramme(
                row["programme_id"],
                row["programme_key"],
                frozenset(row["rubric_keys"]),
                row["rotation_days"],
                told.get((row["programme_id"], None)),
                {store: day for (programme, store), day in told.items() if programme == row["programme_id"] and store},
            )
            for row in programmes
        },
        scenarios={row["scenario_id"]: KnownScenario(*row.values()) for row in scenarios},
        evaluators={one.evaluator_id: one for one in await evaluators(connection, organisation_id, today)},
    )


async def taken(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], since: date, today: date
) -> dict[tuple[UUID, UUID], list[Taken]]:
    """Visits at these stores, and assignments that are still to be done, as far back as a rotation reaches.

    An attempt before closed doors showed nobody's face; one that was recognised did.
    """
    rows = await connection.fetch(
        """
        select store_id, evaluator_id, visited_on as from_on, visited_on as to_on, null::uuid as assignment_id
          from visit
         where organisation_id = $1 and store_id = any($2::uuid[]) and visited_on >= $3
           and (not_possible is null or not_possible = 'recognised')
        union all
        select store_id, evaluator_id, from_on, to_on, assignment_id from assignment
         where organisation_id = $1 and store_id = any($2::uuid[]) and to_on >= $3 and state = any($4::text[])
           and (state = 'started' or to_on >= $5)
        """,
        organisation_id,
        list(store_ids),
        since - LONGEST_ROTATION,
        LIVE_STATES,
        today,
    )
    found: dict[tuple[UUID, UUID], list[Taken]] = {}
    for row in rows:
        span = Span(row["from_on"], row["to_on"])
        found.setdefault((row["store_id"], row["evaluator_id"]), []).append(Taken(span, row["assignment_id"]))
    return found


async def stored(
    connection: Connection, organisation_id: UUID, store_ids: Collection[UUID], from_on: date, to_on: date
) -> list[Stored]:
    """Assignments at these stores whose window begins between the days, oldest first."""
    rows = await connection.fetch(
        """
        select assignment_id, store_id, programme_id, rubric_key, scenario_id, evaluator_id, assignment.from_on,
               assignment.to_on, wave.wave_key, state
          from assignment left join wave using (organisation_id, wave_id)
         where organisation_id = $1 and store_id = any($2::uuid[]) and assignment.from_on between $3 and $4
         order by created_at, assignment_id
        """,
        organisation_id,
        list(store_ids),
        from_on,
        to_on,
    )
    return [Stored(*row.values())._replace(state=AssignmentState(row["state"])) for row in rows]


async def insert(
    connection: Connection, organisation_id: UUID, made: Sequence[tuple[UUID, Wanted]], at: datetime
) -> int:
    """How many were new: one that lives already under the same store, programme, evaluator and first day is left."""
    await _hold_waves(connection, organisation_id, [wanted for _, wanted in made])
    inserted: int = await connection.fetchval(
        """
        with taken_up as (
            insert into assignment (organisation_id, assignment_id, store_id, programme_id, rubric_key, scenario_id,
                                    evaluator_id, from_on, to_on, wave_id, state, created_at, changed_at)
            select $1, n.assignment_id, n.store_id, n.programme_id, n.rubric_key, n.scenario_id, n.evaluator_id,
                   n.from_on, n.to_on, wave.wave_id, 'open', $2, $2
              from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::date[],
                          $10::date[], $11::text[])
                   as n (assignment_id, store_id, programme_id, rubric_key, scenario_id, evaluator_id, from_on, to_on,
                         wave_key)
              left join wave on wave.organisation_id = $1 and wave.wave_key = n.wave_key
            on conflict do nothing
            returning 1
        )
        select count(*) from taken_up
        """,
        organisation_id,
        at,
        *_columns(made),
    )
    return inserted


async def change(
    connection: Connection, organisation_id: UUID, changed: Sequence[tuple[UUID, Wanted]], at: datetime
) -> None:
    """Rubric, scenario, last day and wave; store, programme, evaluator and first day are what an assignment is."""
    await _hold_waves(connection, organisation_id, [wanted for _, wanted in changed])
    await connection.execute(
        """
        update assignment
           set rubric_key = n.rubric_key, scenario_id = n.scenario_id, to_on = n.to_on, wave_id = wave.wave_id,
               changed_at = $2
          from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::date[], $10::date[],
                      $11::text[])
               as n (assignment_id, store_id, programme_id, rubric_key, scenario_id, evaluator_id, from_on, to_on,
                     wave_key)
          left join wave on wave.organisation_id = $1 and wave.wave_key = n.wave_key
         where assignment.organisation_id = $1 and assignment.assignment_id = n.assignment_id
        """,
        organisation_id,
        at,
        *_columns(changed),
    )


def _columns(made: Sequence[tuple[UUID, Wanted]]) -> list[list[Any]]:
    wanted = [one for _, one in made]
    return [
        [assignment_id for assignment_id, _ in made],
        [one.store_id for one in wanted],
        [one.programme_id for one in wanted],
        [one.rubric_key for one in wanted],
        [one.scenario_id for one in wanted],
        [one.evaluator_id for one in wanted],
        [one.from_on for one in wanted],
        [one.to_on for one in wanted],
        [one.wave_key for one in wanted],
    ]


async def _hold_waves(connection: Connection, organisation_id: UUID, wanted: Sequence[Wanted]) -> None:
    """Each round that is named is there afterwards, and reaches over the windows that are put into it."""
    named = [one for one in wanted if one.wave_key is not None]
    if not named:
        return
    await connection.execute(
        """
        insert into wave (organisation_id, wave_id, wave_key, from_on, to_on)
        select $1, gen_random_uuid(), wave_key, min(from_on), max(to_on)
          from unnest($2::text[], $3::date[], $4::date[]) as n (wave_key, from_on, to_on) group by wave_key
        on conflict (organisation_id, wave_key) do update
           set from_on = least(wave.from_on, excluded.from_on), to_on = greatest(wave.to_on, excluded.to_on)
        """,
        organisation_id,
        [one.wave_key for one in named],
        [one.from_on for one in named],
        [one.to_on for one in named],
    )
