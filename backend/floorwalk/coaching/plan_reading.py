"""Coaching plans as their managers, HR and the person read them, and the trace of each look (P12)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from floorwalk.coaching import plan_queries
from floorwalk.coaching.follow_up import proposal_of
from floorwalk.coaching.plan_figures import Observed
from floorwalk.coaching.plan_model import Baseline
from floorwalk.coaching.plan_outcomes import PlanSeen, seen
from floorwalk.coaching.plan_queries import Row
from floorwalk.coaching.plan_scopes import Scopes, scopes_of
from floorwalk.coaching.plan_wire import (
    BaselineBody,
    FollowUpBody,
    OutcomeBody,
    OwnPlan,
    PlanBody,
    PlansShown,
    ProposedFollowUp,
)
from floorwalk.coaching.plans_lifecycle import ACTS_OF, ENDED, PlanAct, PlanState, Side, after
from floorwalk.comparisons.figures import Prior, figure_of
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.store_people import NOT_SUFFICIENT_ALONE
from floorwalk.comparisons.wire import Figure
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.statistics.sums import SixSums


async def plans_shown_to(
    connection: Connection, viewer: Viewer, shown: PlansShown, store_id: UUID | None
) -> list[PlanBody]:
    """Of the stores where the viewer may read coaching. Raises NotFound for a store out of sight."""
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COACHING_READ)
    if store_id is not None and store_id not in visible:
        raise NotFound
    rows = await plan_queries.plans(
        connection,
        viewer.organisation_id,
        visible,
        ended=shown == "ended",
        coach_account_id=viewer.account_id if shown == "mine" else None,
        store_id=store_id,
        due=shown == "due",
    )
    writable = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    scopes = await scopes_of(connection, viewer.organisation_id)
    plans = await seen(connection, viewer.organisation_id, rows)
    await _leave_trace(connection, viewer, rows)
    return [plan_body(viewer, writable, scopes, plan, None) for plan in plans]


async def plan_shown_to(connection: Connection, viewer: Viewer, plan_id: UUID) -> PlanBody:
    """One plan with the follow-up that it proposes. Raises NotFound."""
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COACHING_READ)
    row = await plan_queries.plan_by_id(connection, viewer.organisation_id, plan_id)
    if row is None or row["store_id"] not in visible:
        raise NotFound
    writable = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    scopes = await scopes_of(connection, viewer.organisation_id)
    (plan,) = await seen(connection, viewer.organisation_id, [row])
    proposal = await proposal_of(connection, viewer.organisation_id, row)
    await _leave_trace(connection, viewer, [row])
    shown = None
    if proposal is not None:
        shown = ProposedFollowUp(
            programme_title=proposal.programme_title, from_on=proposal.from_on, to_on=proposal.to_on
        )
    return plan_body(viewer, writable, scopes, plan, shown)


async def own_plans_of(connection: Connection, viewer: Viewer) -> list[OwnPlan]:
    """What the person sees of themselves; nothing for an account that is nobody's."""
    if viewer.staff_member_id is None:
        return []
    rows = await plan_queries.plans_about(connection, viewer.organisation_id, viewer.staff_member_id)
    scopes = await scopes_of(connection, viewer.organisation_id)
    plans = await seen(connection, viewer.organisation_id, rows)
    await _leave_trace(connection, viewer, rows)
    return [
        OwnPlan(
            plan_id=plan.row["plan_id"],
            store_name=plan.row["store_name"],
            scope_kind=plan.row["scope_kind"],
            scope_ref=plan.row["scope_ref"],
            scope_title=scopes.title_of(plan.row["scope_kind"], plan.row["scope_ref"]),
            agreement=plan.row["agreement"],
            coach_name=plan.row["coach_name"],
            agreed_on=plan.row["agreed_on"],
            reobserve_by=plan.row["reobserve_by"],
            state=plan.row["state"],
            person_confirmed_at=plan.row["person_confirmed_at"],
            person_comment=plan.row["person_comment"],
            baseline=baseline_body(plan),
            follow_up=follow_up_body(plan),
            outcome=outcome_body(plan),
            may_confirm=after(PlanState(plan.row["state"]), PlanAct.PERSON_CONFIRMS) is not None,
        )
        for plan in plans
    ]


