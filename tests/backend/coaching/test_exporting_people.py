"""HR exports figures about people: who may leave, what stands in the files, and the trace of it all."""

import csv
import hashlib
import io
import json
import os
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import frictionless
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.scoring.rounding import rdiv
from floorwalk.settings import Settings
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, ratings_of, rubric_document, some_time
from tests.exports import TODAY, a_question, exported, file_of, link_to, rows_of

pytestmark = pytest.mark.slow  # each export is made by a process of its own

SCHEMAS = Path(__file__).parents[3] / "schemas" / "exports"
FILES = ["people-business-areas.csv", "people-ratings.csv", "people.xlsx", "pseudonyms.csv"]
CSV_FILES = [FILES[0], FILES[1], FILES[3]]


async def observe(
    chain: Chain,
    staff_code: str,
    by: Sequence[str] = ("mira", "mira", "mira", "emil", "emil", "emil"),
    store_id: UUID | None = None,
    first_days_ago: int = 1,
    **comments: Any,
) -> None:
    """Visits with one interaction with the person, one a day."""
    chance = random.Random(staff_code)
    document = rubric_document("floor-service")
    for number, name in enumerate(by):
        days_ago = first_days_ago + number
        observed = interaction(
            chain.floor_version,
            ratings_of(document, chance),
            some_time(days_ago),
            chain.staff_ids[staff_code],
            **comments,
        )
        visit = floor_visit(chain, store_id or chain.linden, days_ago=days_ago, interactions=[observed])
        await accepted(chain.clients[name], visit)


@pytest.fixture
async def observed(stage: Chain) -> Chain:
    """Linden: Anna and Ben six times each by two evaluators, Clara five times by one. Schlossberg: Ida six times."""
    await observe(stage, "0001")
    await observe(stage, "0002")
    await observe(stage, "0003", by=["mira"] * 5)
    await observe(stage, "0009", store_id=stage.schlossberg)
    return stage


class TestThePreview:
    async def test_it_says_how_many_may_leave_and_why_the_others_may_not(self, observed: Chain) -> None:
        answer = await observed.rhea.post("/api/exports/preview", json=a_question())
        assert answer.status_code == 200, answer.text
        preview = answer.json()
        assert (preview["people"], preview["releasable"], preview["withheld"]) == (9, 3, 6)
        assert preview["withheld_by_reason"] == [
            {"reason": "too_few_interactions", "people": 5},
            {"reason": "too_few_evaluators", "people": 1},
        ]
        by_code = {row["staff_code"]: row for row in preview["rows"]}
        assert list(by_code) == sorted(by_code)
        assert by_code["0001"]["releasable"] is True
        assert by_code["0003"]["reason"] == "too_few_evaluators"

    async def test_one_store_is_its_own_people(self, observed: Chain) -> None:
        question = a_question(population={"store_id": str(observed.schlossberg)})
        preview = (await observed.rhea.post("/api/exports/preview", json=question)).json()
        assert [row["staff_code"] for row in preview["rows"]] == ["0009"]

    async def test_an_area_is_the_people_of_its_stores(self, observed: Chain) -> None:
        question = a_question(population={"area_id": str(observed.area_ids["north"])})
        preview = (await observed.rhea.post("/api/exports/preview", json=question)).json()
        assert (preview["people"], preview["releasable"]) == (8, 2)

    async def test_it_makes_no_export(self, observed: Chain) -> None:
        await observed.rhea.post("/api/exports/preview", json=a_question())
        assert (await observed.rhea.get("/api/exports")).json() == {"exports": []}


