"""Figures for a formal process: what it takes to ask, the second person's word, and what the files say of it (P2)."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import openpyxl
import pypdf
import pytest

from floorwalk.infrastructure import background_work
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings
from tests.backend.coaching.test_exporting_people import observe
from tests.cast import Chain
from tests.cast_visits import Json
from tests.exports import TODAY, a_formal_notice, a_question, asked, file_of, formal, link_to, rows_of, worked_off

AGREED = {"reason": "Read, and the works council was heard."}
NOT_SO = {"reason": "The paragraph does not allow it."}


@pytest.fixture
async def observed(stage: Chain) -> Chain:
    """Anna in Linden and Ida in Schlossberg, six times each by two evaluators."""
    await observe(stage, "0001")
    await observe(stage, "0009", store_id=stage.schlossberg)
    return stage


async def laid_before_a_second_person(chain: Chain, **changes: Any) -> Json:
    return await asked(chain.rhea, **formal(await a_formal_notice(chain)), **changes)


async def approve(client: httpx.AsyncClient, waiting: Json) -> httpx.Response:
    return await client.post(f"/api/export-approvals/{waiting['export_id']}/approve", json=AGREED)


async def approved(chain: Chain, **changes: Any) -> Json:
    """Asked for by Rhea, approved by Otto, made."""
    waiting = await laid_before_a_second_person(chain, **changes)
    answer = await approve(chain.otto, waiting)
    assert answer.status_code == 204, answer.text
    await worked_off(chain.app)
    return await seen_by_rhea(chain, waiting)


async def seen_by_rhea(chain: Chain, export: Json) -> Json:
    answer = await chain.rhea.get(f"/api/exports/{export['export_id']}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def granted(connection: Connection, chain: Chain, name: str, role: str, area: UUID | None = None) -> None:
    await connection.execute(
        "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, area_id, granted_at)"
        " values ($1, $2, $3, $4, $5, $6, now())",
        chain.organisation_id, new_id(), chain.account_ids[name], role, "area" if area else "organisation", area,
    )  # fmt: skip


async def test_nothing_is_made_before_a_second_person_has_approved_it(
    stage: Chain, connection: Connection, settings: Settings
) -> None:
    waiting = await laid_before_a_second_person(stage)
    assert (waiting["state"], waiting["approval"]["state"]) == ("awaiting_approval", "awaiting")
    assert await worked_off(stage.app) == 0
    assert await connection.fetchval("select count(*) from background_work") == 0
    assert (await approve(stage.rhea, waiting)).json()["code"] == "coaching.second_person_needed"
    assert (await seen_by_rhea(stage, waiting))["state"] == "awaiting_approval"
    assert (await approve(stage.otto, waiting)).status_code == 204
    assert (await seen_by_rhea(stage, waiting))["state"] == "waiting"


@pytest.mark.slow
class TestAskingForOne:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"formal_process": None}, "coaching.formal_basis_missing"),
            ({"purpose": "coaching"}, "coaching.formal_basis_of_another_purpose"),
            ({"purpose": "recognition"}, "coaching.formal_basis_of_another_purpose"),
            ({"purpose": "discipline"}, "request.invalid"),
        ],
    )
    async def test_needs_its_grounds_and_no_other_purpose_takes_them(
        self, stage: Chain, changes: Json, code: str
    ) -> None:
        question = a_question(**formal(await a_formal_notice(stage)) | changes)
        for address in ("/api/exports", "/api/exports/preview"):
            answer = await stage.rhea.post(address, json=question)
            assert answer.status_code == 400, answer.text
            assert code in [fault["code"] for fault in answer.json()["errors"]]
        assert (await stage.rhea.get("/api/exports")).json() == {"exports": []}

    @pytest.mark.parametrize(
        "changes",
        [{"country": "XX"}, {"country": "de"}, {"legal_basis": "  "}, {"staff_notice_ids": []}, {"name": "A"}],
    )
    async def test_with_a_country_that_there_is_a_basis_and_a_notice(self, stage: Chain, changes: Json) -> None:
        question = a_question(**formal(await a_formal_notice(stage), **changes))
        answer = await stage.rhea.post("/api/exports", json=question)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "request.invalid")

    async def test_with_a_notice_that_says_so(self, stage: Chain) -> None:
        silent = await a_formal_notice(stage, covers_formal_process=False)
        answers = [
            await stage.rhea.post("/api/exports", json=a_question(**formal(await a_formal_notice(stage), one)))
            for one in (silent, str(new_id()))
        ]
        for answer in answers:
            assert answer.status_code == 400
            assert answer.json()["errors"][0]["code"] == "coaching.notice_without_formal_process"
        assert answers[0].json()["errors"] == answers[1].json()["errors"]  # a guessed id tells nothing

    async def test_its_preview_withholds_whoever_was_not_told_with_a_reason_of_its_own(self, observed: Chain) -> None:
        only_linden = await a_formal_notice(observed, store_id=str(observed.linden))
        preview = (await observed.rhea.post("/api/exports/preview", json=a_question(**formal(only_linden)))).json()
        reasons = {row["staff_code"]: row["reason"] for row in preview["rows"]}
        assert (reasons["0001"], reasons["0009"]) == (None, "no_formal_notice")
        too_late = await a_formal_notice(observed, given_on=TODAY.isoformat())
        elsewhere = await a_formal_notice(observed, programme_id=str(observed.mystery_programme))
        question = a_question(**formal(too_late, elsewhere))
        preview = (await observed.rhea.post("/api/exports/preview", json=question)).json()
        reasons = {row["staff_code"]: row["reason"] for row in preview["rows"]}
        assert (reasons["0001"], reasons["0009"], preview["releasable"]) == ("no_formal_notice", "no_formal_notice", 0)
        coaching = (await observed.rhea.post("/api/exports/preview", json=a_question())).json()
        assert coaching["releasable"] == 2

    async def test_an_export_for_coaching_waits_for_nobody_and_says_nothing_of_a_formal_process(
        self, observed: Chain
    ) -> None:
        waiting = await asked(observed.rhea)
        assert (waiting["state"], waiting["approval"]) == ("waiting", None)
        for client in (observed.otto, observed.rhea):
            for act in ("approve", "refuse"):
                answer = await client.post(f"/api/export-approvals/{waiting['export_id']}/{act}", json=AGREED)
                assert answer.status_code == 404
        await worked_off(observed.app)
        made = await seen_by_rhea(observed, waiting)
        assert made["manifest"]["formal_process"] is None
        book = openpyxl.load_workbook(io.BytesIO(await file_of(observed.rhea, made, "people.xlsx")))
        assert book.sheetnames[0] == "people"


@pytest.mark.slow
class TestTheSecondPerson:
    async def test_reads_on_what_grounds_and_of_whom_and_no_figure(self, observed: Chain) -> None:
        waiting = await laid_before_a_second_person(observed)
        [line] = (await observed.otto.get("/api/export-approvals")).json()["approvals"]
        assert (line["releasable"], line["withheld"], line["may_decide"]) == (2, 7, True)
        body = (await observed.otto.get(f"/api/export-approvals/{waiting['export_id']}")).json()
        assert [person["display_name"] for person in body["people"]] == ["Anna Albers", "Ida Ivers"]
        assert body["line"]["formal_process"]["legal_basis"] == "BDSG § 26 (1)"
        assert body["notices"][0]["texts"] == {"en": "What is observed may be used in a formal process."}
        assert "_bp" not in json.dumps(body)
        [own] = (await observed.rhea.get("/api/export-approvals")).json()["approvals"]
        assert own["may_decide"] is False

    async def test_is_not_the_one_who_asked_whatever_else_they_may(
        self, observed: Chain, connection: Connection
    ) -> None:
        await granted(connection, observed, "rhea", "administrator")
        waiting = await laid_before_a_second_person(observed)
        for act in ("approve", "refuse"):
            answer = await observed.rhea.post(f"/api/export-approvals/{waiting['export_id']}/{act}", json=AGREED)
            assert (answer.status_code, answer.json()["code"]) == (403, "coaching.second_person_needed")

    async def test_is_not_the_one_who_asked_by_their_other_account(
        self, observed: Chain, connection: Connection
    ) -> None:
        await granted(connection, observed, "nils", "hr")
        await connection.execute(
            "update account set staff_member_id = $1 where account_id = any($2::uuid[])",
            observed.staff_ids["0005"], [observed.account_ids["rhea"], observed.account_ids["nils"]],
        )  # fmt: skip
        answer = await approve(observed.nils, await laid_before_a_second_person(observed))
        assert (answer.status_code, answer.json()["code"]) == (403, "coaching.second_person_needed")

    async def test_is_nobody_whom_it_is_about(self, observed: Chain, connection: Connection) -> None:
        await granted(connection, observed, "sam", "hr")  # Anna's own account
        answer = await approve(observed.sam, await laid_before_a_second_person(observed))
        assert (answer.status_code, answer.json()["code"]) == (403, "coaching.concerns_oneself")

    async def test_has_the_right_for_every_store_of_it(self, observed: Chain, connection: Connection) -> None:
        await granted(connection, observed, "nils", "hr", observed.area_ids["south"])
        waiting = await laid_before_a_second_person(observed)
        assert (await approve(observed.nils, waiting)).status_code == 404
        assert (await observed.nils.get(f"/api/export-approvals/{waiting['export_id']}")).status_code == 404
        assert (await observed.nils.get("/api/export-approvals")).json() == {"approvals": []}
        of_south = await asked(
            observed.rhea,
            **formal(await a_formal_notice(observed)),
            population={"store_id": str(observed.schlossberg)},
        )
        assert (await approve(observed.nils, of_south)).status_code == 204

    async def test_approves_once(self, observed: Chain) -> None:
        waiting = await laid_before_a_second_person(observed)
        assert (await approve(observed.otto, waiting)).status_code == 204
        for act in ("approve", "refuse"):
            answer = await observed.otto.post(f"/api/export-approvals/{waiting['export_id']}/{act}", json=NOT_SO)
            assert (answer.status_code, answer.json()["code"]) == (409, "coaching.move_not_possible")
        assert await worked_off(observed.app) == 1
        assert (await observed.otto.get("/api/export-approvals")).json() == {"approvals": []}

    async def test_refuses_with_a_reason_that_the_asker_reads_and_nothing_is_made(self, observed: Chain) -> None:
        waiting = await laid_before_a_second_person(observed)
        address = f"/api/export-approvals/{waiting['export_id']}/refuse"
        assert (await observed.otto.post(address, json={"reason": " "})).status_code == 400
        assert (await observed.otto.post(address, json=NOT_SO)).status_code == 204
        found = await seen_by_rhea(observed, waiting)
        assert (found["state"], found["approval"]["reason"]) == ("refused", NOT_SO["reason"])
        assert found["approval"]["decided_by_role"] == "administrator"
        assert await worked_off(observed.app) == 0

    async def test_has_fourteen_days(self, observed: Chain, connection: Connection) -> None:
        waiting = await laid_before_a_second_person(observed)
        until = datetime.fromisoformat(waiting["approval"]["expires_at"])
        assert until - datetime.fromisoformat(waiting["asked_at"]) == timedelta(days=14)
        await connection.execute("update export_approval set expires_at = now()")
        answer = await approve(observed.otto, waiting)
        assert (answer.status_code, answer.json()["code"]) == (409, "coaching.move_not_possible")
        assert (await seen_by_rhea(observed, waiting))["state"] == "approval_expired"
        assert (await observed.otto.get("/api/export-approvals")).json() == {"approvals": []}

    async def test_comes_too_late_once_it_was_withdrawn(self, observed: Chain) -> None:
        waiting = await laid_before_a_second_person(observed)
        withdrawn = await observed.rhea.post(f"/api/exports/{waiting['export_id']}/cancel")
        assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "cancelled")
        assert (await approve(observed.otto, waiting)).status_code == 409
        again = await observed.rhea.post(f"/api/exports/{waiting['export_id']}/cancel")
        assert (again.status_code, again.json()["code"]) == (409, "coaching.export_ended")


@pytest.mark.slow
class TestWhatTheirWordHoldsFor:
    async def test_nobody_is_added_after_it_was_asked_for(self, observed: Chain) -> None:
        waiting = await laid_before_a_second_person(observed)
        await observe(observed, "0002")
        assert (await approve(observed.otto, waiting)).status_code == 204
        await worked_off(observed.app)
        made = await seen_by_rhea(observed, waiting)
        key = {row["staff_code"]: row for row in await rows_of(observed.rhea, made, "pseudonyms.csv")}
        assert (key["0001"]["releasable"], key["0002"]["reason"]) == ("true", "not_approved")
        rows = await rows_of(observed.rhea, made, "people-ratings.csv")
        assert key["0002"]["person"] not in {row["person"] for row in rows}

    async def test_work_that_nobody_approved_makes_no_file(
        self, observed: Chain, connection: Connection, settings: Settings
    ) -> None:
        """However it came into the queue: unapproved, or approved for another question."""
        waiting = await laid_before_a_second_person(observed)
        other = await laid_before_a_second_person(observed)
        await approve(observed.otto, other)
        await connection.execute(
            "update background_work set asked = jsonb_set(asked, '{from_on}', '\"2024-01-01\"') where work_id = $1",
            UUID(other["export_id"]),
        )
        await background_work.ask(
            connection, observed.organisation_id, UUID(waiting["export_id"]), "export", observed.account_ids["rhea"],
            waiting["asked"],
        )  # fmt: skip
        await worked_off(observed.app)
        states = await connection.fetch("select state, fault_code from background_work")
        assert {tuple(row) for row in states} == {("failed", "coaching.export_not_allowed")}
        folder = settings.data_dir / "exports" / str(observed.organisation_id)
        assert not [path for path in folder.rglob("*") if path.suffix in (".csv", ".xlsx", ".zip")]

    async def test_it_ends_with_the_right_of_whoever_asked(self, observed: Chain, connection: Connection) -> None:
        waiting = await laid_before_a_second_person(observed)
        await connection.execute("delete from account_grant where account_id = $1", observed.account_ids["rhea"])
        assert (await approve(observed.otto, waiting)).status_code == 404


@pytest.mark.slow
class TestWhatTheFilesSay:
    async def test_purpose_grounds_notice_and_both_people_by_role_before_any_figure(self, observed: Chain) -> None:
        made = await approved(observed, with_dossiers=True)
        said = made["manifest"]["formal_process"]
        assert (said["country"], said["legal_basis"]) == ("DE", "BDSG § 26 (1)")
        assert (said["asked_by_role"], said["approved_by_role"]) == ("hr", "administrator")
        assert [one["text_version"] for one in said["notices"]] == ["Notice 3"]
        assert made["manifest"]["purpose"] == "formal_process"
        assert "coaching" not in made["manifest"]["caution"]
        book = openpyxl.load_workbook(io.BytesIO(await file_of(observed.rhea, made, "people.xlsx")))
        assert book.sheetnames[0] == "formal_process"
        rows = dict(book["formal_process"].iter_rows(min_row=2, max_col=2, values_only=True))
        assert rows["notice"] == "Notice 3; floor-service; 2023-02-01; notice board; WC 4"
        assert (rows["country"], rows["asked_by_role"], rows["approved_by_role"]) == ("DE", "hr", "administrator")
        archive = zipfile.ZipFile(io.BytesIO(await file_of(observed.rhea, made, "dossiers.zip")))
        for name in archive.namelist():
            pages = pypdf.PdfReader(io.BytesIO(archive.read(name))).pages
            assert len(pages) == 3  # the two of any dossier, and the one before them
            first = pages[0].extract_text()
            for words in ("formal process", "DE", "BDSG § 26 (1)", "Notice 3", "HR", "Administrator"):
                assert words in first
            assert "of 100 points" not in first
        texts = json.dumps(made["manifest"]) + str(rows)
        assert not [name for name in ("Rhea", "Richter", "Otto", "Ohm") if name in texts]

    async def test_a_legal_basis_like_a_formula_is_a_text(self, observed: Chain) -> None:
        notice = await a_formal_notice(observed)
        waiting = await asked(observed.rhea, **formal(notice, legal_basis='=HYPERLINK("x")#let §'), with_dossiers=True)
        await approve(observed.otto, waiting)
        await worked_off(observed.app)
        made = await seen_by_rhea(observed, waiting)
        book = openpyxl.load_workbook(io.BytesIO(await file_of(observed.rhea, made, "people.xlsx")))
        [cell] = [row[1] for row in book["formal_process"].iter_rows() if row[0].value == "legal_basis"]
        assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")#let §')


@pytest.mark.slow
class TestTheTrace:
    async def test_each_act_leaves_purpose_grounds_and_people(self, observed: Chain, connection: Connection) -> None:
        question = a_question(**formal(await a_formal_notice(observed)))
        await observed.rhea.post("/api/exports/preview", json=question)
        waiting = (await observed.rhea.post("/api/exports", json=question)).json()
        await observed.otto.get(f"/api/export-approvals/{waiting['export_id']}")
        await approve(observed.otto, waiting)
        await worked_off(observed.app)
        await observed.rhea.get(await link_to(observed.rhea, waiting, "people.xlsx"))
        rows = await connection.fetch(
            "select act, account_id, detail from audit_log where act like 'export.%' order by audit_id"
        )
        rhea, otto = observed.account_ids["rhea"], observed.account_ids["otto"]
        assert [(row["act"], row["account_id"]) for row in rows] == [
            ("export.previewed", rhea),
            ("export.asked", rhea),
            ("export.approval_read", otto),
            ("export.approved", otto),
            ("export.created", rhea),
            ("export.link_made", rhea),
            ("export.downloaded", rhea),
        ]
        people = {str(observed.staff_ids[code]) for code in ("0001", "0009")}
        for row in rows[:5]:
            assert row["detail"]["purpose"] == "formal_process"
            assert row["detail"]["formal_process"] == question["formal_process"]
            assert set(row["detail"]["staff_member_ids"]) == people
            assert AGREED["reason"] not in json.dumps(row["detail"])  # it may name somebody, and the log stays

    @pytest.mark.parametrize(("act", "who"), [("refused", "otto"), ("withdrawn", "rhea")])
    async def test_so_does_ending_it(self, observed: Chain, connection: Connection, act: str, who: str) -> None:
        waiting = await laid_before_a_second_person(observed)
        if act == "refused":
            await observed.otto.post(f"/api/export-approvals/{waiting['export_id']}/refuse", json=NOT_SO)
        else:
            await observed.rhea.post(f"/api/exports/{waiting['export_id']}/cancel")
        row = await connection.fetchrow("select account_id, detail from audit_log where act = $1", f"export.{act}")
        assert row is not None
        assert row["account_id"] == observed.account_ids[who]
        assert len(row["detail"]["staff_member_ids"]) == 2


@pytest.mark.slow
class TestANoticeThatSaysSo:
    async def test_has_its_text_in_each_language_it_was_given_in(self, stage: Chain) -> None:
        words = {"programme_id": str(stage.floor_programme), "text_version": "4", "given_on": "2026-01-01"}
        notice = words | {"languages": ["en", "de"], "channel": "letter", "covers_formal_process": True}
        answer = await stage.otto.post("/api/staff-notices", json=notice | {"texts": {"en": "It may come to that."}})
        assert answer.status_code == 400
        assert [(fault["path"], fault["code"]) for fault in answer.json()["errors"]] == [
            ("texts.de", "organisation.formal_notice_text")
        ]

    async def test_is_shown_as_one(self, stage: Chain) -> None:
        staff_notice_id = await a_formal_notice(stage)
        notices = (await stage.rhea.get("/api/staff-notices")).json()["staff_notices"]
        assert [one["staff_notice_id"] for one in notices if one["covers_formal_process"]] == [staff_notice_id]
