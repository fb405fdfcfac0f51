"""What the routes of coaching plans take and answer. Days are the store's; scores in bp."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from floorwalk.coaching.plan_model import PlanScope
from floorwalk.coaching.plans_lifecycle import PlanAct, PlanState
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.comparisons.wire import Figure, Texts
from floorwalk.organisation.wire import Key
from floorwalk.statistics.coaching_outcome import CoachingVerdict
from floorwalk.visits.assignment_wire import PROSE

LONGEST_TEXT = 2_000  # characters of an agreement, a task or a comment
Prose = Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT, pattern=PROSE)]
Reason = Annotated[str, Meta(min_length=1, max_length=500, pattern=PROSE)]


class NewPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Development work with a person. `scope_ref` names the business area or criterion; none for everything."""

    staff_member_id: UUID
    store_id: UUID
    scope_kind: PlanScope
    scope_ref: Key | None = None
    agreement: Prose
    coach_account_id: UUID
    agreed_on: date
    reobserve_by: date


class PlanIdBody(Struct, frozen=True, kw_only=True):
    plan_id: UUID


class PlanEnded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Without a reason the plan has been carried out; with one it is dropped."""

    drop_reason: Reason | None = None


class PlanConfirmed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person's own confirmation, with what they want to say to it."""

    comment: Prose | None = None


class FollowUpAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The proposed follow-up visit, confirmed: by whom and in which days."""

    evaluator_id: UUID
    from_on: date
    to_on: date


class BaselineBody(Struct, frozen=True, kw_only=True):
    """As it stood when the plan was opened. No figure where rule P5 allows none: `reason` says why.

    `now` is the figure today where observations behind it were corrected, voided or came late; the outcome is held
    against that one.
    """

    from_on: date
    to_on: date
    interaction_count: int
    figure: Figure | None
    reason: Insufficient | None
    now: Figure | None


class FollowUpBody(Struct, frozen=True, kw_only=True):
    """What was observed after the day of agreement, until today or until the plan ended."""

    from_on: date
    to_on: date
    visit_count: int
    interaction_count: int
    figure: Figure | None
    reason: Insufficient | None


class OutcomeBody(Struct, frozen=True, kw_only=True):
    """The verdict of the rule. `reason` says why there is none yet: one of rule P5's, no_baseline, not_observed_yet,
    rubric_changed, too_few_peers, spread_unknown, not_measurable. `more_observations`: visits that would lead to a
    verdict if the effect stayed; null where no number worth asking for would. `expected_bp` is what would be expected
    without coaching; `smallest_effect_bp` what could have been seen."""

    verdict: CoachingVerdict
    reason: str | None
    more_observations: int | None
    smallest_effect_bp: int | None
    expected_bp: int | None
    effect_bp: int | None
    probability_improved_ppm: int | None


class ProposedFollowUp(Struct, frozen=True, kw_only=True):
    """The visit that would observe the person again; the manager confirms it with an evaluator."""

    programme_title: Texts
    from_on: date
    to_on: date


class PlanBody(Struct, frozen=True, kw_only=True):
    """A plan as the store's managers and HR see it. `may` names what the viewer can do with it now.

    `is_due`: the day of re-observation has come. `shown_by_coach`: the person has no account; the coach recorded
    having shown them the plan.
    """

    plan_id: UUID
    staff_member_id: UUID
    staff_code: str
    display_name: str
    store_id: UUID
    store_name: str
    scope_kind: PlanScope
    scope_ref: str | None
    scope_title: Texts | None
    agreement: str
    coach_account_id: UUID
    coach_name: str
    agreed_on: date
    reobserve_by: date
    state: PlanState
    created_at: datetime
    coach_confirmed_at: datetime | None
    person_confirmed_at: datetime | None
    shown_by_coach: bool
    has_account: bool
    person_comment: str | None
    ended_at: datetime | None
    drop_reason: str | None
    is_due: bool
    baseline: BaselineBody
    follow_up: FollowUpBody
    outcome: OutcomeBody
    follow_up_assignment_id: UUID | None
    proposed_follow_up: ProposedFollowUp | None
    may: list[PlanAct]


class PlansBody(Struct, frozen=True, kw_only=True):
    """At most 500, the earliest re-observation first."""

    plans: list[PlanBody]


class OwnPlan(Struct, frozen=True, kw_only=True):
    """A plan as the person sees it whom it is about; the same figures."""

    plan_id: UUID
    store_name: str
    scope_kind: PlanScope
    scope_ref: str | None
    scope_title: Texts | None
    agreement: str
    coach_name: str
    agreed_on: date
    reobserve_by: date
    state: PlanState
    person_confirmed_at: datetime | None
    person_comment: str | None
    baseline: BaselineBody
    follow_up: FollowUpBody
    outcome: OutcomeBody
    may_confirm: bool


class OwnPlans(Struct, frozen=True, kw_only=True):
    """The newest first."""

    plans: list[OwnPlan]


PlansShown = Literal["open", "due", "mine", "ended"]


class NamedAccount(Struct, frozen=True, kw_only=True):
    account_id: UUID
    display_name: str


class NamedPerson(Struct, frozen=True, kw_only=True):
    staff_member_id: UUID
    display_name: str


class NamedScope(Struct, frozen=True, kw_only=True):
    key: str
    title: Texts


class ChoicesBody(Struct, frozen=True, kw_only=True):
    """What the forms of one store offer: its people, who may coach or own a task there, what it can be about."""

    store_name: str
    today: date
    people: list[NamedPerson]
    managers: list[NamedAccount]
    business_areas: list[NamedScope]
    criteria: list[NamedScope]


class StoreDue(Struct, frozen=True, kw_only=True):
    store_id: UUID
    name: str
    count: int


class DueBody(Struct, frozen=True, kw_only=True):
    """What the manager must see first. Stores by most; at most five of each."""

    overdue_action_items: int
    action_item_stores: list[StoreDue]
    due_reobservations: int
    reobservation_stores: list[StoreDue]
