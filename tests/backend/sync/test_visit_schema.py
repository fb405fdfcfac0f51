"""schemas/visit.schema.json says the same as the structs that read a visit."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from floorwalk.sync.visit_schema import visit_schema_text
from tests.cast import Chain, chain
from tests.cast_visits import floor_visit, mystery_visit, stage

__all__ = ["chain", "stage"]

FILE = Path(__file__).parents[3] / "schemas" / "visit.schema.json"


class TestTheSchemaOfAVisit:
    def test_the_committed_file_is_fresh(self) -> None:
        assert FILE.read_text(encoding="utf-8") == visit_schema_text(), (
            "run: PYTHONPATH=backend python -m floorwalk.sync.visit_schema > schemas/visit.schema.json"
        )

    async def test_it_takes_what_the_server_takes(self, stage: Chain) -> None:
        schema = json.loads(FILE.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        for visit in (floor_visit(stage, staff=stage.staff_ids["0001"]), mystery_visit(stage)):
            assert list(Draft202012Validator(schema).iter_errors(visit)) == []
            assert list(Draft202012Validator(schema).iter_errors(visit | {"mood": "good"}))
