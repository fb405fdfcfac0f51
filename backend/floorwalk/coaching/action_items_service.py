"""Opening, moving and discussing action items, and what is due. The states are action_items_lifecycle.py."""

from typing import Any
from uuid import UUID

from floorwalk.coaching import action_items_queries, plan_queries
from floorwalk.coaching.action_items_lifecycle import ActionItemAct, ActionItemState, after
from floorwalk.coaching.action_items_queries import Row
from floorwalk.coaching.action_items_wire import (
    ActionItemBody,
    ActionItemLine,
    ActionItemMoved,
    ActionItemsShown,
    CommentBody,
    EvidenceVisit,
    NewActionItem,
    NewComment,
)
from floorwalk.coaching.plan_errors import MoveNotPossible
from floorwalk.coaching.plan_scopes import Scopes, check_manager, refuse, scopes_of
from floorwalk.coaching.plan_wire import DueBody, StoreDue
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.queries import stores_in
from floorwalk.organisation.scope import areas_visible_to, stores_visible_to

LONGEST_TASK_DAYS = 366
MOST_STORES_NAMED = 5


async def open_item(connection: Connection, viewer: Viewer, new: NewActionItem) -> UUID:
    """Raises NotFound for a store out of sight, Invalid with every fault of the form."""
    organisation_id = viewer.organisation_id
    if new.store_id not in await stores_visible_to(connection, viewer, Verb.COACHING_WRITE):
        raise NotFound
    scopes = await scopes_of(connection, organisation_id)
    today = await plan_queries.today_at(connection, organisation_id, new.store_id)
    faults = scopes.check(new.scope_kind, new.scope_ref)
    if not 0 <= (new.due_on - today).days <= LONGEST_TASK_DAYS:
        faults.append(Fault("due_on", "coaching.due_out_of_range", "From today to a year ahead."))
    there = await action_items_queries.visits_there(connection, organisation_id, new.store_id, new.evidence_visit_ids)
    if len(there) != len(set(new.evidence_visit_ids)):
        faults.append(Fault("evidence_visit_ids", "coaching.evidence_unknown", "Not each is a visit of this store."))
    faults += await check_manager(connection, organisation_id, new.store_id, new.owner_account_id, "owner_account_id")
    refuse(faults)
    item_id = new_id()
    await action_items_queries.insert(connection, organisation_id, item_id, new, viewer.account_id, now())
    await _record(connection, viewer, "action_item.opened", item_id)
    return item_id


async def items_shown_to(
    connection: Connection, viewer: Viewer, shown: ActionItemsShown, store_id: UUID | None
) -> list[ActionItemLine]:
    """Raises NotFound for a store out of sight."""
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COACHING_READ)
    if store_id is not None and store_id not in visible:
        raise NotFound
    rows = await action_items_queries.items(
        connection,
        viewer.organisation_id,
        visible,
        is_open=shown != "ended",
        owner_account_id=viewer.account_id if shown == "mine" else None,
        store_id=store_id,
        overdue=shown == "overdue",
    )
    scopes = await scopes_of(connection, viewer.organisation_id)
    return [ActionItemLine(**_line(row, scopes)) for row in rows]


async def item_shown_to(connection: Connection, viewer: Viewer, item_id: UUID) -> ActionItemBody:
    """Raises NotFound."""
    organisation_id = viewer.organisation_id
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COACHING_READ)
    row = await action_items_queries.item_by_id(connection, organisation_id, item_id)
    if row is None or row["store_id"] not in visible:
        raise NotFound
    writable = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    state = ActionItemState(row["state"])
    acts = [act for act in ActionItemAct if after(state, act) is not None] if row["store_id"] in writable else []
    visits = await action_items_queries.visits_there(
        connection, organisation_id, row["store_id"], row["evidence_visit_ids"]
    )
    said = await action_items_queries.comments(connection, organisation_id, item_id)
    return ActionItemBody(
        **_line(row, await scopes_of(connection, organisation_id)),
        opened_by_name=row["opened_by_name"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
        drop_reason=row["drop_reason"],
        evidence_text=row["evidence_text"],
        evidence_visits=[EvidenceVisit(**visit) for visit in visits],
        comments=[CommentBody(**comment) for comment in said],
        may=acts,
    )


def _line(row: Row, scopes: Scopes) -> dict[str, Any]:
    names = (
        "action_item_id", "store_id", "store_name", "scope_kind", "scope_ref", "task", "owner_account_id", "owner_name",
        "due_on", "state", "is_overdue", "comment_count",
    )  # fmt: skip
    return {name: row[name] for name in names} | {"scope_title": scopes.title_of(row["scope_kind"], row["scope_ref"])}


async def move(connection: Connection, viewer: Viewer, item_id: UUID, moved: ActionItemMoved) -> None:
    """Raises NotFound, Invalid for a drop without a reason or a reason without a drop, MoveNotPossible."""
    row = await _locked(connection, viewer, item_id)
    if (moved.act is ActionItemAct.DROP) != (moved.drop_reason is not None):
        refuse(
            [Fault("drop_reason", "coaching.drop_reason_missing", "Whatever is dropped has a reason, nothing else.")]
        )
    state = after(ActionItemState(row["state"]), moved.act)
    if state is None:
        raise MoveNotPossible(state=row["state"])
    ended_at = None if state is ActionItemState.OPEN else now()
    await action_items_queries.move(connection, viewer.organisation_id, item_id, state, ended_at, moved.drop_reason)
    await _record(connection, viewer, f"action_item.{state.value}", item_id)


async def comment(connection: Connection, viewer: Viewer, item_id: UUID, new: NewComment) -> None:
    """Raises NotFound."""
    await _locked(connection, viewer, item_id)
    await action_items_queries.insert_comment(
        connection, viewer.organisation_id, new_id(), item_id, viewer.account_id, new.text, now()
    )
    await _record(connection, viewer, "action_item.commented", item_id)


async def due(connection: Connection, viewer: Viewer, area_id: UUID | None) -> DueBody:
    """What is overdue and who is due to be observed again, in the viewer's stores. Raises NotFound for the area."""
    organisation_id = viewer.organisation_id
    visible: frozenset[UUID] = await stores_visible_to(connection, viewer, Verb.COACHING_READ)
    if area_id is not None:
        if area_id not in await areas_visible_to(connection, viewer, Verb.COACHING_READ):
            raise NotFound
        visible &= await stores_in(connection, organisation_id, [area_id], [], now().date())
    items = await action_items_queries.overdue_by_store(connection, organisation_id, visible)
    plans = await action_items_queries.reobservations_by_store(connection, organisation_id, visible)
    return DueBody(
        overdue_action_items=sum(row["count"] for row in items),
        action_item_stores=[StoreDue(**row) for row in items[:MOST_STORES_NAMED]],
        due_reobservations=sum(row["count"] for row in plans),
        reobservation_stores=[StoreDue(**row) for row in plans[:MOST_STORES_NAMED]],
    )


async def _locked(connection: Connection, viewer: Viewer, item_id: UUID) -> Row:
    visible = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    row = await action_items_queries.item_by_id(connection, viewer.organisation_id, item_id, lock=True)
    if row is None or row["store_id"] not in visible:
        raise NotFound
    return row


async def _record(connection: Connection, viewer: Viewer, act: str, item_id: UUID) -> None:
    await audit_log.record(connection, viewer.organisation_id, viewer.account_id, act, "action_item", item_id, {})
