"""What the routes of the showcase take and answer."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from floorwalk.coaching.showcase_lifecycle import CardState
from floorwalk.comparisons.wire import Texts


class CardBody(Struct, frozen=True, kw_only=True):
    """A star as every store sees it. The first name only with the person's consent to that too."""

    card_id: UUID
    act: str
    touchpoint_title: Texts
    store_name: str
    happened_on: date
    first_name: str | None


class ShowcaseBody(Struct, frozen=True, kw_only=True):
    """At most 200, the newest act first."""

    cards: list[CardBody]


class StarToShow(Struct, frozen=True, kw_only=True):
    """A star of one's own stores with a named person. `state` is null where nobody has asked them yet."""

    evaluation_id: UUID
    star_place: int
    act: str
    store_name: str
    happened_on: date
    display_name: str
    has_account: bool
    state: CardState | None


class StarsToShow(Struct, frozen=True, kw_only=True):
    """Of the last half year, at most 200, the newest first."""

    stars: list[StarToShow]


class ConsentAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    evaluation_id: UUID
    star_place: Annotated[int, Meta(ge=0, le=100)]


class CardIdBody(Struct, frozen=True, kw_only=True):
    card_id: UUID


class OwnCard(Struct, frozen=True, kw_only=True):
    """A star about oneself that somebody would like to show."""

    card_id: UUID
    act: str
    touchpoint_title: Texts
    store_name: str
    happened_on: date
    first_name: str
    asked_by_name: str
    asked_at: datetime
    state: CardState
    names_person: bool


class OwnCards(Struct, frozen=True, kw_only=True):
    """The newest question first."""

    cards: list[OwnCard]


class ConsentGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Yes or no to the card, and whether the first name may stand on it; also what withdraws an earlier yes."""

    consents: bool
    names_person: bool = False