class TestTheFiles:
    async def test_what_the_manifest_says_is_what_is_handed_out(self, observed: Chain) -> None:
        made = await exported(observed.app, observed.rhea)
        assert [file["name"] for file in made["manifest"]["files"]] == FILES
        for file in made["manifest"]["files"]:
            content = await file_of(observed.rhea, made, file["name"])
            assert hashlib.sha256(content).hexdigest() == file["sha256"]
            assert len(content) == file["size_bytes"]
            if file["name"] in CSV_FILES:
                assert len(list(csv.reader(io.StringIO(content.decode(), newline="")))) - 1 == file["row_count"]
        assert (await observed.rhea.get(f"/api/exports/{made['export_id']}")).json() == made

    async def test_an_independent_reader_finds_them_as_documented(self, observed: Chain, tmp_path: Path) -> None:
        made = await exported(observed.app, observed.rhea)
        for name in CSV_FILES:
            (tmp_path / name).write_bytes(await file_of(observed.rhea, made, name))
            report = frictionless.Resource(
                path=name,
                basepath=str(tmp_path),
                schema=frictionless.Schema.from_descriptor(
                    json.loads((SCHEMAS / name.replace(".csv", ".schema.json")).read_text())
                ),
            ).validate()
            assert report.valid, (name, report.flatten(["rowNumber", "fieldName", "note"]))

    async def test_only_released_people_have_rows(self, observed: Chain) -> None:
        made = await exported(observed.app, observed.rhea)
        key = {row["staff_code"]: row for row in await rows_of(observed.rhea, made, "pseudonyms.csv")}
        released = {key[code]["person"] for code in ("0001", "0002", "0009")}
        for name in FILES[:2]:
            assert {row["person"] for row in await rows_of(observed.rhea, made, name)} == released
        withheld = {one["person"]: one["reason"] for one in made["manifest"]["withheld"]}
        assert withheld[key["0003"]["person"]] == "too_few_evaluators"
        assert (made["manifest"]["people"], made["manifest"]["released"], len(withheld)) == (9, 3, 6)

    async def test_a_figure_can_be_reproduced_from_the_ratings_beside_it(self, observed: Chain) -> None:
        made = await exported(observed.app, observed.rhea)
        ratings = await rows_of(observed.rhea, made, "people-ratings.csv")
        shown = [row for row in await rows_of(observed.rhea, made, "people-business-areas.csv") if row["mean_bp"]]
        assert shown
        for row in shown:
            interactions: dict[str, list[tuple[int, int]]] = {}
            for rating in ratings:
                of_the_row = all(rating[name] == row[name] for name in ("person", "business_area"))
                if of_the_row and rating["score_bp"]:
                    pair = (int(rating["weight"]), int(rating["score_bp"]))
                    interactions.setdefault(rating["visit"] + rating["interaction"], []).append(pair)
            scores = [rdiv(sum(w * s for w, s in pairs), sum(w for w, _ in pairs)) for pairs in interactions.values()]
            assert int(row["interactions"]) == len(scores)
            assert int(row["mean_bp"]) == rdiv(sum(scores), len(scores))
            assert int(row["ci_low_bp"]) <= int(row["mean_bp"]) <= int(row["ci_high_bp"])

    async def test_a_business_area_with_too_little_of_its_own_holds_no_figure(self, stage: Chain) -> None:
        document = rubric_document("floor-service")
        area = document["sections"][0]["criteria"][0]["business_area"]
        of_area = {
            criterion["criterion_key"]
            for section in document["sections"]
            for criterion in section["criteria"]
            if criterion["business_area"] == area
        }
        for number, name in enumerate(["mira", "mira", "mira", "emil", "emil"]):
            ratings = ratings_of(document)
            if number == 0:
                ratings = [
                    {"criterion_key": one["criterion_key"], "state": "not_observed"}
                    if one["criterion_key"] in of_area
                    else one
                    for one in ratings
                ]
            at = some_time(1 + number)
            anna = interaction(stage.floor_version, ratings, at, stage.staff_ids["0001"])
            await accepted(stage.clients[name], floor_visit(stage, days_ago=1 + number, interactions=[anna]))
        rows = await rows_of(stage.rhea, await exported(stage.app, stage.rhea), "people-business-areas.csv")
        of = {row["business_area"]: row for row in rows}
        assert (of[area]["display"], of[area]["reason"]) == ("hidden", "too_few_interactions")
        assert (of[area]["interactions"], of[area]["mean_bp"], of[area]["met"]) == ("4", "", "")
        assert {row["display"] for key, row in of.items() if key != area} == {"shown"}

    async def test_no_evaluator_no_name_and_no_comment_stands_in_the_figures(self, stage: Chain) -> None:
        await observe(stage, "0001", comment="Mrs Kowalczyk bought shoes.")
        made = await exported(stage.app, stage.rhea)
        for name in FILES[:2]:
            text = (await file_of(stage.rhea, made, name)).decode()
            for word in ("Kowalczyk", "Mira", "MIRA", "Anna", "Albers", "0001", str(stage.staff_ids["0001"])):
                assert word not in text
            for evaluator_id in stage.evaluator_ids.values():
                assert str(evaluator_id) not in text

    async def test_a_name_that_looks_like_a_formula_is_text(self, observed: Chain, connection: Connection) -> None:
        await connection.execute(
            "update staff_member set display_name = '=cmd|calc' where staff_member_id = $1", observed.staff_ids["0001"]
        )
        rows = await rows_of(observed.rhea, await exported(observed.app, observed.rhea), "pseudonyms.csv")
        assert "'=cmd|calc" in {row["display_name"] for row in rows}


