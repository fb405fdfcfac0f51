"""The statements of corrections: the original kept aside once, what counts instead, and the record of each change."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.correcting import CorrectedEvaluation
from floorwalk.visits.ingest import json_text


class CorrectionRecord(NamedTuple):
    """One row of `correction`; whose, when and why are the same for all that one act makes."""

    correction_id: UUID
    kind: str
    criterion_key: str | None
    before: dict[str, Any]
    after: dict[str, Any]


async def visit_of_evaluation(connection: Connection, organisation_id: UUID, evaluation_id: UUID) -> UUID | None:
    found: UUID | None = await connection.fetchval(
        "select visit_id from evaluation where organisation_id = $1 and evaluation_id = $2",
        organisation_id,
        evaluation_id,
    )
    return found


async def write_ratings(
    connection: Connection,
    organisation_id: UUID,
    evaluation_id: UUID,
    original: dict[str, Any],
    corrected: CorrectedEvaluation,
) -> None:
    """`original` is kept only if there is none yet."""
    score = corrected.score
    await connection.execute(
        """
        update evaluation
           set original = coalesce(original, $3), rating_states = $4, answers = $5, scores_bp = $6, outcomes = $7,
               indifferent_by_markers = $8, raw_bp = $9, critical_failed = $10, final_bp = $11, exceeded = $12,
               met = $13, below = $14, weight_scored = $15, weight_applicable = $16
         where organisation_id = $1 and evaluation_id = $2
        """,
        organisation_id,
        evaluation_id,
        original,
        corrected.rating_states,
        corrected.answers,
        corrected.scores_bp,
        corrected.outcomes,
        score.indifferent_by_markers,
        score.raw_bp,
        score.critical_failed,
        score.final_bp,
        score.exceeded,
        score.met,
        score.below,
        score.weight_scored,
        score.weight_applicable,
    )


async def write_no_staff_link(
    connection: Connection, organisation_id: UUID, evaluation_id: UUID, original: dict[str, Any]
) -> None:
    await connection.execute(
        """
        update evaluation set original = coalesce(original, $3), staff_kind = 'unknown', staff_member_id = null
         where organisation_id = $1 and evaluation_id = $2
        """,
        organisation_id,
        evaluation_id,
        original,
    )


async def add_records(
    connection: Connection,
    organisation_id: UUID,
    visit_id: UUID,
    evaluation_id: UUID,
    revision: int,
    records: Sequence[CorrectionRecord],
    reason: str,
    source: str,
    account_id: UUID | None,
    at: datetime,
) -> None:
    await connection.execute(
        """
        insert into correction (organisation_id, visit_id, evaluation_id, revision, reason, source, account_id,
                                corrected_at, correction_id, kind, criterion_key, before, after)
        select $1, $2, $3, $4, $5, $6, $7, $8, given.correction_id, given.kind, given.criterion_key,
               given.before::jsonb, given.after::jsonb
          from unnest($9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[])
               as given (correction_id, kind, criterion_key, before, after)
        """,
        organisation_id,
        visit_id,
        evaluation_id,
        revision,
        reason,
        source,
        account_id,
        at,
        [one.correction_id for one in records],
        [one.kind for one in records],
        [one.criterion_key for one in records],
        [json_text(one.before) for one in records],
        [json_text(one.after) for one in records],
    )


async def corrections_of(connection: Connection, organisation_id: UUID, evaluation_ids: Collection[UUID]) -> list[Any]:
    """Every correction of these evaluations that is in force, oldest first."""
    rows: list[Any] = await connection.fetch(
        """
        select correction_id, evaluation_id, kind, criterion_key, before, after, reason, source, corrected_at
          from correction
         where organisation_id = $1 and evaluation_id = any($2::uuid[]) and overtaken_at is null
         order by corrected_at, correction_id
        """,
        organisation_id,
        list(evaluation_ids),
    )
    return rows
