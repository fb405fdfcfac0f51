"""What the routes of action items take and answer. Days are the store's."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from floorwalk.coaching.action_items_lifecycle import ActionItemAct, ActionItemState
from floorwalk.coaching.plan_model import StoreScope
from floorwalk.coaching.plan_wire import Prose, Reason
from floorwalk.comparisons.wire import Texts
from floorwalk.organisation.wire import Key

MOST_EVIDENCE_VISITS = 20
EvidenceVisits = Annotated[tuple[UUID, ...], Meta(max_length=MOST_EVIDENCE_VISITS)]


class NewActionItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task of a store. The evidence is what it rests on: visits of that store, and words."""

    store_id: UUID
    scope_kind: StoreScope
    scope_ref: Key | None = None
    task: Prose
    owner_account_id: UUID
    due_on: date
    evidence_text: Prose | None = None
    evidence_visit_ids: EvidenceVisits = ()


class ActionItemIdBody(Struct, frozen=True, kw_only=True):
    action_item_id: UUID


class ActionItemMoved(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Finish, drop with a reason, or open again."""

    act: ActionItemAct
    drop_reason: Reason | None = None


class NewComment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Prose


class CommentBody(Struct, frozen=True, kw_only=True):
    account_name: str
    written_at: datetime
    text: str


class EvidenceVisit(Struct, frozen=True, kw_only=True):
    visit_id: UUID
    visited_on: date


class ActionItemLine(Struct, frozen=True, kw_only=True):
    """`is_overdue`: open, and the day is past in the store."""

    action_item_id: UUID
    store_id: UUID
    store_name: str
    scope_kind: StoreScope
    scope_ref: str | None
    scope_title: Texts | None
    task: str
    owner_account_id: UUID
    owner_name: str
    due_on: date
    state: ActionItemState
    is_overdue: bool
    comment_count: int


class ActionItemBody(ActionItemLine, frozen=True, kw_only=True):
    """With its evidence and what was said to it. `may` names what the viewer can do with it now."""

    opened_by_name: str
    created_at: datetime
    ended_at: datetime | None
    drop_reason: str | None
    evidence_text: str | None
    evidence_visits: list[EvidenceVisit]
    comments: list[CommentBody]
    may: list[ActionItemAct]


class ActionItemsBody(Struct, frozen=True, kw_only=True):
    """At most 500, the earliest day first."""

    action_items: list[ActionItemLine]


ActionItemsShown = Literal["open", "overdue", "mine", "ended"]