class TestTheSameQuestionAgain:
    async def test_gives_the_same_bytes(self, observed: Chain) -> None:
        one, other = await exported(observed.app, observed.rhea), await exported(observed.app, observed.rhea)
        assert one["export_id"] != other["export_id"]
        assert one["manifest"]["files"] == other["manifest"]["files"]

    async def test_for_another_purpose_gives_other_codes(self, observed: Chain) -> None:
        one = await exported(observed.app, observed.rhea)
        other = await exported(observed.app, observed.rhea, purpose="recognition")
        people = [{row["person"] for row in await rows_of(observed.rhea, made, FILES[0])} for made in (one, other)]
        assert people[0].isdisjoint(people[1])

    async def test_what_was_issued_stays_as_it_was_when_the_data_change(self, observed: Chain) -> None:
        made = await exported(observed.app, observed.rhea)
        before = await file_of(observed.rhea, made, FILES[0])
        await observe(observed, "0001", first_days_ago=10)
        assert await file_of(observed.rhea, made, FILES[0]) == before
        assert (await exported(observed.app, observed.rhea))["manifest"]["files"][0] != made["manifest"]["files"][0]


class TestWhoMayAsk:
    @pytest.mark.parametrize("who", ["mira", "jonas", "ada", "otto", "nils", "vera", "sam"])
    async def test_nobody_but_hr(self, observed: Chain, who: str) -> None:
        made = await exported(observed.app, observed.rhea)
        address = await link_to(observed.rhea, made, FILES[0])
        client = observed.clients[who]
        assert (await client.post("/api/exports", json=a_question())).status_code == 403
        assert (await client.post("/api/exports/preview", json=a_question())).status_code == 403
        assert (await client.get(address)).status_code == 403
        assert (await client.post(address.partition("?")[0] + "/link")).status_code == 403
        assert (await client.post(f"/api/exports/{made['export_id']}/cancel")).status_code == 403

    async def test_the_grant_limits_the_population(self, observed: Chain, connection: Connection) -> None:
        await connection.execute(
            "update account_grant set scope_kind = 'area', area_id = $2 where account_id = $1",
            observed.account_ids["rhea"], observed.area_ids["south"],
        )  # fmt: skip
        preview = (await observed.rhea.post("/api/exports/preview", json=a_question())).json()
        assert [row["staff_code"] for row in preview["rows"]] == ["0009"]
        for population in ({"area_id": str(observed.area_ids["north"])}, {"store_id": str(observed.linden)}):
            for address in ("/api/exports", "/api/exports/preview"):
                answer = await observed.rhea.post(address, json=a_question(population=population))
                assert answer.status_code == 404

    async def test_another_account_of_hr_cannot_fetch_it(self, observed: Chain, connection: Connection) -> None:
        made = await exported(observed.app, observed.rhea)
        await connection.execute(
            "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, granted_at)"
            " values ($1, $2, $3, 'hr', 'organisation', now())",
            observed.organisation_id, new_id(), observed.account_ids["nils"],
        )  # fmt: skip
        bodies = []
        for export_id in (made["export_id"], new_id()):
            for ask, tail in (
                (observed.nils.get, ""),
                (observed.nils.get, "/manifest"),
                (observed.nils.post, f"/files/{FILES[0]}/link"),
                (observed.nils.get, f"/files/{FILES[0]}?link=whatever"),
                (observed.nils.post, "/cancel"),
            ):
                answer = await ask(f"/api/exports/{export_id}{tail}")
                assert answer.status_code == 404
                bodies.append({**answer.json(), "instance": None})
        assert all(body == bodies[0] for body in bodies)
        assert (await observed.nils.get("/api/exports")).json() == {"exports": []}

    async def test_a_file_that_the_export_has_not_is_not_found(self, observed: Chain) -> None:
        made = await exported(observed.app, observed.rhea)
        for name in ("pseudonym.key", "%2e%2e%2fpseudonym.key", "people.csv"):
            answer = await observed.rhea.post(f"/api/exports/{made['export_id']}/files/{name}/link")
            assert answer.status_code == 404


