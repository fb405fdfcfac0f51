"""The showcase: a star becomes a card that every store sees, if the person wants it and for as long as they do."""

from typing import Any

import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.coaching.coaching_cast import STAR, acts_of, starred
from tests.cast import Chain
from tests.cast_visits import Json


async def asked(chain: Chain, star: Json) -> str:
    answer = await chain.jonas.post("/api/showcase/cards", json=star)
    assert answer.status_code == 201, answer.text
    card_id: str = answer.json()["card_id"]
    return card_id


async def answered(chain: Chain, card_id: str, **given: Any) -> None:
    answer = await chain.sam.post(f"/api/own/showcase/{card_id}", json=given)
    assert answer.status_code == 204, answer.text


async def cards(chain: Chain) -> list[Json]:
    found: list[Json] = (await chain.ada.get("/api/showcase")).json()["cards"]
    return found


async def test_a_card_is_seen_from_consent_until_it_is_withdrawn(stage: Chain, connection: Connection) -> None:
    card_id = await asked(stage, await starred(stage))
    assert await cards(stage) == []
    await answered(stage, card_id, consents=True)
    (card,) = await cards(stage)
    assert (card["act"], card["store_name"], card["first_name"]) == (STAR["act"], "Linden", None)
    assert card["touchpoint_title"]["en"] == "Farewell"
    assert "Albers" not in str(card)
    await answered(stage, card_id, consents=True, names_person=True)
    assert [card["first_name"] for card in await cards(stage)] == ["Anna"]
    await answered(stage, card_id, consents=False)
    assert await cards(stage) == []
    assert await acts_of(connection, "showcase_card.%") == [
        "showcase_card.asked",
        "showcase_card.given",
        "showcase_card.given",
        "showcase_card.withdrawn",
    ]


@pytest.mark.slow
class TestAsking:
    async def test_nobody_is_asked_twice_about_one_star(self, stage: Chain) -> None:
        star = await starred(stage)
        await answered(stage, await asked(stage, star), consents=False)
        again = await stage.jonas.post("/api/showcase/cards", json=star)
        assert again.json()["code"] == "coaching.asked_already"
        assert [one["state"] for one in (await stage.jonas.get("/api/showcase/stars")).json()["stars"]] == ["refused"]

    async def test_whoever_has_no_account_cannot_consent(self, stage: Chain) -> None:
        refused = await stage.jonas.post("/api/showcase/cards", json=await starred(stage, "0002"))
        assert refused.json()["code"] == "coaching.nobody_to_ask"

    async def test_whoever_said_no_may_still_say_yes(self, stage: Chain) -> None:
        card_id = await asked(stage, await starred(stage))
        await answered(stage, card_id, consents=False)
        refused = await stage.sam.post(f"/api/own/showcase/{card_id}", json={"consents": False})
        assert refused.json()["code"] == "coaching.move_not_possible"
        await answered(stage, card_id, consents=True)
        assert len(await cards(stage)) == 1


@pytest.mark.slow
class TestWhatNoLongerStands:
    async def test_a_voided_visit_takes_its_card_along(self, stage: Chain, connection: Connection) -> None:
        card_id = await asked(stage, await starred(stage))
        await answered(stage, card_id, consents=True)
        visit_id = await connection.fetchval("select visit_id from showcase_card")
        await stage.vera.post(f"/api/visits/{visit_id}/void", json={"reason": "Not at this store"})
        assert await cards(stage) == []
        assert (await stage.sam.get("/api/own/showcase")).json()["cards"] == []

    async def test_the_person_sees_what_they_were_asked(self, stage: Chain) -> None:
        await asked(stage, await starred(stage))
        (own,) = (await stage.sam.get("/api/own/showcase")).json()["cards"]
        assert (own["state"], own["asked_by_name"], own["first_name"]) == ("asked", "Jonas Jansen", "Anna")
