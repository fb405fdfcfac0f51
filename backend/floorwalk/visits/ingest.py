"""Storing a visit: one statement for visit, evaluations, facts, delta and audit row; nothing is decided here.

Taking (a new visit), replacing (a new revision) and recounting (publication, void) share the same parts.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate, chain
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.scoring import SCORING_VERSION
from floorwalk.scoring.indifference import INDIFFERENCE_RULE_VERSION
from floorwalk.visits.facts import CRITERION
from floorwalk.visits.lifecycle import State
from floorwalk.visits.model import FactEntry, TakenEvaluation, TakenVisit

FIGURES = (
    "w", "t", "interactions", "exceeded", "met", "below", "weight_scored", "weight_applicable", "critical_failed",
    "below_meets", "stars", "indifferent",
)  # fmt: skip

# Parts. $1 to $17 are the same in all statements: organisation, visit, store, evaluator, day of the visit, account,
# act, present instant, delta id, audit id, audit detail, number of fact rows; then signs and the columns of the
# entries: first those with a row of their own, then the criteria, then whatever is taken back.
FACTS = f"""
facts as (
    insert into visit_fact (organisation_id, visit_id, scope_kind, scope_ref, comparability_key, store_id,
                            evaluator_id, visited_on, {", ".join(FIGURES)})
    select $1, $2, ($14::text[])[i], ($15::text[])[i], ($16::text[])[i], $3, $4, $5,
           {", ".join(f"($17::integer[])[i][{place}]" for place in range(1, len(FIGURES) + 1))}
      from taken, generate_series(1, $12::integer) as i
), delta as (
    insert into sum_delta (organisation_id, delta_id, visit_id, store_id, visited_on, signs, scope_kinds, scope_refs,
                           comparability_keys, figures)
    select $1, $9, $2, $3, $5, $13::smallint[], $14::text[], $15::text[], $16::text[], $17::integer[]
      from taken where cardinality($13::smallint[]) > 0
), audit as (
    insert into audit_log (organisation_id, audit_id, happened_at, account_id, act, object_kind, object_id, detail)
    select $1, $10, $8, $6, $7, 'visit', $2::text, $11::jsonb from taken
)
select visit_id from taken
"""
# One array for each column of the evaluations; what is packed stands end to end, and `first` and `last` cut it out.
EVALUATIONS = """
evaluations as (
    insert into evaluation (organisation_id, visit_id, evaluation_id, interaction_id, position, rubric_version_id,
        comparability_key, scoring_version, staff_kind, staff_member_id, staff_role_title, touchpoint_key, weight,
        state, started_at, submitted_at, published_at, rating_states, answers, scores_bp, outcomes, bases,
        rated_after_ms, comments, text_answers, stars, indifferent_ticked, indifferent_by_markers,
        indifference_rule_version, raw_bp, critical_failed, final_bp, exceeded, met, below, weight_scored,
        weight_applicable, comment, edited_keys, evidence)
    select $1, $2, evaluation_id, interaction_id, position, rubric_version_id, comparability_key, $18, staff_kind,
        staff_member_id, staff_role_title, touchpoint_key, weight, $19, started_at, submitted_at, $20,
        ($21::smallint[])[first:last], ($22::bigint[])[first:last], ($23::smallint[])[first:last],
        ($24::smallint[])[first:last], ($25::smallint[])[first:last], ($26::integer[])[first:last],
        comments::jsonb, text_answers::jsonb, stars::jsonb, indifferent_ticked, indifferent_by_markers, $27, raw_bp,
        critical_failed, final_bp, exceeded, met, below, weight_scored, weight_applicable, comment,
        edited_keys::jsonb, evidence::jsonb
      from taken, unnest($28::uuid[], $29::uuid[], $30::integer[], $31::uuid[], $32::text[], $33::text[], $34::uuid[],
        $35::text[], $36::text[], $37::integer[], $38::timestamptz[], $39::timestamptz[], $40::text[], $41::text[],
        $42::text[], $43::boolean[], $44::boolean[], $45::integer[], $46::boolean[], $47::integer[], $48::integer[],
        $49::integer[], $50::integer[], $51::integer[], $52::integer[], $53::text[], $54::integer[], $55::integer[],
        $56::text[], $57::text[])
      as given (evaluation_id, interaction_id, position, rubric_version_id, comparability_key, staff_kind,
        staff_member_id, staff_role_title, touchpoint_key, weight, started_at, submitted_at, comments, text_answers,
        stars, indifferent_ticked, indifferent_by_markers, raw_bp, critical_failed, final_bp, exceeded, met, below,
        weight_scored, weight_applicable, comment, first, last, edited_keys, evidence)
), announced as (
    -- What a former revision announced stays as it is; an id of another visit breaks the key, and nothing is stored.
    insert into evidence (organisation_id, visit_id, evaluator_id, visited_on, state, evidence_id, sha256, size_bytes)
    select $1, $2, $4, $5, 'announced', given.*
      from taken, unnest($58::uuid[], $59::text[], $60::integer[]) as given (evidence_id, sha256, size_bytes)
     where not exists (select from evidence known where known.organisation_id = $1 and known.visit_id = $2
                          and known.evidence_id = given.evidence_id)
),
"""
VISIT_COLUMNS = (
    "visit_code", "programme_id", "assignment_id", "mode", "origin", "revision", "content_hash", "receipt_id",
    "started_at", "started_offset_minutes", "ended_at", "clock_skew_ms", "clock_is_odd", "marks", "not_possible",
    "comment", "raw_bp",
)  # fmt: skip
FIRST_VISIT_PARAMETER = 61
_places = range(FIRST_VISIT_PARAMETER, FIRST_VISIT_PARAMETER + len(VISIT_COLUMNS))

# In: a visit that nothing is stored of. Out: its id, or no row if its id or code is taken: then nothing is stored.
TAKE = f"""
with taken as (
    insert into visit (organisation_id, visit_id, store_id, evaluator_id, visited_on, received_at,
                       {", ".join(VISIT_COLUMNS)})
    values ($1, $2, $3, $4, $5, $8, {", ".join(f"${place}" for place in _places)})
    on conflict do nothing
    returning visit_id
), {EVALUATIONS} {FACTS}
"""
# In: a later revision of a visit whose row is locked and whose former facts and unpublished evaluations are gone.
REPLACE = f"""
with taken as (
    update visit set store_id = $3, visited_on = $5, received_at = $8,
        {", ".join(f"{name} = ${place}" for name, place in zip(VISIT_COLUMNS, _places, strict=True))}
     where organisation_id = $1 and visit_id = $2 and evaluator_id = $4
    returning visit_id
), {EVALUATIONS} {FACTS}
"""
# In: a visit whose former facts are gone and whose evaluations have got their new states.
RECOUNT = f"""
with taken as (
    update visit set raw_bp = $18 where organisation_id = $1 and visit_id = $2 returning visit_id
), {FACTS}
"""
# Keeps what a revision said, with its receipt, and takes away what the next one replaces.
SUPERSEDE = """
with earlier as (
    insert into superseded_revision (organisation_id, visit_id, revision, content_hash, receipt_id, received_at, said)
    select visit.organisation_id, visit.visit_id, visit.revision, visit.content_hash, visit.receipt_id,
           visit.received_at,
           jsonb_build_object('visit', to_jsonb(visit), 'evaluations', coalesce((
               select jsonb_agg(to_jsonb(evaluation) order by evaluation.position) from evaluation
                where evaluation.organisation_id = $1 and evaluation.visit_id = $2), '[]'::jsonb))
      from visit where visit.organisation_id = $1 and visit.visit_id = $2
), gone as (
    delete from evaluation where organisation_id = $1 and visit_id = $2 and evaluation_id = any($3::uuid[])
), overtaken as (
    -- What was corrected in them was not in what the evaluator says now.
    update correction set overtaken_at = $5
     where organisation_id = $1 and visit_id = $2 and evaluation_id = any($3::uuid[]) and overtaken_at is null
), no_longer_named as (
    delete from evidence
     where organisation_id = $1 and visit_id = $2 and state = 'announced' and not evidence_id = any($4::uuid[])
)
delete from visit_fact where organisation_id = $1 and visit_id = $2
"""


class Event(NamedTuple):
    """What happens to a visit's figures: whose visit, who does it, what comes in and what is taken back."""

    organisation_id: UUID
    visit_id: UUID
    store_id: UUID
    evaluator_id: UUID
    visited_on: date
    account_id: UUID | None
    act: str
    happened_at: datetime
    audit_detail: dict[str, Any]
    gained: Sequence[FactEntry]
    lost: Sequence[FactEntry] = ()


