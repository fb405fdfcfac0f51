"""Visits of another system, brought in: what is stored, what is counted, and what a second run does."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.visits.history_errors import HistoryImportRunning
from floorwalk.visits.history_queries import hold_imports
from tests.backend.history.conftest import MAPPING, SLICE, ImportVisits

pytestmark = pytest.mark.slow  # each import takes most of a second
WEIGHTS = {f"v{number}": 5 if number < 15 else 3 if number < 30 else 1 for number in range(1, 45) if number != 23}
ChangedSlice = Callable[[Callable[[list[str]], list[str]]], Path]


def raw_bp_by_hand(row: dict[str, str]) -> int:
    """Points kept over points reachable, of 10 000, half upwards: a pocket calculator's way, without our code."""
    kept = sum(weight for finding, weight in WEIGHTS.items() if row[finding] == "0")
    return (20_000 * kept + sum(WEIGHTS.values())) // (2 * sum(WEIGHTS.values()))


def rows_of_the_slice() -> list[dict[str, str]]:
    with SLICE.open(newline="") as lines:
        return list(csv.DictReader(lines))


async def stored_visits(connection: Connection) -> dict[str, tuple[str, date, int, bool]]:
    rows = await connection.fetch(
        """
        select visit_code, store_code, visited_on, visit.raw_bp, critical_failed
          from visit join store using (organisation_id, store_id) join evaluation using (organisation_id, visit_id)
        """
    )
    return {row["visit_code"]: tuple(row)[1:] for row in rows}


