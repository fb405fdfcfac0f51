"""What an area manager should read first: at most five things that stand out, from the same figures as every screen.

A change is named only if more than chance would explain, over all stores at once; a critical failure always.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from floorwalk.comparisons import store_queries
from floorwalk.comparisons.across_wire import Change, Finding, FindingKind, FindingLink, MyArea, StoreNamed
from floorwalk.comparisons.beside_the_mean import design_effects_of, ppm, whole_bp
from floorwalk.comparisons.figures import figure_of
from floorwalk.comparisons.flags_behind import FlagsByScope, flags_of
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.periods import EARLIEST_ON, ONE_DAY
from floorwalk.comparisons.queries import Row
from floorwalk.comparisons.service import Asked, Scene, scene_in, snapshot
from floorwalk.comparisons.shares import critical_of
from floorwalk.comparisons.suppression import FEWEST_VISITS_SHOWN, Display, display_of
from floorwalk.comparisons.wire import Critical, PeriodShown
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.statistics.differences import Difference, difference_of
from floorwalk.statistics.interval import Interval, interval_of
from floorwalk.statistics.multiplicity import false_discovery_adjusted
from floorwalk.statistics.tiers import FALSE_DISCOVERY_RATE

MOST_FINDINGS = 5
MOST_CRITICAL = 2  # of them: a chain with many failures must still see what changed
MOST_NAMED = 5


async def my_area(work: UnitOfWork, viewer: Viewer, asked: Asked) -> MyArea:
    """Changes for the worse, critical failures, changes for the better, stores with too few visits; in this order."""
    connection = await snapshot(work)
    scene = await scene_in(connection, viewer, asked)
    figures = {row["store_id"]: scene.figures_of_store(row["store_id"]) for row in scene.stores}
    worse, better = await _changes(scene, viewer, asked, figures)
    findings = [*worse, *await _critical(scene, figures), *better]
    too_few = _too_few(scene, figures)
    if too_few is not None:
        findings = [*findings[: MOST_FINDINGS - 1], too_few]
    return MyArea(
        **scene.head,
        store_count=len(scene.stores),
        visit_count=sum(one.m for one in figures.values()),
        findings=findings[:MOST_FINDINGS],
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    row: Row
    figures: ScopeFigures
    before: ScopeFigures
    difference: Difference


async def _changes(
    scene: Scene, viewer: Viewer, asked: Asked, figures: Mapping[UUID, ScopeFigures]
) -> tuple[list[Finding], list[Finding]]:
    """For the worse and for the better, each with the surest first."""
    days = scene.period.to_on - scene.period.from_on + ONE_DAY
    from_on, to_on = scene.period.from_on - days, scene.period.from_on - ONE_DAY
    if scene.key is None or from_on < EARLIEST_ON:
        return [], []
    earlier = await scene_in(scene.connection, viewer, Asked(from_on, to_on, asked.area_id, scene.key))
    compared = []
    for row in scene.stores:
        now, before = figures[row["store_id"]], earlier.figures_of_store(row["store_id"])
        if Display.HIDDEN in (display_of(now.m), display_of(before.m)):
            continue
        one, other = interval_of(now.sums, scene.prior), interval_of(before.sums, earlier.prior)
        if isinstance(one, Interval) and isinstance(other, Interval):
            compared.append(_Changed(row, now, before, difference_of(one, other)))
    adjusted = false_discovery_adjusted([one.difference.p_value for one in compared])
    found = sorted(
        ((p, changed) for p, changed in zip(adjusted, compared, strict=True) if p <= FALSE_DISCOVERY_RATE),
        key=lambda pair: (pair[1].difference.p_value, pair[1].row["store_code"]),
    )
    flags = [await flags_of(one, "store", [scene.key]) for one in (scene, earlier) if found]
    told = [(changed.difference.difference, _changed(scene, earlier, p, changed, flags)) for p, changed in found]
    return [one for by, one in told if by < 0], [one for by, one in told if by > 0]


def _changed(
    scene: Scene, earlier: Scene, p_adjusted: float, changed: _Changed, flags: Sequence[FlagsByScope]
) -> Finding:
    """`flags`: of this period, and of the one before."""
    difference, store_id = changed.difference, changed.row["store_id"]
    now, before = (one.get((scene.key or "", store_id, str(store_id)), ()) for one in flags)
    return _finding(
        scene,
        FindingKind.CHANGED,
        [changed.row],
        change=Change(
            before=PeriodShown(from_on=earlier.period.from_on, to_on=earlier.period.to_on),
            figure=figure_of(changed.figures, scene.prior, now),
            figure_before=figure_of(changed.before, earlier.prior, before),
            difference_bp=whole_bp(difference.difference),
            ci_low_bp=whole_bp(difference.low),
            ci_high_bp=whole_bp(difference.high),
            p_adjusted_ppm=ppm(p_adjusted),
        ),
    )


async def _critical(scene: Scene, figures: Mapping[UUID, ScopeFigures]) -> list[Finding]:
    """The stores with most failures of critical criteria in the period."""
    failed = sorted(
        (row for row in scene.stores if figures[row["store_id"]].critical_failed),
        key=lambda row: (-figures[row["store_id"]].critical_failed, row["store_code"]),
    )[:MOST_CRITICAL]
    if not failed or scene.key is None:
        return []
    effect, _ = await design_effects_of(scene)
    findings = []
    for row in failed:
        own = figures[row["store_id"]]
        newest_on = await store_queries.newest_critical_on(
            scene.connection, scene.viewer.organisation_id, row["store_id"], scene.key,
            scene.windows_of(row["store_id"]),
        )  # fmt: skip
        critical = critical_of(own.critical_failed, own.interactions, effect)
        findings.append(_finding(scene, FindingKind.CRITICAL_FAILED, [row], critical=critical, newest_on=newest_on))
    return findings


def _too_few(scene: Scene, figures: Mapping[UUID, ScopeFigures]) -> Finding | None:
    """One finding for all of them, the emptiest first."""
    few = sorted(
        (row for row in scene.stores if figures[row["store_id"]].m < FEWEST_VISITS_SHOWN),
        key=lambda row: (figures[row["store_id"]].m, row["store_code"]),
    )
    return _finding(scene, FindingKind.TOO_FEW_VISITS, few) if few else None


def _finding(
    scene: Scene,
    kind: FindingKind,
    rows: Iterable[Row],
    *,
    change: Change | None = None,
    critical: Critical | None = None,
    newest_on: date | None = None,
) -> Finding:
    stores = [StoreNamed(store_id=row["store_id"], store_code=row["store_code"], name=row["name"]) for row in rows]
    one_store = kind is not FindingKind.TOO_FEW_VISITS
    return Finding(
        kind=kind,
        store_count=len(stores),
        stores=stores[:MOST_NAMED],
        change=change,
        critical=critical,
        newest_on=newest_on,
        link=FindingLink(
            screen="store" if one_store else "stores",
            store_id=stores[0].store_id if one_store else None,
            from_on=scene.period.from_on,
            to_on=scene.period.to_on,
            area_id=scene.area.area_id if scene.area else None,
            comparability_key=scene.key,
        ),
    )
