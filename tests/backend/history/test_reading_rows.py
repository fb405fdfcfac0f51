"""Cells of every kind of criterion, as a mapping reads them. Pure."""

import importlib
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from floorwalk.rubrics.compiled import compiled
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.visits import history_mapping
from floorwalk.visits.history_columns import plan_of
from floorwalk.visits.history_mapping import mapping_of
from floorwalk.visits.history_rows import HistoricVisit, RowProblem, RowReader
from tests.backend.history.conftest import MAPPING, SCHEMAS

# Comes with schemathesis, without types.
Draft202012Validator: Any = importlib.import_module("jsonschema").Draft202012Validator
HEADINGS = ["Visit", "Shop", "Day", "By", "Wait", "Greeting", "Till", "Remark", "Where"]


def criterion(key: str, kind: str, **more: Any) -> dict[str, Any]:
    weight = 0 if kind == "text" else 10
    return {"criterion_key": key, "kind": kind, "weight": weight, "business_area": "selling_and_advice", **more}


DOCUMENT: dict[str, Any] = {
    "touchpoints": [{"touchpoint_key": "till", "title": {"en": "Till"}}],
    "standards": [
        {
            "standard_key": "waiting",
            "measure": {"unit": "ms", "better": "lower", "stretch": 30_000, "target": 60_000, "floor": 300_000},
        }
    ],
    "sections": [
        {
            "section_key": "all",
            "criteria": [
                criterion("wait", "measured", standard_key="waiting"),
                criterion("greeting", "rating", required=False),
                criterion("till", "expectation"),
                criterion("remark", "text", required=False),
            ],
        }
    ],
}
VERSION = CompiledVersion(UUID(int=1), "shop", 1, "1", "0" * 16, "floor", DOCUMENT, compiled(DOCUMENT))
WRITTEN: dict[str, Any] = {
    "format": 1,
    "rubric_key": "shop",
    "mode": "floor",
    "time_zone": "Europe/Berlin",
    "columns": {
        "visit_code": "Visit",
        "store_code": "Shop",
        "visited_on": {"column": "Day", "date_format": "DD.MM.YYYY"},
        "evaluator_code": "By",
        "touchpoint": {"column": "Where", "values": {"Kasse": "till"}},
    },
    "ratings": [
        {"column": "Wait", "criterion_key": "wait", "whole_number": {"times": 1000}, "empty": "not_observed"},
        {"column": "Greeting", "criterion_key": "greeting", "whole_number": {}, "empty": "unanswered"},
        {
            "column": "Till",
            "criterion_key": "till",
            "values": {"+": "exceeded", "=": "met", "-": "below", "n/a": {"state": "not_applicable"}},
            "empty": "cannot_remember",
        },
        {"column": "Remark", "criterion_key": "remark", "text": True, "empty": "unanswered"},
    ],
}


def read(*cells: str) -> tuple[HistoricVisit | None, list[RowProblem]]:
    plan = plan_of(mapping_of(json.dumps(WRITTEN).encode()), HEADINGS, VERSION)
    return RowReader(plan, date(2026, 11, 23)).read(2, cells)


def ratings_read(*cells: str) -> dict[str, tuple[str, object]]:
    visit, problems = read("1", "007", "3.4.2026", "kim", *cells)
    assert problems == []
    assert visit is not None
    return {rating.criterion_key: (rating.state, rating.answer) for rating in visit.ratings}


