"""The audit log: nobody changes it, the administrator reads it by filters and takes it along."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit, stage
from tests.commands import floorwalk

__all__ = ["stage"]
LOG = "/api/audit-log"
SCHEMA = Path(__file__).parents[3] / "schemas" / "exports" / "audit-log.schema.json"


async def entries(chain: Chain, **filters: Any) -> list[dict[str, Any]]:
    answer = await chain.otto.get(LOG, params={name: str(value) for name, value in filters.items()})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["entries"]
    return found


class TestTheApplicationsRole:
    @pytest.mark.parametrize(
        "statement",
        [
            "update audit_log set act = 'nothing'",
            "delete from audit_log",
            "truncate audit_log",
            "insert into audit_log select * from audit_log"
            " on conflict (organisation_id, audit_id) do update set act = ''",
        ],
    )
    async def test_can_neither_change_nor_delete_a_row(self, connection: Connection, statement: str) -> None:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)

    async def test_is_no_superuser_who_could_all_the_same(self, connection: Connection) -> None:
        assert await connection.fetchval("select rolsuper or rolbypassrls from pg_roles where rolname = user") is False


@pytest.mark.slow
class TestTheAdministrator:
    async def test_reads_who_saw_figures_about_a_person_and_for_what(self, stage: Chain) -> None:
        anna = stage.staff_ids["0001"]
        for days_ago in range(1, 7):
            for evaluator in (stage.mira, stage.emil):
                await accepted(evaluator, floor_visit(stage, stage.linden, staff=anna, days_ago=days_ago))
        assert (await stage.jonas.get(f"/api/comparisons/stores/{stage.linden}")).status_code == 200
        found = await entries(stage, staff_code="0001")
        assert [(one["act"], one["display_name"]) for one in found] == [("comparison.people_read", "Jonas Jansen")]
        assert found[0]["detail"]["purpose"] == "coaching"
        assert found[0]["detail"]["staff_member_ids"] == [str(anna)]
        assert await entries(stage, staff_code="0002") == []
        assert await entries(stage, staff_code="never existed") == []

    async def test_filters_by_account_act_object_and_period(self, chain: Chain) -> None:
        await chain.otto.post("/api/areas", json={"area_code": "west", "name": "West"})
        (made,) = await entries(chain, act="area.added")
        assert await entries(chain, act="area") == [made]
        assert await entries(chain, act="area.add") == []  # a word, not a beginning of one
        assert await entries(chain, object_kind="area") == [made]
        assert made in await entries(chain, account_id=chain.account_ids["otto"])
        assert await entries(chain, account_id=chain.account_ids["jonas"]) == []
        day = made["happened_at"][:10]
        assert made in await entries(chain, from_on="2020-01-01", to_on="2999-12-31")
        assert await entries(chain, to_on="2020-01-01") == []
        assert (day >= "2020-01-01", await entries(chain, from_on="2999-01-01")) == (True, [])

    async def test_turns_pages_without_meeting_a_row_twice(self, chain: Chain) -> None:
        for number in range(5):
            await chain.otto.post("/api/areas", json={"area_code": f"w{number}", "name": "West"})
        seen: list[str] = []
        cursor: str | None = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = (await chain.otto.get(LOG, params={"act": "area", "limit": 2, **more})).json()
            seen += [entry["audit_id"] for entry in page["entries"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 5
        assert (await chain.otto.get(LOG, params={"cursor": "bm90aGluZw"})).status_code == 400

    async def test_takes_the_same_rows_along_in_the_published_form(self, stage: Chain) -> None:
        await stage.otto.post("/api/areas", json={"area_code": "=1+1", "name": "West"})
        answer = await stage.otto.get(f"{LOG}/csv")
        assert answer.status_code == 200
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert list(rows[0]) == [field["name"] for field in json.loads(SCHEMA.read_text())["fields"]]
        shown = [one for one in await entries(stage, limit=500) if one["act"] != "audit_log.exported"]
        assert [row["act"] for row in rows] == [one["act"] for one in reversed(shown)]
        assert [json.loads(row["detail"]) for row in rows] == [one["detail"] for one in reversed(shown)]
        assert {row["account_email"] for row in rows} >= {"otto@linden.example"}

    async def test_leaves_a_row_by_looking_and_by_taking_it_along(self, chain: Chain) -> None:
        await entries(chain, act="area")
        await chain.otto.get(f"{LOG}/csv", params={"staff_code": "0001"})
        looks = await entries(chain, act="audit_log")
        assert [(one["act"], one["detail"]) for one in looks] == [
            ("audit_log.exported", {"filters": ["staff_code"]}),
            ("audit_log.read", {"filters": ["act"]}),
        ]


@pytest.mark.slow
class TestTheCommand:
    async def test_writes_the_rows_that_the_administrator_takes_along_and_leaves_one(
        self, stage: Chain, database_url: str, tmp_path: Path
    ) -> None:
        for code in ("west", "east"):
            await stage.otto.post("/api/areas", json={"area_code": code, "name": code})
        words = ("export", "audit-log", "--account", "OTTO@linden.example", "--act", "area")
        shown = await floorwalk(database_url, *words)
        assert shown.exit_code == 0, shown.err
        taken = await stage.otto.get(f"{LOG}/csv", params={"account_id": str(stage.account_ids["otto"]), "act": "area"})
        assert shown.written == taken.content
        assert [row["act"] for row in csv.DictReader(io.StringIO(shown.out))] == ["area.added"] * 2
        said = await floorwalk(database_url, *words, "--out", tmp_path / "log.csv")
        assert (said.exit_code, said.out) == (0, "")
        assert (tmp_path / "log.csv").read_bytes() == shown.written
        looks = await entries(stage, act="audit_log.exported")
        assert [one["display_name"] for one in looks] == [None, "Otto Ohm", None]

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            (("--account", "nobody@linden.example"), 1, "no account with the address 'nobody@linden.example'"),
            (("--from", "2026-02-02", "--to", "2026-02-01"), 2, "--from comes after --to"),
            (("--from", "yesterday"), 2, "yesterday"),
        ],
    )
    async def test_what_cannot_be_meant_is_said_and_no_file_begun(
        self, chain: Chain, database_url: str, tmp_path: Path, words: tuple[str, ...], code: int, sentence: str
    ) -> None:
        said = await floorwalk(database_url, "export", "audit-log", *words, "--out", tmp_path / "log.csv")
        assert (said.exit_code, said.out) == (code, "")
        assert sentence in said.err
        assert not any((tmp_path / name).exists() for name in ("log.csv", "log.csv.part"))


@pytest.mark.slow
class TestWhoeverLeadsCalibration:
    async def test_leaves_a_row_that_names_the_evaluators_whose_severity_was_read(self, stage: Chain) -> None:
        await accepted(stage.mira, floor_visit(stage))
        assert (await stage.vera.get("/api/comparisons/evaluators")).status_code == 200
        (look,) = await entries(stage, act="comparison.evaluators_read")
        assert (look["display_name"], look["detail"]["evaluator_codes"]) == ("Vera Vogel", ["EV-MIRA"])