class TestAnImportIntoAnEmptyOrganisation:
    async def test_every_visit_is_scored_as_a_pocket_calculator_scores_it(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        run = await import_visits_from(SLICE, "--create-missing")
        assert run.exit_code == 0
        expected = {
            row["visit_id"]: (
                row["store_id"],
                date.fromisoformat(row["visit_date"]),
                raw_bp_by_hand(row),
                any(row[f"v{number}"] == "1" for number in range(1, 15)),
            )
            for row in rows_of_the_slice()
        }
        assert await stored_visits(connection) == expected

    async def test_the_visit_with_findings_32_and_38_only_has_9843(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        assert (await stored_visits(connection))["529281"] == ("3205", date(2011, 9, 2), 9843, False)

    async def test_visits_are_marked_as_imported_published_and_of_no_programme(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        kinds = await connection.fetch(
            """
            select distinct visit.origin, visit.programme_id, visit.mode, evaluation.state, evaluation.staff_kind
              from visit join evaluation using (organisation_id, visit_id)
            """
        )
        assert [tuple(row) for row in kinds] == [("import", None, "covert", "published", "unknown")]

    async def test_evaluators_known_by_a_code_have_no_account(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        rows = await connection.fetch("select evaluator_code, account_id from evaluator order by evaluator_code")
        colours = ["blue", "brown", "green", "orange", "purple", "yellow"]
        assert [tuple(row) for row in rows] == [(colour, None) for colour in colours]

    async def test_rows_without_an_area_are_said_and_their_stores_belong_to_none(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        run = await import_visits_from(SLICE, "--create-missing")
        assert "7 rows without an area" in run.out
        assert "6 stores of these belong to no area" in run.out
        without = await connection.fetch(
            "select store_code from store where not exists ("
            " select from store_membership membership where membership.store_id = store.store_id)"
        )
        assert {row["store_code"] for row in without} == {
            row["store_id"] for row in rows_of_the_slice() if row["area_zip"] == "0"
        }

    async def test_every_visit_of_a_store_that_moved_lies_in_the_area_that_its_row_says(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        places = await connection.fetch(
            """
            select visit_code, array_agg(area_code) as areas
              from visit
              join store_membership membership using (organisation_id, store_id)
              join area using (organisation_id, area_id)
             where visited_on between valid_from and coalesce(valid_to, 'infinity')
             group by visit_code
            """
        )
        said = {row["visit_id"]: [row["area_zip"]] for row in rows_of_the_slice() if row["area_zip"] != "0"}
        assert {row["visit_code"]: row["areas"] for row in places} == said

    async def test_the_folded_sums_are_those_of_the_visits(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        sums = await connection.fetchrow(
            "select sum(m) as m, sum(t_sum) as t, sum(tt_sum) as tt from scope_sum where scope_kind = 'store'"
        )
        scores = [raw_bp_by_hand(row) for row in rows_of_the_slice()]
        assert tuple(sums) == (200, sum(scores), sum(score * score for score in scores))
        assert await connection.fetchval("select count(*) from sum_delta") == 0

    async def test_leading_zeros_of_codes_are_kept(
        self, connection: Connection, import_visits_from: ImportVisits, changed_slice: ChangedSlice
    ) -> None:
        file = changed_slice(lambda lines: [lines[0], lines[1].replace("529281,3205,", "00529281,003205,")])
        await import_visits_from(file, "--create-missing")
        assert list(await stored_visits(connection)) == ["00529281"]
        assert await connection.fetchval("select store_code from store") == "003205"


class TestTheSameFileAgain:
    async def test_a_second_import_changes_nothing(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        tables = (
            "visit",
            "evaluation",
            "visit_fact",
            "scope_sum",
            "day_sum",
            "store",
            "area",
            "evaluator",
            "store_membership",
        )
        query = " union all ".join(
            f"select '{table}', count(*), md5(string_agg(it::text, '|' order by it::text)) from {table} it"
            for table in tables
        )
        before = await connection.fetch(query)
        run = await import_visits_from(SLICE, "--create-missing")
        assert run.exit_code == 0
        assert "0 visits stored, 200 unchanged" in run.out
        assert await connection.fetch(query) == before

    async def test_a_run_that_was_stopped_goes_on_where_it_was(
        self, connection: Connection, import_visits_from: ImportVisits, changed_slice: ChangedSlice
    ) -> None:
        await import_visits_from(changed_slice(lambda lines: lines[:81]), "--create-missing")
        run = await import_visits_from(SLICE, "--create-missing")
        assert "120 visits stored, 80 unchanged" in run.out
        assert len(await stored_visits(connection)) == 200

    async def test_the_same_row_twice_in_a_file_is_one_visit(
        self, connection: Connection, import_visits_from: ImportVisits, changed_slice: ChangedSlice
    ) -> None:
        run = await import_visits_from(changed_slice(lambda lines: [*lines, lines[1]]), "--create-missing")
        assert run.exit_code == 0
        assert len(await stored_visits(connection)) == 200

    async def test_a_row_that_says_something_else_than_before_is_a_problem(
        self, connection: Connection, import_visits_from: ImportVisits, changed_slice: ChangedSlice
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        before = await stored_visits(connection)
        run = await import_visits_from(changed_slice(lambda lines: [*lines[:-1], lines[-1][:-1] + "1"]))
        assert run.exit_code == 1
        assert [problem.split(": ")[:2] for problem in run.problems] == [
            ["row 201, column visit_id", "history.visit_changed"]
        ]
        assert await stored_visits(connection) == before

    async def test_a_newer_version_of_the_rubric_leaves_what_is_stored_unchanged(
        self, connection: Connection, import_visits_from: ImportVisits, organisation_id: UUID
    ) -> None:
        await import_visits_from(SLICE, "--create-missing")
        await connection.execute(
            """
            insert into rubric_version select organisation_id, $1, rubric_id, 2, '2015', repeat('0', 64),
                comparability_key, rubric_document, published_at, published_by_account_id from rubric_version
            """,
            new_id(),
        )
        run = await import_visits_from(SLICE)
        assert "0 visits stored, 200 unchanged" in run.out


class TestTwoImportsAtOnce:
    async def test_the_second_is_refused_while_the_first_runs(
        self, connection: Connection, import_visits_from: ImportVisits, organisation_id: UUID
    ) -> None:
        assert await hold_imports(connection, organisation_id)
        with pytest.raises(HistoryImportRunning):
            await import_visits_from(SLICE, "--create-missing")


class TestADryRun:
    async def test_it_says_what_would_come_and_stores_nothing(
        self, connection: Connection, import_visits_from: ImportVisits
    ) -> None:
        run = await import_visits_from(SLICE, "--create-missing", "--dry-run")
        assert run.exit_code == 0
        assert "200 visits from 2011-09-02 to 2014-10-2" in run.out
        assert "200 of them new" in run.out
        for table in ("visit", "store", "area", "evaluator"):
            assert await connection.fetchval(f"select count(*) from {table}") == 0


class TestAStaffMemberNamedByAFile:
    @pytest.fixture
    def mapping_with_staff(self, tmp_path: Path) -> Path:
        mapping = json.loads(MAPPING.read_bytes())
        mapping["columns"]["staff_code"] = "risk"
        file = tmp_path / "with-staff.json"
        file.write_text(json.dumps(mapping))
        return file

    async def test_somebody_known_gets_the_facts_and_somebody_unknown_is_a_problem(
        self,
        connection: Connection,
        import_visits_from: ImportVisits,
        organisation_id: UUID,
        mapping_with_staff: Path,
    ) -> None:
        refused = await import_visits_from(SLICE, "--create-missing", mapping=mapping_with_staff)
        assert len(refused.problems) == 200
        assert "column risk: history.staff_member_unknown" in refused.problems[0]
        for code in ("1", "2", "3"):
            await connection.execute(
                "insert into staff_member (organisation_id, staff_member_id, staff_code, display_name, first_name)"
                " values ($1, $2, $3, 'Vera Beispiel', 'Vera')",
                organisation_id, new_id(), code,
            )  # fmt: skip
        taken = await import_visits_from(SLICE, "--create-missing", mapping=mapping_with_staff)
        assert taken.exit_code == 0
        assert await connection.fetchval("select count(*) from visit_fact where scope_kind = 'staff_member'") == 200