class TestCellsOfEveryKind:
    def test_seconds_become_milliseconds_and_a_table_gives_words_and_states(self) -> None:
        assert ratings_read("45", "4", "+", "fine", "Kasse") == {
            "wait": ("scored", 45_000),
            "greeting": ("scored", 4),
            "till": ("scored", "exceeded"),
            "remark": ("scored", "fine"),
        }

    def test_empty_cells_are_what_the_mapping_says(self) -> None:
        assert ratings_read("", "", "", "", "") == {
            "wait": ("not_observed", None),
            "till": ("cannot_remember", None),
        }

    def test_a_cell_can_say_that_a_criterion_did_not_apply(self) -> None:
        assert ratings_read(" 45 ", "1", "n/a", "", "")["till"] == ("not_applicable", None)

    def test_days_and_touchpoints_are_read_as_the_mapping_writes_them(self) -> None:
        visit, _ = read("1", "007", "3.4.2026", "kim", "", "", "", "", "Kasse")
        assert visit is not None
        assert (visit.visited_on, visit.touchpoint_key, visit.store_code) == (date(2026, 4, 3), "till", "007")

    @pytest.mark.parametrize(
        ("cells", "column", "code"),
        [
            (("-5", "", "", "", ""), "Wait", "history.number_unreadable"),
            (("4.5", "", "", "", ""), "Wait", "history.number_unreadable"),
            (("٤", "", "", "", ""), "Wait", "history.number_unreadable"),
            (("9" * 13, "", "", "", ""), "Wait", "history.number_unreadable"),
            (("", "6", "", "", ""), "Greeting", "history.number_unreadable"),
            (("", "", "?", "", ""), "Till", "history.value_not_in_table"),
            (("", "", "", "x" * 4_001, ""), "Remark", "history.text_too_long"),
            (("", "", "", "a\x00b", ""), "Remark", "history.text_unreadable"),
            (("", "", "", "", "Garden"), "Where", "history.touchpoint_unknown"),
        ],
    )
    def test_what_cannot_be_read_is_a_problem_of_its_column(
        self, cells: tuple[str, ...], column: str, code: str
    ) -> None:
        visit, problems = read("1", "007", "3.4.2026", "kim", *cells)
        assert visit is None
        assert [(problem.row, problem.column, problem.code) for problem in problems] == [(2, column, code)]


class TestWhatMakesTwoRowsTheSameVisit:
    def test_the_hash_changes_with_a_rating_and_not_with_blanks_around_a_cell(self) -> None:
        said, _ = read("1", "007", "3.4.2026", "kim", "45", "4", "+", "fine", "")
        same, _ = read("1", " 007", "03.04.2026", "kim ", "45", "4", "+", "fine", "")
        other, _ = read("1", "007", "3.4.2026", "kim", "45", "5", "+", "fine", "")
        assert said is not None
        assert same is not None
        assert other is not None
        assert said.content_hash("floor") == same.content_hash("floor")
        assert said.content_hash("floor") != other.content_hash("floor")


class TestTheWrittenFormOfAMapping:
    schema: dict[str, Any] = json.loads((SCHEMAS / "mappings" / "mapping.schema.json").read_bytes())

    @pytest.mark.parametrize("file", sorted((SCHEMAS / "mappings").glob("*[!a].json")), ids=lambda file: file.name)
    def test_every_committed_mapping_fits_the_schema_and_is_read(self, file: Path) -> None:
        Draft202012Validator(self.schema).validate(json.loads(file.read_bytes()))
        mapping_of(file.read_bytes())

    def test_the_schema_knows_the_fields_that_are_read_and_no_others(self) -> None:
        forms: dict[str, tuple[type, dict[str, Any]]] = {
            "mapping": (history_mapping.HistoryMapping, self.schema),
            "columns": (history_mapping.Columns, self.schema["properties"]["columns"]),
            "day_column": (history_mapping.DayColumn, self.schema["$defs"]["day_column"]),
            "code_column": (history_mapping.CodeColumn, self.schema["$defs"]["code_column"]),
            "touchpoint_column": (history_mapping.TouchpointColumn, self.schema["$defs"]["touchpoint_column"]),
            "rating_columns": (history_mapping.RatingColumns, self.schema["$defs"]["rating_columns"]),
        }
        for name, (form, written) in forms.items():
            fields = msgspec.structs.fields(form)
            assert set(written["properties"]) == {field.name for field in fields}, name
            assert set(written["required"]) == {field.name for field in fields if field.required}, name

    def test_the_example_maps_a_finding_to_a_standard_that_was_not_kept(self) -> None:
        (ratings,) = mapping_of(MAPPING.read_bytes()).ratings
        assert ratings.values == {"0": True, "1": False}
