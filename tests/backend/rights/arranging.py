"""Anna in every place that can hold a person: what she was told, what was seen, agreed, disputed, corrected, exported.

Anna Albers signs in as Sam, too, and opens a link of her own.
"""

from copy import deepcopy
from typing import Any

import httpx

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.folding import fold_once
from tests.backend.attachments.sending import a_photo, named, uploaded, with_photos
from tests.backend.coaching.coaching_cast import a_plan, an_item, opened, opened_item, starred
from tests.cast import ANY_STATE, Chain, a_browser
from tests.cast_visits import (
    Json,
    accepted,
    floor_visit,
    interaction,
    mystery_visit,
    ratings_of,
    rubric_document,
    some_time,
)
from tests.exports import exported

ANNA = "0001"
SAID = "Anna was quick. ANNA ALBERS knew the shelf, Ben did not."
OWN_WORDS = "I was at the till that day."  # without a name: they are hers all the same
MET = {"criterion_key": "greeting", "state": "scored", "answer": "met"}


async def done(answer: httpx.Response) -> Json:
    assert answer.is_success, answer.text
    body: Json = answer.json() if answer.content else {}
    return body


def visit_about(stage: Chain, staff_code: str, days_ago: int, **answers: Any) -> Json:
    visit = floor_visit(stage, stage.linden, staff=stage.staff_ids[staff_code], days_ago=days_ago, **answers)
    visit["interactions"][0]["comment"] = SAID
    return visit | {"comment": "Anna Albers served first."}


def evaluation_of(visit: Json) -> str:
    found: str = visit["interactions"][0]["evaluation_id"]
    return found


async def observed(stage: Chain) -> list[Json]:
    """By two evaluators, in a photo, in an earlier revision, in somebody else's visit."""
    visits = []
    for days_ago in range(1, 5):
        for evaluator in (stage.mira, stage.emil):
            visits.append(visit_about(stage, ANNA, days_ago, greeting="below"))
            await accepted(evaluator, visits[-1])
    content = a_photo()
    await accepted(stage.mira, with_photos(visit_about(stage, ANNA, 7), named(content)))
    assert (await uploaded(stage.mira, content))["state"] == "stored"
    more = deepcopy(visits[6]) | {"revision": 2}
    more["interactions"].append(
        interaction(stage.floor_version, ratings_of(rubric_document("floor-service")), some_time())
    )
    await accepted(stage.mira, more)
    await accepted(stage.emil, visit_about(stage, "0002", 1))
    await done(await stage.jonas.get(f"/api/comparisons/stores/{stage.linden}"))
    return visits


async def dispute(by: httpx.AsyncClient, visit: Json, subject: str, reason: str) -> str:
    criterion = {"criterion_key": "greeting"} if subject == "criterion" else {}
    asked = {"evaluation_id": evaluation_of(visit), "subject": subject, "reason": reason, "evidence": "Anna's rota."}
    body = await done(await by.post("/api/disputes", json=asked | criterion))
    dispute_id: str = body["dispute"]["dispute_id"]
    return dispute_id


async def decide(by: httpx.AsyncClient, dispute_id: str, outcome: str, *corrected: Json) -> None:
    decision = {"outcome": outcome, "reason": "Ben saw Anna Albers greet her.", "corrected": list(corrected)}
    await done(await by.post(f"/api/disputes/{dispute_id}/decide", json=decision))


async def disputed(stage: Chain, visits: list[Json]) -> None:
    """One rating corrected, one "not me", one of the store that is appealed and not decided again."""
    await decide(stage.rhea, await dispute(stage.sam, visits[0], "criterion", OWN_WORDS), "upheld", MET)
    await decide(stage.rhea, await dispute(stage.sam, visits[1], "not_me", OWN_WORDS), "upheld")
    of_the_store = await dispute(stage.jonas, visits[2], "facts", "Anna Albers was ill that day.")
    await decide(stage.rhea, of_the_store, "rejected")
    await done(await stage.jonas.post(f"/api/disputes/{of_the_store}/appeal", json={"reason": "Anna was ill."}))


async def acknowledged(stage: Chain, visits: list[Json]) -> None:
    seen = f"/api/own/results/{evaluation_of(visits[3])}/acknowledge"
    await done(await stage.sam.post(seen, json={"comment": "Yours, Anna Albers"}))
    (notice, *_) = (await done(await stage.sam.get("/api/own/notices")))["staff_notices"]
    await done(await stage.sam.post(f"/api/own/notices/{notice['staff_notice_id']}/acknowledge"))


async def coached(stage: Chain) -> None:
    """A plan that both have confirmed and that is dropped, a card with consent, a task that speaks of her."""
    plan = await opened(stage.jonas, a_plan(stage, agreement="Anna Albers asks two open questions."))
    await done(await stage.sam.post(f"/api/own/plans/{plan}/confirm", json={"comment": OWN_WORDS}))
    dropped = {"drop_reason": "Anna Albers moves to another store."}
    await done(await stage.jonas.post(f"/api/coaching/plans/{plan}/end", json=dropped))
    card = (await done(await stage.jonas.post("/api/showcase/cards", json=await starred(stage))))["card_id"]
    await done(await stage.sam.post(f"/api/own/showcase/{card}", json={"consents": True, "names_person": True}))
    item = await opened_item(stage.jonas, an_item(stage, task="Anna Albers shows the others how."))
    spoken = {"text": "Done with Anna Albers."}
    await done(await stage.jonas.post(f"/api/coaching/action-items/{item}/comments", json=spoken))


async def opened_by_link(stage: Chain) -> None:
    issued = await done(await stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/result-links"))
    async with a_browser(stage.app) as browser:
        await done(await browser.post("/api/result-links/open", json={"token": issued["result_link_token"]}))


async def returned(stage: Chain, connection: Connection) -> None:
    """A mystery visit that a reviewer returned and another that was made void."""
    await connection.execute(
        "update programme set publication = 'after_review' where programme_id = $1", stage.mystery_programme
    )
    visit, void = mystery_visit(stage), mystery_visit(stage)
    await accepted(stage.mira, visit, void)
    await done(await stage.vera.post(f"/api/reviews/{visit['visit_id']}/take-up", headers=ANY_STATE))
    asked = {"evaluation_id": evaluation_of(visit), "criterion_key": None, "question": "Was that Anna Albers?"}
    await done(
        await stage.vera.post(
            f"/api/reviews/{visit['visit_id']}/return", json={"questions": [asked]}, headers=ANY_STATE
        )
    )
    because = {"reason": "Anna Albers knew of it."}
    await done(await stage.vera.post(f"/api/visits/{void['visit_id']}/void", json=because, headers=ANY_STATE))


async def everywhere(stage: Chain, connection: Connection) -> list[Json]:
    """Her visits. She is released in one export, and withheld in a later one for a dispute is open."""
    visits = await observed(stage)
    await coached(stage)
    assert (await exported(stage.app, stage.rhea))["state"] == "ready"
    await acknowledged(stage, visits)
    await disputed(stage, visits)
    assert (await exported(stage.app, stage.rhea))["state"] == "ready"
    await opened_by_link(stage)
    await returned(stage, connection)
    return visits


async def spoken_of(stage: Chain) -> list[Json]:
    """Her visits, and all that people have said to her and she to them, without exports."""
    visits = await observed(stage)
    await coached(stage)
    await acknowledged(stage, visits)
    await disputed(stage, visits)
    await opened_by_link(stage)
    return visits


async def folded(connection: Connection) -> None:
    async with connection.transaction():
        while await fold_once(connection):
            pass
