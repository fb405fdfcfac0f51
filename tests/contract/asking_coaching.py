"""How the routes of coaching are asked: plans, action items and cards, made anew for each request that moves one."""

from typing import Any
from uuid import UUID

from tests.backend.coaching.coaching_cast import a_plan, an_item, opened, opened_item, starred
from tests.cast import Chain
from tests.cast_assignments import day
from tests.contract.ask import NEVER, Ask, Maker, plain
from tests.contract.world import World

PLANS, ITEMS, CARDS = "/api/coaching/plans", "/api/coaching/action-items", "/api/showcase/cards"
STAFF_OF_STORES = {"0101": "0001", "0102": "0006", "0201": "0009"}


def _where(world: World, target: str) -> Chain:
    return world.elsewhere if target == "elsewhere" else world.chain


def _store(world: World, target: str) -> UUID | str:
    where = _where(world, target)
    stores: dict[str, UUID | str] = {"hafen": where.hafen, "schlossberg": where.schlossberg, "never": NEVER}
    return stores.get(target, where.linden)


def _about(world: World, target: str, **changes: Any) -> dict[str, str]:
    """The store, somebody there, and who answers for it: zoe in her own organisation, else Jonas, or Ada in Hafen."""
    where, store_id = _where(world, target), _store(world, target)
    code = next((code for code, one in where.store_ids.items() if one == store_id), "0101")
    if target == "elsewhere":
        manager = where.account_ids[world.zoe_email]
    else:
        manager = where.account_ids["ada" if target == "hafen" else "jonas"]
    person = where.staff_ids[STAFF_OF_STORES[code]]
    return {"store_id": str(store_id), "staff_member_id": str(person), "coach_account_id": str(manager)} | changes


async def _plan(world: World, target: str, **changes: Any) -> str:
    if target == "never":
        return NEVER
    return await opened(_where(world, target).ada, a_plan(_where(world, target), **_about(world, target, **changes)))


async def new_plan(world: World, target: str) -> Ask:
    return Ask(PLANS, a_plan(_where(world, target), **_about(world, target)))


def of_plan(path: str, json: Any = None) -> Maker:
    async def made(world: World, target: str) -> Ask:
        return Ask(f"{PLANS}/{await _plan(world, target)}{path}", json)

    return made


async def shown_plan(world: World, target: str) -> Ask:
    """To somebody without an account."""
    person = _where(world, target).staff_ids["0007" if target == "hafen" else "0002"]
    return Ask(f"{PLANS}/{await _plan(world, target, staff_member_id=str(person))}/shown")


async def asked_follow_up(world: World, target: str) -> Ask:
    world.asked += 1
    days = {"from_on": day(world.asked), "to_on": day(world.asked)}
    evaluator_id = str(_where(world, target).evaluator_ids["mira"])
    return Ask(f"{PLANS}/{await _plan(world, target)}/follow-up", days | {"evaluator_id": evaluator_id})


async def confirmed_own_plan(world: World, target: str) -> Ask:
    about = {"staff_member_id": str(world.chain.staff_ids["0002"])} if target == "bens" else {}
    place = target if target in ("elsewhere", "never") else "linden"
    return Ask(f"/api/own/plans/{await _plan(world, place, **about)}/confirm", {})


async def choices(world: World, target: str) -> Ask:
    return Ask(f"/api/coaching/choices?store_id={_store(world, target)}")


async def due(world: World, target: str) -> Ask:
    areas = {"elsewhere": world.elsewhere.area_ids["north"], "never": NEVER}
    return Ask(f"/api/coaching/due?area_id={areas.get(target) or world.chain.area_ids[target]}")


def _item(world: World, target: str) -> dict[str, Any]:
    about = _about(world, target)
    owner = {"store_id": about["store_id"], "owner_account_id": about["coach_account_id"]}
    return an_item(_where(world, target), **owner)


async def new_item(world: World, target: str) -> Ask:
    return Ask(ITEMS, _item(world, target))


def of_item(path: str, json: Any = None) -> Maker:
    async def made(world: World, target: str) -> Ask:
        item_id = NEVER if target == "never" else await opened_item(_where(world, target).ada, _item(world, target))
        return Ask(f"{ITEMS}/{item_id}{path}", json)

    return made


async def asked_card(world: World, target: str) -> Ask:
    if target == "never":
        return Ask(CARDS, {"evaluation_id": NEVER, "star_place": 0})
    where, code = _where(world, target), "0006" if target == "hafen" else "0001"
    return Ask(CARDS, await starred(where, code, _store(world, target)))


async def answered_card(world: World, target: str) -> Ask:
    card_id = NEVER
    if target != "never":
        where = _where(world, target)
        answer = await where.ada.post(CARDS, json=await starred(where))
        card_id = answer.json()["card_id"]
    return Ask(f"/api/own/showcase/{card_id}", {"consents": True})


COACHING_ASKS: dict[str, Maker] = {
    "GET /api/coaching/plans": plain(PLANS),
    "POST /api/coaching/plans": new_plan,
    "GET /api/coaching/plans/{plan_id}": of_plan(""),
    "POST /api/coaching/plans/{plan_id}/confirm": of_plan("/confirm"),
    "POST /api/coaching/plans/{plan_id}/shown": shown_plan,
    "POST /api/coaching/plans/{plan_id}/end": of_plan("/end", {"drop_reason": "Asked by the matrix"}),
    "POST /api/coaching/plans/{plan_id}/follow-up": asked_follow_up,
    "GET /api/coaching/choices": choices,
    "GET /api/coaching/due": due,
    "GET /api/coaching/action-items": plain(ITEMS),
    "POST /api/coaching/action-items": new_item,
    "GET /api/coaching/action-items/{action_item_id}": of_item(""),
    "POST /api/coaching/action-items/{action_item_id}/move": of_item("/move", {"act": "finish"}),
    "POST /api/coaching/action-items/{action_item_id}/comments": of_item("/comments", {"text": "Said by the matrix"}),
    "GET /api/own/plans": plain("/api/own/plans"),
    "POST /api/own/plans/{plan_id}/confirm": confirmed_own_plan,
    "GET /api/showcase": plain("/api/showcase"),
    "GET /api/showcase/stars": plain("/api/showcase/stars"),
    "POST /api/showcase/cards": asked_card,
    "GET /api/own/showcase": plain("/api/own/showcase"),
    "POST /api/own/showcase/{card_id}": answered_card,
}
