"""Asking a person for a card, their answer, and what stores see. The states are showcase_lifecycle.py."""

from datetime import timedelta
from uuid import UUID

from floorwalk.coaching import showcase_queries
from floorwalk.coaching.plan_errors import AskedAlready, MoveNotPossible, NobodyToAsk
from floorwalk.coaching.showcase_lifecycle import CardAct, CardState, after
from floorwalk.coaching.showcase_wire import CardBody, ConsentAsked, ConsentGiven, OwnCard, StarToShow
from floorwalk.comparisons.wire import Texts, texts_of
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.service import CompiledVersion, version

ASKABLE_DAYS = 183  # half a year: of what is longer ago nobody is asked


async def cards(connection: Connection, viewer: Viewer) -> list[CardBody]:
    """Of the whole organisation: consent is to being seen by all its stores."""
    rows = await showcase_queries.shown(connection, viewer.organisation_id)
    return [
        CardBody(
            card_id=row["card_id"],
            act=row["act"],
            touchpoint_title=texts_of(row["touchpoint"]),
            store_name=row["store_name"],
            happened_on=row["happened_on"],
            first_name=row["first_name"],
        )
        for row in rows
    ]


async def stars_to_show(connection: Connection, viewer: Viewer) -> list[StarToShow]:
    """Stars of the viewer's own stores, whose people could be asked. Leaves a trace of whose (P12)."""
    visible = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    since = now().date() - timedelta(days=ASKABLE_DAYS)
    rows = await showcase_queries.stars(connection, viewer.organisation_id, visible, since)
    if rows:
        people = sorted({str(row["staff_member_id"]) for row in rows})
        detail = {"purpose": "recognition", "staff_member_ids": people}
        await audit_log.record(
            connection,
            viewer.organisation_id,
            viewer.account_id,
            "showcase_stars.read",
            "staff_member",
            "several",
            detail,
        )
    return [StarToShow(**{name: row[name] for name in StarToShow.__struct_fields__}) for row in rows]


async def ask(connection: Connection, viewer: Viewer, asked: ConsentAsked) -> UUID:
    """Raises NotFound, NobodyToAsk, AskedAlready."""
    organisation_id = viewer.organisation_id
    visible = await stores_visible_to(connection, viewer, Verb.COACHING_WRITE)
    star = await showcase_queries.star_of(connection, organisation_id, asked.evaluation_id, asked.star_place)
    if star is None or star["store_id"] not in visible:
        raise NotFound
    if not star["has_account"]:
        raise NobodyToAsk
    compiled = await version(connection, organisation_id, star["rubric_version_id"])
    card_id = new_id()
    if not await showcase_queries.insert(
        connection, organisation_id, card_id, asked.evaluation_id, asked.star_place, star,
        touchpoint_title_of(compiled, star["touchpoint_key"]), viewer.account_id, now(),
    ):  # fmt: skip
        raise AskedAlready
    await _record(connection, viewer, "showcase_card.asked", card_id)
    return card_id


def touchpoint_title_of(compiled: CompiledVersion, key: str) -> Texts:
    """As the version calls it; the key itself where it has no such touchpoint."""
    for touchpoint in compiled.document.get("touchpoints") or ():
        if touchpoint["touchpoint_key"] == key:
            return texts_of(touchpoint["title"])
    return {"en": key}


async def own_cards(connection: Connection, viewer: Viewer) -> list[OwnCard]:
    """What one was asked for; nothing for an account that is nobody's."""
    if viewer.staff_member_id is None:
        return []
    rows = await showcase_queries.cards_about(connection, viewer.organisation_id, viewer.staff_member_id)
    return [
        OwnCard(
            **{name: value for name, value in row.items() if name != "touchpoint"},
            touchpoint_title=texts_of(row["touchpoint"]),
        )
        for row in rows
    ]


async def answer(connection: Connection, viewer: Viewer, card_id: UUID, given: ConsentGiven) -> None:
    """The person's own word. Raises NotFound, MoveNotPossible."""
    row = await showcase_queries.locked(connection, viewer.organisation_id, card_id)
    if row is None or viewer.staff_member_id is None or row["staff_member_id"] != viewer.staff_member_id:
        raise NotFound
    before = CardState(row["state"])
    act = CardAct.GIVE if given.consents else CardAct.WITHDRAW if before is CardState.GIVEN else CardAct.REFUSE
    state = after(before, act)
    if state is None:
        raise MoveNotPossible(state=before.value)
    named = given.consents and given.names_person
    await showcase_queries.move(connection, viewer.organisation_id, card_id, state, named, now())
    await _record(connection, viewer, f"showcase_card.{state.value}", card_id, names_person=named)


async def _record(connection: Connection, viewer: Viewer, act: str, card_id: UUID, **detail: bool) -> None:
    await audit_log.record(connection, viewer.organisation_id, viewer.account_id, act, "showcase_card", card_id, detail)
