"""A person who asks for it is gone: from every table, the photos and the files, and no store's figure has moved."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from floorwalk.coaching.files import secret_of
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.settings import Settings
from floorwalk.visits.unnaming import masked
from tests.backend.rights.arranging import ANNA, OWN_WORDS, disputed, done, everywhere, folded, observed
from tests.cast import Chain
from tests.cast_sums import stored
from tests.cast_visits import accepted
from tests.exports import a_question, asked, worked_off

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


async def stuck(database: Database, count: int) -> None:
    """Until so many wait for the table of exports."""
    while True:
        async with database.transaction() as unit:
            waiting = await (await unit.connection()).fetchval(
                "select count(*) from pg_locks where not granted and relation = 'export'::regclass"
            )
        if waiting == count:
            return
        await asyncio.sleep(0.02)


PLACES = {
    "account.display_name", "account.email", "account.staff_member_id", "account_grant.account_id",
    "acknowledgement.comment", "acknowledgement.staff_member_id", "action_item.task", "action_item_comment.text",
    "coaching_plan.agreement", "coaching_plan.drop_reason", "coaching_plan.person_comment",
    "coaching_plan.staff_member_id", "correction.reason", "day_sum.scope_ref", "dispute.raised_by_account_id",
    "dispute.reason", "dispute.staff_member_id", "dispute_decision.reason", "evaluation.comment",
    "evaluation.original", "evaluation.staff_member_id", "export.contents", "export.manifest",
    "notice_given.staff_member_id", "result_link.account_id", "scope_sum.scope_ref", "showcase_card.staff_member_id",
    "sign_in_name.email_folded", "sign_in_session.account_id", "staff_member.display_name",
    "staff_posting.staff_member_id", "superseded_revision.said", "visit.comment", "visit.void_reason",
    "visit_fact.scope_ref", "visit_return.questions",
}  # fmt: skip


async def words_of(stage: Chain, connection: Connection, settings: Settings) -> list[str]:
    """Everything that leads to Anna: her keys, names, addresses, words, and her code in the exports."""
    anna = stage.staff_ids[ANNA]
    accounts = await connection.fetch(
        "select account_id, token_hash from account left join result_link using (organisation_id, account_id)"
        " where staff_member_id = $1",
        anna,
    )
    secret = secret_of(settings, stage.organisation_id)
    question = {name: a_question()[name] for name in ("purpose", "from_on", "to_on", "population")}
    return [
        str(anna), anna.hex, "Anna Albers", "sam@linden.example", "Sam Albers", OWN_WORDS,
        Pseudonyms(secret, question).person(anna),
        *(str(row["account_id"]) for row in accounts),
        *(row["token_hash"].hex() for row in accounts if row["token_hash"] is not None),
    ]  # fmt: skip


@pytest.mark.slow
class TestDeletionOnRequest:
    async def test_leaves_nothing_that_leads_to_the_person_but_a_key_in_the_log_that_nothing_resolves(
        self, stage: Chain, connection: Connection, data_dir: Path, settings: Settings
    ) -> None:
        await everywhere(stage, connection)
        await folded(connection)
        words = await words_of(stage, connection, settings)
        assert PLACES - await places_of(connection, words) == set()
        assert await connection.fetchval("select count(*) from export_correction") == 2
        mine = data_dir / "exports" / str(stage.organisation_id)
        assert files_with(mine, ["Anna Albers"])
        of_a_killed_process = mine / f"{uuid4()}.{uuid4()}.part"
        of_a_killed_process.mkdir()
        (of_a_killed_process / "pseudonyms.csv").write_text("P1,0001,Anna Albers,\n")
        named = await connection.fetchval(
            "select count(*) from evaluation where staff_member_id = $1", stage.staff_ids[ANNA]
        )

        answer = await done(await stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion"))
        assert answer == {"evaluations_unnamed": named + 1, "pictures": 1, "exports_ended": 2, "accounts": 2}

        left = await places_of(connection, words)
        assert left - {"audit_log.detail", "audit_log.object_id", "audit_log.account_id"} == set()
        assert await places_of(connection, ["Anna Albers", "sam@linden.example", "Sam Albers", OWN_WORDS]) == set()
        left_in = files_with(data_dir, ["Anna Albers", "0001,"])  # other tests' organisations lie there too
        assert [file for file in left_in if str(stage.organisation_id) in str(file)] == []
        assert await connection.fetchval("select count(*) from evidence where state = 'stored'") == 0
        texts = await connection.fetch("select comment from evaluation where comment is not null")
        assert "… was quick. … knew the shelf, Ben did not." in {row["comment"] for row in texts}

    async def test_leaves_disputes_and_corrections_with_their_outcome_and_whoever_reads_them(
        self, stage: Chain, connection: Connection
    ) -> None:
        await disputed(stage, await observed(stage))
        assert (await stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion")).status_code == 200
        listed = (await done(await stage.rhea.get("/api/disputes")))["disputes"]
        assert sorted((one["subject"], one["state"]) for one in listed) == [
            ("criterion", "upheld"), ("facts", "appealed"), ("not_me", "upheld"),
        ]  # fmt: skip
        for one in listed:
            read = await done(await stage.rhea.get(f"/api/disputes/{one['dispute_id']}"))
            assert [decision["reason"] for decision in read["decisions"]] == ["Ben saw … greet her."]
        reasons = await connection.fetch("select distinct reason from correction")
        assert [row["reason"] for row in reasons] == ["Ben saw … greet her."]

    async def test_changes_no_figure_of_a_store(self, stage: Chain, connection: Connection) -> None:
        await disputed(stage, await observed(stage))
        await folded(connection)
        before = await stored(connection)
        assert (await stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion")).status_code == 200
        after = await stored(connection)
        anna = str(stage.staff_ids[ANNA])
        assert {key: sums for key, sums in before.items() if key[5] != anna} == after
        assert any(key[5] == anna for key in before)
        assert await connection.fetchval("select count(*) from scope_sum where m = 0") == 0
        assert await connection.fetchval("select count(*) from day_sum where m = 0") == 0

    async def test_says_that_figures_of_the_store_changed_so_that_no_kept_prior_is_used_again(
        self, stage: Chain, connection: Connection
    ) -> None:
        await observed(stage)
        await folded(connection)
        position = "select position from changed_store where store_id = $1"
        before = await connection.fetchval(position, stage.linden)
        assert (await stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion")).status_code == 200
        assert await connection.fetchval(position, stage.linden) > before

    async def test_reaches_an_export_that_is_being_made(
        self, stage: Chain, connection: Connection, database: Database, data_dir: Path
    ) -> None:
        await observed(stage)
        waiting = await asked(stage.rhea)
        async with connection.transaction():  # where the export has read everything, and is not issued yet
            await connection.execute("lock table export in access exclusive mode")
            making = asyncio.create_task(worked_off(stage.app))
            await stuck(database, 1)
            deleting = asyncio.create_task(stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion"))
            await stuck(database, 2)
        assert (await deleting).status_code == 200
        await making
        assert (await done(await stage.rhea.get(f"/api/exports/{waiting['export_id']}")))["state"] == "ready"
        assert files_with(data_dir / "exports" / str(stage.organisation_id), ["Anna Albers", "0001,"]) == []

    async def test_ends_the_persons_sessions_and_keeps_an_account_that_serves_for_more(
        self, stage: Chain, connection: Connection
    ) -> None:
        anna, ben = stage.staff_ids[ANNA], stage.staff_ids["0002"]
        await connection.execute(
            "update account set staff_member_id = $1 where account_id = $2", ben, stage.account_ids["jonas"]
        )
        assert (await stage.otto.post(f"/api/staff-members/{anna}/deletion")).json()["accounts"] == 1
        assert (await stage.sam.get("/api/session")).status_code == 401
        assert (await stage.otto.post(f"/api/staff-members/{ben}/deletion")).json()["accounts"] == 1
        session = (await stage.jonas.get("/api/session")).json()
        assert [grant["role"] for grant in session["grants"]] == ["store_manager"]

    async def test_leaves_an_empty_account_of_somebody_who_once_did_other_work(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute(
            "insert into review (organisation_id, visit_id, account_id, taken_up_at) values ($1, $2, $3, now())",
            stage.organisation_id, uuid4(), stage.account_ids["sam"],
        )  # fmt: skip
        assert (await stage.otto.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion")).status_code == 200
        row = await connection.fetchrow("select * from account where account_id = $1", stage.account_ids["sam"])
        assert (row["email"], row["display_name"], row["password_hash"], row["staff_member_id"]) == (
            "",
            "…",
            None,
            None,
        )

    async def test_is_no_more_there_the_second_time(self, stage: Chain) -> None:
        anna = stage.staff_ids[ANNA]
        assert (await stage.rhea.post(f"/api/staff-members/{anna}/deletion")).status_code == 200
        assert (await stage.rhea.post(f"/api/staff-members/{anna}/deletion")).status_code == 404

    async def test_a_phone_that_sends_the_same_visit_again_gets_its_receipt_and_brings_nobody_back(
        self, stage: Chain, connection: Connection
    ) -> None:
        visits = await observed(stage)
        (first,) = await accepted(stage.mira, visits[0])
        assert (await stage.rhea.post(f"/api/staff-members/{stage.staff_ids[ANNA]}/deletion")).status_code == 200
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
