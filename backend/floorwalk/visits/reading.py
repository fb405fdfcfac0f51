"""Visits as they are read: which of them this viewer may see, and how much of each.

Managers see what is published, and the attempts: those have nothing to publish. Reviewers see everything at their
stores, evaluators everything of their own. What a viewer may not see is as if it did not exist.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb, verbs_of
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import stores_visible_to


@dataclass(frozen=True, slots=True)
class Sight:
    """What of the organisation's visits one viewer may see."""

    reviewed_stores: list[UUID]  # everything there
    read_stores: list[UUID]  # what is published there, and attempts
    evaluator_id: UUID | None  # everything of one's own
    sees_people: bool


async def sight_of(connection: Connection, viewer: Viewer) -> Sight:
    """From the viewer's grants, by today's areas."""
    verbs = verbs_of(viewer)
    reviewed = await stores_visible_to(connection, viewer, Verb.VISIT_VOID) if Verb.VISIT_VOID in verbs else ()
    read = await stores_visible_to(connection, viewer, Verb.VISIT_READ) if Verb.VISIT_READ in verbs else ()
    return Sight(
        list(reviewed),
        list(read),
        viewer.evaluator_id if Verb.VISIT_SUBMIT in verbs else None,
        Verb.COMPARISON_READ_PEOPLE in verbs,
    )


# In: organisation $1, reviewed stores $2, read stores $3, own evaluator $4. True for a visit that may be seen.
MAY_SEE = """
(visit.store_id = any($2::uuid[]) or visit.evaluator_id = $4::uuid
 or (visit.store_id = any($3::uuid[]) and visit.voided_at is null and (visit.not_possible is not null or exists (
     select from evaluation published where published.organisation_id = $1 and published.visit_id = visit.visit_id
        and published.state = 'published'))))
"""
# True for a visit of which everything may be seen, and not only what is published.
SEES_ALL = "(visit.store_id = any($2::uuid[]) or visit.evaluator_id is not distinct from $4::uuid)"


async def page_of_visits(
    connection: Connection,
    organisation_id: UUID,
    sight: Sight,
    store_id: UUID | None,
    from_on: date | None,
    to_on: date | None,
    only_attempts: bool,
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[Any]:
    """Newest day first, then by id; `after` is the last one of the page before."""
    rows: list[Any] = await connection.fetch(
        f"""
        select visit.visit_id, visit.store_id, store.store_code, store.name, visit.programme_id, visit.mode,
               visit.visited_on, visit.raw_bp, visit.not_possible, visit.voided_at, counted.*
          from visit
          join store on store.organisation_id = $1 and store.store_id = visit.store_id
          cross join lateral (
               select count(*)::integer as interaction_count,
                      count(*) filter (where state in ('submitted', 'in_review'))::integer as waiting_count,
                      coalesce(bool_or(critical_failed), false) as critical_failed
                 from evaluation
                where evaluation.organisation_id = $1 and evaluation.visit_id = visit.visit_id
                  and (state = 'published' or {SEES_ALL})) counted
         where visit.organisation_id = $1 and {MAY_SEE}
           and ($5::uuid is null or visit.store_id = $5)
           and ($6::date is null or visit.visited_on >= $6) and ($7::date is null or visit.visited_on <= $7)
           and ($8::date is null or (visit.visited_on, visit.visit_id) < ($8, $9::uuid))
           and (not $11::boolean or visit.not_possible is not null)
         order by visit.visited_on desc, visit.visit_id desc
         limit $10
        """,
        organisation_id,
        sight.reviewed_stores,
        sight.read_stores,
        sight.evaluator_id,
        store_id,
        from_on,
        to_on,
        *(after or (None, None)),
        limit,
        only_attempts,
    )
    return rows


async def visit_seen(connection: Connection, organisation_id: UUID, sight: Sight, visit_id: UUID) -> Any:
    """The visit's row with its store and evaluator. Raises NotFound."""
    row = await connection.fetchrow(
        f"""
        select visit.visit_id, visit.store_id, store.store_code, store.name, visit.programme_id, visit.mode,
               visit.origin, visit.revision, visit.visited_on, visit.started_at, visit.ended_at, visit.received_at,
               visit.clock_is_odd, visit.raw_bp, visit.not_possible, visit.voided_at, visit.void_reason, visit.marks,
               visit.comment,
               evaluator.evaluator_id, evaluator.evaluator_code, account.display_name as evaluator_name,
               {SEES_ALL} as sees_all
          from visit
          join store on store.organisation_id = $1 and store.store_id = visit.store_id
          join evaluator on evaluator.organisation_id = $1 and evaluator.evaluator_id = visit.evaluator_id
          left join account on account.organisation_id = $1 and account.account_id = evaluator.account_id
         where visit.organisation_id = $1 and visit.visit_id = $5 and {MAY_SEE}
        """,
        organisation_id,
        sight.reviewed_stores,
        sight.read_stores,
        sight.evaluator_id,
        visit_id,
    )
    if row is None:
        raise NotFound
    return row


async def evaluations_seen(
    connection: Connection, organisation_id: UUID, visit_id: UUID, states: Collection[str] | None
) -> list[Any]:
    """The visit's evaluations in these states (None: in all), with their ratings still packed."""
    rows: list[Any] = await connection.fetch(
        """
        select evaluation.evaluation_id, interaction_id, rubric_version_id, state, staff_kind, staff_role_title,
               evaluation.staff_member_id, person.display_name, touchpoint_key, weight, started_at, submitted_at,
               published_at, rating_states, answers, scores_bp, outcomes, bases, comments, text_answers, stars,
               evaluation.evidence, edited_keys, indifferent_ticked, indifferent_by_markers, raw_bp, final_bp,
               critical_failed, exceeded, met, below, weight_scored, weight_applicable, comment, original,
               is_disputed
          from evaluation
          left join staff_member person
                 on person.organisation_id = $1 and person.staff_member_id = evaluation.staff_member_id
         where evaluation.organisation_id = $1 and evaluation.visit_id = $2
           and ($3::text[] is null or state = any($3))
         order by position
        """,
        organisation_id,
        visit_id,
        states,
    )
    return rows


async def store_of_visit(connection: Connection, organisation_id: UUID, visit_id: UUID) -> UUID:
    """Raises NotFound."""
    found: UUID | None = await connection.fetchval(
        "select store_id from visit where organisation_id = $1 and visit_id = $2", organisation_id, visit_id
    )
    if found is None:
        raise NotFound
    return found
