"""Visits whose scores a test has in its hands, and answers of the comparison routes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx

from tests.cast import Chain
from tests.cast_visits import Json, floor_visit, mystery_visit

STORES = "/api/comparisons/stores"
EXPECTATIONS = ("greeting", "attention", "open_questions", "knowledge", "farewell")
LETTERS = {"+": "exceeded", "=": "met", "-": "below"}


def visits_like(chain: Chain, store_id: UUID, letters: str, first_days_ago: int = 1, **answers: Any) -> list[Json]:
    """One floor visit a day for each letter, going back: + exceeded, = met, - below on every expectation."""
    return [
        floor_visit(
            chain,
            store_id,
            days_ago=first_days_ago + place,
            **(dict.fromkeys(EXPECTATIONS, LETTERS[letter]) | answers),
        )
        for place, letter in enumerate(letters)
    ]


def waits_of(chain: Chain, store_id: UUID, queued: Sequence[Any], **answers: Any) -> list[Json]:
    """One mystery visit a day with each of these answers for the time in the queue."""
    return [
        mystery_visit(chain, store_id, days_ago=1 + place, queued_for=answer, **answers)
        for place, answer in enumerate(queued)
    ]


async def answer_of(client: httpx.AsyncClient, address: str, **filters: Any) -> Json:
    answer = await client.get(address, params={name: str(value) for name, value in filters.items()})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def row_of(answer: Json, store_id: UUID) -> Json:
    return next(row for row in answer["rows"] if row["store_id"] == str(store_id))
