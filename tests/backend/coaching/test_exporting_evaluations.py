"""`floorwalk export evaluations`: every evaluation as CSV, as schemas/exports documents it."""

import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import frictionless
import pytest

from floorwalk.coaching.csv_cells import FORMULA_BEGINNINGS, read_text, safe_text
from floorwalk.commands.exports import SAFE
from floorwalk.infrastructure.database import Connection
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit, interaction, mystery_visit, ratings_of, rubric_document, some_time
from tests.commands import floorwalk

pytestmark = pytest.mark.slow  # each starts the command as a process of its own

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "schemas" / "exports" / "evaluations.schema.json"


async def exported(database_url: str, *options: str) -> list[dict[str, str]]:
    said = await floorwalk(database_url, "export", "evaluations", "--format", "csv", *options)
    assert said.exit_code == 0, said.err
    return list(csv.DictReader(io.StringIO(said.out, newline="")))


@pytest.fixture
async def filled(stage: Chain) -> Chain:
    """Linden: a floor visit of two interactions two days ago; Hafen: a mystery visit yesterday."""
    chance = random.Random(4)
    document = rubric_document("floor-service")
    two = [interaction(stage.floor_version, ratings_of(document, chance), some_time(2)) for _ in range(2)]
    await accepted(
        stage.mira,
        mystery_visit(stage, stage.hafen, days_ago=1, chance=chance),
        floor_visit(stage, days_ago=2, interactions=two),
    )
    return stage


class TestTheRows:
    async def test_there_is_one_for_each_evaluation_with_its_own_score_by_day(
        self, filled: Chain, database_url: str, connection: Connection
    ) -> None:
        rows = await exported(database_url)
        assert [(row["store_code"], row["interaction"], row["rubric_key"]) for row in rows] == [
            ("0101", "1", "floor-service"),
            ("0101", "2", "floor-service"),
            ("0102", "1", "mystery-visit"),
        ]
        stored = await connection.fetch("select evaluation_id, raw_bp, critical_failed from evaluation")
        assert {(row["evaluation_id"], int(row["raw_mean_bp"]), row["critical_failed"]) for row in rows} == {
            (str(row["evaluation_id"]), row["raw_bp"], str(row["critical_failed"]).lower()) for row in stored
        }

    async def test_an_independent_reader_finds_them_as_documented(
        self, filled: Chain, database_url: str, tmp_path: Path
    ) -> None:
        said = await floorwalk(database_url, "export", "evaluations", "--out", tmp_path / "evaluations.csv")
        assert (said.exit_code, said.out) == (0, ""), said.err
        report = frictionless.Resource(
            path="evaluations.csv",
            basepath=str(tmp_path),
            schema=frictionless.Schema.from_descriptor(json.loads(SCHEMA.read_text())),
        ).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])

    async def test_days_and_a_store_narrow_it(self, filled: Chain, database_url: str) -> None:
        yesterday = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
        assert len(await exported(database_url, "--from", yesterday)) == 1
        assert len(await exported(database_url, "--to", yesterday)) == 3
        assert len(await exported(database_url, "--store", "0101")) == 2

    async def test_twice_gives_the_same_bytes(self, filled: Chain, database_url: str) -> None:
        one, other = [await floorwalk(database_url, "export", "evaluations") for _ in range(2)]
        assert one.written == other.written

    async def test_nobody_observed_is_named(self, stage: Chain, database_url: str) -> None:
        await accepted(stage.mira, floor_visit(stage, staff=stage.staff_ids["0001"]))
        said = await floorwalk(database_url, "export", "evaluations")
        assert str(stage.staff_ids["0001"]) not in said.out
        assert "Albers" not in said.out


class TestWhatIsNotPublished:
    async def test_is_left_out_unless_it_is_asked_for(
        self, filled: Chain, database_url: str, connection: Connection
    ) -> None:
        await connection.execute("update evaluation set state = 'void' where position = 1")
        assert len(await exported(database_url)) == 2
        assert [row["state"] for row in await exported(database_url, "--state", "void")] == ["void"]


class TestTextThatASpreadsheetWouldCompute:
    async def test_sql_and_python_write_it_alike_and_it_reads_back_equal(self, connection: Connection) -> None:
        for text in [*FORMULA_BEGINNINGS, *(f"{first}1+1" for first in FORMULA_BEGINNINGS), "", "0042", "a=b", " =1"]:
            written = await connection.fetchval(
                f"select {SAFE.format('given')} from (select $1::text as given) one", text
            )
            assert written == safe_text(text)
            assert read_text(written) == text

    async def test_a_store_code_like_a_formula_is_text_in_the_file(
        self, filled: Chain, database_url: str, connection: Connection
    ) -> None:
        await connection.execute("update store set store_code = '=1+1' where store_id = $1", filled.hafen)
        assert {row["store_code"] for row in await exported(database_url)} == {"0101", "'=1+1"}


class TestWhatCannotBeMeant:
    @pytest.mark.parametrize(
        ("options", "code", "word"),
        [
            (["--store", "9999"], 1, "9999"),
            (["--from", "2026-02-30"], 2, "2026-02-30"),
            (["--from", "2026-02-02", "--to", "2026-02-01"], 2, "--from"),
            (["--format", "xml"], 2, "xml"),
        ],
    )
    async def test_it_is_refused_and_nothing_is_written(
        self, filled: Chain, database_url: str, options: list[str], code: int, word: str
    ) -> None:
        said = await floorwalk(database_url, "export", "evaluations", *options)
        assert (said.exit_code, said.out) == (code, "")
        assert word in said.err
