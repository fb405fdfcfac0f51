"""What a visit's published evaluations contribute to the sums, per scope and comparability key.

Pure. The rules are scoring/sums.py; keeping the facts is ingest.py, folding them folding.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.score import InteractionScore, score_of
from floorwalk.scoring.sums import ScoredInteraction, facts_of
from floorwalk.scoring.visit import visit_score_of
from floorwalk.visits.model import FactEntry, TakenEvaluation
from floorwalk.visits.packing import unpacked

CRITERION = "criterion"  # the scope kind that has deltas and sums, and no fact rows


@dataclass(frozen=True, slots=True)
class Counted:
    """One evaluation as the sums see it."""

    version: CompiledVersion
    weight: int
    staff_member_id: UUID | None
    score: InteractionScore
    star_count: int
    indifferent: bool


def counted(evaluation: TakenEvaluation) -> Counted:
    return Counted(
        evaluation.version,
        evaluation.weight,
        evaluation.staff_member_id,
        evaluation.score,
        len(evaluation.stars),
        evaluation.indifferent_ticked or evaluation.score.indifferent_by_markers,
    )


def counted_row(row: Mapping[str, Any], version: CompiledVersion) -> Counted:
    """From a stored evaluation: scored again from its packed ratings, which gives what was stored."""
    ratings = unpacked(version, row["rating_states"], row["answers"], row["text_answers"])
    return Counted(
        version,
        row["weight"],
        row["staff_member_id"],
        score_of(version.rubric, ratings),
        len(row["stars"]),
        row["indifferent_ticked"] or row["indifferent_by_markers"],
    )


def fact_entries(store_id: UUID, evaluations: Iterable[Counted]) -> list[FactEntry]:
    """The facts of one visit: first those that get rows of their own, then the criteria."""
    by_key: dict[str, list[Counted]] = {}
    for evaluation in evaluations:
        by_key.setdefault(evaluation.version.comparability_key, []).append(evaluation)
    rows: list[FactEntry] = []
    criteria: list[FactEntry] = []
    store_ref = str(store_id)
    for comparability_key, alike in by_key.items():
        interactions = [
            ScoredInteraction(
                one.weight,
                str(one.staff_member_id) if one.staff_member_id else None,
                one.score,
                one.star_count,
                one.indifferent,
            )
            for one in alike
        ]
        for fact in facts_of(alike[0].version.rubric, interactions):
            kind = fact.scope_kind
            entry = FactEntry(kind, fact.scope_key or store_ref, comparability_key, tuple(fact[2:]))
            (criteria if kind == CRITERION else rows).append(entry)
    return rows + criteria


def visit_raw_bp(evaluations: Iterable[Counted]) -> int | None:
    """The visit's mean in bp; None without a score, and where versions that may not be compared would be mixed."""
    evaluations = list(evaluations)
    if len({one.version.comparability_key for one in evaluations}) != 1:
        return None
    return visit_score_of([(one.weight, one.score.raw_bp) for one in evaluations])
