"""Stores under two comparability keys on the criteria that both have, where these are enough of either
(docs/decisions/0015). What is alike is alike.py; the sums are common_queries.py.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons import common_queries, criterion_queries
from floorwalk.comparisons.across import chosen_of, criterion_written
from floorwalk.comparisons.alike import (
    LEAST_IN_COMMON_BP,
    InCommon,
    NoCommonScore,
    in_common,
    limited_to,
    no_common_score,
    part_of,
)
from floorwalk.comparisons.common_wire import CommonRow, CommonSide, CriterionTitled, OnCommonCriteria
from floorwalk.comparisons.criterion_queries import Span
from floorwalk.comparisons.figures import Prior, figure_of, overall_of
from floorwalk.comparisons.flags_behind import Flags, all_of, flags_of
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.periods import touched_months
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.comparisons.wire import Figure, Overall, texts_of
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.organisation.queries import business_areas
from floorwalk.rubrics.service import CompiledVersion, versions
from floorwalk.scoring.model import ScoringRubric
from floorwalk.statistics.interval import spread_prior_of

COMMON_CRITERIA = "common_criteria"


@dataclass(frozen=True, slots=True)
class AskedPair:
    """Beside the chosen key; without `other_key` the one of the same rubric that has most visits."""

    other_key: str | None
    business_area_key: str | None


class _Scored(NamedTuple):
    """One side's sums by store, the spread of all stores, and what is to be minded about the visits."""

    by_store: Mapping[UUID, ScopeFigures]
    prior: Prior

    flags: Mapping[UUID, Flags]

    def overall(self) -> Overall:
        return overall_of(self.by_store.values(), self.prior, (*all_of(self.flags.values()), COMMON_CRITERIA))

    def figure(self, store_id: UUID) -> Figure:
        also = (*self.flags.get(store_id, ()), COMMON_CRITERIA)
        return figure_of(self.by_store.get(store_id, NOTHING), self.prior, also)


async def on_common_criteria(work: UnitOfWork, viewer: Viewer, asked: Asked, pair: AskedPair) -> OnCommonCriteria:
    """Raises NotFound for a business area that no version with visits in scope scores, or not the asked one."""
    scene = await scene_of(work, viewer, asked)
    area = pair.business_area_key
    holding = {
        key: version
        for key, version in scene.newest.items()
        if area is None or version.rubric.weight_of_business_area.get(area)
    }
    if area is not None or holding:
        scene.take(chosen_of(scene, asked, holding))
    other_key = _other_key(scene, pair.other_key)
    if scene.key is None or other_key is None:
        return await _answer(scene, area, NoCommonScore.NO_OTHER_VERSION)
    chosen, other = scene.newest[scene.key], scene.newest[other_key]
    found = in_common(chosen, other, area)
    refusal = no_common_score(chosen, other, found)
    if refusal is not None:
        return await _answer(scene, area, refusal, (chosen, other), found)
    scored_by = limited_to(part_of(chosen.rubric, area), found.criterion_keys)
    sides = [await _scored(scene, key, scored_by, area) for key in (scene.key, other_key)]
    return await _answer(scene, area, None, (chosen, other), found, sides)


def _other_key(scene: Scene, wanted: str | None) -> str | None:
    """The wanted key; none if it has no visit here."""
    if wanted is not None:
        return wanted if wanted in scene.newest else None
    return next(
        (
            one.comparability_key
            for one in scene.keys
            if scene.version is not None
            and one.rubric_key == scene.version.rubric_key
            and one.comparability_key != scene.key
        ),
        None,
    )


async def _scored(scene: Scene, key: str, scored_by: ScoringRubric, area: str | None) -> _Scored:
    """The prior is that of all stores over the months of the period, as of every other figure (docs/decisions/0004)."""
    connection, organisation_id, period = scene.connection, scene.viewer.organisation_id, scene.period
    compiled = await versions(connection, organisation_id, scene.version_ids[key])
    places = {one: version.place_of for one, version in compiled.items()}

    async def sums(days: Sequence[Span], stores: Collection[UUID]) -> dict[UUID, ScopeFigures]:
        return await common_queries.sums_on_criteria(
            connection, organisation_id, scored_by, places, days, stores, is_business_area=area is not None
        )

    in_part = {window.store_id for window in scene.partial}
    shown = {row["store_id"] for row in scene.stores}
    days: list[Span] = [(one.store_id, one.from_on, one.to_on) for one in scene.partial if one.store_id in shown]
    own = await sums([*days, (None, period.from_on, period.to_on)], shown - in_part)
    months = touched_months(period)
    every = await criterion_queries.stores_of(connection, organisation_id)
    units = await sums([(None, months.from_on, months.to_on)], every)
    found = await flags_of(scene, "store" if area is None else "business_area", [key])
    flags = {store_id: these for (_, store_id, ref), these in found.items() if area in (None, ref)}
    return _Scored(own, spread_prior_of(one.sums for one in units.values()), flags)


async def _answer(
    scene: Scene,
    area: str | None,
    refusal: NoCommonScore | None,
    compared: Sequence[CompiledVersion] = (),
    found: InCommon | None = None,
    scored: Sequence[_Scored] = (),
) -> OnCommonCriteria:
    keys = () if found is None else found.criterion_keys
    shares = (0, 0) if found is None else (found.own_share_bp, found.other_share_bp)
    figures: list[Overall | None] = [*(one.overall() for one in scored)] or [None, None]
    sides = [
        _side(scene, version, area, keys, share, overall)
        for version, share, overall in zip(compared, shares, figures, strict=False)
    ]
    return OnCommonCriteria(
        **scene.head,
        business_area_key=area,
        title=None if area is None else await _title(scene, area),
        least_share_bp=LEAST_IN_COMMON_BP,
        no_common_score=refusal,
        criteria=_titled(compared[0], keys) if compared else [],
        chosen=sides[0] if sides else None,
        other=sides[1] if sides else None,
        rows=[
            CommonRow(
                store_id=row["store_id"],
                store_code=row["store_code"],
                name=row["name"],
                chosen=scored[0].figure(row["store_id"]),
                other=scored[1].figure(row["store_id"]),
            )
            for row in scene.stores
            if any(row["store_id"] in side.by_store for side in scored)
        ],
    )


def _side(
    scene: Scene,
    version: CompiledVersion,
    area: str | None,
    common: Collection[str],
    share_bp: int,
    overall: Overall | None,
) -> CommonSide:
    key = next(one for one in scene.keys if one.comparability_key == version.comparability_key)
    left_out = [
        one.criterion_key
        for one in part_of(version.rubric, area).criteria
        if one.weight and one.criterion_key not in common
    ]
    return CommonSide(
        comparability_key=key.comparability_key,
        rubric_key=key.rubric_key,
        version_labels=key.version_labels,
        common_share_bp=share_bp,
        left_out=_titled(version, left_out),
        overall=overall,
    )


def _titled(version: CompiledVersion, criterion_keys: Iterable[str]) -> list[CriterionTitled]:
    return [
        CriterionTitled(criterion_key=key, title=texts_of(criterion_written(version, key)["title"]))
        for key in criterion_keys
    ]


async def _title(scene: Scene, area: str) -> dict[str, str]:
    found = await business_areas(scene.connection, scene.viewer.organisation_id)
    return next((one.title for one in found if one.business_area_key == area), {})
