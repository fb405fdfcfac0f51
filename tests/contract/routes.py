"""The operations of the committed description, for tests that go through all of them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

COMMITTED = Path(__file__).parents[2] / "schemas" / "openapi.json"


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    described: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.described["operationId"])

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")


@cache
def document() -> dict[str, Any]:
    """schemas/openapi.json, which test_openapi_document.py holds against the routes."""
    read: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return read


def operations() -> list[Operation]:
    return [
        Operation(method.upper(), path, described)
        for path, methods in document()["paths"].items()
        for method, described in methods.items()
    ]
