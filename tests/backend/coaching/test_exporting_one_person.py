"""An export about one named person: under the same rules as about many, and without a word about anybody else."""

import random
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings
from tests.backend.coaching.test_export_people_command import export_people
from tests.backend.coaching.test_exporting_people import observe
from tests.backend.rights.test_deleting_a_person import places_of
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, ratings_of, rubric_document, some_time
from tests.exports import a_formal_notice, a_question, asked, exported, formal, rows_of, worked_off

CODES = {"person", "evaluator", "visit"}  # of the export alone


def about(stage: Chain, staff_code: str, **more: str) -> Json:
    return {"population": {"staff_member_id": str(stage.staff_ids[staff_code])} | more}


async def observed(stage: Chain) -> None:
    """Anna and Ben in the same six visits, Anna alone in a seventh; Clara too seldom."""
    chance, document = random.Random(7), rubric_document("floor-service")
    for number in range(6):
        seen = [
            interaction(stage.floor_version, ratings_of(document, chance), some_time(1 + number), stage.staff_ids[code])
            for code in ("0001", "0002")
        ]
        by = (stage.mira, stage.emil)[number % 2]
        await accepted(by, floor_visit(stage, days_ago=1 + number, interactions=seen))
    await observe(stage, "0001", by=["emil"], first_days_ago=9)
    await observe(stage, "0003", by=["mira", "emil"])


async def refused(stage: Chain, **changes: Any) -> tuple[int, list[str]]:
    answer = await stage.rhea.post("/api/exports/preview", json=a_question(**changes))
    body = answer.json()
    return answer.status_code, [one["code"] for one in body.get("errors", [])]


def without_codes(rows: list[dict[str, str]], person: str) -> list[tuple[tuple[str, str], ...]]:
    return sorted(
        tuple((name, value) for name, value in row.items() if name not in CODES)
        for row in rows
        if row["person"] == person
    )


@pytest.mark.slow
async def test_holds_their_rows_as_the_export_about_everybody_does_and_nobody_elses(stage: Chain) -> None:
    await observed(stage)
    everybody = await exported(stage.app, stage.rhea)
    alone = await exported(stage.app, stage.rhea, **about(stage, "0001"))
    assert (alone["manifest"]["people"], alone["manifest"]["released"], alone["manifest"]["withheld"]) == (1, 1, [])
    assert (alone["person_name"], everybody["person_name"]) == ("Anna Albers", None)
    (key,) = await rows_of(stage.rhea, alone, "pseudonyms.csv")
    keys = {row["staff_code"]: row["person"] for row in await rows_of(stage.rhea, everybody, "pseudonyms.csv")}
    assert (key["staff_code"], key["display_name"]) == ("0001", "Anna Albers")
    for name in ("people-business-areas.csv", "people-ratings.csv"):
        rows = await rows_of(stage.rhea, alone, name)
        assert {row["person"] for row in rows} == {key["person"]}
        # So the difference of two exports is rows of people who were released anyway, each with their own figures.
        in_all = without_codes(await rows_of(stage.rhea, everybody, name), keys["0001"])
        assert without_codes(rows, key["person"]) == in_all


