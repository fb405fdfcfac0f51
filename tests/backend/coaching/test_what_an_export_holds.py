"""Workbook, dossiers and manifest: what stands in them, what never does, and what they say of what changed."""

import io
import json
import random
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pypdf
import pytest
from frictionless.formats import ExcelControl
from openpyxl.utils.escape import unescape

from floorwalk.coaching.csv_cells import read_text
from floorwalk.infrastructure.database import Connection
from tests.backend.coaching.coaching_cast import a_plan, anna_observed, crowd_observed, opened, with_colleagues
from tests.backend.coaching.test_exporting_people import observe
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, ratings_of, rubric_document, some_time
from tests.exports import TODAY, exported, file_of, rows_of

pytestmark = pytest.mark.slow
SCHEMAS = Path(__file__).parents[3] / "schemas" / "exports"
SHEETS = {
    "people": "people.schema.json",
    "business_areas": "workbook-business-areas.schema.json",
    "criteria": "people-criteria.schema.json",
    "coaching_plans": "people-coaching-plans.schema.json",
    "stars": "people-stars.schema.json",
}
# What a spreadsheet may take for the beginning of a formula, and what a reader may lose.
DANGEROUS = [
    *("=1+1", "+1", "-1", "@1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "'=1", '"=1'),
    "=cmd|' /c calc'!A0",
]
TOUCHPOINT = rubric_document("floor-service")["touchpoints"][0]["touchpoint_key"]


async def give_stars(connection: Connection, *stars: Json) -> None:
    """To the first interaction, as if its evaluator had; by chance it may have failed critically, and earn none."""
    await connection.execute(
        "update evaluation set stars = $1"
        " where evaluation_id = (select evaluation_id from evaluation order by 1 limit 1)",
        list(stars),
    )


def a_star(evidence: str, act: str = "Carried a parcel to the tram") -> Json:
    return {"act": act, "touchpoint_key": TOUCHPOINT, "evidence": evidence, "weight": 2}


async def workbook_of(chain: Chain, made: Json) -> Any:
    return openpyxl.load_workbook(io.BytesIO(await file_of(chain.rhea, made, "people.xlsx")))


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    heading, *others = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in others]


