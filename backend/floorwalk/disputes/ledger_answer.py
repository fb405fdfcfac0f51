"""The ledger of one viewer: their stores, a period, and of each group what they may see."""

from datetime import date
from uuid import UUID

from floorwalk.comparisons.periods import period_of
from floorwalk.comparisons.service import days_in_area, snapshot
from floorwalk.comparisons.shares import share_of
from floorwalk.disputes import ledger, ledger_queries
from floorwalk.disputes.ledger import LedgerEntry
from floorwalk.disputes.ledger_wire import (
    CriterionInLedger,
    EvaluatorInLedger,
    LedgerBody,
    LedgerFigures,
    StoreInLedger,
)
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb, verbs_of
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import areas_visible_to, stores_visible_to
from floorwalk.rubrics.versions import versions
from floorwalk.visits.wire_out import VisitedStoreBody


async def ledger_for(
    work: UnitOfWork, viewer: Viewer, from_on: date | None, to_on: date | None, area_id: UUID | None
) -> LedgerBody:
    """Raises Invalid for a period that cannot be meant, NotFound for an area outside the scope."""
    connection = await snapshot(work)
    organisation_id = viewer.organisation_id
    period = period_of(from_on, to_on, now().date())
    stores: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COMPARISON_READ)
    if area_id is not None:
        if area_id not in await areas_visible_to(connection, viewer, Verb.COMPARISON_READ):
            raise NotFound
        windows = await days_in_area(connection, organisation_id, area_id, stores, period)
        stores = frozenset(window.store_id for window in windows)
    published = await ledger_queries.published(connection, organisation_id, stores, period)
    disputes = await ledger_queries.disputed(connection, organisation_id, stores, period)
    compiled = await versions(connection, organisation_id, {one.rubric_version_id for one in published})
    verbs = verbs_of(viewer)
    sees_people = Verb.COMPARISON_READ_PEOPLE in verbs
    by_store = ledger.withheld(ledger.by_store(published, disputes), sees_people=sees_people)
    criteria_of = {version_id: version.place_of for version_id, version in compiled.items()}
    by_criterion = ledger.withheld(ledger.by_criterion(published, disputes, criteria_of), sees_people=sees_people)
    titles = {
        criterion["criterion_key"]: criterion["title"]
        for version in compiled.values()
        for section in version.document["sections"]
        for criterion in section["criteria"]
    }
    evaluators = None
    if Verb.COMPARISON_READ_EVALUATORS in verbs:
        tallies = ledger.by_evaluator(published, disputes)
        by_evaluator = ledger.withheld(tallies, sees_people=False)  # of a few cases, no one's quarrel is told (P9)
        evaluators = [
            EvaluatorInLedger(evaluator_id=one, evaluator_code=code, figures=_figures(by_evaluator[one]))
            for one, code in await ledger_queries.evaluator_codes(connection, organisation_id, tallies)
        ]
    total = ledger.tally_of(sum(one.evaluations for one in published), disputes)
    return LedgerBody(
        from_on=period.from_on,
        to_on=period.to_on,
        total=_figures(ledger.withheld({"": total}, sees_people=sees_people)[""]),
        stores=[
            StoreInLedger(
                store=VisitedStoreBody(store_id=row["store_id"], store_code=row["store_code"], name=row["name"]),
                figures=_figures(by_store[row["store_id"]]),
            )
            for row in await ledger_queries.stores_by_id(connection, organisation_id, by_store)
        ],
        criteria=[
            CriterionInLedger(criterion_key=key, title=titles[key], figures=_figures(entry))
            for key, entry in sorted(by_criterion.items(), key=lambda one: (-one[1].tally.disputes, one[0]))
        ],
        evaluators=evaluators,
    )


def _figures(entry: LedgerEntry) -> LedgerFigures:
    tally = entry.tally
    return LedgerFigures(
        disputed=None if entry.withholds_disputed else share_of(tally.disputed, tally.published),
        upheld=None if entry.withholds_upheld else share_of(tally.upheld, tally.decided),
        median_hours=None if entry.withholds_upheld else tally.median_hours,
        is_withheld=entry.withholds_disputed or entry.withholds_upheld,
    )