@pytest.mark.slow
class TestOnePerson:
    async def test_with_too_little_evidence_is_withheld_with_the_reason(self, stage: Chain) -> None:
        await observed(stage)
        preview = (await stage.rhea.post("/api/exports/preview", json=a_question(**about(stage, "0003")))).json()
        assert (preview["people"], preview["releasable"]) == (1, 0)
        assert [(row["staff_code"], row["reason"]) for row in preview["rows"]] == [("0003", "too_few_interactions")]
        made = await exported(stage.app, stage.rhea, **about(stage, "0003"))
        assert [one["reason"] for one in made["manifest"]["withheld"]] == ["too_few_interactions"]
        assert await rows_of(stage.rhea, made, "people-ratings.csv") == []

    async def test_who_was_nowhere_in_the_period_is_withheld_too(self, stage: Chain, connection: Connection) -> None:
        anna = stage.staff_ids["0001"]
        await connection.execute("update staff_posting set valid_to = '2001-01-01' where staff_member_id = $1", anna)
        preview = (await stage.rhea.post("/api/exports/preview", json=a_question(**about(stage, "0001")))).json()
        assert [row["reason"] for row in preview["rows"]] == ["too_few_interactions"]

    async def test_is_found_in_the_scope_of_whoever_asks_and_nowhere_else(
        self, stage: Chain, connection: Connection
    ) -> None:
        assert await refused(stage, population={"staff_member_id": str(new_id())}) == (404, [])
        south = stage.area_ids["south"]
        await connection.execute(
            "update account_grant set scope_kind = 'area', area_id = $2 where account_id = $1 and role = 'hr'",
            stage.account_ids["rhea"], south,
        )  # fmt: skip
        await observe(stage, "0009", store_id=stage.schlossberg)
        assert (await refused(stage, **about(stage, "0001")))[0] == 404
        assert (await stage.rhea.post("/api/exports", json=a_question(**about(stage, "0001")))).status_code == 404
        assert (await refused(stage, **about(stage, "0009")))[0] == 200

    async def test_is_asked_of_alone(self, stage: Chain) -> None:
        for place in ({"store_id": str(stage.linden)}, {"area_id": str(stage.area_ids["north"])}):
            assert await refused(stage, **about(stage, "0001", **place)) == (400, ["coaching.population_twice"])

    async def test_can_read_who_has_looked_released_or_not(self, stage: Chain) -> None:
        await stage.rhea.post("/api/exports/preview", json=a_question(**about(stage, "0001")))
        await exported(stage.app, stage.rhea, **about(stage, "0001"))
        log = (await stage.otto.get("/api/audit-log", params={"staff_code": "0001"})).json()
        acts = {one["act"] for one in log["entries"]}
        assert {"export.previewed", "export.asked"} <= acts

    async def test_who_is_gone_is_in_no_question_any_more(
        self, stage: Chain, connection: Connection, settings: Settings
    ) -> None:
        await observed(stage)
        made = await exported(stage.app, stage.rhea, **about(stage, "0001"))
        await asked(stage.rhea, **formal(await a_formal_notice(stage)), **about(stage, "0001"))
        waiting = await asked(stage.rhea, **about(stage, "0001"), purpose="recognition")
        anna = stage.staff_ids["0001"]
        before = await places_of(connection, [str(anna)])
        assert {"export.population", "export.manifest", "background_work.asked", "export_approval.asked"} <= before
        assert (await stage.rhea.post(f"/api/staff-members/{anna}/deletion")).status_code == 200
        assert await places_of(connection, [str(anna)]) <= {"audit_log.detail", "audit_log.object_id"}
        await worked_off(stage.app)
        listed = {one["export_id"]: one for one in (await stage.rhea.get("/api/exports")).json()["exports"]}
        assert listed[made["export_id"]]["person_name"] is None
        assert listed[made["export_id"]]["asked"]["population"]["staff_member_id"] == str(UUID(int=0))
        assert listed[waiting["export_id"]]["state"] == "failed"


@pytest.mark.slow
async def test_a_formal_process_about_one_person_names_them_to_the_second_one(stage: Chain) -> None:
    await observed(stage)
    waiting = await asked(stage.rhea, **formal(await a_formal_notice(stage)), **about(stage, "0001"))
    (line,) = (await stage.otto.get("/api/export-approvals")).json()["approvals"]
    assert (line["person"], line["place"], line["releasable"]) == ("Anna Albers", None, 1)
    address = f"/api/export-approvals/{waiting['export_id']}"
    assert (await stage.otto.post(f"{address}/approve", json={"reason": "Read."})).status_code == 204
    await worked_off(stage.app)
    made = (await stage.rhea.get(f"/api/exports/{waiting['export_id']}")).json()
    assert (made["state"], made["manifest"]["released"]) == ("ready", 1)


@pytest.mark.slow
async def test_the_command_line_takes_a_staff_code(stage: Chain, settings: Settings, tmp_path: Path) -> None:
    await observed(stage)
    code, said = await export_people(settings, "rhea@linden.example", tmp_path / "out", "--person", "0001")
    assert (code, "1 of 1 people" in said) == (0, True), said
    code, said = await export_people(settings, "rhea@linden.example", tmp_path / "no", "--person", "9999")
    assert (code, "no person with the code '9999'" in said) == (1, True), said


async def test_a_question_about_many_keeps_its_form_and_so_its_codes(stage: Chain, connection: Connection) -> None:
    await asked(stage.rhea)
    population = await connection.fetchval("select asked -> 'population' from background_work")
    assert population == {"area_id": None, "store_id": None}