class TestTheWorkbook:
    async def test_an_independent_reader_finds_every_sheet_as_documented(
        self, stage: Chain, tmp_path: Path, connection: Connection
    ) -> None:
        await observe(stage, "0001")
        await give_stars(connection, a_star("She walked with the customer through the rain."))
        await observe(stage, "0003", by=["mira"] * 5)
        made = await exported(stage.app, stage.rhea)
        (tmp_path / "people.xlsx").write_bytes(await file_of(stage.rhea, made, "people.xlsx"))
        for sheet, name in SHEETS.items():
            report = frictionless.Resource(
                path="people.xlsx",
                basepath=str(tmp_path),
                control=ExcelControl(sheet=sheet),
                schema=frictionless.Schema.from_descriptor(json.loads((SCHEMAS / name).read_text())),
            ).validate()
            assert report.valid, (sheet, report.flatten(["rowNumber", "fieldName", "note"]))
        book = openpyxl.load_workbook(tmp_path / "people.xlsx")
        written = {one["name"]: one["row_count"] for one in made["manifest"]["sheets"]}
        assert {name: book[name].max_row - 1 for name in book.sheetnames} == written
        assert all(written[sheet] for sheet in SHEETS if sheet != "coaching_plans")

    async def test_its_figures_are_those_of_the_csv(self, stage: Chain) -> None:
        await observe(stage, "0001")
        made = await exported(stage.app, stage.rhea)
        of_csv = await rows_of(stage.rhea, made, "people-business-areas.csv")
        of_book = rows(await workbook_of(stage, made), "business_areas")
        for one, other in zip(of_csv, of_book, strict=True):
            assert one["person"] == other["person"]
            assert one["business_area"] == other["business_area"]
            assert int(one["visits"]) == other["visits"]
            assert int(one["mean_bp"]) == round(other["mean_points"] * 100)

    async def test_a_persons_interval_is_that_of_the_screens_also_where_the_period_begins_in_the_middle_of_a_month(
        self, stage: Chain, connection: Connection
    ) -> None:
        people = await with_colleagues(stage, connection)
        await observe(stage, "0001")
        await observe(stage, "0002")
        for number in range(18):  # before the period, and some of it in a month that the period touches
            person = people[number % 3]
            seen = interaction(
                stage.floor_version,
                ratings_of(rubric_document("floor-service"), random.Random(number)),
                some_time(9 + number),
                person,
            )
            await accepted(stage.mira, floor_visit(stage, days_ago=9 + number, interactions=[seen]))
        days = {"from_on": (TODAY - timedelta(days=8)).isoformat(), "to_on": TODAY.isoformat()}
        page = (await stage.jonas.get(f"/api/comparisons/stores/{stage.linden}", params=days)).json()
        on_screen = sorted(
            (one["figure"]["raw_mean_bp"], one["figure"]["ci_low_bp"], one["figure"]["ci_high_bp"])
            for one in page["staff"]
            if one["figure"] is not None
        )
        made = rows(await workbook_of(stage, await exported(stage.app, stage.rhea, **days)), "people")
        columns = ("mean_points", "ci_low_points", "ci_high_points")
        exported_ones = sorted(tuple(round(row[name] * 100) for name in columns) for row in made)
        assert len(exported_ones) == 2
        assert exported_ones == on_screen

    async def test_headings_stay_and_cells_are_typed(self, stage: Chain, connection: Connection) -> None:
        await observe(stage, "0001")
        await give_stars(connection, a_star("She walked with the customer through the rain."))
        book = await workbook_of(stage, await exported(stage.app, stage.rhea))
        assert all(book[name].freeze_panes == "B2" for name in book.sheetnames)
        star = book["stars"][2]
        assert [cell.data_type for cell in star] == ["s", "s", "d", "s", "n", "s", "s"]

    async def test_definitions_come_in_the_wished_language(self, stage: Chain) -> None:
        book = await workbook_of(stage, await exported(stage.app, stage.rhea, language="de"))
        assert "Rangfolge" in str(rows(book, "definitions")[0]["meaning"])


class TestCoachingPlans:
    async def test_those_of_released_people_come_along_with_their_outcome_and_without_names(
        self, stage: Chain, connection: Connection
    ) -> None:
        await crowd_observed(stage, connection)
        await opened(stage.jonas, a_plan(stage, agreement="=Anna watches Ben at the till"))
        await opened(stage.jonas, a_plan(stage, staff_member_id=str(stage.staff_ids["0003"])))
        await anna_observed(stage, 6, "exceeded")
        made = await exported(stage.app, stage.rhea, with_dossiers=True)
        code_of = {row["staff_code"]: row["person"] for row in await rows_of(stage.rhea, made, "pseudonyms.csv")}
        [plan] = rows(await workbook_of(stage, made), "coaching_plans")
        assert plan["person"] == code_of["0001"]
        assert plan["agreement"] == "=[…] watches […] at the till"
        assert (plan["verdict"], plan["baseline_visits"], plan["follow_up_visits"]) == ("improved", 6, 6)
        assert plan["baseline_mean_points"] < plan["follow_up_mean_points"]
        archive = zipfile.ZipFile(io.BytesIO(await file_of(stage.rhea, made, "dossiers.zip")))
        pages = pypdf.PdfReader(io.BytesIO(archive.read(f"{code_of['0001']}.pdf"))).pages
        assert "Improved, beyond what chance" in pages[1].extract_text()
        assert len(pages) == 2


