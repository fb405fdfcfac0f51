"""Assignments and scenarios for the cast, made through the API; and the answers of an evaluator's phone."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from floorwalk.kernel.ids import new_id
from tests.cast import Chain
from tests.cast_visits import Json, moment


def day(ahead: int) -> str:
    """So many days from today, in the stores' own calendar: near midnight it is another day than that of Greenwich."""
    return (today() + timedelta(days=ahead)).isoformat()


def assignment(chain: Chain, store_id: UUID | None = None, **other: Any) -> Json:
    """Mira is asked for a mystery visit to Linden within the week."""
    return {
        "store_id": str(store_id or chain.linden),
        "programme_id": str(chain.mystery_programme),
        "rubric_key": "mystery-visit",
        "evaluator_id": str(chain.evaluator_ids["mira"]),
        "from_on": day(0),
        "to_on": day(6),
    } | other


async def assigned(by: httpx.AsyncClient, body: Json) -> str:
    """The id of the assignment that was made."""
    answer = await by.post("/api/assignments", json=body)
    assert answer.status_code == 201, answer.text
    assignment_id: str = answer.json()["assignment_id"]
    return assignment_id


async def listed(by: httpx.AsyncClient, **question: str) -> list[Json]:
    answer = await by.get("/api/assignments", params=question)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["assignments"]
    return found


async def state_of(chain: Chain, assignment_id: str) -> str:
    """As the administrator sees it."""
    [state] = [one["state"] for one in await listed(chain.otto) if one["assignment_id"] == assignment_id]
    return str(state)


def scenario(chain: Chain, key: str = "gift", **other: Any) -> Json:
    return {
        "scenario_key": key,
        "programme_id": str(chain.mystery_programme),
        "title": {"en": "A gift", "de": "Ein Geschenk"},
        "text": {"en": "You look for a gift.\nAsk for advice.", "de": "Du suchst ein Geschenk.\nFrag um Rat."},
    } | other


async def with_scenario(chain: Chain, key: str = "gift") -> str:
    answer = await chain.rubi.post("/api/scenarios", json=scenario(chain, key))
    assert answer.status_code == 201, answer.text
    scenario_id: str = answer.json()["scenario_id"]
    return scenario_id


def said(assignment_id: str, answer: str, **other: Any) -> Json:
    """An answer as a phone sends it."""
    reason = {"reason": "knows_someone"} if answer == "declined" else {}
    return (
        {
            "answer_id": str(new_id()),
            "assignment_id": assignment_id,
            "answer": answer,
            "answered": moment(datetime.now(ZoneInfo("Europe/Berlin")), 5_000),
        }
        | reason
        | other
    )


async def answered(evaluator: httpx.AsyncClient, *answers: Json) -> list[Json]:
    """One result for each answer."""
    answer = await evaluator.post("/api/sync/assignment-answers", json={"answers": list(answers)})
    assert answer.status_code == 200, answer.text
    results: list[Json] = answer.json()["results"]
    return results


async def carried(evaluator: httpx.AsyncClient) -> Json:
    """The bundle of the evaluator's phone."""
    answer = await evaluator.get("/api/device/bundle")
    assert answer.status_code == 200, answer.text
    bundle: Json = answer.json()
    return bundle


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Berlin")).date()
