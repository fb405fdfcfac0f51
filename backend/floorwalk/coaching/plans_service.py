"""Opening a coaching plan with its frozen baseline, and moving it. The states are plans_lifecycle.py.

Every act takes the row's lock first, so that of two people who act at once one is told that the other was quicker.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import msgspec

from floorwalk.coaching import plan_queries
from floorwalk.coaching.plan_errors import ConfirmsByAccount, MoveNotPossible, NotTheCoach
from floorwalk.coaching.plan_figures import Interaction, baseline_of_observed, observed_between, score_in, sums_of
from floorwalk.coaching.plan_model import BASELINE_DAYS, LATE_DAYS, Baseline, PlanScope
from floorwalk.coaching.plan_outcomes import interactions_of
from floorwalk.coaching.plan_queries import Row
from floorwalk.coaching.plan_scopes import Scopes, check_manager, refuse, scopes_of
from floorwalk.coaching.plan_wire import NewPlan, PlanConfirmed, PlanEnded
from floorwalk.coaching.plans_lifecycle import PlanAct, PlanState, after
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.service import CompiledVersion, versions
from floorwalk.statistics.sums import SixSums

ONE_DAY = timedelta(days=1)
LONGEST_PLAN = timedelta(days=366)


async def open_plan(connection: Connection, viewer: Viewer, new: NewPlan) -> UUID:
    """Raises NotFound for a store out of sight, Invalid with every fault of the form.

    Whoever opens a plan as its own coach has confirmed it by that.
    """
    organisation_id = viewer.organisation_id
    if new.store_id not in await stores_visible_to(connection, viewer, Verb.COACHING_WRITE):
        raise NotFound
    scopes = await scopes_of(connection, organisation_id)
    refuse(await _faults_of(connection, organisation_id, scopes, new))
    key, baseline = await baseline_of_plan(connection, organisation_id, scopes, new)
    plan_id, at = new_id(), now()
    own = new.coach_account_id == viewer.account_id
    await plan_queries.insert(
        connection,
        organisation_id,
        plan_id,
        new,
        comparability_key=key,
        by_account_id=viewer.account_id,
        state=PlanState.CONFIRMED_BY_COACH if own else PlanState.PROPOSED,
        baseline=msgspec.to_builtins(baseline),
        at=at,
    )
    await _record(connection, viewer, "coaching_plan.opened", plan_id, staff_member_id=str(new.staff_member_id))
    return plan_id


async def _faults_of(connection: Connection, organisation_id: UUID, scopes: Scopes, new: NewPlan) -> list[Fault]:
    today = await plan_queries.today_at(connection, organisation_id, new.store_id)
    faults = scopes.check(new.scope_kind, new.scope_ref)
    if not today - timedelta(days=LATE_DAYS) <= new.agreed_on <= today:
        faults.append(Fault("agreed_on", "coaching.agreed_out_of_range", f"Today or at most {LATE_DAYS} days ago."))
    elif not max(new.agreed_on + ONE_DAY, today) <= new.reobserve_by <= today + LONGEST_PLAN:
        faults.append(
            Fault("reobserve_by", "coaching.reobserve_out_of_range", "After the day of agreement, within a year.")
        )
    elif not await plan_queries.is_posted(
        connection, organisation_id, new.staff_member_id, new.store_id, new.agreed_on
    ):
        faults.append(Fault("staff_member_id", "coaching.not_posted_there", "Nobody like this works in the store."))
    return faults + await check_manager(
        connection, organisation_id, new.store_id, new.coach_account_id, "coach_account_id"
    )


async def baseline_of_plan(
    connection: Connection, organisation_id: UUID, scopes: Scopes, new: NewPlan
) -> tuple[str | None, Baseline]:
    """Under the key with most interactions that have a score in the scope; without any, under the newest that has it
    and by which people are observed by name.

    The day of the talk belongs to neither side: what was seen that day may have come before it or after.
    """
    from_on, to_on = new.agreed_on - timedelta(days=BASELINE_DAYS), new.agreed_on - ONE_DAY
    pair = (new.staff_member_id, new.store_id)
    seen = (await interactions_of(connection, organisation_id, [pair], from_on, to_on))[pair]
    key = await _key_of(connection, organisation_id, scopes, new, seen)
    own = observed_between(
        new.scope_kind, new.scope_ref, (one for one in seen if one.version.comparability_key == key), from_on, to_on
    )
    everybody = await _everybody(connection, organisation_id, new, key, from_on, to_on) if key else {}
    return key, baseline_of_observed(own, everybody.values(), from_on, to_on)


async def _key_of(
    connection: Connection, organisation_id: UUID, scopes: Scopes, new: NewPlan, seen: Iterable[Interaction]
) -> str | None:
    counted: dict[str, int] = {}
    for one in seen:
        if score_in(new.scope_kind, new.scope_ref, one.version, one.raw_bp, one.scores_bp) is not None:
            key = one.version.comparability_key
            counted[key] = counted.get(key, 0) + 1
    if counted:
        return max(counted, key=lambda key: (counted[key], key))
    for version in reversed(scopes.newest):
        if _has_scope(version, new.scope_kind, new.scope_ref):
            key = version.comparability_key
            if await plan_queries.programme_of_key(connection, organisation_id, key, new.store_id) is not None:
                return key
    return None


def _has_scope(version: CompiledVersion, scope: PlanScope, scope_ref: str | None) -> bool:
    match scope:
        case PlanScope.PERSON:
            return True
        case PlanScope.CRITERION:
            return scope_ref in version.place_of
        case PlanScope.BUSINESS_AREA:
            return any(criterion.business_area == scope_ref for criterion in version.criteria)


async def _everybody(
    connection: Connection, organisation_id: UUID, new: NewPlan, key: str, from_on: date, to_on: date
) -> dict[tuple[UUID, UUID], SixSums]:
    """The sums of each person in each store, the plan's own among them."""
    rows = await plan_queries.everybody_observed(connection, organisation_id, key, from_on, to_on)
    compiled = await versions(connection, organisation_id, {row["rubric_version_id"] for row in rows})
    scores: dict[tuple[UUID, UUID], dict[UUID, list[int]]] = {}
    for row in rows:
        version = compiled[row["rubric_version_id"]]
        score_bp = score_in(new.scope_kind, new.scope_ref, version, row["raw_bp"], row["scores_bp"])
        if score_bp is not None:
            visits = scores.setdefault((row["staff_member_id"], row["store_id"]), {})
            visits.setdefault(row["visit_id"], []).append(score_bp)
    return {unit: sums_of(visits.values()) for unit, visits in scores.items()}