class TestAfterItsTime:
    async def test_the_files_are_no_longer_handed_out_and_the_manifest_still_is(
        self, observed: Chain, connection: Connection
    ) -> None:
        made = await exported(observed.app, observed.rhea)
        await connection.execute("update export set expires_at = now() - interval '1 second'")
        answer = await observed.rhea.post(f"/api/exports/{made['export_id']}/files/{FILES[0]}/link")
        assert (answer.status_code, answer.json()["code"]) == (404, "coaching.export_expired")
        assert (await observed.rhea.get(f"/api/exports/{made['export_id']}/manifest")).json() == made["manifest"]

    async def test_its_files_are_removed_when_the_next_export_is_made(
        self, observed: Chain, connection: Connection, settings: Settings
    ) -> None:
        made = await exported(observed.app, observed.rhea)
        folder = settings.data_dir / "exports" / str(observed.organisation_id) / made["export_id"]
        assert sorted(path.name for path in folder.iterdir()) == FILES
        await connection.execute("update export set expires_at = now() - interval '1 second'")
        two_days_ago = datetime.now(UTC).timestamp() - 2 * 24 * 3600
        os.utime(folder, (two_days_ago, two_days_ago))
        await exported(observed.app, observed.rhea)
        assert not folder.exists()

    async def test_only_this_account_of_the_machine_can_read_them(self, observed: Chain, settings: Settings) -> None:
        await exported(observed.app, observed.rhea)
        exports = settings.data_dir / "exports" / str(observed.organisation_id)
        modes = {path.stat().st_mode & 0o777 for path in exports.rglob("*") if path.is_file()}
        assert modes == {0o600}


class TestTheTrace:
    async def test_preview_export_and_download_each_leave_a_row(self, observed: Chain, connection: Connection) -> None:
        await observed.rhea.post("/api/exports/preview", json=a_question())
        made = await exported(observed.app, observed.rhea)
        await file_of(observed.rhea, made, FILES[2])
        rows = await connection.fetch(
            "select account_id, act, object_id, detail from audit_log where act like 'export.%' order by audit_id"
        )
        acts = ["export.previewed", "export.asked", "export.created", "export.link_made", "export.downloaded"]
        assert [row["act"] for row in rows] == acts
        assert {row["account_id"] for row in rows} == {observed.account_ids["rhea"]}
        assert rows[2]["detail"]["purpose"] == "coaching"
        people = {str(observed.staff_ids[code]) for code in ("0001", "0002", "0009")}
        assert set(rows[2]["detail"]["staff_member_ids"]) == people
        assert rows[4]["detail"] == {"file": FILES[2], "sha256": made["manifest"]["files"][2]["sha256"]}


class TestAQuestionThatCannotBeMeant:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"purpose": "discipline"}, "request.invalid"),
            ({"names": True}, "request.invalid"),
            ({"from_on": "2026-02-30"}, "request.invalid"),
            ({"from_on": TODAY.isoformat(), "to_on": "2026-01-01"}, "comparisons.period_backwards"),
            ({"retain_until_on": "2026-01-01"}, "coaching.retention_is_over"),
            ({"retain_until_on": "2199-01-01"}, "coaching.retention_too_long"),
            (
                {"population": {"area_id": str(UUID(int=1)), "store_id": str(UUID(int=2))}},
                "coaching.population_twice",
            ),
        ],
    )
    async def test_it_is_refused_by_name_and_nothing_is_made(
        self, stage: Chain, changes: Json, code: str, settings: Settings
    ) -> None:
        for address in ("/api/exports", "/api/exports/preview"):
            answer = await stage.rhea.post(address, json=a_question(**changes))
            assert answer.status_code == 400, answer.text
            assert code in [fault["code"] for fault in answer.json()["errors"]]
        assert not (settings.data_dir / "exports" / str(stage.organisation_id)).exists()

    async def test_without_anybody_to_release_it_is_made_and_says_so(self, stage: Chain) -> None:
        made = await exported(stage.app, stage.rhea)
        assert [file["row_count"] for file in made["manifest"]["files"]] == [0, 0, 13, 9]
        assert made["manifest"]["released"] == 0
