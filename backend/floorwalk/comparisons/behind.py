"""The visits behind one figure: the same question, the same stores and days, and the visits that were counted.

A figure is of a store or of all in scope, and there of everything, of a business area, a criterion, a person or an
evaluator. Who may read single visits gets them listed; everybody else gets their number and their flags.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from floorwalk.comparisons import behind_queries
from floorwalk.comparisons.behind_wire import FlagsBehind, VisitBehind, VisitsBehind
from floorwalk.comparisons.queries import Row, ScopeKind
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.kernel.paging import cursor_at, day_and_id
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.service import versions
from floorwalk.scoring.rounding import rdiv


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """What the figure is of; at most one of the last four. A person's figure is of one store."""

    store_id: UUID | None
    business_area_key: str | None
    criterion_key: str | None
    staff_member_id: UUID | None
    evaluator_code: str | None

    def check(self) -> None:
        """Raises Invalid for a figure that no screen shows."""
        narrowed = (self.business_area_key, self.criterion_key, self.staff_member_id, self.evaluator_code)
        if sum(one is not None for one in narrowed) > 1 or (self.staff_member_id and not self.store_id):
            raise Invalid([Fault("store_id", "comparisons.figure_not_understood", "There is no such figure.")])


async def visits_behind(
    work: UnitOfWork, viewer: Viewer, asked: Asked, figure: AskedFigure, cursor: str | None, limit: int
) -> VisitsBehind:
    """Raises NotFound for what the viewer may not see and for what the chosen key does not have."""
    figure.check()
    after = day_and_id(cursor)
    scene = await scene_of(work, viewer, asked, figure.store_id)
    if figure.store_id is not None and not scene.stores:
        raise NotFound
    stores = await _stores_of(scene, figure)
    read = await stores_visible_to(scene.connection, viewer, Verb.VISIT_READ)
    listed = [store_id for store_id in stores if store_id in read]
    rows = await _rows(scene, figure, stores, listed, after, limit + 1)
    total = rows[0] if rows else {"visit_count": 0, "missing_count": 0, "disputed_count": 0}
    if total["visit_count"] == 0 and (figure.staff_member_id or figure.evaluator_code):
        raise NotFound
    if figure.staff_member_id is not None:
        await _note_whose(scene, figure.staff_member_id)
    page = [row for row in rows if row["visit_id"] is not None]
    last = page[limit - 1] if len(page) > limit else None
    return VisitsBehind(
        **scene.head,
        visit_count=total["visit_count"],
        flags=FlagsBehind(photos_missing=total["missing_count"], disputed=total["disputed_count"]),
        visits=[_shown(row, figure) for row in page[:limit]] if listed else msgspec.UNSET,
        next_cursor=None if last is None else cursor_at(last["visited_on"], last["visit_id"]),
    )


async def _stores_of(scene: Scene, figure: AskedFigure) -> list[UUID]:
    """The stores in scope where the viewer may see figures of this kind. Raises NotFound if that is none of them."""
    stores = [row["store_id"] for row in scene.stores]
    verbs: tuple[Verb, ...] = ()
    if figure.staff_member_id is not None:
        # The number of visits alone would say something of a person whose figure is withheld.
        verbs = (Verb.COMPARISON_READ_PEOPLE, Verb.VISIT_READ)
    elif figure.evaluator_code is not None:
        verbs = (Verb.COMPARISON_READ_EVALUATORS,)
    for verb in verbs:
        allowed = await stores_visible_to(scene.connection, scene.viewer, verb)
        stores = [store_id for store_id in stores if store_id in allowed]
    if verbs and not stores:
        raise NotFound
    return stores


async def _rows(
    scene: Scene,
    figure: AskedFigure,
    stores: list[UUID],
    listed: list[UUID],
    after: tuple[date, UUID] | None,
    limit: int,
) -> list[Row]:
    if scene.key is None or scene.version is None:
        if figure.business_area_key or figure.criterion_key:
            raise NotFound
        return []
    connection, organisation_id = scene.connection, scene.viewer.organisation_id
    windows = [window for store_id in stores for window in scene.windows_of(store_id)]
    rubric = scene.version.rubric
    if figure.criterion_key is not None:
        if figure.criterion_key not in rubric.criterion_of:
            raise NotFound
        compiled = await versions(connection, organisation_id, scene.version_ids[scene.key])
        places = {one: version.place_of[figure.criterion_key] for one, version in compiled.items()}
        return await behind_queries.behind_ratings(connection, organisation_id, windows, places, listed, after, limit)
    if figure.business_area_key is not None and not rubric.weight_of_business_area.get(figure.business_area_key):
        raise NotFound
    scope_kind: ScopeKind = "store"
    scope_ref = None
    if figure.business_area_key is not None:
        scope_kind, scope_ref = "business_area", figure.business_area_key
    elif figure.staff_member_id is not None:
        scope_kind, scope_ref = "staff_member", str(figure.staff_member_id)
    return await behind_queries.behind_facts(
        connection, organisation_id, windows, scene.key, scope_kind, scope_ref, figure.evaluator_code, listed, after,
        limit,
    )  # fmt: skip


async def _note_whose(scene: Scene, staff_member_id: UUID) -> None:
    """That somebody looked at what stands behind a person's figure (P12)."""
    await audit_log.record(
        scene.connection, scene.viewer.organisation_id, scene.viewer.account_id, "comparison.people_read",
        "staff_member", str(staff_member_id),
        {
            "from_on": scene.period.from_on.isoformat(),
            "to_on": scene.period.to_on.isoformat(),
            "comparability_key": scene.key,
            "staff_member_ids": [str(staff_member_id)],
        },
    )  # fmt: skip


def _shown(row: Row, figure: AskedFigure) -> VisitBehind:
    return VisitBehind(
        visit_id=row["visit_id"],
        store_id=row["store_id"],
        store_code=row["store_code"],
        store_name=row["store_name"],
        visited_on=row["visited_on"],
        mode=row["mode"],
        score_bp=None if figure.staff_member_id is not None else rdiv(row["t"], row["w"]),
        interaction_count=row["interactions"],
        critical_failed=row["failed"],
        photos_missing=row["photos_missing"],
        is_disputed=row["disputed"],
    )
