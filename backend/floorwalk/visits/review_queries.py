"""The statements of the second look: the queue, what risk is told from, take-ups, returns and their answers."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.ingest import json_text

# In: organisation, reviewed stores, own evaluator, visits at most, first visits, one visit or null. Out: what waits,
# the longest first, with who reads each visit and its last return. `ix_evaluation_waiting` keeps this to what waits.
QUEUE = """
select visit.visit_id, visit.store_id, store.store_code, store.name, visit.mode, visit.visited_on, visit.received_at,
       visit.revision, visit.evaluator_id, evaluator.evaluator_code, account.display_name as evaluator_name,
       waiting.states, waiting.evaluation_count, review.account_id as reviewer_id, review.taken_up_at,
       reviewer.display_name as reviewer_name, last.return_id, last.returned_at, last.fetched_at,
       last.answer_within_hours, last.answered_at,
       (select count(*) from (select from visit earlier
                               where earlier.organisation_id = $1 and earlier.evaluator_id = visit.evaluator_id
                                 and earlier.started_at < visit.started_at limit $5) few)::integer as earlier_visits
  from (select visit_id, array_agg(distinct state) as states, count(*)::integer as evaluation_count
          from evaluation
         where organisation_id = $1 and state in ('submitted', 'in_review', 'returned')
         group by visit_id) waiting
  join visit on visit.organisation_id = $1 and visit.visit_id = waiting.visit_id
  join store on store.organisation_id = $1 and store.store_id = visit.store_id
  join evaluator on evaluator.organisation_id = $1 and evaluator.evaluator_id = visit.evaluator_id
  left join account on account.organisation_id = $1 and account.account_id = evaluator.account_id
  left join review on review.organisation_id = $1 and review.visit_id = visit.visit_id
  left join account reviewer on reviewer.organisation_id = $1 and reviewer.account_id = review.account_id
  left join lateral (
       select return_id, returned_at, fetched_at, answer_within_hours, answered_at from visit_return
        where visit_return.organisation_id = $1 and visit_return.visit_id = visit.visit_id
        order by returned_at desc limit 1) last on true
 where visit.store_id = any($2::uuid[]) and visit.evaluator_id is distinct from $3::uuid and visit.voided_at is null
   and ($6::uuid is null or visit.visit_id = $6)
 order by visit.received_at, visit.visit_id
 limit $4
"""
# In: organisation, visits. Out: what risk reads of each waiting evaluation.
FORMS = """
select visit_id, rubric_version_id, rating_states, answers, rated_after_ms, critical_failed
  from evaluation
 where organisation_id = $1 and visit_id = any($2::uuid[]) and state in ('submitted', 'in_review', 'returned')
"""
# In: organisation, visits, their evaluators, first day looked at, shortest text. Out: for each of these visits that
# holds words which another visit of its evaluator holds too, that other visit: the earliest.
COPIED_TEXTS = """
with said as (
    select visit.evaluator_id, visit.visit_id, visit.visited_on, md5(lower(btrim(words))) as words_hash
      from visit
      join evaluation on evaluation.organisation_id = $1 and evaluation.visit_id = visit.visit_id
      cross join lateral (
           select value from jsonb_each_text(evaluation.comments)
           union all select value from jsonb_each_text(evaluation.text_answers)
           union all select evaluation.comment) as text (words)
     where visit.organisation_id = $1 and visit.evaluator_id = any($3::uuid[]) and visit.visited_on >= $4
       and length(words) >= $5
), twice as (
    select evaluator_id, words_hash from said group by 1, 2 having count(distinct visit_id) > 1
)
select distinct on (one.visit_id) one.visit_id, other.visit_id as other_visit_id, other.visited_on
  from said one join twice using (evaluator_id, words_hash) join said other using (evaluator_id, words_hash)
 where one.visit_id = any($2::uuid[]) and other.visit_id <> one.visit_id
 order by one.visit_id, other.visited_on, other.visit_id
"""
# The same for photos, by the hash of the bytes that the phone had.
COPIED_PHOTOS = """
select distinct on (one.visit_id) one.visit_id, other.visit_id as other_visit_id, other.visited_on
  from evidence one
  join evidence other on other.organisation_id = $1 and other.evaluator_id = one.evaluator_id
                     and other.sha256 = one.sha256 and other.visit_id <> one.visit_id
 where one.organisation_id = $1 and one.visit_id = any($2::uuid[]) and other.visited_on >= $3
 order by one.visit_id, other.visited_on, other.visit_id
"""
# In: organisation, visit. Out: everything that an entity tag of the visit under review is made of.
TAGGED = """
select visit.revision, visit.content_hash, visit.voided_at, review.account_id as reviewer_id, review.taken_up_at,
       array(select row(evaluation_id, state) from evaluation
              where evaluation.organisation_id = $1 and evaluation.visit_id = $2 order by position) as states,
       (select max(correction_id::text) from correction
         where correction.organisation_id = $1 and correction.visit_id = $2) as last_correction,
       (select max(coalesce(answered_at, returned_at)) from visit_return
         where visit_return.organisation_id = $1 and visit_return.visit_id = $2) as last_return
  from visit
  left join review on review.organisation_id = $1 and review.visit_id = visit.visit_id
 where visit.organisation_id = $1 and visit.visit_id = $2
"""
RETURN_COLUMNS = """
    return_id, visit_id, revision, returned_at, answer_within_hours, fetched_at, questions, answers, answered_at