async def _leave_trace(connection: Connection, viewer: Viewer, rows: Sequence[Row]) -> None:
    if rows:
        await audit_log.record(
            connection, viewer.organisation_id, viewer.account_id, "coaching_plan.read", "coaching_plan",
            rows[0]["plan_id"] if len(rows) == 1 else "several",
            {
                "purpose": "coaching",
                "plans": [str(row["plan_id"]) for row in rows],
                "staff_member_ids": sorted({str(row["staff_member_id"]) for row in rows}),
            },
        )  # fmt: skip


def plan_body(
    viewer: Viewer, writable: Collection[UUID], scopes: Scopes, plan: PlanSeen, proposal: ProposedFollowUp | None
) -> PlanBody:
    row = plan.row
    names = (
        "plan_id", "staff_member_id", "staff_code", "display_name", "store_id", "store_name", "scope_kind", "scope_ref",
        "agreement", "coach_account_id", "coach_name", "agreed_on", "reobserve_by", "state", "created_at",
        "coach_confirmed_at", "person_confirmed_at", "shown_by_coach", "has_account", "person_comment", "ended_at",
        "drop_reason", "follow_up_assignment_id",
    )  # fmt: skip
    return PlanBody(
        **{name: row[name] for name in names},
        scope_title=scopes.title_of(row["scope_kind"], row["scope_ref"]),
        is_due=PlanState(row["state"]) not in ENDED and row["reobserve_by"] <= row["today"],
        baseline=baseline_body(plan),
        follow_up=follow_up_body(plan),
        outcome=outcome_body(plan),
        proposed_follow_up=proposal,
        may=acts_of(viewer, writable, row),
    )


def acts_of(viewer: Viewer, writable: Collection[UUID], row: Row) -> list[PlanAct]:
    """What the viewer may do with the plan in its present state, on the coach's and the managers' side."""
    sides = set()
    if row["store_id"] in writable:
        sides.add(Side.MANAGER)
        if row["coach_account_id"] == viewer.account_id:
            sides.add(Side.COACH)
    return [
        act
        for act, side in ACTS_OF.items()
        if side in sides
        and after(PlanState(row["state"]), act) is not None
        and not (act is PlanAct.SHOW_TO_PERSON and row["has_account"])
    ]


def baseline_body(plan: PlanSeen) -> BaselineBody:
    baseline, now = plan.baseline, plan.baseline_now
    return BaselineBody(
        from_on=baseline.from_on,
        to_on=baseline.to_on,
        interaction_count=baseline.interactions,
        figure=_figure_of_baseline(baseline),
        reason=now.reason if now is not None else baseline.reason,
        now=None if now is None else _figure_of_baseline(now),
    )


def follow_up_body(plan: PlanSeen) -> FollowUpBody:
    observed = plan.follow_up
    return FollowUpBody(
        from_on=plan.follow_up_from_on,
        to_on=plan.follow_up_to_on,
        visit_count=len(observed.by_visit),
        interaction_count=observed.interactions,
        figure=None if observed.reason else _figure_of_observed(observed, plan.baseline.prior),
        reason=observed.reason,
    )


def outcome_body(plan: PlanSeen) -> OutcomeBody:
    outcome = plan.outcome
    return OutcomeBody(
        verdict=outcome.verdict,
        reason=outcome.reason,
        more_observations=outcome.more_observations,
        smallest_effect_bp=outcome.smallest_effect_bp,
        expected_bp=outcome.expected_bp,
        effect_bp=outcome.effect_bp,
        probability_improved_ppm=outcome.probability_improved_ppm,
    )


def _figure_of_baseline(baseline: Baseline) -> Figure | None:
    if baseline.sums is None:
        return None
    return _figure(baseline.sums, baseline.interactions, baseline.prior)


def _figure_of_observed(observed: Observed, prior: Prior) -> Figure:
    return _figure(observed.sums, observed.interactions, prior)


def _figure(sums: SixSums, interactions: int, prior: Prior) -> Figure:
    return figure_of(ScopeFigures(*sums, interactions=interactions), prior, [NOT_SUFFICIENT_ALONE])
