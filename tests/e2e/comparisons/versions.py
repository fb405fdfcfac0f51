"""A rubric that has changed: five visits to one store by its old rules, six by its new ones, through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from playwright.async_api import Page

from floorwalk.kernel.ids import new_id
from tests.cast_visits import batch_of, interaction, moment, ratings_of, rubric_document
from tests.e2e.conftest import Serving
from tests.e2e.evaluator.walking import begin_programme, signed_in_client

RUBRIC, TITLE = "counter-check", "Counter check"
STORE = "Schlossberg"  # told of it alone, so that the other stores keep their one button
KEPT = {"1": ("yynyn", 20), "2": ("ynyyyn", 3)}  # by version whether the greeting was kept, and how long ago the first


def rubric(label: str, **weights: int) -> dict[str, Any]:
    titles = {"greeting": "Were you greeted?", "advice": "Did the advice help?", "price": "Was the price right?"}
    areas = {"greeting": "communication", "advice": "product", "price": "product"}
    criteria = [
        {
            "criterion_key": key,
            "kind": "yes_no",
            "title": {"en": titles.get(key, f"Was there a {key}?")},
            "weight": weight,
            "business_area": areas.get(key, "after_sales"),
        }
        for key, weight in weights.items()
    ]
    section = {"section_key": "counter", "title": {"en": "At the counter"}, "weight": 1, "criteria": criteria}
    return {
        "format": 1, "rubric_key": RUBRIC, "version_label": label, "title": {"en": TITLE}, "languages": ["en"],
        "mode": "floor", "meets_bp": 7500, "aggregation": "criteria", "critical_effect": {"effect": "flag"},
        "touchpoints": [], "marks": [], "standards": [], "sections": [section],
    }  # fmt: skip


VERSIONS = {
    "1": rubric("1", greeting=3, advice=2, price=2, bag=1),
    "2": rubric("2", greeting=5, advice=2, price=2, receipt=1),
}


async def change_a_rubric(server: Serving) -> None:
    """A second time changes nothing."""
    async with signed_in_client(server, "administrator") as otto, signed_in_client(server, "evaluator") as mira:
        programmes = (await otto.get("/api/programmes")).json()["programmes"]
        if any(one["programme_key"] == RUBRIC for one in programmes):
            return
        stores = (await otto.get("/api/stores")).json()["stores"]
        store_id = next(store["store_id"] for store in stores if store["name"] == STORE)
        long_ago = str((datetime.now(UTC) - timedelta(days=60)).date())
        await begin_programme(otto, VERSIONS["1"], store_id=store_id, given_on=long_ago)
        for label, document in VERSIONS.items():
            published = await otto.post("/api/rubrics/publish", json=document)
            assert published.status_code in (200, 201), published.text
            programmes = (await otto.get("/api/programmes")).json()["programmes"]
            programme_id = next(one["programme_id"] for one in programmes if one["programme_key"] == RUBRIC)
            visits = _visits(label, published.json()["rubric_version_id"], store_id, programme_id)
            answer = await mira.post("/api/sync/visits", json=batch_of(visits))
            assert [one["status"] for one in answer.json()["results"]] == ["accepted"] * len(visits), answer.text


def _visits(label: str, version_id: str, store_id: str, programme_id: str) -> list[dict[str, Any]]:
    letters, first = KEPT[label]
    keys = [one["criterion_key"] for section in VERSIONS[label]["sections"] for one in section["criteria"]]
    visits: list[dict[str, Any]] = []
    for place, letter in enumerate(letters):
        ratings = [
            {"criterion_key": key, "state": "scored", "answer": letter == "y" if key == "greeting" else key != "price"}
            for key in keys
        ]
        visits.append(_visit(version_id, ratings, first + place, store_id, programme_id))
    if label == "2":
        visits[0]["interactions"][0]["evidence"] = [a_photo_that_never_comes()]
    return visits


def a_photo_that_never_comes() -> dict[str, Any]:
    return {"evidence_id": str(new_id()), "sha256": "2" * 64, "size_bytes": 40_000}


async def miss_a_photo(server: Serving) -> None:
    """A floor visit to Deichtor names a photo that has not arrived. A second time changes nothing."""
    async with signed_in_client(server, "area_manager") as ada, signed_in_client(server, "evaluator") as mira:
        if (await ada.get("/api/comparisons/visits?limit=1")).json()["flags"]["photos_missing"]:
            return
        bundle = (await mira.get("/api/device/bundle")).json()
        [programme] = [one for one in bundle["programmes"] if one["programme_key"] == "floor-service"]
        [store] = [one for one in bundle["stores"] if one["name"] == "Deichtor"]
        version_id = programme["rubric_version_ids"][0]
        ratings = ratings_of(rubric_document("floor-service"))
        visit = _visit(version_id, ratings, 1, store["store_id"], programme["programme_id"])
        visit["interactions"][0]["evidence"] = [a_photo_that_never_comes()]
        answer = await mira.post("/api/sync/visits", json=batch_of([visit]))
        assert answer.json()["results"][0]["status"] == "accepted", answer.text


def _visit(
    version_id: str, ratings: list[dict[str, Any]], days_ago: int, store_id: str, programme_id: str
) -> dict[str, Any]:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    return {
        "visit_id": str(new_id()),
        "revision": 1,
        "store_id": store_id,
        "programme_id": programme_id,
        "mode": "floor",
        "started": moment(at),
        "ended": moment(at + timedelta(minutes=20), 1_200_000),
        "marks": [],
        "interactions": [interaction(UUID(version_id), ratings, at)],
    }


async def keys_of_versions(page: Page) -> dict[str, str]:
    """By label; of whoever is signed in on the page."""
    keys = await page.evaluate("async () => (await (await fetch('/api/comparisons/stores')).json()).comparability_keys")
    return {key["version_labels"][0]: key["comparability_key"] for key in keys if key["rubric_key"] == RUBRIC}


async def at_common_criteria(page: Page) -> None:
    keys = await keys_of_versions(page)
    await page.goto(f"/common-criteria?comparability_key={keys['2']}")
    await page.locator("main .sides").wait_for()


async def at_versions(page: Page) -> None:
    """One business area that has a break, with all that may be done about it."""
    keys = await keys_of_versions(page)
    await page.goto(f"/business-areas/product?comparability_key={keys['2']}")
    await page.locator("main .break").first.wait_for()
