"""Criterion figures from packed evaluations: what the days outside whole months add to the folded sums.

Pure. Must equal scoring/sums.py in the figures that a criterion shows; the counts that it does not show stay 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from floorwalk.comparisons.model import ScopeFigures, together

Packed = tuple[UUID, Sequence[str], Sequence[int | None], Sequence[int | None]]
"""A visit, the criterion keys in the order of the evaluation's version, its scores in bp, its outcomes −1, 0, 1."""


def criterion_figures_of(evaluations: Iterable[Packed]) -> dict[str, ScopeFigures]:
    """Per criterion: each visit is one pair (w scored ratings, t their sum). Criteria never scored are left out."""
    pairs: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for visit_id, keys, scores_bp, outcomes in evaluations:
        for key, score_bp, outcome in zip(keys, scores_bp, outcomes, strict=True):
            if score_bp is None:
                continue
            pair = pairs[visit_id, key]
            pair[0] += 1
            pair[1] += score_bp
            if outcome is not None:
                pair[3 - outcome] += 1  # exceeded, met, below
    figures: dict[str, ScopeFigures] = {}
    for (_, key), (w, t, exceeded, met, below) in pairs.items():
        one = ScopeFigures(1, w, t, w * w, w * t, t * t, w, exceeded, met, below)
        figures[key] = together(figures[key], one) if key in figures else one
    return figures
