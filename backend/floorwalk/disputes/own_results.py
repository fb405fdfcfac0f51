"""What a staff member sees of their own results: single interactions, and the figure over a year where P5 allows one.

Each look leaves a trace (P12): the person's own is one row, without what was in it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from floorwalk.comparisons import scene_queries
from floorwalk.comparisons.figures import figure_of
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.periods import Period
from floorwalk.comparisons.service import priors_under, snapshot
from floorwalk.comparisons.store_people import NOT_SUFFICIENT_ALONE, SUMS, evidence_of
from floorwalk.comparisons.suppression import insufficiency_of
from floorwalk.comparisons.wire import texts_of
from floorwalk.disputes import own_queries, queries, seeing
from floorwalk.disputes.deadlines import raise_until
from floorwalk.disputes.own_wire import (
    Acknowledgement,
    OwnDispute,
    OwnFigure,
    OwnFigures,
    OwnResultBody,
    OwnResultsPage,
    OwnResultSummary,
    QuarterShown,
)
from floorwalk.disputes.queries import Row
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.paging import cursor_at
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.rubrics.versions import version, versions
from floorwalk.statistics.interval import NoInterval
from floorwalk.visits.correction_queries import corrections_of
from floorwalk.visits.presenting import interaction_of
from floorwalk.visits.reading import evaluations_seen
from floorwalk.visits.wire_out import VisitedStoreBody

A_YEAR = timedelta(days=364)  # before today: 365 days, both ends counted


def person_of(viewer: Viewer) -> UUID:
    """Raises NotFound for an account that is no staff member's."""
    if viewer.staff_member_id is None:
        raise NotFound
    return viewer.staff_member_id


async def page_of_results(
    connection: Connection, viewer: Viewer, after: tuple[date, UUID] | None, limit: int
) -> OwnResultsPage:
    person = person_of(viewer)
    rows = await own_queries.page_of_results(connection, viewer.organisation_id, person, after, limit + 1)
    page = rows[:limit]
    compiled = await versions(connection, viewer.organisation_id, {row["rubric_version_id"] for row in page})
    await _trace(connection, viewer, "own_results.read", "staff_member", person)
    last = page[-1] if len(rows) > limit else None
    return OwnResultsPage(
        results=[_summary(row, compiled[row["rubric_version_id"]]) for row in page],
        next_cursor=cursor_at(last["visited_on"], last["evaluation_id"]) if last else None,
    )


def _summary(row: Row, compiled: CompiledVersion) -> OwnResultSummary:
    touchpoints = {one["touchpoint_key"]: one["title"] for one in compiled.document.get("touchpoints") or ()}
    return OwnResultSummary(
        evaluation_id=row["evaluation_id"],
        visited_on=row["visited_on"],
        store=VisitedStoreBody(store_id=row["store_id"], store_code=row["store_code"], name=row["name"]),
        mode=row["mode"],
        programme_title=row["programme_title"],
        touchpoint_title=touchpoints.get(row["touchpoint_key"]),
        star_count=len(row["stars"]),
        exceeded=row["exceeded"],
        met=row["met"],
        below=row["below"],
        critical_failed=row["critical_failed"],
        is_disputed=row["is_disputed"],
        acknowledged_at=row["acknowledged_at"],
    )


async def result_of(connection: Connection, viewer: Viewer, evaluation_id: UUID) -> OwnResultBody:
    """Raises NotFound for what is not one's own, or not published (any more)."""
    row = await _own(connection, viewer, evaluation_id)
    organisation_id = viewer.organisation_id
    compiled = await version(connection, organisation_id, row["rubric_version_id"])
    [evaluation] = [
        one
        for one in await evaluations_seen(connection, organisation_id, row["visit_id"], ["published"])
        if one["evaluation_id"] == evaluation_id
    ]
    corrected = await corrections_of(connection, organisation_id, [evaluation_id])
    await _trace(connection, viewer, "own_result.read", "evaluation", evaluation_id)
    until = raise_until(row["published_at"], row["dispute_window_days"])
    return OwnResultBody(
        result=_summary(row, compiled),
        evaluator_name=row["evaluator_name"] if row["mode"] == "floor" else None,
        comment=row["comment"],
        dispute_until=until if now() <= until else None,
        disputes=await _disputes(connection, viewer, evaluation_id),
        interaction=interaction_of(evaluation, compiled, [], corrected, shows_people=True),
    )