async def confirm_as_coach(connection: Connection, viewer: Viewer, plan_id: UUID) -> None:
    """Raises NotFound, NotTheCoach, MoveNotPossible."""
    row = await _locked(connection, viewer, plan_id)
    _be_coach(viewer, row)
    state = _after(row, PlanAct.COACH_CONFIRMS)
    await plan_queries.move(connection, viewer.organisation_id, plan_id, state, coach_at=now())
    await _record(connection, viewer, "coaching_plan.coach_confirmed", plan_id)


async def record_shown(connection: Connection, viewer: Viewer, plan_id: UUID) -> None:
    """The coach says that a person without an account was shown the plan.

    Raises NotFound, NotTheCoach, ConfirmsByAccount, MoveNotPossible.
    """
    row = await _locked(connection, viewer, plan_id)
    _be_coach(viewer, row)
    if row["has_account"]:
        raise ConfirmsByAccount
    state = _after(row, PlanAct.SHOW_TO_PERSON)
    await plan_queries.move(connection, viewer.organisation_id, plan_id, state, person_at=now(), shown_by_coach=True)
    await _record(connection, viewer, "coaching_plan.shown_to_person", plan_id)


async def confirm_as_person(connection: Connection, viewer: Viewer, plan_id: UUID, said: PlanConfirmed) -> None:
    """By the account of the person whom the plan is about. Raises NotFound, MoveNotPossible."""
    row = await plan_queries.plan_by_id(connection, viewer.organisation_id, plan_id, lock=True)
    if row is None or viewer.staff_member_id is None or row["staff_member_id"] != viewer.staff_member_id:
        raise NotFound
    state = _after(row, PlanAct.PERSON_CONFIRMS)
    await plan_queries.move(
        connection, viewer.organisation_id, plan_id, state, person_at=now(), person_comment=said.comment
    )
    await _record(connection, viewer, "coaching_plan.person_confirmed", plan_id)


async def end(connection: Connection, viewer: Viewer, plan_id: UUID, ended: PlanEnded) -> None:
    """Carried out, or dropped with a reason. Raises NotFound, MoveNotPossible."""
    row = await _locked(connection, viewer, plan_id)
    act = PlanAct.CLOSE if ended.drop_reason is None else PlanAct.DROP
    state = _after(row, act)
    await plan_queries.move(
        connection, viewer.organisation_id, plan_id, state, ended_at=now(), drop_reason=ended.drop_reason
    )
    await _record(connection, viewer, f"coaching_plan.{state.value}", plan_id)


async def _locked(connection: Connection, viewer: Viewer, plan_id: UUID) -> Row:
    visible = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    row = await plan_queries.plan_by_id(connection, viewer.organisation_id, plan_id, lock=True)
    if row is None or row["store_id"] not in visible:
        raise NotFound
    return row


def _be_coach(viewer: Viewer, row: Row) -> None:
    if row["coach_account_id"] != viewer.account_id:
        raise NotTheCoach


def _after(row: Row, act: PlanAct) -> PlanState:
    state = after(PlanState(row["state"]), act)
    if state is None:
        raise MoveNotPossible(state=row["state"])
    return state


async def _record(connection: Connection, viewer: Viewer, act: str, plan_id: UUID, **detail: str) -> None:
    await audit_log.record(connection, viewer.organisation_id, viewer.account_id, act, "coaching_plan", plan_id, detail)
