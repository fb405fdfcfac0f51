"""Routes of the showcase: guard, decode, one call, return."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.coaching import showcase
from floorwalk.coaching.showcase_wire import (
    CardIdBody,
    ConsentAsked,
    ConsentGiven,
    OwnCards,
    ShowcaseBody,
    StarsToShow,
)
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb


@get("/api/showcase", guards=[requires(Verb.SHOWCASE_READ)])
async def read_showcase(asking: NamedDependency[Asking]) -> ShowcaseBody:
    """The stars that their people want to be seen."""
    return ShowcaseBody(cards=await showcase.cards(await asking.work.connection(), asking.viewer))


@get("/api/showcase/stars", guards=[requires(Verb.COACHING_WRITE)])
async def stars_to_show(asking: NamedDependency[Asking]) -> StarsToShow:
    """Stars of one's own stores whose people could be asked."""
    return StarsToShow(stars=await showcase.stars_to_show(await asking.work.connection(), asking.viewer))


@post("/api/showcase/cards", guards=[requires(Verb.COACHING_WRITE)])
async def ask_for_card(asking: NamedDependency[Asking], data: JSONBody[ConsentAsked]) -> CardIdBody:
    """Asks the person of a star for their consent, once."""
    return CardIdBody(card_id=await showcase.ask(await asking.work.connection(), asking.viewer, data))


@get("/api/own/showcase", guards=[requires(Verb.OWN_READ)])
async def own_showcase(asking: NamedDependency[Asking]) -> OwnCards:
    """What one was asked for, and what one has answered."""
    return OwnCards(cards=await showcase.own_cards(await asking.work.connection(), asking.viewer))


@post("/api/own/showcase/{card_id:uuid}", guards=[requires(Verb.OWN_CONFIRM)], status_code=204)
async def answer_for_card(
    asking: NamedDependency[Asking], card_id: FromPath[UUID], data: JSONBody[ConsentGiven]
) -> None:
    """Consents, refuses, or withdraws an earlier consent."""
    await showcase.answer(await asking.work.connection(), asking.viewer, card_id, data)


ROUTES: list[ControllerRouterHandler] = [
    read_showcase,
    stars_to_show,
    ask_for_card,
    own_showcase,
    answer_for_card,
]
