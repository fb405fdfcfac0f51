"""Whether evaluators rate systematically differently, for whoever leads calibration (P10): by code, never in the order
of a figure, and with an adjusted column only where three gates allow it.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons import evaluator_queries
from floorwalk.comparisons.across_wire import EvaluatorRow, EvaluatorsCompared, SeverityGates
from floorwalk.comparisons.beside_the_mean import ppm, whole_bp
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.scoring.model import FULL_BP
from floorwalk.scoring.rounding import rdiv
from floorwalk.statistics.severity import (
    FEWEST_EVALUATORS,
    FEWEST_VISITS_EACH,
    LEVEL,
    MOST_CONFOUNDED,
    Cell,
    Refusal,
    Severity,
    SeverityFit,
    severity_of,
)


class FoundEvaluator(NamedTuple):
    """One evaluator under the chosen key: counts, the sum of the visits' scores in bp, and the systematic difference.

    `adjusted_mean` in bp only where the adjusted column is offered.
    """

    evaluator_code: str
    visits: int
    stores: int
    areas: int
    score_sum: int
    effect: Severity | None
    adjusted_mean: float | None


@dataclass(frozen=True, slots=True)
class FoundSeverity:
    """In the order of codes. `fit` None: nothing could be fitted. `refusal` None: the adjusted column is offered."""

    evaluators: tuple[FoundEvaluator, ...]
    fit: SeverityFit | None
    refusal: Refusal | None
    cells: tuple[Cell, ...]


async def evaluators_compared(work: UnitOfWork, viewer: Viewer, asked: Asked) -> EvaluatorsCompared:
    """Over the stores where the viewer leads calibration."""
    scene = await scene_of(work, viewer, asked)
    led = await stores_visible_to(scene.connection, viewer, Verb.COMPARISON_READ_EVALUATORS)
    found = await severity_in(scene, led)
    fit = found.fit
    if found.evaluators:  # evaluators are people too (P10, P12)
        await audit_log.record(
            scene.connection, viewer.organisation_id, viewer.account_id, "comparison.evaluators_read", "account",
            viewer.account_id,
            {"purpose": "calibration", "evaluator_codes": [one.evaluator_code for one in found.evaluators]},
        )  # fmt: skip
    return EvaluatorsCompared(
        **scene.head,
        is_adjusted_offered=found.refusal is None,
        refusal=found.refusal,
        gates=gates_of(fit, found.cells),
        evaluator_sd_bp=None if fit is None else whole_bp(math.sqrt(fit.evaluator_variance)),
        store_sd_bp=None if fit is None else whole_bp(math.sqrt(fit.store_variance)),
        visit_sd_bp=None if fit is None else whole_bp(math.sqrt(fit.residual_variance)),
        rows=[_row(one) for one in found.evaluators],
    )


def gates_of(fit: SeverityFit | None, cells: Iterable[Cell]) -> SeverityGates:
    """What was found for each of the three gates, and what it asks for."""
    visits: dict[Hashable, int] = defaultdict(int)
    for cell in cells:
        visits[cell.evaluator] += cell.visits
    return SeverityGates(
        p_value_ppm=None if fit is None else ppm(fit.p_value),
        most_p_value_ppm=ppm(LEVEL),
        evaluators_with_enough=sum(1 for count in visits.values() if count >= FEWEST_VISITS_EACH),
        fewest_evaluators=FEWEST_EVALUATORS,
        fewest_visits_each=FEWEST_VISITS_EACH,
        confounding_bp=None if fit is None or fit.confounding is None else whole_bp(fit.confounding * FULL_BP),
        most_confounding_bp=whole_bp(MOST_CONFOUNDED * FULL_BP),
    )


async def severity_in(scene: Scene, store_ids: frozenset[UUID]) -> FoundSeverity:
    """Those of the scene's stores, each over its own days."""
    windows = [
        window for row in scene.stores if row["store_id"] in store_ids for window in scene.windows_of(row["store_id"])
    ]
    rows = []
    if scene.key is not None:
        rows = await evaluator_queries.visits_by_evaluator(
            scene.connection, scene.viewer.organisation_id, scene.key, windows
        )
    area_of = {str(row["store_id"]): row["area_id"] for row in scene.stores}
    cells = [Cell(str(row["store_id"]), row["evaluator_code"], row["m"], row["t_sum"], row["tt_sum"]) for row in rows]
    # The fit takes seconds for hundreds of evaluators: other requests go on meanwhile.
    answer = await asyncio.to_thread(severity_of, cells)
    return _found(cells, answer, area_of)


def _found(cells: list[Cell], answer: SeverityFit | Refusal, area_of: dict[str, UUID | None]) -> FoundSeverity:
    fit = answer if isinstance(answer, SeverityFit) else None
    refusal = answer.refusal if isinstance(answer, SeverityFit) else answer
    effects = {one.evaluator: one for one in fit.severities} if fit else {}
    own: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        own[str(cell.evaluator)].append(cell)
    evaluators = []
    for code in sorted(own):
        visits, score_sum = sum(cell.visits for cell in own[code]), sum(cell.score_sum for cell in own[code])
        effect = effects.get(code)
        adjusted = None
        if refusal is None and effect is not None:
            adjusted = min(float(FULL_BP), max(0.0, score_sum / visits - effect.effect))
        areas = {area for cell in own[code] if (area := area_of[str(cell.store)]) is not None}
        evaluators.append(FoundEvaluator(code, visits, len(own[code]), len(areas), score_sum, effect, adjusted))
    return FoundSeverity(tuple(evaluators), fit, refusal, tuple(cells))


def _row(one: FoundEvaluator) -> EvaluatorRow:
    return EvaluatorRow(
        evaluator_code=one.evaluator_code,
        visit_count=one.visits,
        store_count=one.stores,
        area_count=one.areas,
        raw_mean_bp=rdiv(one.score_sum, one.visits),
        effect_bp=None if one.effect is None else whole_bp(one.effect.effect),
        ci_low_bp=None if one.effect is None else whole_bp(one.effect.low),
        ci_high_bp=None if one.effect is None else whole_bp(one.effect.high),
        adjusted_mean_bp=None if one.adjusted_mean is None else whole_bp(one.adjusted_mean),
    )
