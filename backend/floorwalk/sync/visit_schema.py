"""The JSON Schema of a visit, from the structs that read it. Run as a module, it writes it to standard output."""

import inspect
import json
import sys
from typing import Any

import msgspec

from floorwalk.visits.wire import VisitDocument

ADDRESS = "https://floorwalk.example/schemas/visit.schema.json"


def visit_schema() -> dict[str, Any]:
    [schema], parts = msgspec.json.schema_components([VisitDocument], ref_template="#/$defs/{name}")
    for one in (schema, *parts.values()):
        if "description" in one:  # a docstring; Python 3.13 keeps no indentation in it, those before do
            one["description"] = inspect.cleandoc(one["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "Visit, protocol 1",
        **schema,
        "$defs": parts,
    }


def visit_schema_text() -> str:
    return json.dumps(visit_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(visit_schema_text())
