"""The score of a visit from the scores of its interactions.

The same mean serves a business area of the visit (over the interactions' scores in it) and a staff
member (over the interactions with that person).
"""

from collections.abc import Iterable

from floorwalk.scoring.rounding import rdiv


def visit_score_of(weighted_scores_bp: Iterable[tuple[int, int | None]]) -> int | None:
    """Mean of the raw scores by interaction weight: pairs (weight, score or None), None skipped.

    None if no interaction has a score, or if all that have one weigh 0.
    """
    points = weights = 0
    for weight, score_bp in weighted_scores_bp:
        if score_bp is not None:
            points += weight * score_bp
            weights += weight
    return rdiv(points, weights) if weights else None