"""


async def queue(
    connection: Connection,
    organisation_id: UUID,
    store_ids: Collection[UUID],
    own_evaluator_id: UUID | None,
    limit: int,
    first_visits: int,
    visit_id: UUID | None,
) -> list[Any]:
    rows: list[Any] = await connection.fetch(
        QUEUE, organisation_id, list(store_ids), own_evaluator_id, limit, first_visits, visit_id
    )
    return rows


async def forms(connection: Connection, organisation_id: UUID, visit_ids: Collection[UUID]) -> list[Any]:
    rows: list[Any] = await connection.fetch(FORMS, organisation_id, list(visit_ids))
    return rows


async def copied_texts(
    connection: Connection,
    organisation_id: UUID,
    visit_ids: Collection[UUID],
    evaluator_ids: Collection[UUID],
    since: date,
    shortest: int,
) -> list[Any]:
    rows: list[Any] = await connection.fetch(
        COPIED_TEXTS, organisation_id, list(visit_ids), list(evaluator_ids), since, shortest
    )
    return rows


async def copied_photos(
    connection: Connection, organisation_id: UUID, visit_ids: Collection[UUID], since: date
) -> list[Any]:
    rows: list[Any] = await connection.fetch(COPIED_PHOTOS, organisation_id, list(visit_ids), since)
    return rows


async def tagged(connection: Connection, organisation_id: UUID, visit_id: UUID) -> Any:
    return await connection.fetchrow(TAGGED, organisation_id, visit_id)


async def take_up(
    connection: Connection, organisation_id: UUID, visit_id: UUID, account_id: UUID, at: datetime
) -> None:
    await connection.execute(
        """
        insert into review (organisation_id, visit_id, account_id, taken_up_at) values ($1, $2, $3, $4)
        on conflict (organisation_id, visit_id) do update
           set account_id = excluded.account_id, taken_up_at = excluded.taken_up_at
        """,
        organisation_id,
        visit_id,
        account_id,
        at,
    )


async def add_return(
    connection: Connection,
    organisation_id: UUID,
    return_id: UUID,
    visit: Any,
    account_id: UUID,
    at: datetime,
    answer_within_hours: int,
    questions: list[dict[str, Any]],
) -> None:
    await connection.execute(
        """
        insert into visit_return (organisation_id, return_id, visit_id, evaluator_id, account_id, revision,
                                  returned_at, answer_within_hours, questions)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        organisation_id,
        return_id,
        visit["visit_id"],
        visit["evaluator_id"],
        account_id,
        visit["revision"],
        at,
        answer_within_hours,
        questions,
    )


async def returns_of(connection: Connection, organisation_id: UUID, visit_id: UUID) -> list[Any]:
    """Every return of the visit, oldest first."""
    rows: list[Any] = await connection.fetch(
        f"select {RETURN_COLUMNS} from visit_return where organisation_id = $1 and visit_id = $2"
        " order by returned_at, return_id",
        organisation_id,
        visit_id,
    )
    return rows


async def open_returns(connection: Connection, organisation_id: UUID, evaluator_id: UUID) -> list[Any]:
    """What this evaluator has to answer: returns without an answer, of visits that are still returned."""
    rows: list[Any] = await connection.fetch(
        f"""
        select {RETURN_COLUMNS} from visit_return
         where organisation_id = $1 and evaluator_id = $2 and answered_at is null and exists (
               select from evaluation where evaluation.organisation_id = $1
                  and evaluation.visit_id = visit_return.visit_id and evaluation.state = 'returned')
         order by returned_at, return_id
        """,
        organisation_id,
        evaluator_id,
    )
    return rows


async def mark_fetched(connection: Connection, organisation_id: UUID, evaluator_id: UUID, at: datetime) -> list[Any]:
    """The evaluator's returns that no phone had before: the first time counts. Their ids, with their visits."""
    rows: list[Any] = await connection.fetch(
        """
        update visit_return set fetched_at = $3
         where organisation_id = $1 and evaluator_id = $2 and answered_at is null and fetched_at is null
        returning return_id, visit_id
        """,
        organisation_id,
        evaluator_id,
        at,
    )
    return rows


async def answered(
    connection: Connection,
    organisation_id: UUID,
    visit_id: UUID,
    words: Mapping[UUID, list[dict[str, Any]]],
    at: datetime,
) -> None:
    """A new revision answers whatever its visit was returned for; `words` by return, as this revision has them."""
    await connection.execute(
        """
        update visit_return
           set answered_at = coalesce(visit_return.answered_at, $3),
               answers = coalesce(said.words::jsonb, visit_return.answers)
          from visit_return one
          left join unnest($4::uuid[], $5::text[]) as said (return_id, words) using (return_id)
         where visit_return.organisation_id = $1 and visit_return.visit_id = $2
           and one.organisation_id = $1 and one.return_id = visit_return.return_id
           and (visit_return.answered_at is null or said.words is not null)
        """,
        organisation_id,
        visit_id,
        at,
        list(words),
        [json_text(one) for one in words.values()],
    )


async def corrected_lately(
    connection: Connection, organisation_id: UUID, evaluator_id: UUID, since: datetime
) -> list[Any]:
    """The evaluator's visits with a correction since then, the newest correction first."""
    rows: list[Any] = await connection.fetch(
        """
        select visit.visit_id, visit.store_id, visit.visited_on, count(*)::integer as correction_count,
               max(correction.corrected_at) as corrected_at
          from visit
          join correction on correction.organisation_id = $1 and correction.visit_id = visit.visit_id
         where visit.organisation_id = $1 and visit.evaluator_id = $2 and correction.corrected_at >= $3
         group by visit.visit_id, visit.store_id, visit.visited_on
         order by max(correction.corrected_at) desc, visit.visit_id
        """,
        organisation_id,
        evaluator_id,
        since,
    )
    return rows
