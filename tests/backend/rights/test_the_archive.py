"""Everything held about a person in one file, for them alone or at their request; and a name put right."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.rights.arranging import OWN_WORDS, spoken_of
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit

pytestmark = pytest.mark.slow


def opened(answer: httpx.Response) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    whole: dict[str, Any] = json.loads(archive.read("everything.json"))
    return archive, whole


async def observed(stage: Chain) -> None:
    for days_ago in (3, 2):
        visit = floor_visit(stage, stage.linden, staff=stage.staff_ids["0001"], days_ago=days_ago)
        visit["interactions"][0]["comment"] = "=Anna helped; Ben Brandt did not. Mira Moser noted it."
        await accepted(stage.mira, visit)
    await accepted(stage.emil, floor_visit(stage, stage.linden, staff=stage.staff_ids["0002"]))
    assert (await stage.jonas.get(f"/api/visits/{visit['visit_id']}")).status_code == 200


class TestTheArchive:
    async def test_holds_what_was_said_its_figures_with_their_method_and_who_has_looked(self, stage: Chain) -> None:
        await observed(stage)
        archive, whole = opened(await stage.sam.get("/api/own/archive"))
        assert whole["person"] == [{"staff_code": "0001", "display_name": "Anna Albers", "first_name": "Anna"}]
        assert [one["role_title"] for one in whole["postings"]] == ["Sales adviser"]
        assert len(whole["interactions"]) == 2
        assert {one["evaluation_id"] for one in whole["ratings"]} == {
            one["evaluation_id"] for one in whole["interactions"]
        }
        (figure,) = whole["figures"]
        assert (figure["visits"], figure["interactions"], figure["evaluators"]) == (2, 2, 1)
        scores = [one["raw_bp"] for one in whole["interactions"]]
        assert min(scores) <= figure["mean_bp"] <= max(scores)
        assert "sum of t over the sum of w" in whole["method"]
        assert [(one["act"], one["purpose"], one["roles"]) for one in whole["log"]] == [
            ("visit.people_seen", "coaching", ["store_manager"]),
            ("person.archive_given", "access", ["staff_member"]),
        ]
        assert "Anna Albers" in archive.read("read-me.html").decode()

    async def test_names_evaluators_by_code_and_nobody_else(self, stage: Chain) -> None:
        await observed(stage)
        archive, whole = opened(await stage.rhea.get(f"/api/staff-members/{stage.staff_ids['0001']}/archive"))
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        for word in ("Mira", "Moser", "EV-MIRA", str(stage.evaluator_ids["mira"]), "Ben", "Brandt", "Jonas"):
            assert word not in everything, word
        assert {one["comment"] for one in whole["interactions"]} == {"=Anna helped; … did not. … noted it."}
        assert len({one["evaluator"] for one in whole["interactions"]}) == 1

    async def test_holds_what_was_agreed_answered_disputed_decided_corrected_and_told(self, stage: Chain) -> None:
        await spoken_of(stage)
        _, whole = opened(await stage.sam.get("/api/own/archive"))
        (plan,) = whole["plans"]
        assert (plan["state"], plan["agreement"]) == ("dropped", "Anna Albers asks two open questions.")
        assert (plan["person_comment"], plan["store"]) == (OWN_WORDS, "Linden")
        assert plan["baseline"]
        assert [(one["state"], one["names_person"]) for one in whole["cards"]] == [("given", True)]
        assert [(one["subject"], one["raised_by"], one["state"]) for one in whole["disputes"]] == [
            ("criterion", "staff_member", "upheld"), ("not_me", "staff_member", "upheld"),
            ("facts", "store", "appealed"),
        ]  # fmt: skip
        assert [one["outcome"] for one in whole["decisions"]] == ["upheld", "upheld", "rejected"]
        assert {one["reason"] for one in whole["decisions"]} == {"… saw Anna Albers greet her."}
        assert [(one["kind"], one["criterion_key"]) for one in whole["corrections"]] == [
            ("rating", "greeting"), ("staff_link", None),
        ]  # fmt: skip
        assert (whole["corrections"][0]["before"]["outcome"], whole["corrections"][0]["after"]["outcome"]) == (
            "below", "met",
        )  # fmt: skip
        assert "Yours, Anna Albers" in {one["comment"] for one in whole["acknowledgements"]}
        (notice,) = whole["notices"]
        assert notice["acknowledged_at"] is not None
        (link,) = whole["links"]
        assert link["opened_at"] is not None

    async def test_of_all_that_names_nobody_else(self, stage: Chain) -> None:
        await spoken_of(stage)
        archive, _ = opened(await stage.rhea.get(f"/api/staff-members/{stage.staff_ids['0001']}/archive"))
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        others = ("Ben", "Brandt", "Mira", "Moser", "Emil", "Jonas", "Jansen", "Rhea", "Vera", "Vogel", "EV-MIRA")
        keys = [str(stage.account_ids[name]) for name in ("jonas", "rhea", "vera", "mira")]
        for word in (*others, str(stage.evaluator_ids["mira"]), *keys):
            assert re.search(rf"\b{word}\b", everything) is None, word

    async def test_computes_no_formula_in_a_spreadsheet(self, stage: Chain) -> None:
        await observed(stage)
        archive, _ = opened(await stage.sam.get("/api/own/archive"))
        for row in csv.DictReader(io.StringIO(archive.read("interactions.csv").decode())):
            assert row["comment"].startswith("'=Anna")

    async def test_of_somebody_else_is_not_there_for_a_staff_member(self, stage: Chain) -> None:
        assert (await stage.sam.get(f"/api/staff-members/{stage.staff_ids['0002']}/archive")).status_code == 403


class TestACorrectedName:
    async def test_stands_everywhere_at_once_and_the_log_says_which_fields_but_not_the_names(
        self, chain: Chain, connection: Connection
    ) -> None:
        anna = chain.staff_ids["0001"]
        name = {"display_name": "Anne Albers", "first_name": "Anne"}
        assert (await chain.otto.put(f"/api/staff-members/{anna}/name", json=name)).status_code == 204
        staff = (await chain.otto.get("/api/staff-members", params={"store_id": str(chain.linden)})).text
        assert ("Anne Albers" in staff, "Anna Albers" in staff) == (True, False)
        (row,) = await connection.fetch("select detail from audit_log where act = 'person.corrected'")
        assert row["detail"] == {"fields": ["display_name", "first_name"]}

    async def test_of_nothing_but_blanks_is_refused(self, chain: Chain) -> None:
        answer = await chain.otto.put(
            f"/api/staff-members/{chain.staff_ids['0001']}/name", json={"display_name": "  ", "first_name": "A"}
        )
        assert answer.status_code == 400