class TestFormulas:
    async def test_no_text_becomes_one_and_each_reads_back_equal(self, stage: Chain, connection: Connection) -> None:
        await observe(stage, "0001")
        await give_stars(connection, *[a_star(text + " and some more words", text + " act") for text in DANGEROUS])
        await connection.executemany(
            "update staff_member set display_name = $2 where staff_code = $1",
            [(f"000{place + 1}", text) for place, text in enumerate(DANGEROUS[:9])],
        )
        await connection.executemany(
            "update staff_member set staff_code = $2 where staff_code = $1",
            [(f"000{place + 1}", text) for place, text in enumerate(DANGEROUS[-9:])],
        )
        made = await exported(stage.app, stage.rhea)
        book = await workbook_of(stage, made)
        cells = [cell for name in book.sheetnames for row in book[name].iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []
        stars = rows(book, "stars")
        assert {unescape(row["act"]) for row in stars} == {text + " act" for text in DANGEROUS}
        assert {unescape(row["evidence"]) for row in stars} == {text + " and some more words" for text in DANGEROUS}
        key = await rows_of(stage.rhea, made, "pseudonyms.csv")
        assert all(row[name][0] in "'\"" for row in key for name in ("display_name", "staff_code"))
        assert {read_text(row["display_name"]) for row in key} == set(DANGEROUS[:9])
        assert {read_text(row["staff_code"]) for row in key} == set(DANGEROUS[-9:])


class TestWhatNeverLeaves:
    async def test_names_of_colleagues_evaluators_and_customers_are_masked(
        self, stage: Chain, connection: Connection
    ) -> None:
        evidence = "Anna called Ben Brandt, Mira Moser (EV-MIRA) saw it, and Mrs Kowalczyk thanked them."
        await observe(stage, "0001")
        await give_stars(connection, a_star(evidence, "Helped Clara Conrad"))
        made = await exported(stage.app, stage.rhea, with_dossiers=True)
        star = rows(await workbook_of(stage, made), "stars")[0]
        assert star["evidence"] == "[…] called […] […], […] […] ([…]) saw it, and Mrs […] thanked them."
        assert star["act"] == "Helped […] […]"
        archive = zipfile.ZipFile(io.BytesIO(await file_of(stage.rhea, made, "dossiers.zip")))
        for name in archive.namelist():
            text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(archive.read(name))).pages)
            assert not re.search("Anna|Albers|Brandt|Mira|Moser|Conrad|Kowalczyk", text)

    async def test_no_file_and_no_field_speaks_of_discipline(self, stage: Chain) -> None:
        await observe(stage, "0001")
        made = await exported(stage.app, stage.rhea, with_dossiers=True)
        book = await workbook_of(stage, made)
        headings = {str(cell.value) for name in book.sheetnames for cell in book[name][1]}
        names = {file["name"] for file in made["manifest"]["files"]} | set(book.sheetnames)
        assert not re.search("disciplin|warning|sanction|rank", " ".join(headings | names), re.IGNORECASE)


class TestTheDossiers:
    async def test_each_released_person_has_two_tagged_pages_in_the_wished_language(self, stage: Chain) -> None:
        for code in ("0001", "0002"):
            await observe(stage, code, by=("mira", "emil") * 6)
        await observe(stage, "0003", by=["mira"] * 5)
        made = await exported(stage.app, stage.rhea, with_dossiers=True, language="de")
        archive = zipfile.ZipFile(io.BytesIO(await file_of(stage.rhea, made, "dossiers.zip")))
        people = {row["person"] for row in await rows_of(stage.rhea, made, "people-business-areas.csv")}
        assert {name.removesuffix(".pdf") for name in archive.namelist()} == people
        assert len(people) == 2
        for name in archive.namelist():
            document = pypdf.PdfReader(io.BytesIO(archive.read(name)))
            assert len(document.pages) == 2
            assert str(document.root_object["/Lang"]) == "de"
            assert "'/Marked': True" in str(document.root_object["/MarkInfo"])
            first, second = (page.extract_text() for page in document.pages)
            assert all(word in first for word in ("Stärken", "Lücken", "12 Interaktionen", name.removesuffix(".pdf")))
            assert all(word in second for word in ("Der eigene Verlauf", "5 Besuche", "Was sie nicht sagen können"))

    async def test_its_mean_is_that_of_the_workbook(self, stage: Chain) -> None:
        await observe(stage, "0001")
        made = await exported(stage.app, stage.rhea, with_dossiers=True)
        [person] = rows(await workbook_of(stage, made), "people")
        archive = zipfile.ZipFile(io.BytesIO(await file_of(stage.rhea, made, "dossiers.zip")))
        text = pypdf.PdfReader(io.BytesIO(archive.read(f"{person['person']}.pdf"))).pages[0].extract_text()
        assert f"{person['mean_points']:.1f}" in text