async def _disputes(connection: Connection, viewer: Viewer, evaluation_id: UUID) -> list[OwnDispute]:
    sight = await seeing.sight_of(connection, viewer)
    rows = await queries.disputes_of_evaluation(connection, viewer.organisation_id, sight, evaluation_id)
    if not rows:
        return []
    decisions = await queries.decisions_of(connection, viewer.organisation_id, [row["dispute_id"] for row in rows])
    return [
        OwnDispute(
            dispute=summary,
            decisions=[seeing.decision_of(one) for one in decisions if one["dispute_id"] == summary.dispute_id],
        )
        for summary in await seeing.summaries_of(connection, viewer, sight, rows)
    ]


async def acknowledge(connection: Connection, viewer: Viewer, evaluation_id: UUID, said: Acknowledgement) -> None:
    """Raises NotFound for what is not one's own."""
    await _own(connection, viewer, evaluation_id)
    comment = said.comment.strip() if said.comment is not None else None
    await own_queries.acknowledge(connection, viewer.organisation_id, evaluation_id, person_of(viewer), comment, now())
    act = "own_result.acknowledged" if comment is None else "own_result.commented"
    await _trace(connection, viewer, act, "evaluation", evaluation_id)


async def figures_of(work: UnitOfWork, viewer: Viewer) -> OwnFigures:
    """The last twelve months. Both the floor of evidence and the spread are those of the table of people."""
    person, organisation_id = person_of(viewer), viewer.organisation_id
    connection = await snapshot(work)
    to_on = now().date()
    from_on = to_on - A_YEAR
    rows = await own_queries.own_sums(connection, organisation_id, person, from_on, to_on)
    newest = {
        row["comparability_key"]: row["rubric_version_id"]
        for row in await scene_queries.versions_by_key(connection, organisation_id)
    }
    compiled = await versions(connection, organisation_id, {newest[row["comparability_key"]] for row in rows})
    quarters = await own_queries.own_sums_by_quarter(connection, organisation_id, person, from_on, to_on)
    figures = [
        await _figure(
            connection,
            organisation_id,
            row,
            compiled[newest[row["comparability_key"]]],
            [one for one in quarters if one["comparability_key"] == row["comparability_key"]],
            (from_on, to_on),
        )
        for row in rows
    ]
    await _trace(connection, viewer, "own_figures.read", "staff_member", person)
    return OwnFigures(from_on=from_on, to_on=to_on, figures=figures)


async def _figure(
    connection: Connection,
    organisation_id: UUID,
    row: Row,
    compiled: CompiledVersion,
    quarters: Sequence[Row],
    days: tuple[date, date],
) -> OwnFigure:
    reason = insufficiency_of(evidence_of(row))
    figure, shown = None, []
    if reason is None:
        key = row["comparability_key"]
        priors = await priors_under(connection, organisation_id, "staff_member", key, Period(*days))
        prior = priors.get("", NoInterval.SPREAD_UNKNOWN)
        figure = figure_of(_figures(row), prior, [NOT_SUFFICIENT_ALONE])
        shown = [
            QuarterShown(quarter_on=one["quarter_on"], figure=figure_of(_figures(one), prior, [NOT_SUFFICIENT_ALONE]))
            for one in quarters
        ]
    return OwnFigure(
        comparability_key=row["comparability_key"],
        title=texts_of(compiled.document["title"]),
        interaction_count=row["interactions"],
        reason=reason,
        figure=figure,
        quarters=shown,
    )


def _figures(row: Row) -> ScopeFigures:
    return ScopeFigures(*(row[name] for name in SUMS))


async def _own(connection: Connection, viewer: Viewer, evaluation_id: UUID) -> Row:
    row = await own_queries.result(connection, viewer.organisation_id, person_of(viewer), evaluation_id)
    if row is None:
        raise NotFound
    return row


async def _trace(connection: Connection, viewer: Viewer, act: str, kind: str, object_id: UUID) -> None:
    await audit_log.record(connection, viewer.organisation_id, viewer.account_id, act, kind, object_id, {})
