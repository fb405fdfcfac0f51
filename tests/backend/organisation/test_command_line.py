"""The command line on an empty database: the first account, the first lists, the first programme."""

from pathlib import Path

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import PASSWORD
from tests.commands import floorwalk

pytestmark = pytest.mark.slow  # each command is a process of its own


class TestTheFirstAccount:
    async def test_is_invited_and_signs_in_by_its_link(self, database_url: str, client: httpx.AsyncClient) -> None:
        invited = await floorwalk(
            database_url, "account", "invite", "--email", "otto@linden.example", "--name", "Otto Ohm",
            "--role", "administrator",
        )  # fmt: skip
        assert invited.exit_code == 0, invited.err
        address, _, token = invited.out.splitlines()[0].partition("#")
        assert address == "http://localhost:8000/invitation"
        answer = await client.post("/api/invitations/accept", json={"token": token, "password": PASSWORD})
        assert answer.status_code == 201
        assert "account.manage" in answer.json()["verbs"]
        listed = await floorwalk(database_url, "account", "list")
        assert listed.out == "otto@linden.example\tOtto Ohm\tactive\tadministrator (organisation)\n"
        again = await floorwalk(database_url, "account", "invite", "--email", "otto@linden.example")
        assert again.exit_code == 0, again.err
        closed = await floorwalk(database_url, "account", "disable", "--email", "otto@linden.example")
        assert closed.exit_code == 1
        assert "identity.last_administrator" in closed.err

    async def test_with_a_fault_is_refused_in_a_sentence(self, database_url: str, connection: Connection) -> None:
        for words, code in (
            (("--email", "otto@linden.example"), "identity.grant_refused"),
            (
                ("--email", "a@b.example", "--name", "A", "--role", "store_manager", "--scope", "store:0101"),
                "identity.grant_refused",
            ),
            (
                ("--email", "a@b.example", "--name", "A", "--role", "hr", "--scope", "everywhere"),
                "identity.grant_refused",
            ),
        ):
            said = await floorwalk(database_url, "account", "invite", *words)
            assert said.exit_code == 1
            assert code in said.err
            assert "Traceback" not in said.err
        assert await connection.fetchval("select count(*) from account") == 0


class TestTheFirstLists:
    async def test_are_checked_taken_and_taken_again(
        self, database_url: str, connection: Connection, tmp_path: Path
    ) -> None:
        stores = tmp_path / "Filialen.csv"
        stores.write_bytes("Filial-Nr.;Filiale;Region\n007;Köln Süd;Rheinland\n008;;Rheinland\n".encode("cp1252"))
        for dry_run in (("--dry-run",), ()):
            checked = await floorwalk(database_url, "import", "stores", stores, *dry_run)
            assert checked.exit_code == 1
            assert "row 3\tFiliale\timports.required" in checked.out
            assert await connection.fetchval("select count(*) from store") == 0
        stores.write_bytes("Filial-Nr.;Filiale;Region\n007;Köln Süd;Rheinland\n".encode("cp1252"))
        taken = await floorwalk(database_url, "import", "stores", stores)
        assert taken.exit_code == 0, taken.err
        assert "1 created, 0 changed, 0 unchanged" in taken.out
        again = await floorwalk(database_url, "import", "stores", stores)
        assert "0 created, 0 changed, 1 unchanged" in again.out
        staff = tmp_path / "staff.csv"
        staff.write_text("Personalnr,Mensch,Filiale\n00017,Leyla Özdemir,007\n", encoding="utf-8")
        assert (await floorwalk(database_url, "import", "staff", staff)).exit_code == 1
        mapped = await floorwalk(database_url, "import", "staff", staff, "--map", "display_name=Mensch")
        assert mapped.exit_code == 0, mapped.err
        row = await connection.fetchrow("select staff_code, first_name from staff_member")
        assert tuple(row) == ("00017", "Leyla")
        missing = await floorwalk(database_url, "import", "stores", tmp_path / "none.csv")
        assert missing.exit_code == 1
        assert "Traceback" not in missing.err


class TestTheFirstProgramme:
    async def test_is_created_and_its_notice_recorded(self, database_url: str, connection: Connection) -> None:
        notice = (
            "notice", "record", "--programme", "floor-service", "--text-version", "2026-1", "--given-on", "2026-01-05",
            "--channel", "notice board", "--language", "en", "--language", "de",
        )  # fmt: skip
        too_early = await floorwalk(database_url, *notice)
        assert too_early.exit_code == 1
        assert "organisation.unknown_reference" in too_early.err
        created = await floorwalk(
            database_url, "programme", "create", "--key", "floor-service", "--title", "en=Floor service",
            "--mode", "floor", "--rubric", "floor-service",
        )  # fmt: skip
        assert created.exit_code == 0, created.err
        listed = await floorwalk(database_url, "programme", "list")
        assert listed.out == "floor-service\tFloor service\tfloor, staff: role, at_once\tfloor-service\n"
        recorded = await floorwalk(database_url, *notice)
        assert recorded.exit_code == 0, recorded.err
        row = await connection.fetchrow("select store_id, languages, given_on::text from staff_notice")
        assert tuple(row) == (None, ["en", "de"], "2026-01-05")

    async def test_has_a_notice_that_covers_a_formal_process_only_with_its_words(
        self, database_url: str, connection: Connection, tmp_path: Path
    ) -> None:
        await floorwalk(
            database_url, "programme", "create", "--key", "floor-service", "--title", "en=Floor service",
            "--mode", "floor", "--rubric", "floor-service",
        )  # fmt: skip
        notice = (
            "notice", "record", "--programme", "floor-service", "--text-version", "2026-2", "--given-on", "2026-01-05",
            "--channel", "notice board", "--language", "en", "--language", "de", "--covers-formal-process",
        )  # fmt: skip
        english, german, scanned = (tmp_path / name for name in ("en.txt", "de.txt", "scan.txt"))
        english.write_bytes("\ufeffWhat is observed\r\nmay be used.\n".encode())
        german.write_text("Es kann verwendet werden.", encoding="utf-8")
        scanned.write_bytes(b"\xff\xd8\xff")
        for texts, fault in (
            ([f"en={english}"], "organisation.formal_notice_text"),
            ([f"en={english}", f"de={scanned}"], "not text in UTF-8"),
            ([f"en={english}", f"de={tmp_path / 'no.txt'}"], "No such file"),
        ):
            refused = await floorwalk(database_url, *notice, *(word for text in texts for word in ("--text", text)))
            assert (refused.exit_code, fault in refused.err) == (1, True), refused.err
        assert await connection.fetchval("select count(*) from staff_notice") == 0
        recorded = await floorwalk(database_url, *notice, "--text", f"en={english}", "--text", f"de={german}")
        assert recorded.exit_code == 0, recorded.err
        assert "formal process" in recorded.out
        row = await connection.fetchrow("select texts, covers_formal_process from staff_notice")
        texts = {"en": "What is observed\nmay be used.", "de": "Es kann verwendet werden."}
        assert (row["texts"], row["covers_formal_process"]) == (texts, True)
