"""The answer about one store: business areas, criteria, its people by rule P5, and the visits behind it all."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from floorwalk.comparisons import queries, store_queries
from floorwalk.comparisons.answers import business_areas_of, by_business_area
from floorwalk.comparisons.beside_the_mean import consistency_of, design_effects_of, indifferent_share_of, trends_of
from floorwalk.comparisons.criteria import criterion_figures_of
from floorwalk.comparisons.figures import coverage_bp_of, figure_of, mean_bp_of, outcomes_of
from floorwalk.comparisons.flags_behind import all_of, flags_of, flags_of_people
from floorwalk.comparisons.model import NOTHING, ScopeFigures, together
from floorwalk.comparisons.periods import ONE_DAY, Period, by_months, rest_of
from floorwalk.comparisons.service import Asked, Scene, scene_of
from floorwalk.comparisons.shares import critical_of
from floorwalk.comparisons.store_observations import measured_of, remarkable_of
from floorwalk.comparisons.store_people import NOT_SUFFICIENT_ALONE, people_with_evidence
from floorwalk.comparisons.suppression import Display
from floorwalk.comparisons.wire import (
    BusinessAreaFigures,
    CriterionFigures,
    InsufficientEvidence,
    StaffFigures,
    StoreCompared,
    StoreShown,
    VisitShown,
    texts_of,
)
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.service import versions
from floorwalk.statistics.interval import NoInterval, SpreadPrior


async def store_compared(work: UnitOfWork, viewer: Viewer, store_id: UUID, asked: Asked) -> StoreCompared:
    """Raises NotFound for a store that the viewer may not see, or that was not open in the period."""
    scene = await scene_of(work, viewer, asked, store_id)
    if not scene.stores:
        raise NotFound
    store = scene.stores[0]
    figures = scene.figures_of_store(store_id)
    areas, (own, priors) = await business_areas_of(scene), await by_business_area(scene)
    critical_effect, indifferent_effect = await design_effects_of(scene)
    stars, indifferent = await remarkable_of(scene, store_id)
    keys = [scene.key] if scene.key else []
    of_store, of_areas = await flags_of(scene, "store", keys), await flags_of(scene, "business_area", keys)
    return StoreCompared(
        **scene.head,
        store=StoreShown(**{name: store[name] for name in StoreShown.__struct_fields__}),
        figure=figure_of(figures, scene.prior, all_of(of_store.values())),
        outcomes=outcomes_of(figures),
        coverage_bp=coverage_bp_of(figures),
        critical=critical_of(figures.critical_failed, figures.interactions, critical_effect),
        stars=figures.stars,
        indifferent=figures.indifferent,
        indifferent_share=indifferent_share_of(figures, indifferent_effect),
        consistency=consistency_of(figures, scene.prior),
        trend=trends_of(scene).get(store_id, []),
        business_areas=[
            BusinessAreaFigures(
                business_area_key=area.business_area_key,
                title=area.title,
                figure=figure_of(
                    own.get((store_id, area.business_area_key), NOTHING),
                    priors.get(area.business_area_key, NoInterval.SPREAD_UNKNOWN),
                    of_areas.get((scene.key or "", store_id, area.business_area_key), ()),
                ),
                outcomes=outcomes_of(own.get((store_id, area.business_area_key), NOTHING)),
            )
            for area in areas
        ],
        criteria=await _criteria(scene, store_id),
        measured=await measured_of(scene, store_id),
        indifferent_interactions=indifferent,
        stars_given=stars,
        visits=await _visits(scene, store_id),
        staff=await _staff(scene, store_id),
    )


async def _criteria(scene: Scene, store_id: UUID) -> list[CriterionFigures]:
    """In the order of the rubric. Whole months are folded; the days around them come from the packed evaluations."""
    if scene.version is None or scene.key is None:
        return []
    own, priors = await _criterion_sums(scene, scene.key, store_id)
    flags = await flags_of(scene, "criterion", [scene.key])
    written = {
        criterion["criterion_key"]: (criterion["title"], section["section_key"])
        for section in scene.version.document["sections"]
        for criterion in section["criteria"]
    }
    rows = []
    for criterion in scene.version.criteria:
        key = criterion.criterion_key
        figures = own.get(key, NOTHING)
        figure = figure_of(
            figures, priors.get(key, NoInterval.SPREAD_UNKNOWN), flags.get((scene.key, store_id, key), ())
        )
        rows.append(
            CriterionFigures(
                criterion_key=key,
                title=texts_of(written[key][0]),
                business_area=criterion.business_area,
                section_key=written[key][1],
                mean_bp=None if figure.display is Display.HIDDEN else mean_bp_of(figures),
                rating_count=figures.w_sum,
                visit_count=figures.m,
                figure=figure,
                outcomes=outcomes_of(figures),
            )
        )
    return rows


async def _criterion_sums(
    scene: Scene, key: str, store_id: UUID
) -> tuple[dict[str, ScopeFigures], Mapping[str, SpreadPrior | NoInterval]]:
    """The store's sums over exactly the period, and priors over all stores and the months that it touches."""
    connection, organisation_id = scene.connection, scene.viewer.organisation_id
    priors = await scene.priors_of("criterion")
    own: dict[str, ScopeFigures] = {}
    for _, from_on, to_on in scene.windows_of(store_id):
        split = by_months(from_on, to_on)
        whole = Period(split.whole_from, split.whole_before - ONE_DAY)
        months = await queries.sums_of_stores(connection, organisation_id, "criterion", [key], whole, [store_id])
        rows = await store_queries.packed_ratings(connection, organisation_id, store_id, key, rest_of(split))
        compiled = await versions(connection, organisation_id, {row["rubric_version_id"] for row in rows})
        days = criterion_figures_of(
            (
                row["visit_id"],
                list(compiled[row["rubric_version_id"]].place_of),
                row["scores_bp"],
                row["outcomes"],
            )
            for row in rows
        )
        for part in ({scope[2]: figures for scope, figures in months.items()}, days):
            for criterion, figures in part.items():
                own[criterion] = together(own[criterion], figures) if criterion in own else figures
    return own, priors


