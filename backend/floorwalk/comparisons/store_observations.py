"""What was seen in one store beside the scores: measured waits, stars, indifferent interactions."""

from collections import defaultdict
from uuid import UUID

import msgspec

from floorwalk.comparisons import store_queries
from floorwalk.comparisons.measured import keeps_promise, waits_of
from floorwalk.comparisons.measured_wire import IndifferentShown, MeasuredWaits, StarShown, WaitBin, WaitQuantiles
from floorwalk.comparisons.service import Scene
from floorwalk.comparisons.shares import share_of
from floorwalk.comparisons.suppression import Display, display_of
from floorwalk.comparisons.wire import texts_of
from floorwalk.identity.permissions import Verb
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.service import CompiledVersion, versions
from floorwalk.scoring.model import MeasuredScale
from floorwalk.statistics.sums import SixSums
from floorwalk.statistics.wilson import design_effect_of
from floorwalk.visits.packing import GAVE_UP_NUMBER


async def measured_of(scene: Scene, store_id: UUID) -> list[MeasuredWaits]:
    """Every measured criterion of the chosen key, in the order of the rubric."""
    if scene.version is None or scene.key is None:
        return []
    scales = {one.criterion_key: one.scale for one in scene.version.criteria if isinstance(one.scale, MeasuredScale)}
    if not scales:
        return []
    rows = await store_queries.packed_answers(
        scene.connection, scene.viewer.organisation_id, store_id, scene.key, scene.windows_of(store_id)
    )
    compiled = await versions(
        scene.connection, scene.viewer.organisation_id, {row["rubric_version_id"] for row in rows}
    )
    answers: dict[str, dict[UUID, list[int]]] = {key: defaultdict(list) for key in scales}
    for row in rows:
        place_of = compiled[row["rubric_version_id"]].place_of
        for key, by_visit in answers.items():
            answer = row["answers"][place_of[key]]
            if answer is not None:
                by_visit[row["visit_id"]].append(answer)
    return [_measured(scene.version, key, scale, answers[key]) for key, scale in scales.items()]


def _measured(
    version: CompiledVersion, key: str, scale: MeasuredScale, by_visit: dict[UUID, list[int]]
) -> MeasuredWaits:
    everything = [answer for answers in by_visit.values() for answer in answers]
    values = [answer for answer in everything if answer != GAVE_UP_NUMBER]
    waits = waits_of(scale, values, len(everything) - len(values))
    is_hidden = display_of(len(by_visit)) is Display.HIDDEN
    title, unit = _written(version, key)
    return MeasuredWaits(
        criterion_key=key,
        title=title,
        unit=unit,
        better=scale.better,
        stretch=scale.stretch,
        target=scale.target,
        floor=scale.floor,
        visit_count=len(by_visit),
        measured_count=waits.measured,
        gave_up=waits.gave_up,
        within_promise=share_of(waits.within, len(everything), _design_effect(scale, by_visit)),
        quantiles=None
        if is_hidden
        else WaitQuantiles(**{f"p{percent}": value for percent, value in waits.quantiles.items()}),
        bins=[]
        if is_hidden
        else [WaitBin(from_value=low, to_value=high, count=count) for low, high, count in waits.bins],
    )


def _design_effect(scale: MeasuredScale, by_visit: dict[UUID, list[int]]) -> float:
    """Of this store alone: the other stores' single measurements are kept in no sum."""
    pairs = [
        (len(answers), sum(1 for answer in answers if answer != GAVE_UP_NUMBER and keeps_promise(scale, answer)))
        for answers in by_visit.values()
    ]
    sums = (
        len(pairs),
        sum(w for w, _ in pairs),
        sum(t for _, t in pairs),
        sum(w * w for w, _ in pairs),
        sum(w * t for w, t in pairs),
        sum(t * t for _, t in pairs),
    )
    return design_effect_of([SixSums(*sums)])


def _written(version: CompiledVersion, key: str) -> tuple[dict[str, str], str | None]:
    """The criterion's title, and the unit of its standard."""
    document = version.document
    units = {one["standard_key"]: (one.get("measure") or {}).get("unit") for one in document.get("standards") or ()}
    for section in document["sections"]:
        for criterion in section["criteria"]:
            if criterion["criterion_key"] == key:
                return texts_of(criterion["title"]), units.get(criterion.get("standard_key"))
    raise LookupError(key)


async def remarkable_of(
    scene: Scene, store_id: UUID
) -> tuple[list[StarShown] | msgspec.UnsetType, list[IndifferentShown]]:
    """Stars only for those who may read the visits that they stand in: an act may name whoever did it."""
    if scene.key is None:
        return msgspec.UNSET, []
    rows = await store_queries.remarkable_interactions(
        scene.connection, scene.viewer.organisation_id, store_id, scene.key, scene.windows_of(store_id)
    )
    indifferent = [
        IndifferentShown(
            visit_id=row["visit_id"],
            visited_on=row["visited_on"],
            is_ticked=row["indifferent_ticked"],
            is_by_markers=row["indifferent_by_markers"],
        )
        for row in rows
        if row["indifferent_ticked"] or row["indifferent_by_markers"]
    ]
    if store_id not in await stores_visible_to(scene.connection, scene.viewer, Verb.VISIT_READ):
        return msgspec.UNSET, indifferent
    stars = [
        StarShown(
            visit_id=row["visit_id"],
            visited_on=row["visited_on"],
            act=star["act"],
            touchpoint_key=star["touchpoint_key"],
            weight=star["weight"],
        )
        for row in rows
        for star in row["stars"]
    ]
    return stars, indifferent
