"""An evaluator's own systematic difference, for nobody but that evaluator (P10). The calibration lead's table is
evaluators.py.

The model needs the visits of everybody; the answer holds one row of it, and only where the same gates allow an adjusted
column and the evaluator's own visits are as many as one of them asks for.
"""

import asyncio
from collections.abc import Mapping
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from floorwalk.comparisons import evaluator_queries, scene_queries
from floorwalk.comparisons.beside_the_mean import whole_bp
from floorwalk.comparisons.evaluators import gates_of
from floorwalk.comparisons.periods import period_of
from floorwalk.comparisons.service import comparability_of, snapshot
from floorwalk.comparisons.severity_wire import MySeverity, Untold
from floorwalk.comparisons.wire import Comparability, PeriodShown
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.rubrics.service import versions
from floorwalk.statistics.severity import FEWEST_VISITS_EACH, Cell, Refusal, SeverityFit, severity_of


async def my_severity(
    work: UnitOfWork, viewer: Viewer, from_on: date | None, to_on: date | None, comparability_key: str | None
) -> MySeverity:
    """Under the asked key, or the one with most of the viewer's own visits in the period.

    Raises NotFound for a key that the viewer has no visit under, in the period or at all.
    """
    connection, organisation_id = await snapshot(work), viewer.organisation_id
    zone = await scene_queries.time_zone_of(connection, organisation_id)
    period = period_of(from_on, to_on, now().astimezone(ZoneInfo(zone)).date())
    own: list[tuple[str, int]] = []
    if viewer.evaluator_id is not None:
        own = await evaluator_queries.visits_of_evaluator(connection, organisation_id, viewer.evaluator_id, period)
    visits = dict(own)
    if comparability_key is not None and comparability_key not in visits:
        raise NotFound
    key = comparability_key or (own[0][0] if own else None)
    cells: list[Cell] = []
    if key is not None:
        cells = await evaluator_queries.cells_of_everybody(connection, organisation_id, key, period)
    # The fit takes seconds for hundreds of evaluators: other requests go on meanwhile.
    answer = await asyncio.to_thread(severity_of, cells)
    fit = answer if isinstance(answer, SeverityFit) else None
    untold = _untold(visits.get(key or "", 0), answer)
    mine = None
    if untold is None and fit is not None:
        mine = next(one for one in fit.severities if one.evaluator == str(viewer.evaluator_id))
    if key is not None:
        await audit_log.record(
            connection, organisation_id, viewer.account_id, "comparison.own_severity_read", "evaluator",
            viewer.evaluator_id,
            {"from_on": str(period.from_on), "to_on": str(period.to_on), "comparability_key": key},
        )  # fmt: skip
    return MySeverity(
        period=PeriodShown(from_on=period.from_on, to_on=period.to_on),
        comparability_key=key,
        comparability_keys=await _described(connection, organisation_id, visits),
        visit_count=visits.get(key or "", 0),
        store_count=len({cell.store for cell in cells if cell.evaluator == str(viewer.evaluator_id)}),
        effect_bp=None if mine is None else whole_bp(mine.effect),
        ci_low_bp=None if mine is None else whole_bp(mine.low),
        ci_high_bp=None if mine is None else whole_bp(mine.high),
        untold=untold,
        gates=gates_of(fit, cells),
    )


async def _described(connection: Connection, organisation_id: UUID, visits: Mapping[str, int]) -> list[Comparability]:
    published = await scene_queries.versions_by_key(connection, organisation_id)
    newest_ids = {row["comparability_key"]: row["rubric_version_id"] for row in published}  # the newest come last
    compiled = await versions(connection, organisation_id, [newest_ids[key] for key in visits])
    return [comparability_of(key, published, compiled[newest_ids[key]], count) for key, count in visits.items()]


def _untold(own_visits: int, answer: SeverityFit | Refusal) -> Untold | None:
    if not own_visits:
        return Untold.NO_VISITS
    if own_visits < FEWEST_VISITS_EACH:
        return Untold.TOO_FEW_VISITS
    refusal = answer.refusal if isinstance(answer, SeverityFit) else answer
    return None if refusal is None else Untold(refusal.value)
