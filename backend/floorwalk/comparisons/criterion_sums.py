"""One criterion over many stores, exact to the day: folded months, and for the days around them the packed ratings.

The page of one store sums the same (store_page.py): for a store and a period both give the same figures.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from floorwalk.comparisons import criterion_queries, queries
from floorwalk.comparisons.criterion_queries import Span
from floorwalk.comparisons.model import ScopeFigures, together
from floorwalk.comparisons.periods import ONE_DAY, Period, Window, by_months, rest_of
from floorwalk.comparisons.service import Scene
from floorwalk.rubrics.service import versions

ByStore = dict[UUID, ScopeFigures]


async def criterion_by_store(scene: Scene, comparability_key: str, criterion_key: str) -> ByStore:
    """Of the stores in scope, each over its own days."""
    in_part = {window.store_id for window in scene.partial}
    whole = [row["store_id"] for row in scene.stores if row["store_id"] not in in_part]
    shown = {row["store_id"] for row in scene.stores}
    partial = [window for window in scene.partial if window.store_id in shown]
    return await _summed(scene, comparability_key, criterion_key, whole, partial)


async def criterion_everywhere(scene: Scene, comparability_key: str, criterion_key: str) -> ByStore:
    """Of every store of the organisation, over the whole period."""
    every = await criterion_queries.stores_of(scene.connection, scene.viewer.organisation_id)
    return await _summed(scene, comparability_key, criterion_key, every, [])


async def _summed(
    scene: Scene, comparability_key: str, criterion_key: str, whole: Sequence[UUID], partial: Iterable[Window]
) -> ByStore:
    connection, organisation_id, period = scene.connection, scene.viewer.organisation_id, scene.period
    spans: list[Span] = [(window.store_id, window.from_on, window.to_on) for window in partial]
    if whole:
        spans.append((None, period.from_on, period.to_on))
    parts: list[ByStore] = []
    days: list[Span] = []
    for only_id, from_on, to_on in spans:
        split = by_months(from_on, to_on)
        days += [(only_id, first, last) for first, last in rest_of(split)]
        if split.whole_from < split.whole_before:
            months = Period(split.whole_from, split.whole_before - ONE_DAY)
            stores = whole if only_id is None else [only_id]
            sums = await queries.sums_of_stores(
                connection, organisation_id, "criterion", [comparability_key], months, stores, criterion_key
            )
            parts.append({store_id: figures for (_, store_id, _), figures in sums.items()})
    parts.append(await _on_days(scene, comparability_key, criterion_key, days, whole))
    total: ByStore = {}
    for part in parts:
        for store_id, figures in part.items():
            total[store_id] = together(total[store_id], figures) if store_id in total else figures
    return total


async def _on_days(
    scene: Scene, comparability_key: str, criterion_key: str, days: list[Span], whole: Sequence[UUID]
) -> ByStore:
    if not days:
        return {}
    compiled = await versions(scene.connection, scene.viewer.organisation_id, scene.version_ids[comparability_key])
    places = {one: version.place_of[criterion_key] for one, version in compiled.items()}
    return await criterion_queries.sums_on_days(scene.connection, scene.viewer.organisation_id, places, days, whole)
