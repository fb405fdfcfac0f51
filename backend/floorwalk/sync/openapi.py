"""How the batch stands in the OpenAPI document: its handler takes bytes, so the generator cannot see its form."""

from dataclasses import dataclass
from typing import Any

import msgspec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody

from floorwalk.sync.wire import Batch

VISIT_DESCRIPTION = (
    "A visit as schemas/visit.schema.json has it. One that breaks its form is refused in its own result, "
    "and the others are taken."
)


def batch_schema() -> dict[str, Any]:
    """The batch's form, its parts written out, and nothing said of a visit: a bad one is no bad request."""
    schema: dict[str, Any] = msgspec.json.schema(Batch)["$defs"]["Batch"]
    schema["properties"]["visits"]["items"] = {"description": VISIT_DESCRIPTION}
    return schema


@dataclass
class TakesABatch(Operation):
    """The operation with its request body."""

    def __post_init__(self) -> None:
        media_type = OpenAPIMediaType(schema=batch_schema())  # type: ignore[arg-type]  # JSON Schema as it is
        self.request_body = RequestBody(content={"application/json": media_type}, required=True)
