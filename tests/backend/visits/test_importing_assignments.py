"""A list of assignments as a file: every problem by row and column, all of it or nothing, again and nothing changes."""

import csv
import io
from collections.abc import Sequence

import httpx

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.visits.assignment_import import import_assignments
from tests.cast import Chain, chain
from tests.cast_assignments import answered, day, listed, said, with_scenario
from tests.cast_visits import Json, stage

__all__ = ["chain", "stage"]

GERMAN = ("Filial-Nr.", "Programm", "Szenario", "Tester", "von", "bis", "Welle")


def sheet(*rows: Sequence[str], headings: Sequence[str] = GERMAN) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([headings, *rows])
    return written.getvalue().encode()


def row(store: str = "0101", tester: str = "EV-MIRA", first: int = 0, last: int = 6, **other: str) -> list[str]:
    return [store, other.get("programme", "mystery-visit"), other.get("scenario", ""), tester, day(first), day(last),
            other.get("wave", "")]  # fmt: skip


async def brought_in(by: httpx.AsyncClient, content: bytes, *, dry_run: bool = False) -> Json:
    answer = await by.post(
        f"/api/imports/assignments?dry_run={str(dry_run).lower()}",
        content=content,
        headers={"Content-Type": "text/csv"},
    )
    body: Json = answer.json()
    return body


def counts(report: Json) -> tuple[int, int, int]:
    return report["created"], report["changed"], report["unchanged"]


class TestAList:
    async def test_makes_assignments_and_the_same_again_changes_nothing(self, stage: Chain) -> None:
        await with_scenario(stage)
        content = sheet(row(scenario="gift", wave="2026-12"), row("0102", wave="2026-12"), row("0103", "EV-EMIL"))
        tried = await brought_in(stage.otto, content, dry_run=True)
        assert (counts(tried), tried["problems"]) == ((3, 0, 0), [])
        assert await listed(stage.otto) == []
        assert counts(await brought_in(stage.otto, content)) == (3, 0, 0)
        before = await listed(stage.otto)
        assert counts(await brought_in(stage.otto, content)) == (0, 0, 3)
        assert await listed(stage.otto) == before
        [gift] = [one for one in before if one["store_code"] == "0101"]
        assert (gift["scenario_title"]["en"], gift["wave_key"]) == ("A gift", "2026-12")

    async def test_changes_what_is_still_to_be_done(self, stage: Chain) -> None:
        await brought_in(stage.otto, sheet(row()))
        assert counts(await brought_in(stage.otto, sheet(row(last=9, wave="late")))) == (0, 1, 0)
        [found] = await listed(stage.otto)
        assert (found["to_on"], found["wave_key"]) == (day(9), "late")

    async def test_leaves_alone_what_was_answered_and_is_the_same(self, stage: Chain) -> None:
        await brought_in(stage.otto, sheet(row()))
        [found] = await listed(stage.otto)
        await answered(stage.mira, said(found["assignment_id"], "declined"))
        assert counts(await brought_in(stage.otto, sheet(row()))) == (0, 0, 1)
        changed = await brought_in(stage.otto, sheet(row(last=9)), dry_run=True)
        assert [one["code"] for one in changed["problems"]] == ["imports.begun"]


class TestProblems:
    async def test_stand_by_row_and_column_and_nothing_is_changed(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update programme set rotation_days = 30")
        content = sheet(
            row(),
            row("9999"),
            row(first=20, last=21),
            row("0102", "EV-NOBODY"),
            row("0102", scenario="none", programme="floor-service"),
            row("0103", first=3, last=1),
            ["0103", "mystery-visit", "", "EV-EMIL", "", "soon", ""],
            row(),
        )
        for dry_run in (True, False):
            answer = await brought_in(stage.otto, content, dry_run=dry_run)
            problems = (
                [(one["row"], one["column"], one["code"]) for one in answer["problems"]]
                if dry_run
                else [(*one["path"].removeprefix("row ").split(", "), one["code"]) for one in answer["errors"]]
            )
            assert [(int(number), column, code) for number, column, code in problems] == [
                (3, "Filial-Nr.", "imports.unknown"),
                (4, "von", "assignments.too_soon_again"),
                (5, "Tester", "imports.unknown"),
                (6, "Szenario", "imports.unknown"),
                (7, "bis", "assignments.days_reversed"),
                (8, "von", "imports.required"),
                (8, "bis", "imports.bad_day"),
                (9, "Filial-Nr.", "imports.duplicate"),
            ]
            assert await listed(stage.otto) == []

    async def test_a_store_without_a_staff_notice(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update staff_notice set given_on = current_date + 3")  # P1
        [problem] = (await brought_in(stage.otto, sheet(row()), dry_run=True))["problems"]
        assert problem["code"] == "assignments.no_staff_notice"

    async def test_for_an_area_manager_a_foreign_store_is_one_that_is_not_there(self, stage: Chain) -> None:
        [foreign] = (await brought_in(stage.ada, sheet(row("0201")), dry_run=True))["problems"]
        [never] = (await brought_in(stage.ada, sheet(row("0999")), dry_run=True))["problems"]
        assert foreign | {"detail": ""} == never | {"detail": ""}
        assert counts(await brought_in(stage.ada, sheet(row()))) == (1, 0, 0)


class TestOnTheCommandLine:
    async def test_the_whole_organisation_is_there(self, stage: Chain, connection: Connection) -> None:
        async with connection.transaction():
            report = await import_assignments(
                connection, stage.organisation_id, None, sheet(row(), row("0201")), {}, dry_run=False,
                today=now().date(),
            )  # fmt: skip
        assert report.created == 2
