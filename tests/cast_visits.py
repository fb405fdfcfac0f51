"""Rubrics and visits for the cast: published through the API by Rubi, submitted through the API by Mira.

A visit here is a plain dictionary, as a phone writes it, so that a test can break any part of it.
"""

import json
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from floorwalk.kernel.ids import new_id
from tests.cast import Chain

SAMPLES = Path(__file__).parent.parent / "schemas" / "samples"
Json = dict[str, Any]
DEVICE_ID = "0190f5c2-0000-7000-8000-0000000000d1"


def rubric_document(name: str) -> Json:
    """A sample rubric: floor-service, mystery-visit or inspections."""
    document: Json = json.loads((SAMPLES / f"{name}.rubric.json").read_text())
    return document


def criteria_of(document: Json) -> list[Json]:
    return [criterion for section in document["sections"] for criterion in section["criteria"]]


async def publish_samples(chain: Chain) -> Chain:
    """Publishes the two rubrics of the cast's programmes."""
    chain.floor_version = await published(chain.rubi, rubric_document("floor-service"))
    chain.mystery_version = await published(chain.rubi, rubric_document("mystery-visit"))
    return chain


async def published(author: httpx.AsyncClient, document: Json) -> UUID:
    """The id of the version that the document became."""
    answer = await author.post("/api/rubrics/publish", json=document)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["rubric_version_id"])


@pytest.fixture
async def stage(chain: Chain) -> Chain:
    """The cast with both rubrics published: visits can be submitted."""
    return await publish_samples(chain)


def moment(at: datetime, elapsed_ms: int = 0) -> Json:
    return {
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "offset_minutes": 60,
        "elapsed_ms": elapsed_ms,
    }


ORDINARY: dict[str, Any] = {"rating": 4, "expectation": "met", "measured": 50_000, "text": "Nothing to add."}


def ordinary_answer(criterion: Json) -> Any:
    """The answer of a visit on which everything is as it should be."""
    match criterion["kind"]:
        case "yes_no":
            return not criterion.get("invert", False)
        case "choice":
            return criterion["options"][0]["option_key"]
        case kind:
            return ORDINARY[kind]


def any_answer(criterion: Json, chance: random.Random) -> Any:
    """Some answer that the criterion takes."""
    match criterion["kind"]:
        case "yes_no":
            return chance.random() < 0.7
        case "choice":
            return chance.choice(criterion["options"])["option_key"]
        case "rating":
            return chance.randint(1, 5)
        case "expectation":
            return chance.choice(["below", "met", "exceeded"])
        case "measured":
            return "gave_up" if chance.random() < 0.1 else chance.randint(0, 400_000)
        case _:
            return "Some words."


def ratings_of(document: Json, chance: random.Random | None = None, **answers: Any) -> list[Json]:
    """One rating for each criterion: ordinary, or by chance; `answers` by criterion key."""
    ratings = []
    for criterion in criteria_of(document):
        key = criterion["criterion_key"]
        if key in answers:
            ratings.append({"criterion_key": key, "state": "scored", "answer": answers[key]})
        elif chance is None:
            ratings.append({"criterion_key": key, "state": "scored", "answer": ordinary_answer(criterion)})
        elif chance.random() < 0.15:
            state = chance.choice(["not_applicable", "not_observed", "cannot_remember"])
            ratings.append({"criterion_key": key, "state": state})
        else:
            ratings.append({"criterion_key": key, "state": "scored", "answer": any_answer(criterion, chance)})
    return ratings


def interaction(
    version: UUID | None, ratings: Sequence[Json], at: datetime, staff: UUID | None = None, **more: Any
) -> Json:
    assert version is not None, "publish the samples first"
    return {
        "interaction_id": str(new_id()),
        "evaluation_id": str(new_id()),
        "rubric_version_id": str(version),
        "staff": {"kind": "named", "staff_member_id": str(staff)} if staff else {"kind": "unknown"},
        "started": moment(at, 1_000),
        "submitted": moment(at + timedelta(seconds=80), 81_000),
        "ratings": list(ratings),
    } | more


def some_time(days_ago: int = 1) -> datetime:
    """Eleven in the morning in Berlin, give or take summer time."""
    return datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)


def floor_visit(
    chain: Chain,
    store_id: UUID | None = None,
    *,
    staff: UUID | None = None,
    days_ago: int = 1,
    chance: random.Random | None = None,
    interactions: Iterable[Json] | None = None,
    **answers: Any,
) -> Json:
    """A visit in floor mode with one interaction; `answers` by criterion key."""
    at = some_time(days_ago)
    if interactions is None:
        ratings = ratings_of(rubric_document("floor-service"), chance, **answers)
        interactions = [interaction(chain.floor_version, ratings, at, staff)]
    return {
        "visit_id": str(new_id()),
        "revision": 1,
        "store_id": str(store_id or chain.linden),
        "programme_id": str(chain.floor_programme),
        "mode": "floor",
        "started": moment(at),
        "ended": moment(at + timedelta(minutes=20), 1_200_000),
        "language": "en",
        "marks": [],
        "interactions": list(interactions),
        "comment": None,
    }


def mystery_visit(
    chain: Chain,
    store_id: UUID | None = None,
    *,
    days_ago: int = 1,
    chance: random.Random | None = None,
    **answers: Any,
) -> Json:
    """A mystery visit with its time marks."""
    at = some_time(days_ago)
    ratings = ratings_of(rubric_document("mystery-visit"), chance, **answers)
    described = {"kind": "described", "role_title": "Sales adviser"}
    visit = floor_visit(
        chain,
        store_id,
        days_ago=days_ago,
        interactions=[interaction(chain.mystery_version, ratings, at) | {"staff": described}],
    )
    return visit | {
        "programme_id": str(chain.mystery_programme),
        "mode": "covert",
        "marks": [
            {"mark_key": key, "moment": moment(at + timedelta(seconds=seconds), seconds * 1_000)}
            for key, seconds in (("entered", 0), ("acknowledged", 40), ("joined_queue", 600), ("served", 700))
        ],
    }


def batch_of(visits: Iterable[Json], sent_at: datetime | None = None) -> Json:
    return {
        "protocol": 1,
        "app_version": "2026.11.0",
        "device_id": DEVICE_ID,
        "sent_at": (sent_at or datetime.now(UTC)).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "visits": list(visits),
    }


async def sent(evaluator: httpx.AsyncClient, *visits: Json) -> list[Json]:
    """Submits the visits in one batch; the results."""
    answer = await evaluator.post("/api/sync/visits", json=batch_of(visits))
    assert answer.status_code == 200, answer.text
    results: list[Json] = answer.json()["results"]
    return results


async def accepted(evaluator: httpx.AsyncClient, *visits: Json) -> list[Json]:
    """Submits the visits and makes sure that each was taken; the receipts."""
    results = await sent(evaluator, *visits)
    assert [result["status"] for result in results] == ["accepted"] * len(visits), results
    return [result["receipt"] for result in results]
