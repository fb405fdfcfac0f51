"""A person who asks for it is gone: from every table, the photos and the files, and no store's figure has moved."""

from pathlib import Path
from typing import Any

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.folding import fold_once
from floorwalk.visits.unnaming import masked
from tests.backend.attachments.sending import a_photo, named, uploaded, with_photos
from tests.cast import Chain
from tests.cast_sums import stored
from tests.cast_visits import Json, accepted, floor_visit
from tests.contract.world import export_question

COLUMNS = """
select c.table_name, c.column_name
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
 where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, 2
"""


async def places_of(connection: Connection, words: list[str]) -> set[str]:
    """table.column of every row of the whole database in which one of the words stands, in whatever form."""
    found = set()
    for table, column in await connection.fetch(COLUMNS):
        if await connection.fetchval(
            f'select exists (select from "{table}" where "{column}"::text ilike any($1::text[]))',
            [f"%{word}%" for word in words],
        ):
            found.add(f"{table}.{column}")
    return found


def files_with(folder: Path, words: list[str]) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(word.encode() in path.read_bytes() for word in words)
    ]


async def folded(connection: Connection) -> None:
    async with connection.transaction():
        while await fold_once(connection):
            pass


def visit_about(stage: Chain, staff_code: str, days_ago: int, **more: Any) -> Json:
    visit = floor_visit(stage, stage.linden, staff=stage.staff_ids[staff_code], days_ago=days_ago)
    visit["interactions"][0]["comment"] = "Anna was quick. ANNA ALBERS knew the shelf, Ben did not."
    visit["comment"] = "Anna Albers served first."
    return visit | more


async def arranged(stage: Chain) -> list[Json]:
    """Anna observed by two evaluators, in a photo, in an earlier revision, in somebody else's visit, in an export."""
    visits = []
    for days_ago in range(1, 7):
        for evaluator in (stage.mira, stage.emil):
            visits.append(visit_about(stage, "0001", days_ago))
            await accepted(evaluator, visits[-1])
    content = a_photo()
    await accepted(stage.mira, with_photos(visit_about(stage, "0001", 7), named(content)))
    assert (await uploaded(stage.mira, content))["state"] == "stored"
    await accepted(stage.emil, visit_about(stage, "0002", 1))
    assert (await stage.rhea.post("/api/exports", json=export_question())).status_code == 201
    assert (await stage.jonas.get(f"/api/comparisons/stores/{stage.linden}")).status_code == 200
    return visits


@pytest.mark.slow
class TestDeletionOnRequest:
    async def test_leaves_nothing_that_leads_to_the_person_but_a_key_in_the_log_that_nothing_resolves(
        self, stage: Chain, connection: Connection, data_dir: Path
    ) -> None:
        await arranged(stage)
        await folded(connection)
        anna = stage.staff_ids["0001"]
        words = [str(anna), anna.hex, "Anna Albers", "sam@linden.example", str(stage.account_ids["sam"]), "Sam Albers"]
        places = await places_of(connection, words)
        assert places >= {
            "account.email", "evaluation.staff_member_id", "evaluation.comment", "scope_sum.scope_ref",
            "staff_member.display_name", "staff_posting.staff_member_id", "visit.comment", "visit_fact.scope_ref",
        }  # fmt: skip
        mine = data_dir / "exports" / str(stage.organisation_id)
        assert files_with(mine, ["Anna Albers"])

        answer = await stage.rhea.post(f"/api/staff-members/{anna}/deletion")
        assert answer.status_code == 200, answer.text
        assert answer.json() == {"evaluations_unnamed": 13, "pictures": 1, "exports_ended": 1, "accounts": 1}

        left = await places_of(connection, words)
        assert left == {"audit_log.detail", "audit_log.object_id"} | (left & {"audit_log.account_id"})
        assert await places_of(connection, ["Anna Albers", "sam@linden.example", "Sam Albers"]) == set()
        assert files_with(data_dir, ["Anna Albers", "0001,"]) == []
        assert await connection.fetchval("select count(*) from evidence where state = 'stored'") == 0
        texts = await connection.fetch("select comment from evaluation where comment is not null")
        assert "… was quick. … knew the shelf, Ben did not." in {row["comment"] for row in texts}

    async def test_changes_no_figure_of_a_store(self, stage: Chain, connection: Connection) -> None:
        await arranged(stage)
        before = await stored(connection)
        assert (await stage.rhea.post(f"/api/staff-members/{stage.staff_ids['0001']}/deletion")).status_code == 200
        after = await stored(connection)
        anna = str(stage.staff_ids["0001"])
        assert {key: sums for key, sums in before.items() if key[4] != anna} == after
        assert any(key[4] == anna for key in before)
        assert await connection.fetchval("select count(*) from scope_sum where m = 0") == 0

    async def test_ends_the_persons_sessions_and_keeps_an_account_that_serves_for_more(
        self, stage: Chain, connection: Connection
    ) -> None:
        anna, ben = stage.staff_ids["0001"], stage.staff_ids["0002"]
        await connection.execute(
            "update account set staff_member_id = $1 where account_id = $2", ben, stage.account_ids["jonas"]
        )
        assert (await stage.otto.post(f"/api/staff-members/{anna}/deletion")).json()["accounts"] == 1
        assert (await stage.sam.get("/api/session")).status_code == 401
        assert (await stage.otto.post(f"/api/staff-members/{ben}/deletion")).json()["accounts"] == 1
        session = (await stage.jonas.get("/api/session")).json()
        assert [grant["role"] for grant in session["grants"]] == ["store_manager"]

    async def test_is_no_more_there_the_second_time(self, stage: Chain) -> None:
        anna = stage.staff_ids["0001"]
        assert (await stage.rhea.post(f"/api/staff-members/{anna}/deletion")).status_code == 200
        assert (await stage.rhea.post(f"/api/staff-members/{anna}/deletion")).status_code == 404

    async def test_a_phone_that_sends_the_same_visit_again_gets_its_receipt_and_brings_nobody_back(
        self, stage: Chain, connection: Connection
    ) -> None:
        visits = await arranged(stage)
        (first,) = await accepted(stage.mira, visits[0])
        assert (await stage.rhea.post(f"/api/staff-members/{stage.staff_ids['0001']}/deletion")).status_code == 200
        assert await accepted(stage.mira, visits[0]) == [first]
        assert await connection.fetchval("select count(*) from evaluation where comment like '%ALBERS%'") == 0


class TestMasking:
    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("Anna was quick", "… was quick"),
            ("ANNA and anna", "… and …"),
            ("Annabel is another", "Annabel is another"),
            ("Anna Albers", "…"),
            ("Frau Albers, Anna's till", "Frau …, …'s till"),
            ("A. stayed", "A. stayed"),
        ],
    )
    def test_takes_out_whole_words_only(self, text: str, left: str) -> None:
        assert masked(text, {"Anna Albers", "Anna", "Albers"}) == left

    def test_leaves_keys_and_everything_that_is_no_text(self) -> None:
        assert masked({"till": ["Till", 1, None]}, ["Till"]) == {"till": ["…", 1, None]}
        assert masked("nobody", []) == "nobody"
