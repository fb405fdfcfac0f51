"""Reading schemas/vectors. What each operation means is in schemas/vectors/README.md."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).resolve().parents[3] / "schemas" / "vectors"


@dataclass(frozen=True)
class Case:
    """One case of a vector file, with its rubric looked up. `body` is the case as it stands."""

    case_id: str
    operation: str
    body: dict[str, Any]
    rubric: Any


def cases_in(folder: str, default_operation: str) -> list[Case]:
    """All cases of a folder that Python can tell apart, in the order of files and ids."""
    cases = []
    for path in sorted((VECTORS / folder).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for body in document["cases"]:
            named = body.get("rubric")
            rubric = document["rubrics"][named] if isinstance(named, str) else named
            if "python" not in body.get("not_in", {}):
                cases.append(Case(body["id"], body.get("operation", default_operation), body, rubric))
    return cases


def written(value: object) -> str:
    """A value as JSON text: unlike ==, it tells true from 1 and 3 from 3.0."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
