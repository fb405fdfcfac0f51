"""Whether evaluators rate systematically differently, for whoever leads calibration (P10): by code, never in the order
of a figure, and with an adjusted column only where three gates allow it.
"""

import asyncio
import math
from collections import defaultdict
from uuid import UUID

from floorwalk.comparisons import evaluator_queries
from floorwalk.comparisons.across_wire import EvaluatorRow, EvaluatorsCompared, SeverityGates
from floorwalk.comparisons.company import whole_bp
from floorwalk.comparisons.queries import Row
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
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


async def evaluators_compared(work: UnitOfWork, viewer: Viewer, asked: Asked) -> EvaluatorsCompared:
    """Over the stores where the viewer leads calibration."""
    scene = await scene_of(work, viewer, asked)
    led = await stores_visible_to(scene.connection, viewer, Verb.COMPARISON_READ_EVALUATORS)
    rows = await _cells(scene, led)
    cells = [Cell(row["store_id"], row["evaluator_code"], row["m"], row["t_sum"], row["tt_sum"]) for row in rows]
    # The fit takes seconds for hundreds of evaluators: other requests go on meanwhile.
    fit = await asyncio.to_thread(severity_of, cells)
    return answer_of(scene, rows, fit)


async def _cells(scene: Scene, led: frozenset[UUID]) -> list[Row]:
    if scene.key is None:
        return []
    windows = [window for row in scene.stores if row["store_id"] in led for window in scene.windows_of(row["store_id"])]
    return await evaluator_queries.visits_by_evaluator(
        scene.connection, scene.viewer.organisation_id, scene.key, windows
    )


def answer_of(scene: Scene, rows: list[Row], fit: SeverityFit | Refusal) -> EvaluatorsCompared:
    """The fit as it is shown."""
    fitted = fit if isinstance(fit, SeverityFit) else None
    refusal = fit.refusal if isinstance(fit, SeverityFit) else fit
    effects = {one.evaluator: one for one in fitted.severities} if fitted else {}
    own: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        own[row["evaluator_code"]].append(row)
    area_of = {row["store_id"]: row["area_id"] for row in scene.stores}
    visits = {code: sum(cell["m"] for cell in cells) for code, cells in own.items()}
    return EvaluatorsCompared(
        **scene.head,
        is_adjusted_offered=fitted is not None and refusal is None,
        refusal=refusal,
        gates=SeverityGates(
            p_value=None if fitted is None else round(fitted.p_value, 6),
            most_p_value=LEVEL,
            evaluators_with_enough=sum(1 for count in visits.values() if count >= FEWEST_VISITS_EACH),
            fewest_evaluators=FEWEST_EVALUATORS,
            fewest_visits_each=FEWEST_VISITS_EACH,
            confounding=None if fitted is None or fitted.confounding is None else round(fitted.confounding, 4),
            most_confounding=MOST_CONFOUNDED,
        ),
        evaluator_sd_bp=None if fitted is None else whole_bp(math.sqrt(fitted.evaluator_variance)),
        store_sd_bp=None if fitted is None else whole_bp(math.sqrt(fitted.store_variance)),
        visit_sd_bp=None if fitted is None else whole_bp(math.sqrt(fitted.residual_variance)),
        rows=[_row(code, own[code], area_of, effects.get(code), is_offered=refusal is None) for code in sorted(own)],
    )


def _row(
    code: str, cells: list[Row], area_of: dict[UUID, UUID | None], effect: Severity | None, *, is_offered: bool
) -> EvaluatorRow:
    visits = sum(cell["m"] for cell in cells)
    score_sum = sum(cell["t_sum"] for cell in cells)
    areas = {area_of.get(cell["store_id"]) for cell in cells} - {None}
    adjusted = None
    if is_offered and effect is not None:
        adjusted = min(FULL_BP, max(0, whole_bp(score_sum / visits - effect.effect)))
    return EvaluatorRow(
        evaluator_code=code,
        visit_count=visits,
        store_count=len({cell["store_id"] for cell in cells}),
        area_count=len(areas),
        raw_mean_bp=rdiv(score_sum, visits),
        effect_bp=None if effect is None else whole_bp(effect.effect),
        ci_low_bp=None if effect is None else whole_bp(effect.low),
        ci_high_bp=None if effect is None else whole_bp(effect.high),
        adjusted_mean_bp=adjusted,
    )
