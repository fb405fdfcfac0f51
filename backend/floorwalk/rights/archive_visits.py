"""The part of a person's archive that is about visits: what was seen, what counts, and whatever counted before.

Pure: from rows to what stands in the file. A visit's words are the person's as far as they were seen in it, so they
are in it, with the names of others taken out as everywhere in the archive.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.visits.presenting import ratings_of
from floorwalk.visits.unnaming import masked

Row = Mapping[str, Any]
Versions = Mapping[UUID, CompiledVersion]
# What was counted of one interaction, each under its own name.
FIGURES = (
    "raw_bp", "final_bp", "critical_failed", "exceeded", "met", "below", "weight_scored", "weight_applicable",
    "indifferent_by_markers",
)  # fmt: skip
OBSERVED = (
    "evaluation_id", "visit_id", "touchpoint_key", "weight", "state", "staff_kind", "staff_role_title", "started_at",
    "submitted_at", "published_at", "comparability_key", "scoring_version", "indifferent_ticked",
    "indifference_rule_version", *FIGURES,
)  # fmt: skip


def interaction(row: Row, codes: Pseudonyms, names: set[str]) -> dict[str, Any]:
    """One interaction as it counts, without its ratings."""
    return {
        "visited_on": row["visited_on"].isoformat(),
        "store_code": row["store_code"],
        "store": row["store"],
        "mode": row["mode"],
        "evaluator": codes.evaluator(row["evaluator_id"]),
        **{name: msgspec.to_builtins(row[name]) for name in OBSERVED},
        "is_disputed": row["is_disputed"],
        "comment": masked(row["comment"], names),
    }


def ratings(row: Row, version: CompiledVersion, names: set[str]) -> list[dict[str, Any]]:
    """One for each criterion; a comment and an answer in words may name others."""
    return [
        {name: masked(value, names) if name in ("comment", "answer") else value for name, value in written.items()}
        for written in (msgspec.to_builtins(rating) for rating in ratings_of(row, version))
    ]


def stars(row: Row, names: set[str]) -> list[dict[str, Any]]:
    return [masked(star, names) for star in row["stars"]]


def visit(row: Row, codes: Pseudonyms, names: set[str]) -> dict[str, Any]:
    written = {
        name: msgspec.to_builtins(value) for name, value in row.items() if name not in ("store_id", "evaluator_id")
    }
    return {
        "evaluator": codes.evaluator(row["evaluator_id"]),
        **written,
        "comment": masked(row["comment"], names),
        "void_reason": masked(row["void_reason"], names),
    }


def original(row: Row, versions: Versions, names: set[str]) -> dict[str, Any]:
    """What the evaluator said before anybody corrected it."""
    first = row["original"]
    said = {**row, **first, "original": None}
    return {
        "evaluation_id": str(row["evaluation_id"]),
        "visit_id": str(row["visit_id"]),
        "visited_on": row["visited_on"].isoformat(),
        "still_names_person": row["still_names_person"],
        "staff_kind": first["staff_kind"],
        **{name: first[name] for name in FIGURES},
        "comment": masked(row["comment"], names),
        "stars": stars(row, names),
        "ratings": ratings(said, versions[row["rubric_version_id"]], names),
    }


def earlier(row: Row, versions: Versions, names: set[str]) -> dict[str, Any]:
    """What one revision held of one interaction until a later one replaced it."""
    said = {"original": None, **row["evaluation"]}
    return {
        "visit_id": str(row["visit_id"]),
        "revision": row["revision"],
        "received_at": msgspec.to_builtins(row["received_at"]),
        "visit_comment": masked(row["visit_comment"], names),
        **{name: said[name] for name in OBSERVED if name != "visit_id"},
        "comment": masked(said["comment"], names),
        "stars": stars(said, names),
        "ratings": ratings(said, versions[UUID(said["rubric_version_id"])], names),
    }


def versions_in(*rows: Sequence[Row]) -> set[UUID]:
    """Of these evaluations, of today or as an earlier revision said them."""
    return {
        UUID(str(row["evaluation"]["rubric_version_id"] if "evaluation" in row else row["rubric_version_id"]))
        for some in rows
        for row in some
    }
