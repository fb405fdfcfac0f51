"""Visits of the sample chain's evaluator, through the API: mystery visits that wait for its reviewer, one published."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from floorwalk.kernel.ids import new_id
from tests.cast_visits import Json, batch_of, interaction, moment, ratings_of, rubric_document

STORE = "Werft"
QUESTION = "Was the adviser alone on the floor?"


async def waiting_visit(
    evaluator: httpx.AsyncClient, comments: Mapping[str, str] | None = None, **answers: Any
) -> Json:
    """Sent from another phone; it has no time marks. Comments by criterion."""
    return await _sent(evaluator, "mystery-visit", "covert", STORE, None, comments, **answers)


async def floor_visit_of(evaluator: httpx.AsyncClient, store: str, *, names_somebody: bool = False) -> Json:
    """Published as soon as it is sent; about the first of the store's staff, or about nobody known."""
    return await _sent(evaluator, "floor-service", "floor", store, 0 if names_somebody else None)


async def _sent(
    evaluator: httpx.AsyncClient,
    programme_key: str,
    mode: str,
    at_store: str,
    place: int | None,
    comments: Mapping[str, str] | None = None,
    **answers: Any,
) -> Json:
    """`place` is that of the person in the store's list of staff."""
    bundle = (await evaluator.get("/api/device/bundle")).json()
    [programme] = [one for one in bundle["programmes"] if one["programme_key"] == programme_key]
    [store] = [one for one in bundle["stores"] if one["name"] == at_store]
    at = datetime.now(UTC) - timedelta(hours=3)
    ratings = ratings_of(rubric_document(programme_key), **answers)
    for rating in ratings:
        if comment := (comments or {}).get(rating["criterion_key"]):
            rating["comment"] = comment
    staff = None if place is None else UUID(store["staff"][place]["staff_member_id"])
    spoken = interaction(programme["rubric_version_ids"][0], ratings, at, staff)
    visit = {
        "visit_id": str(new_id()),
        "revision": 1,
        "store_id": store["store_id"],
        "programme_id": programme["programme_id"],
        "mode": mode,
        "started": moment(at),
        "ended": moment(at + timedelta(minutes=20), 1_200_000),
        "marks": [],
        "interactions": [spoken],
    }
    answer = await evaluator.post("/api/sync/visits", json=batch_of([visit]))
    assert answer.json()["results"][0]["status"] == "accepted", answer.text
    return visit


async def returned(reviewer: httpx.AsyncClient, visit: Json, criterion_key: str = "greeting") -> str:
    """The id of the return; one question about one criterion."""
    address = f"/api/reviews/{visit['visit_id']}"
    assert (await reviewer.post(f"{address}/take-up")).status_code == 200
    asked = {
        "evaluation_id": visit["interactions"][0]["evaluation_id"],
        "criterion_key": criterion_key,
        "question": QUESTION,
    }
    tag = (await reviewer.get(address)).headers["etag"]
    answer = await reviewer.post(f"{address}/return", json={"questions": [asked]}, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    return_id: str = answer.json()["return_id"]
    return return_id
