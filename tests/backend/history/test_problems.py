"""Files and mappings that cannot be taken: every problem is named by row and column, and nothing is stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import Invalid
from tests.backend.history.conftest import MAPPING, SLICE, ImportVisits

pytestmark = pytest.mark.slow  # each import takes most of a second
ChangedSlice = Callable[[Callable[[list[str]], list[str]]], Path]
EMPTY_TABLES = ("visit", "evaluation", "visit_fact", "sum_delta", "store", "area", "evaluator")


def with_cell(line: str, place: int, text: str) -> str:
    cells = line.split(",")
    cells[place] = text
    return ",".join(cells)


async def rows_stored(connection: Connection) -> int:
    counts = " + ".join(f"(select count(*) from {table})" for table in EMPTY_TABLES)
    stored: int = await connection.fetchval(f"select {counts}")
    return stored


class TestRowsThatCannotBeTaken:
    async def test_every_problem_of_the_file_is_listed_by_row_and_column_and_nothing_is_stored(
        self, connection: Connection, import_visits_from: ImportVisits, changed_slice: ChangedSlice
    ) -> None:
        def spoil(lines: list[str]) -> list[str]:
            lines[1] = with_cell(lines[1], 5, "2011-02-30")
            lines[2] = with_cell(lines[2], 8, "2")
            lines[2] = with_cell(lines[2], 9, "")
            lines[3] = with_cell(lines[3], 0, " ")
            lines[4] = lines[4] + ",1"
            lines[5] = with_cell(lines[5], 5, "2091-01-01")
            lines[6] = with_cell(lines[6], 5, "1911-01-01")
            lines[8] = with_cell(lines[8], 0, lines[7].split(",")[0])
            return lines

        run = await import_visits_from(changed_slice(spoil), "--create-missing")
        assert run.exit_code == 1
        assert [problem.split(": ")[:2] for problem in run.problems] == [
            ["row 2, column visit_date", "history.day_unreadable"],
            ["row 3, column v1", "history.value_not_in_table"],
            ["row 3, column v2", "history.cell_empty"],
            ["row 4, column visit_id", "history.cell_empty"],
            ["row 5", "history.row_length"],
            ["row 6, column visit_date", "visits.visited_in_the_future"],
            ["row 7, column visit_date", "visits.visited_too_long_ago"],
            ["row 9, column visit_id", "history.visit_code_twice"],
        ]
        assert "Row 8 has this code" in run.problems[-1]
        assert "8 problems; nothing was stored" in run.err
        assert await rows_stored(connection) == 0

    async def test_a_dry_run_lists_the_same_problems(
        self, connection: Connection, import_visits_from: ImportVisits, changed_slice: ChangedSlice
    ) -> None:
        file = changed_slice(lambda lines: [lines[0], with_cell(lines[1], 5, "yesterday"), *lines[2:]])
        wet = await import_visits_from(file, "--create-missing")
        dry = await import_visits_from(file, "--create-missing", "--dry-run")
        assert len(dry.problems) == 1
        assert (dry.exit_code, dry.problems) == (wet.exit_code, wet.problems)
        assert await rows_stored(connection) == 0

    async def test_unknown_stores_and_evaluators_are_problems_unless_they_are_to_be_made(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        run = await import_visits_from(SLICE)
        codes = {problem.split(": ")[1] for problem in run.problems}
        assert codes == {"history.store_unknown", "history.evaluator_unknown"}
        assert len(run.problems) == 400
        assert await rows_stored(connection) == 0


class TestAFileAsItCameOutOfASpreadsheet:
    @pytest.mark.parametrize(
        ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";")]
    )
    async def test_encoding_and_delimiter_are_found_out(
        self,
        connection: Connection,
        import_visits_from: ImportVisits,
        tmp_path: Path,
        encoding: str,
        delimiter: str,
    ) -> None:
        file = tmp_path / "saved.csv"
        text = SLICE.read_text().replace("Restaurant", "Café Größe").replace(",", delimiter).replace("\n", "\r\n")
        file.write_bytes(text.encode(encoding))
        run = await import_visits_from(file, "--create-missing")
        assert "200 visits stored" in run.out
        formats = await connection.fetch("select distinct format from store order by format")
        assert [row["format"] for row in formats] == ["Café Größe", "Other"]

    async def test_a_workbook_is_refused_with_advice(self, import_visits_from: ImportVisits, tmp_path: Path) -> None:
        file = tmp_path / "visits.xlsx"
        file.write_bytes(b"PK\x03\x04 and so on")
        with pytest.raises(Invalid, match="save it as CSV"):
            await import_visits_from(file)

    async def test_an_empty_file_is_refused(self, import_visits_from: ImportVisits, tmp_path: Path) -> None:
        file = tmp_path / "empty.csv"
        file.write_bytes(b"")
        with pytest.raises(Invalid, match="no heading"):
            await import_visits_from(file)


class TestAMappingThatDoesNotFit:
    @pytest.fixture
    def faults_of(
        self, import_visits_from: ImportVisits, tmp_path: Path
    ) -> Callable[[Callable[[dict[str, Any]], object]], Any]:
        async def faults(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
            mapping = json.loads(MAPPING.read_bytes())
            change(mapping)
            file = tmp_path / "mapping.json"
            file.write_text(json.dumps(mapping))
            with pytest.raises(Invalid) as refusal:
                await import_visits_from(SLICE, "--create-missing", mapping=file)
            return [(fault.path, fault.code) for fault in refusal.value.faults]

        return faults

    @pytest.mark.parametrize(
        ("change", "path", "code"),
        [
            (lambda it: it.update(surprise=1), "", "history.mapping_malformed"),
            (lambda it: it.update(mode="secret"), "mode", "history.mapping_malformed"),
            (lambda it: it["ratings"][0].update(empty=None), "ratings[0].empty", "history.mapping_malformed"),
            (lambda it: it["ratings"][0].update(text=True), "ratings[0]", "history.mapping_ambiguous"),
            (lambda it: it["ratings"][0].update(criterion_key="v1"), "ratings[0]", "history.mapping_ambiguous"),
            (
                lambda it: it["ratings"][0]["values"].update({"": True}),
                "ratings[0].values",
                "history.mapping_ambiguous",
            ),
            (lambda it: it.update(rubric_key="another"), "rubric_key", "history.rubric_unknown"),
            (lambda it: it.update(version_number=2), "rubric_key", "history.rubric_unknown"),
            (lambda it: it.update(time_zone="Chicago"), "time_zone", "history.time_zone_unknown"),
            (lambda it: it["columns"].update(comment="remarks"), "columns.comment", "history.column_missing"),
            (
                lambda it: it["columns"]["visited_on"].update(date_format="DD.MM."),
                "columns.visited_on.date_format",
                "history.date_format_unknown",
            ),
            (
                lambda it: it["columns"].update(touchpoint={"column": "risk", "values": {"1": "till"}}),
                "columns.touchpoint.values.1",
                "history.touchpoint_unknown",
            ),
        ],
    )
    async def test_the_fault_is_named_at_its_place(
        self, faults_of: Any, change: Callable[[dict[str, Any]], object], path: str, code: str
    ) -> None:
        assert await faults_of(change) == [(path, code)]

    async def test_a_column_for_a_criterion_that_the_rubric_does_not_have_is_one_fault(self, faults_of: Any) -> None:
        def add(mapping: dict[str, Any]) -> None:
            other = {"column": "risk", "criterion_key": "v23", "values": {"1": True}, "empty": "not_observed"}
            mapping["ratings"].append(other)

        assert await faults_of(add) == [("ratings[1].criterion_key", "history.criterion_unknown")]

    async def test_a_value_that_is_no_answer_is_a_fault_for_each_criterion_it_would_meet(self, faults_of: Any) -> None:
        faults = await faults_of(lambda it: it["ratings"][0]["values"].update({"1": "no"}))
        assert faults == [("ratings[0].values.1", "scoring.answer_of_wrong_kind")] * 43

    async def test_required_criteria_without_a_column_are_faults_unless_a_state_is_said(
        self, faults_of: Any, import_visits_from: ImportVisits, tmp_path: Path
    ) -> None:
        def only_the_first(mapping: dict[str, Any]) -> None:
            mapping["ratings"][0].update(column="v1", criterion_key="v1")

        assert await faults_of(only_the_first) == [("ratings", "history.criterion_required")] * 42
        mapping = json.loads(MAPPING.read_bytes())
        only_the_first(mapping)
        mapping["unmapped_criteria"] = "not_observed"
        file = tmp_path / "mapping.json"
        file.write_text(json.dumps(mapping))
        run = await import_visits_from(SLICE, "--create-missing", mapping=file)
        assert "200 visits stored" in run.out
