"""A against B: any two stores, areas or periods, each a side of its own, all under one comparability key."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.across_wire import DifferenceShown, NoDifference, Pair, Side, SideKind, Verdict
from floorwalk.comparisons.beside_the_mean import ppm, whole_bp
from floorwalk.comparisons.figures import figure_of, overall_of
from floorwalk.comparisons.flags_behind import all_of, flags_of
from floorwalk.comparisons.service import Asked, Scene, scene_in, snapshot
from floorwalk.comparisons.suppression import Display, display_of
from floorwalk.comparisons.wire import Comparability, Figure, PeriodShown
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.statistics.differences import Difference, difference_of
from floorwalk.statistics.interval import Interval, NoInterval, interval_of, interval_of_mean_of_means
from floorwalk.statistics.multiplicity import holm_adjusted

LEVEL = 0.05
MOST_PAIRS = 6  # that one picture and one sentence can hold
SIDE = re.compile("(store|area):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|all")


@dataclass(frozen=True, slots=True)
class AskedSide:
    """`store:ID`, `area:ID` or `all`, and its days."""

    written: str
    from_on: date | None
    to_on: date | None


class _Known(NamedTuple):
    """A side as it is shown, and its interval or why there is none."""

    side: Side
    interval: Interval | NoDifference


async def difference(
    work: UnitOfWork, viewer: Viewer, a: AskedSide, others: Sequence[AskedSide], comparability_key: str | None
) -> DifferenceShown:
    """Raises NotFound for a side that the viewer may not see, Invalid for sides that share visits."""
    if not 1 <= len(others) <= MOST_PAIRS:
        raise Invalid([Fault("b", "comparisons.pairs_out_of_range", f"Give 1 to {MOST_PAIRS} of them.")])
    connection = await snapshot(work)
    scenes: list[tuple[SideKind, UUID | None, Scene]] = []
    for path, asked in [("a", a), *(("b", one) for one in others)]:
        kind, identity = _understood(path, asked.written)
        question = Asked(asked.from_on, asked.to_on, identity if kind is SideKind.AREA else None, comparability_key)
        scene = await scene_in(connection, viewer, question, identity if kind is SideKind.STORE else None)
        if not scene.stores:
            raise NotFound
        scenes.append((kind, identity, scene))
    for _, _, other in scenes[1:]:
        if _overlap(scenes[0][2], other):
            raise Invalid([Fault("b", "comparisons.sides_overlap", "The two sides share days of a store.")])
    keys = _keys_of([scene for _, _, scene in scenes])
    chosen = comparability_key or (keys[0].comparability_key if keys else None)
    known = [await _known(kind, identity, scene, chosen) for kind, identity, scene in scenes]
    return DifferenceShown(
        comparability_key=chosen, comparability_keys=keys, a=known[0].side, pairs=_pairs(known[0], known[1:])
    )


def _understood(path: str, written: str) -> tuple[SideKind, UUID | None]:
    found = SIDE.fullmatch(written)
    if found is None:
        raise Invalid([Fault(path, "comparisons.side_not_understood", "Write store:ID, area:ID or all.")])
    return (SideKind(found[1]), UUID(found[2])) if found[1] else (SideKind.ALL, None)


def _overlap(one: Scene, other: Scene) -> bool:
    """Whether a visit could be on both sides: then the two are not independent."""
    theirs = {row["store_id"] for row in other.stores}
    return any(
        mine.from_on <= window.to_on and window.from_on <= mine.to_on
        for row in one.stores
        if row["store_id"] in theirs
        for mine in one.windows_of(row["store_id"])
        for window in other.windows_of(row["store_id"])
    )


def _keys_of(scenes: Sequence[Scene]) -> list[Comparability]:
    """The keys found on any side, those with most visits on all together first."""
    counts: dict[str, int] = {}
    found: dict[str, Comparability] = {}
    for scene in scenes:
        for one in scene.keys:
            counts[one.comparability_key] = counts.get(one.comparability_key, 0) + one.visit_count
            found.setdefault(one.comparability_key, one)
    return [
        Comparability(
            comparability_key=key,
            rubric_key=found[key].rubric_key,
            title=found[key].title,
            version_labels=found[key].version_labels,
            visit_count=counts[key],
        )
        for key in sorted(found, key=lambda key: -counts[key])
    ]


async def _known(kind: SideKind, identity: UUID | None, scene: Scene, key: str | None) -> _Known:
    if key is not None:
        await scene.turn_to(key)
    figures = [scene.figures_of_store(row["store_id"]) for row in scene.stores]
    flags = all_of((await flags_of(scene, "store", [] if key is None else [key])).values())
    figure: Figure
    if kind is SideKind.STORE:
        store = scene.stores[0]
        code, name = store["store_code"], store["name"]
        figure, visits = figure_of(figures[0], scene.prior, flags), figures[0].m
        answer = interval_of(figures[0].sums, scene.prior)
    else:
        code, name = (scene.area.area_code, scene.area.name) if scene.area else (None, None)
        scored = [one for one in figures if one.w_sum]
        overall, visits = overall_of(figures, scene.prior, flags), sum(one.m for one in scored)
        figure = Figure(**{field: getattr(overall, field) for field in Figure.__struct_fields__})
        intervals = [one for each in scored if isinstance(one := interval_of(each.sums, scene.prior), Interval)]
        answer = scene.prior if isinstance(scene.prior, NoInterval) else interval_of_mean_of_means(intervals)
    side = Side(
        kind=kind,
        id=identity,
        code=code,
        name=name,
        period=PeriodShown(from_on=scene.period.from_on, to_on=scene.period.to_on),
        store_count=sum(1 for one in figures if one.w_sum),
        figure=figure,
    )
    if display_of(visits) is Display.HIDDEN:
        return _Known(side, NoDifference.TOO_FEW_VISITS)
    return _Known(side, answer if isinstance(answer, Interval) else NoDifference(answer.value))


def _pairs(a: _Known, others: Sequence[_Known]) -> list[Pair]:
    """Adjusted over the pairs that have a difference at all."""
    found = [
        difference_of(a.interval, b.interval)
        if isinstance(a.interval, Interval) and isinstance(b.interval, Interval)
        else None
        for b in others
    ]
    adjusted = iter(holm_adjusted([one.p_value for one in found if one is not None]))
    return [
        _unsaid(a, b) if one is None else _said(b.side, one, next(adjusted))
        for b, one in zip(others, found, strict=True)
    ]


def _said(b: Side, one: Difference, p_adjusted: float) -> Pair:
    verdict = Verdict.CANNOT_TELL
    if p_adjusted <= LEVEL:
        verdict = Verdict.MORE if one.difference > 0 else Verdict.LESS
    return Pair(
        b=b,
        difference_bp=whole_bp(one.difference),
        ci_low_bp=whole_bp(one.low),
        ci_high_bp=whole_bp(one.high),
        p_value_ppm=ppm(one.p_value),
        p_adjusted_ppm=ppm(p_adjusted),
        detectable_bp=math.ceil(one.detectable),
        verdict=verdict,
        no_difference=None,
    )


def _unsaid(a: _Known, b: _Known) -> Pair:
    reason = a.interval if isinstance(a.interval, NoDifference) else b.interval
    assert isinstance(reason, NoDifference)  # noqa: S101  # else there is a difference
    return Pair(
        b=b.side, difference_bp=None, ci_low_bp=None, ci_high_bp=None, p_value_ppm=None, p_adjusted_ppm=None,
        detectable_bp=None, verdict=Verdict.CANNOT_TELL, no_difference=reason,
    )  # fmt: skip