class TestTheSameQuestionAgain:
    async def test_workbook_and_dossiers_are_equal_byte_for_byte_and_the_manifest_says_that_nothing_changed(
        self, stage: Chain, connection: Connection
    ) -> None:
        await observe(stage, "0001")
        await give_stars(connection, a_star("She walked with the customer through the rain."))
        one = await exported(stage.app, stage.rhea, with_dossiers=True)
        other = await exported(stage.app, stage.rhea, with_dossiers=True)
        assert one["manifest"]["files"] == other["manifest"]["files"]
        assert one["manifest"]["changed_since"] is None
        since = other["manifest"]["changed_since"]
        assert since["export_id"] == one["export_id"]
        assert (since["added"], since["removed"], since["changed"], since["only_intervals"]) == ([], [], [], [])

    async def test_whoever_came_went_or_has_other_figures_is_named_by_code(
        self, stage: Chain, connection: Connection
    ) -> None:
        for code in ("0001", "0002", "0004"):
            await observe(stage, code)
        one = await exported(stage.app, stage.rhea)
        await observe(stage, "0001", first_days_ago=20)
        await observe(stage, "0009", store_id=stage.schlossberg)
        await connection.execute(
            "update evaluation set state = 'void' where staff_member_id = $1", stage.staff_ids["0002"]
        )
        other = await exported(stage.app, stage.rhea)
        code_of = {row["staff_code"]: row["person"] for row in await rows_of(stage.rhea, other, "pseudonyms.csv")}
        since = other["manifest"]["changed_since"]
        assert since["export_id"] == one["export_id"]
        assert since["added"] == [code_of["0009"]]
        assert since["removed"] == [code_of["0002"]]
        assert since["changed"] == [code_of["0001"]]
        assert since["only_intervals"] == [code_of["0004"]], "the spread that an interval borrows is everybody's"


class TestACorruptRow:
    async def test_the_export_is_made_without_it_and_says_which_it_is(
        self, stage: Chain, connection: Connection
    ) -> None:
        await observe(stage, "0001", by=["mira", "emil"] * 4)
        evaluation_id = await connection.fetchval("select evaluation_id from evaluation order by 1 limit 1")
        await connection.execute(
            """
            update evaluation set rating_states = rating_states[1:2], answers = answers[1:2],
                                  scores_bp = scores_bp[1:2], outcomes = outcomes[1:2]
            where evaluation_id = $1
            """,
            evaluation_id,
        )
        await connection.execute(
            "update evaluation set scores_bp[1] = 20000 where evaluation_id in"
            " (select evaluation_id from evaluation where evaluation_id <> $1 order by 1 limit 1)",
            evaluation_id,
        )
        made = await exported(stage.app, stage.rhea, with_dossiers=True)
        assert made["state"] == "ready"
        unreadable = made["manifest"]["unreadable"]
        assert {one["reason"] for one in unreadable} == {"does_not_fit_rubric", "value_out_of_range"}
        assert len(unreadable) == 2
        of_ratings = {row["visit"] for row in await rows_of(stage.rhea, made, "people-ratings.csv")}
        assert len(of_ratings) == 6
        assert not of_ratings & {one["visit"] for one in unreadable}
        [anna] = rows(await workbook_of(stage, made), "people")
        assert anna["visits"] == 6