async def take(
    connection: Connection,
    event: Event,
    visit: TakenVisit,
    state: State,
    receipt_id: UUID,
    raw_bp: int | None,
) -> bool:
    """Stores a new visit with all that belongs to it; False, and nothing stored, if its id or code is taken."""
    parameters = _fact_parameters(event) + _evaluation_parameters(visit.evaluations, state, event.happened_at)
    taken = await connection.fetchval(TAKE, *parameters, *_visit_parameters(visit, receipt_id, raw_bp))
    return taken is not None


async def replace(
    connection: Connection,
    event: Event,
    visit: TakenVisit,
    added: Sequence[TakenEvaluation],
    removed: Sequence[UUID],
    state: State,
    receipt_id: UUID,
    raw_bp: int | None,
) -> None:
    """Makes a later revision the visit; `added` are its evaluations that are not stored, `removed` are replaced."""
    named = [one["evidence_id"] for evaluation in visit.evaluations for one in evaluation.evidence]
    await connection.execute(SUPERSEDE, event.organisation_id, event.visit_id, list(removed), named, event.happened_at)
    parameters = _fact_parameters(event) + _evaluation_parameters(added, state, event.happened_at)
    await connection.fetchval(REPLACE, *parameters, *_visit_parameters(visit, receipt_id, raw_bp))


