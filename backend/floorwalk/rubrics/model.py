"""Frozen values of the rubrics slice: a published version as the rest of the house uses it.

What a document may say is check.py; how it becomes what scoring reads is compiled.py.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from floorwalk.scoring.model import Criterion, ScoringRubric

FORMAT = 1  # of the document
RUBRIC_KINDS = ("rating", "expectation", "yes_no", "choice", "measured", "text", "photo")


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did. `already_published` means that this very content was a version before."""

    rubric_version_id: UUID
    rubric_key: str
    version_number: int
    version_label: str
    content_hash: str  # sha256 hex of the canonical document
    comparability_key: str  # 16 hex characters
    already_published: bool


@dataclass(frozen=True, slots=True)
class CompiledVersion:
    """One immutable version, ready to score with: kept for the life of the process.

    Packed arrays of an evaluation hold one place per criterion, in the order of `criteria`.
    """

    rubric_version_id: UUID
    rubric_key: str
    version_number: int
    version_label: str
    comparability_key: str
    mode: str  # floor, covert or either
    document: dict[str, Any]
    rubric: ScoringRubric
    criteria: tuple[Criterion, ...] = field(init=False)
    place_of: dict[str, int] = field(init=False)
    option_place_of: dict[str, dict[str, int]] = field(init=False)
    touchpoint_keys: frozenset[str] = field(init=False)
    mark_keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        written = self.document
        put = object.__setattr__
        put(self, "criteria", self.rubric.criteria)
        put(self, "place_of", {criterion.criterion_key: place for place, criterion in enumerate(self.rubric.criteria)})
        put(self, "touchpoint_keys", frozenset(item["touchpoint_key"] for item in written.get("touchpoints") or ()))
        put(self, "mark_keys", frozenset(item["mark_key"] for item in written.get("marks") or ()))
        put(
            self,
            "option_place_of",
            {
                criterion["criterion_key"]: {
                    option["option_key"]: place for place, option in enumerate(criterion["options"])
                }
                for section in written["sections"]
                for criterion in section["criteria"]
                if criterion["kind"] == "choice"
            },
        )
