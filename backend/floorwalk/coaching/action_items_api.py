"""Routes of action items: guard, decode, one call, return."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.coaching import action_items_service
from floorwalk.coaching.action_items_wire import (
    ActionItemBody,
    ActionItemIdBody,
    ActionItemMoved,
    ActionItemsBody,
    ActionItemsShown,
    NewActionItem,
    NewComment,
)
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb


@get("/api/coaching/action-items", guards=[requires(Verb.COACHING_READ)])
async def list_action_items(
    asking: NamedDependency[Asking],
    show: FromQuery[ActionItemsShown] = "open",
    store_id: FromQuery[UUID | None] = None,
) -> ActionItemsBody:
    """Action items of the viewer's stores."""
    connection = await asking.work.connection()
    return ActionItemsBody(
        action_items=await action_items_service.items_shown_to(connection, asking.viewer, show, store_id)
    )


@post("/api/coaching/action-items", guards=[requires(Verb.COACHING_WRITE)])
async def open_action_item(asking: NamedDependency[Asking], data: JSONBody[NewActionItem]) -> ActionItemIdBody:
    """A new task of a store."""
    made = await action_items_service.open_item(await asking.work.connection(), asking.viewer, data)
    return ActionItemIdBody(action_item_id=made)


@get("/api/coaching/action-items/{action_item_id:uuid}", guards=[requires(Verb.COACHING_READ)])
async def read_action_item(asking: NamedDependency[Asking], action_item_id: FromPath[UUID]) -> ActionItemBody:
    """With its evidence and what was said to it."""
    return await action_items_service.item_shown_to(await asking.work.connection(), asking.viewer, action_item_id)


@post(
    "/api/coaching/action-items/{action_item_id:uuid}/move",
    guards=[requires(Verb.COACHING_WRITE)],
    status_code=204,
)
async def move_action_item(
    asking: NamedDependency[Asking], action_item_id: FromPath[UUID], data: JSONBody[ActionItemMoved]
) -> None:
    """Finishes it, drops it with a reason, or opens it again."""
    await action_items_service.move(await asking.work.connection(), asking.viewer, action_item_id, data)


@post(
    "/api/coaching/action-items/{action_item_id:uuid}/comments",
    guards=[requires(Verb.COACHING_WRITE)],
    status_code=204,
)
async def comment_action_item(
    asking: NamedDependency[Asking], action_item_id: FromPath[UUID], data: JSONBody[NewComment]
) -> None:
    """Says something to it."""
    await action_items_service.comment(await asking.work.connection(), asking.viewer, action_item_id, data)


ROUTES: list[ControllerRouterHandler] = [
    list_action_items,
    open_action_item,
    read_action_item,
    move_action_item,
    comment_action_item,
]
