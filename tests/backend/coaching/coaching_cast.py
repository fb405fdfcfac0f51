"""Plans, action items and a crowd of colleagues, for the tests of coaching."""

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.cast import BEGINNING, Chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, ratings_of, rubric_document, some_time

EXPECTATIONS = ("greeting", "attention", "open_questions", "knowledge", "farewell")
COLLEAGUES = 20  # with Anna more than a verdict needs
AGREED_DAYS_AGO = 13


def today() -> date:
    """In Linden."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


async def with_colleagues(chain: Chain, connection: Connection) -> list[UUID]:
    """Twenty more people in Linden."""
    people = [new_id() for _ in range(COLLEAGUES)]
    await connection.executemany(
        "insert into staff_member (organisation_id, staff_member_id, staff_code, display_name, first_name)"
        " values ($1, $2, $3, $4, $5)",
        [
            (chain.organisation_id, person, f"C{place:03}", f"Colleague {place}", "Colleague")
            for place, person in enumerate(people)
        ],
    )
    await connection.executemany(
        "insert into staff_posting (organisation_id, staff_posting_id, staff_member_id, store_id, role_title,"
        " valid_from) values ($1, $2, $3, $4, 'Till', $5)",
        [(chain.organisation_id, new_id(), person, chain.linden, BEGINNING) for person in people],
    )
    return people


async def crowd_observed(chain: Chain, connection: Connection, visits: int = 6) -> None:
    """Before the agreement: Anna below in everything that is expected, her colleagues by chance."""
    people = await with_colleagues(chain, connection)
    chance, document = random.Random(11), rubric_document("floor-service")
    for number in range(visits):
        days_ago = AGREED_DAYS_AGO + 4 + number
        at = some_time(days_ago)
        seen = [interaction(chain.floor_version, ratings_of(document, chance), at, person) for person in people]
        below: dict[str, Any] = dict.fromkeys(EXPECTATIONS, "below")
        anna = ratings_of(document, **below)
        seen.append(interaction(chain.floor_version, anna, at, chain.staff_ids["0001"]))
        by = chain.mira if number % 2 else chain.emil
        await accepted(by, floor_visit(chain, days_ago=days_ago, interactions=seen))


async def anna_observed(chain: Chain, count: int, answer: str, **answers: Any) -> list[str]:
    """After the agreement, one visit a day by two evaluators in turn; the visits' ids."""
    visits = []
    for number in range(count):
        given = dict.fromkeys(EXPECTATIONS, answer) | answers
        visit = floor_visit(chain, staff=chain.staff_ids["0001"], days_ago=1 + number, **given)
        await accepted(chain.mira if number % 2 else chain.emil, visit)
        visits.append(visit["visit_id"])
    return visits


def a_plan(chain: Chain, **changes: Any) -> Json:
    """Jonas with Anna, about everything, agreed thirteen days ago."""
    return {
        "staff_member_id": str(chain.staff_ids["0001"]),
        "store_id": str(chain.linden),
        "scope_kind": "person",
        "scope_ref": None,
        "agreement": "Ask two open questions before showing a product.",
        "coach_account_id": str(chain.account_ids["jonas"]),
        "agreed_on": day(-AGREED_DAYS_AGO),
        "reobserve_by": day(28),
    } | changes


async def opened(by: httpx.AsyncClient, plan: Json) -> str:
    answer = await by.post("/api/coaching/plans", json=plan)
    assert answer.status_code == 201, answer.text
    plan_id: str = answer.json()["plan_id"]
    return plan_id


async def plan_of(by: httpx.AsyncClient, plan_id: str) -> Json:
    answer = await by.get(f"/api/coaching/plans/{plan_id}")
    assert answer.status_code == 200, answer.text
    plan: Json = answer.json()
    return plan


def an_item(chain: Chain, **changes: Any) -> Json:
    return {
        "store_id": str(chain.linden),
        "scope_kind": "criterion",
        "scope_ref": "greeting",
        "task": "Put the greeting on the agenda of the morning round.",
        "owner_account_id": str(chain.account_ids["jonas"]),
        "due_on": day(7),
        "evidence_text": "Three of five customers were not greeted.",
        "evidence_visit_ids": [],
    } | changes


async def opened_item(by: httpx.AsyncClient, item: Json) -> str:
    answer = await by.post("/api/coaching/action-items", json=item)
    assert answer.status_code == 201, answer.text
    item_id: str = answer.json()["action_item_id"]
    return item_id


async def codes_of(answer: httpx.Response) -> list[str]:
    """Of a refusal with faults at its fields."""
    return [fault["code"] for fault in answer.json()["errors"]]


async def acts_of(connection: Connection, like: str) -> list[str]:
    """What the audit log says, oldest first."""
    rows = await connection.fetch("select act from audit_log where act like $1 order by happened_at, audit_id", like)
    return [row["act"] for row in rows]


STAR = {
    "act": "Carried the parcel to the bus stop",
    "touchpoint_key": "farewell",
    "evidence": "The customer had a pram and two bags with her.",
    "weight": 2,
}


async def starred(chain: Chain, staff_code: str = "0001", store_id: UUID | str | None = None) -> Json:
    """A visit with a star; what its consent is asked with."""
    ratings = ratings_of(rubric_document("floor-service"))
    seen = interaction(chain.floor_version, ratings, some_time(), chain.staff_ids[staff_code], stars=[STAR])
    await accepted(chain.mira, floor_visit(chain, UUID(str(store_id or chain.linden)), interactions=[seen]))
    return {"evaluation_id": seen["evaluation_id"], "star_place": 0}
