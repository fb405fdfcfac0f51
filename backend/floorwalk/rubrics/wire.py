"""The written forms of rubrics. The document's own form is schemas/rubric.schema.json."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from floorwalk.infrastructure.problems import FaultBody
from floorwalk.kernel.errors import Fault

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="sha256, hexadecimal")]
ComparabilityKey = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]


class VersionBody(msgspec.Struct, frozen=True, kw_only=True):
    """A published version, without its document."""

    rubric_version_id: UUID
    rubric_key: str
    version_number: Annotated[int, msgspec.Meta(ge=1)]
    version_label: str
    content_hash: Hash
    comparability_key: ComparabilityKey
    published_at: datetime


class VersionWithDocument(VersionBody, frozen=True, kw_only=True):
    """A published version, whole."""

    document: dict[str, Any]


class RubricSummary(msgspec.Struct, frozen=True, kw_only=True):
    rubric_key: str
    title: dict[str, str]
    current_version: VersionBody


class RubricsBody(msgspec.Struct, frozen=True, kw_only=True):
    rubrics: list[RubricSummary]


class CheckedBody(msgspec.Struct, frozen=True, kw_only=True):
    """Every problem at its path; the key that the version would have, none while there are problems."""

    problems: list[FaultBody]
    comparability_key: ComparabilityKey | None


class PublishedBody(msgspec.Struct, frozen=True, kw_only=True):
    rubric_version_id: UUID
    rubric_key: str
    version_number: Annotated[int, msgspec.Meta(ge=1)]
    version_label: str
    content_hash: Hash
    comparability_key: ComparabilityKey
    already_published: bool


def fault_body(fault: Fault) -> FaultBody:
    return FaultBody(path=fault.path, code=fault.code, detail=fault.detail)