async def recount(connection: Connection, event: Event, raw_bp: int | None) -> None:
    """The visit's facts anew, the difference as a delta."""
    await connection.execute(
        "delete from visit_fact where organisation_id = $1 and visit_id = $2", event.organisation_id, event.visit_id
    )
    await connection.fetchval(RECOUNT, *_fact_parameters(event), raw_bp)


def _fact_parameters(event: Event) -> list[Any]:
    entries = [*event.gained, *event.lost]
    return [
        event.organisation_id,
        event.visit_id,
        event.store_id,
        event.evaluator_id,
        event.visited_on,
        event.account_id,
        event.act,
        event.happened_at,
        new_id(),
        new_id(),
        event.audit_detail,
        sum(1 for entry in event.gained if entry.scope_kind != CRITERION),
        [1] * len(event.gained) + [-1] * len(event.lost),
        [entry.scope_kind for entry in entries],
        [entry.scope_ref for entry in entries],
        [entry.comparability_key for entry in entries],
        [list(entry.figures) for entry in entries],  # asyncpg takes a tuple for one value,
    ]


def _visit_parameters(visit: TakenVisit, receipt_id: UUID, raw_bp: int | None) -> list[Any]:
    return [
        visit.visit_code,
        visit.programme_id,
        visit.assignment_id,
        visit.mode,
        visit.origin,
        visit.revision,
        visit.content_hash,
        receipt_id,
        visit.started_at,
        visit.started_offset_minutes,
        visit.ended_at,
        visit.clock_skew_ms,
        visit.clock_is_odd,
        visit.marks,
        visit.not_possible,
        visit.comment,
        raw_bp,
    ]


def _evaluation_parameters(evaluations: Sequence[TakenEvaluation], state: State, happened_at: datetime) -> list[Any]:
    packed = [evaluation.packed for evaluation in evaluations]
    scores = [evaluation.score for evaluation in evaluations]
    sizes = [len(ratings.rating_states) for ratings in packed]
    lasts = list(accumulate(sizes))
    announced = [one for evaluation in evaluations for one in evaluation.evidence]
    return [
        SCORING_VERSION,
        state.value,
        happened_at if state is State.PUBLISHED else None,
        *(list(chain.from_iterable(ratings[place] for ratings in packed)) for place in range(6)),
        INDIFFERENCE_RULE_VERSION,
        [evaluation.evaluation_id for evaluation in evaluations],
        [evaluation.interaction_id for evaluation in evaluations],
        [evaluation.position for evaluation in evaluations],
        [evaluation.version.rubric_version_id for evaluation in evaluations],
        [evaluation.version.comparability_key for evaluation in evaluations],
        [evaluation.staff_kind for evaluation in evaluations],
        [evaluation.staff_member_id for evaluation in evaluations],
        [evaluation.staff_role_title for evaluation in evaluations],
        [evaluation.touchpoint_key for evaluation in evaluations],
        [evaluation.weight for evaluation in evaluations],
        [evaluation.started_at for evaluation in evaluations],
        [evaluation.submitted_at for evaluation in evaluations],
        [json_text(ratings.comments) for ratings in packed],
        [json_text(ratings.text_answers) for ratings in packed],
        [json_text(evaluation.stars) for evaluation in evaluations],
        [evaluation.indifferent_ticked for evaluation in evaluations],
        [score.indifferent_by_markers for score in scores],
        [score.raw_bp for score in scores],
        [score.critical_failed for score in scores],
        [score.final_bp for score in scores],
        [score.exceeded for score in scores],
        [score.met for score in scores],
        [score.below for score in scores],
        [score.weight_scored for score in scores],
        [score.weight_applicable for score in scores],
        [evaluation.comment for evaluation in evaluations],
        [last - size + 1 for last, size in zip(lasts, sizes, strict=True)],
        lasts,
        [json_text(ratings.edited_keys) for ratings in packed],
        [json_text(evaluation.evidence) for evaluation in evaluations],
        [one["evidence_id"] for one in announced],
        [one["sha256"] for one in announced],
        [one["size_bytes"] for one in announced],
    ]


def json_text(value: Any) -> str:
    """JSON as text: asyncpg takes a list inside an array for another dimension of it."""
    return msgspec.json.encode(value).decode()
