"""A rescue file, brought in by an administrator or on the command line: stored once, named truly, refused if forged."""

import asyncio
import json
import os
import struct
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.canonical import sha256_hex
from floorwalk.kernel.ids import new_id
from floorwalk.sync import rescue_archive
from tests.backend.attachments.sending import a_photo, named, put, sha256_of, with_photos
from tests.cast import Chain, chain
from tests.cast_assignments import assigned, assignment, said, state_of
from tests.cast_visits import Json, batch_of, floor_visit, moment, sent, stage
from tests.rescue_files import draft_of, entry_of, rescue_document, rescue_file, zipped

__all__ = ["chain", "stage"]

pytestmark = pytest.mark.slow  # each brings in a file, photos and all

ROOT = Path(__file__).parents[3]
ZIP = {"Content-Type": "application/zip"}


async def bring_in(administrator: httpx.AsyncClient, content: bytes) -> httpx.Response:
    return await administrator.post("/api/rescue", content=content, headers=ZIP)


async def report_of(stage: Chain, document: Json, photos: dict[str, bytes] | None = None) -> Json:
    answer = await bring_in(stage.otto, rescue_file(document, photos))
    assert answer.status_code == 200, answer.text
    report: Json = answer.json()
    return report


def of_mira(stage: Chain, *visits: Json, **more: Any) -> Json:
    return rescue_document(stage.account_ids["mira"], visits, **more)


def kept_photo(visit: Json, content: bytes) -> Json:
    """A photo as the phone lists it."""
    sha256 = sha256_of(content)
    return {
        "evidence_id": str(new_id()),
        "visit_id": visit["visit_id"],
        "sha256": sha256,
        "size_bytes": len(content),
        "file": f"photos/{sha256}.jpg",
    }


async def states(connection: Connection) -> list[str]:
    return [row["state"] for row in await connection.fetch("select state from evidence")]


async def visit_rows(connection: Connection) -> int:
    found: int = await connection.fetchval("select count(*) from visit")
    return found


async def sent_by_the_phone(stage: Chain, entry: Json) -> Json:
    """The very text of the entry, over the air."""
    head = json.dumps(batch_of([])).replace('"visits": []', f'"visits": [{entry["body"]}]')
    answer = await stage.mira.post(
        "/api/sync/visits", content=head.encode(), headers={"Content-Type": "application/json"}
    )
    [result] = answer.json()["results"]
    return dict(result)


def statuses(report: Json) -> list[str]:
    return [visit["status"] for visit in report["visits"]]


