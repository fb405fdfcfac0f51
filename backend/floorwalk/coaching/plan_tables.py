"""Tables of coaching: plans with people, action items of stores with their comments, and cards of the showcase."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from floorwalk.coaching.action_items_lifecycle import ActionItemState
from floorwalk.coaching.plan_model import PlanScope, StoreScope
from floorwalk.coaching.plans_lifecycle import ENDED, PlanState
from floorwalk.coaching.showcase_lifecycle import CardState
from floorwalk.infrastructure.columns import Tenant, belongs_to, document, instant, one_of

OPEN_PLANS = sa.text(f"state not in ({', '.join(repr(one.value) for one in sorted(ENDED))})")


class CoachingPlanRow(Tenant, table=True):
    """Development work with one person in one store."""

    __tablename__ = "coaching_plan"
    __table_args__ = (
        belongs_to("staff_member", "staff_member_id"),
        belongs_to("store", "store_id"),
        belongs_to("account", "coach_account_id", "account_id"),
        belongs_to("account", "opened_by_account_id", "account_id"),
        belongs_to("assignment", "follow_up_assignment_id", "assignment_id"),
        one_of("scope_kind", PlanScope),
        one_of("state", PlanState),
        sa.CheckConstraint("(scope_kind = 'person') = (scope_ref is null)", name="scope_is_named"),
        sa.CheckConstraint("reobserve_by > agreed_on", name="reobserved_afterwards"),
        sa.CheckConstraint(
            "(state in ('confirmed_by_coach', 'agreed')) <= (coach_confirmed_at is not null)"
            " and (state in ('confirmed_by_person', 'agreed')) <= (person_confirmed_at is not null)",
            name="confirmations_are_dated",
        ),
        sa.CheckConstraint("(state = 'dropped') = (drop_reason is not null)", name="dropped_has_a_reason"),
        sa.CheckConstraint("(state in ('closed', 'dropped')) = (ended_at is not null)", name="ended_is_dated"),
        sa.Index("ix_coaching_plan_store", "organisation_id", "store_id", "agreed_on"),
        sa.Index("ix_coaching_plan_staff_member", "organisation_id", "staff_member_id"),
        sa.Index("ix_coaching_plan_due", "organisation_id", "reobserve_by", postgresql_where=OPEN_PLANS),
    )

    plan_id: UUID = Field(primary_key=True)
    staff_member_id: UUID
    store_id: UUID
    scope_kind: str
    scope_ref: str | None = Field(default=None)  # business_area_key or criterion_key
    comparability_key: str | None = Field(default=None)  # none where nothing was observed: then there is no outcome
    agreement: str  # what was agreed
    coach_account_id: UUID
    opened_by_account_id: UUID
    agreed_on: date  # the day of the talk; later days are the follow-up
    reobserve_by: date
    state: str
    created_at: datetime = instant()
    coach_confirmed_at: datetime | None = instant(nullable=True)
    person_confirmed_at: datetime | None = instant(nullable=True)
    shown_by_coach: bool = Field(default=False)  # in place of a confirmation by an own account
    person_comment: str | None = Field(default=None)
    ended_at: datetime | None = instant(nullable=True)
    drop_reason: str | None = Field(default=None)
    baseline: dict[str, Any] = document()  # plan_model.Baseline, as it stood when the plan was opened
    follow_up_assignment_id: UUID | None = Field(default=None)


class ActionItemRow(Tenant, table=True):
    """A task of a store."""

    __tablename__ = "action_item"
    __table_args__ = (
        belongs_to("store", "store_id"),
        belongs_to("account", "owner_account_id", "account_id"),
        belongs_to("account", "opened_by_account_id", "account_id"),
        one_of("scope_kind", StoreScope),
        one_of("state", ActionItemState),
        sa.CheckConstraint("(scope_kind = 'store') = (scope_ref is null)", name="scope_is_named"),
        sa.CheckConstraint("(state = 'dropped') = (drop_reason is not null)", name="dropped_has_a_reason"),
        sa.CheckConstraint("(state = 'open') = (ended_at is null)", name="ended_is_dated"),
        sa.Index("ix_action_item_store", "organisation_id", "store_id", "due_on"),
        sa.Index("ix_action_item_due", "organisation_id", "due_on", postgresql_where=sa.text("state = 'open'")),
    )

    action_item_id: UUID = Field(primary_key=True)
    store_id: UUID
    scope_kind: str
    scope_ref: str | None = Field(default=None)  # business_area_key or criterion_key
    task: str
    owner_account_id: UUID
    opened_by_account_id: UUID
    due_on: date
    evidence_text: str | None = Field(default=None)
    evidence_visit_ids: list[UUID] = Field(sa_type=sa.ARRAY(sa.Uuid), nullable=False)
    state: str
    created_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
    drop_reason: str | None = Field(default=None)


class ActionItemCommentRow(Tenant, table=True):
    """What somebody said to an action item."""

    __tablename__ = "action_item_comment"
    __table_args__ = (
        belongs_to("action_item", "action_item_id"),
        belongs_to("account", "account_id"),
        sa.Index("ix_action_item_comment_item", "organisation_id", "action_item_id", "written_at"),
    )

    comment_id: UUID = Field(primary_key=True)
    action_item_id: UUID
    account_id: UUID
    written_at: datetime = instant()
    text: str


class ShowcaseCardRow(Tenant, table=True):
    """A star that stores may see once its person has consented. Act and touchpoint as the person was asked for them."""

    __tablename__ = "showcase_card"
    __table_args__ = (
        belongs_to("staff_member", "staff_member_id"),
        belongs_to("store", "store_id"),
        belongs_to("account", "asked_by_account_id", "account_id"),
        belongs_to("visit", "visit_id"),
        one_of("state", CardState),
        sa.CheckConstraint("(state = 'asked') = (answered_at is null)", name="answer_is_dated"),
        sa.CheckConstraint("not names_person or state = 'given'", name="names_with_consent_alone"),
        sa.UniqueConstraint("organisation_id", "evaluation_id", "star_place"),
        sa.Index("ix_showcase_card_staff_member", "organisation_id", "staff_member_id"),
    )

    card_id: UUID = Field(primary_key=True)
    visit_id: UUID
    evaluation_id: UUID  # without a key of its own: a later revision of the visit replaces its evaluations
    star_place: int  # in the evaluation's stars, from 0
    staff_member_id: UUID
    store_id: UUID
    act: str
    touchpoint: dict[str, Any] = document()  # its title by language
    happened_on: date
    state: str
    names_person: bool = Field(default=False)  # the first name stands on the card
    asked_by_account_id: UUID
    asked_at: datetime = instant()
    answered_at: datetime | None = instant(nullable=True)
