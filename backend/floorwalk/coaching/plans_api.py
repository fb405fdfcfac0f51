"""Routes of coaching plans and of what is due: guard, decode, one call, return."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.coaching import action_items_service, follow_up, plan_reading, plan_scopes, plans_service
from floorwalk.coaching.plan_wire import (
    ChoicesBody,
    DueBody,
    FollowUpAsked,
    NewPlan,
    OwnPlans,
    PlanBody,
    PlanConfirmed,
    PlanEnded,
    PlanIdBody,
    PlansBody,
    PlansShown,
)
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.organisation.scope import store_visible_to
from floorwalk.visits.assignment_wire import AssignmentIdBody


@get("/api/coaching/plans", guards=[requires(Verb.COACHING_READ)])
async def list_plans(
    asking: NamedDependency[Asking],
    show: FromQuery[PlansShown] = "open",
    store_id: FromQuery[UUID | None] = None,
) -> PlansBody:
    """Plans of the viewer's stores with their outcomes. Leaves a trace of whose figures were read."""
    connection = await asking.work.connection()
    return PlansBody(plans=await plan_reading.plans_shown_to(connection, asking.viewer, show, store_id))


@post("/api/coaching/plans", guards=[requires(Verb.COACHING_WRITE)])
async def open_plan(asking: NamedDependency[Asking], data: JSONBody[NewPlan]) -> PlanIdBody:
    """Freezes the baseline."""
    connection = await asking.work.connection()
    return PlanIdBody(plan_id=await plans_service.open_plan(connection, asking.viewer, data))


@get("/api/coaching/plans/{plan_id:uuid}", guards=[requires(Verb.COACHING_READ)])
async def read_plan(asking: NamedDependency[Asking], plan_id: FromPath[UUID]) -> PlanBody:
    """Baseline beside follow-up, the outcome, and the follow-up visit that is proposed."""
    return await plan_reading.plan_shown_to(await asking.work.connection(), asking.viewer, plan_id)


@post("/api/coaching/plans/{plan_id:uuid}/confirm", guards=[requires(Verb.COACHING_WRITE)], status_code=204)
async def confirm_plan(asking: NamedDependency[Asking], plan_id: FromPath[UUID]) -> None:
    """The coach's side."""
    await plans_service.confirm_as_coach(await asking.work.connection(), asking.viewer, plan_id)


@post("/api/coaching/plans/{plan_id:uuid}/shown", guards=[requires(Verb.COACHING_WRITE)], status_code=204)
async def record_plan_shown(asking: NamedDependency[Asking], plan_id: FromPath[UUID]) -> None:
    """The coach says that a person without an account was shown the plan."""
    await plans_service.record_shown(await asking.work.connection(), asking.viewer, plan_id)


@post("/api/coaching/plans/{plan_id:uuid}/end", guards=[requires(Verb.COACHING_WRITE)], status_code=204)
async def end_plan(asking: NamedDependency[Asking], plan_id: FromPath[UUID], data: JSONBody[PlanEnded]) -> None:
    """Carried out, or dropped with a reason."""
    await plans_service.end(await asking.work.connection(), asking.viewer, plan_id, data)


@post("/api/coaching/plans/{plan_id:uuid}/follow-up", guards=[requires(Verb.ASSIGNMENT_WRITE)])
async def ask_follow_up(
    asking: NamedDependency[Asking], plan_id: FromPath[UUID], data: JSONBody[FollowUpAsked]
) -> AssignmentIdBody:
    """Confirms the proposed visit: an assignment like any other."""
    made = await follow_up.confirm(await asking.work.connection(), asking.viewer, plan_id, data)
    return AssignmentIdBody(assignment_id=made)


@get("/api/coaching/choices", guards=[requires(Verb.COACHING_WRITE)])
async def coaching_choices(asking: NamedDependency[Asking], store_id: FromQuery[UUID]) -> ChoicesBody:
    """What the forms for a store offer."""
    connection, viewer = await asking.work.connection(), asking.viewer
    await store_visible_to(connection, viewer, Verb.COACHING_WRITE, store_id)
    return await plan_scopes.choices_of(connection, viewer.organisation_id, store_id)


@get("/api/coaching/due", guards=[requires(Verb.COACHING_READ)])
async def read_due(asking: NamedDependency[Asking], area_id: FromQuery[UUID | None] = None) -> DueBody:
    """Overdue action items and due re-observations: counts and stores, nobody's name."""
    return await action_items_service.due(await asking.work.connection(), asking.viewer, area_id)


@get("/api/own/plans", guards=[requires(Verb.OWN_READ)])
async def own_plans(asking: NamedDependency[Asking]) -> OwnPlans:
    """The plans about oneself, with the same figures that the coach sees."""
    return OwnPlans(plans=await plan_reading.own_plans_of(await asking.work.connection(), asking.viewer))


@post("/api/own/plans/{plan_id:uuid}/confirm", guards=[requires(Verb.OWN_CONFIRM)], status_code=204)
async def confirm_own_plan(
    asking: NamedDependency[Asking], plan_id: FromPath[UUID], data: JSONBody[PlanConfirmed]
) -> None:
    """The person's side."""
    await plans_service.confirm_as_person(await asking.work.connection(), asking.viewer, plan_id, data)


ROUTES: list[ControllerRouterHandler] = [
    list_plans,
    open_plan,
    read_plan,
    confirm_plan,
    record_plan_shown,
    end_plan,
    ask_follow_up,
    coaching_choices,
    read_due,
    own_plans,
    confirm_own_plan,
]
