"""A checked document becomes an immutable version: once, whoever else publishes at the moment."""

import asyncio
import json
from copy import deepcopy

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.cast import Chain, chain
from tests.cast_visits import SAMPLES, Json, criteria_of, published, rubric_document

__all__ = ["chain"]

FLOOR = rubric_document("floor-service")


class TestPublishing:
    async def test_the_version_is_frozen_with_its_hash_and_key(self, chain: Chain) -> None:
        answer = await chain.rubi.post("/api/rubrics/publish", json=FLOOR)
        body = answer.json()
        assert (answer.status_code, body["version_number"], body["already_published"]) == (201, 1, False)
        version = (await chain.rubi.get(f"/api/rubric-versions/{body['rubric_version_id']}")).json()
        assert version["document"] == FLOOR
        assert version["content_hash"] == body["content_hash"]
        assert len(body["comparability_key"]) == 16

    async def test_the_same_content_is_the_same_version_however_it_is_written(self, chain: Chain) -> None:
        first = await chain.rubi.post("/api/rubrics/publish", json=FLOOR)
        turned = json.dumps(dict(reversed(FLOOR.items())), indent=4, ensure_ascii=True)
        again = await chain.rubi.post(
            "/api/rubrics/publish", content=turned, headers={"Content-Type": "application/json"}
        )
        assert again.json() == first.json() | {"already_published": True}

    async def test_versions_count_up_also_when_eight_are_published_at_once(
        self, chain: Chain, connection: Connection
    ) -> None:
        documents = [FLOOR | {"version_label": f"2026.{number % 4}"} for number in range(8)]
        answers = await asyncio.gather(*(chain.rubi.post("/api/rubrics/publish", json=one) for one in documents))
        assert sorted({answer.json()["version_number"] for answer in answers}) == [1, 2, 3, 4]
        assert await connection.fetchval("select count(*) from rubric_version") == 4
        assert await connection.fetchval("select count(*) from audit_log where act = 'rubric.published'") == 4

    async def test_a_faulty_one_is_refused_with_every_problem_and_nothing_is_stored(
        self, chain: Chain, connection: Connection
    ) -> None:
        document = deepcopy(FLOOR)
        document["sections"][0]["criteria"][0]["weight"] = -1
        document["mode"] = "hidden"
        answer = await chain.rubi.post("/api/rubrics/publish", json=document)
        assert (answer.status_code, answer.json()["code"]) == (400, "rubrics.refused")
        assert [fault["path"] for fault in answer.json()["errors"]] == ["mode", "sections[0].criteria[0].weight"]
        checked = (await chain.rubi.post("/api/rubrics/check", json=document)).json()
        assert checked == {"problems": answer.json()["errors"], "comparability_key": None}
        assert await connection.fetchval("select count(*) from rubric") == 0

    async def test_declared_business_areas_are_added_and_known_ones_keep_their_title(
        self, chain: Chain, connection: Connection
    ) -> None:
        document = rubric_document("inspections")
        document["business_areas"].append({"business_area_key": "product", "title": {"en": "Goods"}})
        await published(chain.rubi, document)
        rows = await connection.fetch("select business_area_key, title from business_area order by position")
        assert [row["business_area_key"] for row in rows][9:] == ["food_safety", "hygiene_practice", "premises"]
        assert {"en": "Goods"} not in [row["title"] for row in rows]

    async def test_only_authors_and_administrators_may(self, chain: Chain) -> None:
        for one in (chain.mira, chain.ada, chain.vera, chain.nils):
            for act in ("check", "publish"):
                assert (await one.post(f"/api/rubrics/{act}", json=FLOOR)).status_code == 403
        assert (await chain.otto.post("/api/rubrics/publish", json=FLOOR)).status_code == 201


class TestReadingRubrics:
    async def test_the_list_names_the_newest_version(self, chain: Chain) -> None:
        await published(chain.rubi, FLOOR)
        await published(chain.rubi, FLOOR | {"version_label": "2026.2"})
        [rubric] = (await chain.mira.get("/api/rubrics")).json()["rubrics"]
        assert rubric["title"] == FLOOR["title"]
        assert (rubric["current_version"]["version_number"], rubric["current_version"]["version_label"]) == (
            2,
            "2026.2",
        )

    async def test_a_version_that_never_existed_is_not_found(self, chain: Chain) -> None:
        for address in (str(new_id()), "not-an-id"):
            assert (await chain.rubi.get(f"/api/rubric-versions/{address}")).status_code == 404


class TestBadInput:
    async def test_whatever_is_sent_is_a_refusal_and_no_fault(self, chain: Chain) -> None:
        bodies = (
            b"", b"x", b"null", b"[]", b"NaN", b'{"format":NaN}', b'{"title":"\xff"}', b'{"title":"\\ud800"}',
            b'{"a":' * 1_000 + b"1" + b"}" * 1_000, b"[" * 100_000,
            json.dumps({str(number): number for number in range(100_000)}).encode(),
            b'{"format":1e400}', b'{"format":9223372036854775808}', json.dumps(FLOOR | {"rubric_key": "a\0"}).encode(),
        )  # fmt: skip
        for act in ("check", "publish"):
            for body in bodies:
                answer = await chain.rubi.post(
                    f"/api/rubrics/{act}", content=body, headers={"Content-Type": "application/json"}
                )
                assert answer.status_code in ((200, 400) if act == "check" else (400,)), (act, body[:40], answer.text)


SCHEMA = json.loads((SAMPLES.parent / "rubric.schema.json").read_text())


class TestTheSchema:
    def test_it_is_a_schema_and_takes_the_samples(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)
        for name in ("floor-service", "mystery-visit", "inspections"):
            assert list(Draft202012Validator(SCHEMA).iter_errors(rubric_document(name))) == []

    def test_what_breaks_the_shape_breaks_the_schema_too(self) -> None:
        def broken(**changes: object) -> Json:
            return FLOOR | changes

        def criterion(**changes: object) -> Json:
            document = deepcopy(FLOOR)
            criteria_of(document)[0].update(changes)
            return document

        for document in (
            broken(format=2),
            broken(urgent=True),
            broken(rubric_key="Floor"),
            broken(languages=[]),
            broken(mode="hidden"),
            broken(meets_bp=10_001),
            broken(sections=[]),
            criterion(kind="slider"),
            criterion(weight=1_001),
            criterion(weight=1.5),
            criterion(title="Only one"),
            criterion(mood="good"),
            criterion(criterion_key=""),
            criterion(measured_between={"from": "entered"}),
        ):
            assert list(Draft202012Validator(SCHEMA).iter_errors(document)), document