async def _visits(scene: Scene, store_id: UUID) -> list[VisitShown]:
    if scene.key is None:
        return []
    rows = await store_queries.visits_of_store(
        scene.connection, scene.viewer.organisation_id, store_id, scene.key, scene.windows_of(store_id)
    )
    return [
        VisitShown(
            visit_id=row["visit_id"],
            visited_on=row["visited_on"],
            mode=row["mode"],
            raw_bp=row["raw_bp"],
            interaction_count=row["interactions"],
            critical_failed=row["critical_failed"] > 0,
        )
        for row in rows
    ]


async def _staff(scene: Scene, store_id: UUID) -> list[StaffFigures] | msgspec.UnsetType:
    """The people of the store in the order of the alphabet, and a trace of whose figures were read."""
    connection, viewer = scene.connection, scene.viewer
    if store_id not in await stores_visible_to(connection, viewer, Verb.COMPARISON_READ_PEOPLE):
        return msgspec.UNSET
    reads_visits = store_id in await stores_visible_to(connection, viewer, Verb.VISIT_READ)
    people = await people_with_evidence(scene, store_id, reads_visits=reads_visits)
    flags = await flags_of_people(scene)
    with_figure = [str(person.staff_member_id) for person in people if person.reason is None]
    if with_figure:
        await audit_log.record(
            connection, viewer.organisation_id, viewer.account_id, "comparison.people_read", "store", str(store_id),
            {
                "purpose": "coaching",  # P2: what figures about a person are read for, where nothing else was said
                "from_on": scene.period.from_on.isoformat(),
                "to_on": scene.period.to_on.isoformat(),
                "comparability_key": scene.key,
                "staff_member_ids": with_figure,
            },
        )  # fmt: skip
    return [
        StaffFigures(
            staff_member_id=person.staff_member_id,
            display_name=person.display_name,
            role_title=person.role_title,
            figure=None
            if person.reason is not None
            else figure_of(
                person.figures,
                person.prior,
                [*flags.get((store_id, str(person.staff_member_id)), ()), NOT_SUFFICIENT_ALONE],
            ),
            insufficient=None if person.reason is None else InsufficientEvidence(reason=person.reason),
        )
        for person in people
    ]