class TestVisitsThatWaitedOnThePhone:
    async def test_they_are_stored_as_if_their_evaluator_had_sent_them(
        self, stage: Chain, connection: Connection
    ) -> None:
        visit = floor_visit(stage)
        report = await report_of(stage, of_mira(stage, visit))
        [said] = report["visits"]
        assert (said["status"], said["store_name"], said["interactions"]) == ("accepted", "Linden", 1)
        assert said["begun_on"] == visit["started"]["at"][:10]
        row = await connection.fetchrow("select evaluator_id, receipt_id::text, content_hash, clock_is_odd from visit")
        assert row["evaluator_id"] == stage.evaluator_ids["mira"]
        assert row["receipt_id"] == said["receipt_id"]
        assert row["content_hash"] == entry_of(visit)["content_hash"]
        assert not row["clock_is_odd"]

    async def test_the_phone_gets_the_same_receipt_when_it_can_send_again(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        report = await report_of(stage, of_mira(stage, visit))
        result = await sent_by_the_phone(stage, entry_of(visit))
        assert (result["status"], result["receipt"]["receipt_id"]) == ("accepted", report["visits"][0]["receipt_id"])

    async def test_the_same_file_again_changes_nothing_and_says_known(
        self, stage: Chain, connection: Connection
    ) -> None:
        document = of_mira(stage, *(floor_visit(stage) for _ in range(3)))
        assert statuses(await report_of(stage, document)) == ["accepted"] * 3
        again = await report_of(stage, document)
        assert statuses(again) == ["known"] * 3
        assert await visit_rows(connection) == 3

    async def test_the_same_file_eight_times_at_once_makes_one_visit(
        self, stage: Chain, connection: Connection
    ) -> None:
        document = of_mira(stage, floor_visit(stage))
        reports = await asyncio.gather(*(report_of(stage, document) for _ in range(8)))
        assert len({report["visits"][0]["receipt_id"] for report in reports}) == 1
        assert await visit_rows(connection) == 1

    async def test_what_the_phone_sent_without_hearing_back_is_known_already(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        result = await sent_by_the_phone(stage, entry_of(visit))
        report = await report_of(stage, of_mira(stage, visit))
        assert statuses(report) == ["known"]
        assert report["visits"][0]["receipt_id"] == result["receipt"]["receipt_id"]

    async def test_two_revisions_of_one_visit_come_in_in_their_order(
        self, stage: Chain, connection: Connection
    ) -> None:
        first = floor_visit(stage)
        second = first | {"revision": 2, "comment": "Said at the door."}
        assert statuses(await report_of(stage, of_mira(stage, first, second))) == ["accepted", "accepted"]
        assert await connection.fetchval("select revision from visit") == 2

    async def test_more_visits_than_one_batch_holds(self, stage: Chain, connection: Connection) -> None:
        report = await report_of(stage, of_mira(stage, *(floor_visit(stage) for _ in range(60))))
        assert statuses(report) == ["accepted"] * 60
        assert await visit_rows(connection) == 60

    async def test_a_bad_one_never_refuses_its_neighbours(self, stage: Chain, connection: Connection) -> None:
        forged = entry_of(floor_visit(stage))
        forged["body"] = forged["body"].replace('"met"', '"exceeded"', 1)
        nonsense = entry_of(floor_visit(stage)) | {"body": "no visit"}
        document = of_mira(stage)
        document["outbox"] = [
            forged,
            entry_of(floor_visit(stage)),
            {"seq": 7},
            nonsense | {"content_hash": sha256_hex(b"no visit")},
            entry_of(floor_visit(stage) | {"store_id": str(stage.area_ids["north"])}),
        ]
        report = await report_of(stage, document)
        assert statuses(report) == ["refused", "accepted", "refused", "refused"]
        assert [visit["problem"]["code"] for visit in report["visits"] if visit["problem"]] == [
            "sync.rescue_hash_differs",
            "request.malformed",
            "visits.store_unknown",
        ]
        assert report["unreadable"] == 1
        assert await visit_rows(connection) == 1

    async def test_a_disabled_account_has_its_work_stored_too(self, stage: Chain, connection: Connection) -> None:
        document = of_mira(stage, floor_visit(stage))
        answer = await stage.otto.post(f"/api/accounts/{stage.account_ids['mira']}/disable")
        assert answer.status_code == 204
        assert statuses(await report_of(stage, document)) == ["accepted"]

    async def test_the_skew_that_the_phone_had_measured_tells_the_day(
        self, stage: Chain, connection: Connection
    ) -> None:
        off = timedelta(days=-9_000)
        visit = floor_visit(stage)
        [one] = visit["interactions"]
        for moment_of in (visit["started"], visit["ended"], one["started"], one["submitted"]):
            moment_of |= moment(datetime.fromisoformat(moment_of["at"]) + off, moment_of["elapsed_ms"])
        report = await report_of(stage, of_mira(stage, visit, clock_skew_ms=off // timedelta(milliseconds=1)))
        assert statuses(report) == ["accepted"]
        row = await connection.fetchrow("select visited_on, clock_is_odd from visit")
        assert row["clock_is_odd"]
        assert abs(row["visited_on"] - datetime.now(UTC).date()) <= timedelta(days=2)

    async def test_the_audit_log_names_the_administrator(self, stage: Chain, connection: Connection) -> None:
        await report_of(stage, of_mira(stage, floor_visit(stage)))
        rows = await connection.fetch(
            "select act, account_id, object_id, detail from audit_log"
            " where act in ('visit.accepted', 'rescue.imported') order by act"
        )
        assert [row["act"] for row in rows] == ["rescue.imported", "visit.accepted"]
        assert {row["account_id"] for row in rows} == {stage.account_ids["otto"]}
        assert rows[0]["object_id"] == str(stage.account_ids["mira"])
        counts = {name: rows[0]["detail"][name] for name in ("accepted", "known", "refused")}
        assert counts == {"accepted": 1, "known": 0, "refused": 0}


class TestWhatIsNotStored:
    async def test_drafts_are_named_with_how_far_they_came(self, stage: Chain, connection: Connection) -> None:
        document = of_mira(stage, drafts=[draft_of(stage, 5), draft_of(stage, 8), {"nothing": "of use"}])
        report = await report_of(stage, document)
        assert [(draft["store_name"], draft["answered"], draft["criteria"]) for draft in report["drafts"]] == [
            ("Linden", 5, 8),
            ("Linden", 7, 8),  # the eighth was begun and has no answer
        ]
        assert report["unreadable"] == 1
        assert await visit_rows(connection) == 0

    async def test_photos_that_no_visit_names_or_that_are_not_what_they_claim_are_counted_and_left(
        self, stage: Chain, connection: Connection
    ) -> None:
        stranger, damaged = a_photo(1), a_photo(2)
        visit = with_photos(floor_visit(stage), named(damaged))
        photos = [kept_photo(visit, stranger), kept_photo(visit, damaged), kept_photo(visit, damaged) | {"file": None}]
        files = {photos[0]["file"]: stranger, photos[1]["file"]: damaged[:-1] + b"!"}
        report = await report_of(stage, of_mira(stage, visit, photos=photos), files)
        assert (report["photos"], report["photos_taken"]) == (2, 0)
        assert await connection.fetchval("select state from evidence") == "announced"


class TestWhatElseIsInTheFile:
    async def test_photos_of_its_visits_are_stored_once_also_where_the_phone_was_broken_off(
        self, stage: Chain, connection: Connection
    ) -> None:
        whole, begun = a_photo(3), a_photo(4, width=1600, height=1200, quality=95)
        visit = with_photos(floor_visit(stage), named(whole), named(begun))
        photos = [kept_photo(visit, content) for content in (whole, begun)]
        files = {photo["file"]: content for photo, content in zip(photos, (whole, begun), strict=True)}
        await sent(stage.mira, visit)
        await put(stage.mira, sha256_of(begun), 0, begun[: 256 * 1024])
        for _ in range(2):
            report = await report_of(stage, of_mira(stage, visit, photos=photos), files)
            assert (report["photos"], report["photos_taken"]) == (2, 2)
            assert set(await states(connection)) == {"stored"}
        assert await connection.fetchval("select count(*) from evidence_part") == 0

    async def test_what_was_said_to_assignments_is_kept_once(self, stage: Chain, connection: Connection) -> None:
        asked = await assigned(stage.otto, assignment(stage))
        kept = said(asked, "accepted") | {"account_id": str(stage.account_ids["mira"]), "seq": 1, "added_at": 1}
        for _ in range(2):
            report = await report_of(stage, of_mira(stage, assignment_answers=[kept, {"nothing": "of use"}]))
            assert (report["assignment_answers"], report["assignment_answers_taken"]) == (2, 1)
            assert report["unreadable"] == 1
        assert await state_of(stage, asked) == "accepted"
        assert await connection.fetchval("select count(*) from assignment_answer") == 1


class TestAFileThatIsRefusedAsAWhole:
    async def test_of_another_organisation_looks_like_of_nobody(self, stage: Chain, connection: Connection) -> None:
        for stranger in (stage.linden, "0190f5c2-dead-7000-8000-000000000000"):
            answer = await bring_in(stage.otto, rescue_file(rescue_document(stranger, [floor_visit(stage)])))
            assert (answer.status_code, answer.json()["code"]) == (404, "sync.rescue_account_unknown")
        assert await visit_rows(connection) == 0

    async def test_of_somebody_who_evaluates_nothing(self, stage: Chain) -> None:
        document = rescue_document(stage.account_ids["jonas"], [floor_visit(stage)])
        answer = await bring_in(stage.otto, rescue_file(document))
        assert (answer.status_code, answer.json()["code"]) == (403, "sync.not_an_evaluator")

    @pytest.mark.parametrize("cut", [1, 22, 500])
    async def test_one_that_is_not_all_there(self, stage: Chain, cut: int) -> None:
        answer = await bring_in(stage.otto, rescue_file(of_mira(stage, floor_visit(stage)))[:-cut])
        assert (answer.status_code, answer.json()["code"]) == (400, "sync.rescue_file_refused")

    async def test_what_no_phone_has_made(self, stage: Chain, connection: Connection) -> None:
        whole = json.dumps(of_mira(stage, floor_visit(stage))).encode()
        twice = bytearray(zipped({"rescue.json": whole, "rescue.jsoN": whole}).replace(b"rescue.jsoN", b"rescue.json"))
        encrypted = bytearray(zipped({"rescue.json": whole}))
        for signature, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = encrypted.index(signature) + flags_at
            struct.pack_into("<H", encrypted, at, 1)
        crowded = zipped({f"{number}": b"" for number in range(rescue_archive.MOST_ENTRIES)} | {"rescue.json": whole})
        for content in (
            b"",
            b"PK\x05\x06",
            b"PK\x05\x06" + b"\xff" * 18,
            b"no archive, whatever its name says, and long enough to be one",
            zipped({}),
            zipped({"other.json": whole}),
            zipped({"rescue.json": b"[]"}),
            zipped({"rescue.json": whole.replace(b'"format": 1', b'"format": 2')}),
            zipped({"rescue.json": whole}, zipfile.ZIP_LZMA),
            bytes(twice),
            bytes(encrypted),
            crowded,
        ):
            answer = await bring_in(stage.otto, content)
            assert (answer.status_code, answer.json()["code"]) == (400, "sync.rescue_file_refused"), content[:60]
        assert await visit_rows(connection) == 0

    async def test_one_that_unpacks_to_a_bomb(self, stage: Chain) -> None:
        bomb = zipped({"rescue.json": b" " * 20_000_000}, zipfile.ZIP_DEFLATED)
        assert len(bomb) < 100_000
        answer = await bring_in(stage.otto, bomb)
        assert "unpacks to more" in answer.json()["detail"]
        lying = bytearray(bomb)
        for signature, size_at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # it says that it is small
            struct.pack_into("<L", lying, lying.index(signature) + size_at, 1_000)
        assert (await bring_in(stage.otto, bytes(lying))).status_code == 400

    async def test_one_that_was_packed_again_by_hand_is_read(self, stage: Chain) -> None:
        whole = json.dumps(of_mira(stage, floor_visit(stage))).encode()
        answer = await bring_in(stage.otto, zipped({"rescue.json": whole}, zipfile.ZIP_DEFLATED))
        assert statuses(answer.json()) == ["accepted"]

    async def test_only_an_administrator_may(self, stage: Chain) -> None:
        content = rescue_file(of_mira(stage, floor_visit(stage)))
        for other in (stage.mira, stage.ada, stage.vera, stage.rhea):
            assert (await bring_in(other, content)).status_code == 403

    async def test_a_refused_visit_can_come_in_later_by_the_same_file(
        self, stage: Chain, connection: Connection
    ) -> None:
        document = of_mira(stage, floor_visit(stage))
        await connection.execute("update staff_notice set given_on = current_date + 1")
        report = await report_of(stage, document)
        assert report["visits"][0]["problem"]["code"] == "visits.no_staff_notice"
        await connection.execute("update staff_notice set given_on = current_date - 30")
        assert statuses(await report_of(stage, document)) == ["accepted"]


class TestTheCommandLine:
    async def test_it_does_the_same_and_says_the_same(
        self, stage: Chain, connection: Connection, database_url: str, tmp_path: Path
    ) -> None:
        visit, taken = floor_visit(stage), floor_visit(stage)
        await report_of(stage, of_mira(stage, taken))
        file = tmp_path / "floorwalk-rescue.zip"
        file.write_bytes(rescue_file(of_mira(stage, visit, taken, drafts=[draft_of(stage, 3)])))
        said = await _run(database_url, file)
        assert said.returncode == 0, said.stderr
        lines = said.stdout.splitlines()
        assert lines[0].startswith("Rescue file of Mira Moser, made ")
        day = visit["started"]["at"][:10]
        receipt = await connection.fetchval(
            "select receipt_id from visit where visit_id = $1::text::uuid", visit["visit_id"]
        )
        assert lines[1] == f"accepted\tLinden\t{day}\tvisit {visit['visit_id']}\treceipt {receipt}"
        assert lines[2].startswith("known\tLinden\t")
        assert lines[3].endswith("3 of 8 answers; not stored")
        assert lines[4] == "2 visits: 1 accepted, 1 known already, 0 refused. 1 drafts, not stored."
        audited = await connection.fetchval(
            "select count(*) from audit_log where act = 'rescue.imported' and account_id is null"
        )
        assert audited == 1

    async def test_a_refusal_is_said_and_is_the_exit_code(
        self, stage: Chain, database_url: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "not-one.zip"
        file.write_bytes(b"not a rescue file at all, and long enough")
        said = await _run(database_url, file)
        assert (said.returncode, said.stdout) == (1, "")
        assert "sync.rescue_file_refused" in said.stderr


async def _run(database_url: str, file: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"FLOORWALK_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT / "backend")}
    command = [sys.executable, "-m", "floorwalk", "import", "rescue", str(file)]
    return await asyncio.to_thread(
        subprocess.run, command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


async def test_the_result_of_a_visit_is_the_one_that_sync_gives(stage: Chain) -> None:
    """No second judgement: the same visit is refused in the same words on both ways."""
    bad = floor_visit(stage, greeting="waved")
    [over_the_air] = await sent(stage.mira, bad)
    report = await report_of(stage, of_mira(stage, bad))
    assert report["visits"][0]["problem"]["errors"] == over_the_air["problem"]["errors"]
