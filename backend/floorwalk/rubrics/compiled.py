"""From a checked document to what scoring reads, and the key that says which versions may be compared.

Pure. Give it only documents without a fault (check.py).
"""

from typing import Any

from floorwalk.kernel.canonical import canonical_json, sha256_hex
from floorwalk.scoring.document import rubric_of
from floorwalk.scoring.model import DEFAULT_MEETS_BP, DEFAULT_TABLE_BP, ScoringRubric

COMPARABILITY_KEY_LENGTH = 16  # hexadecimal characters: 64 bits, for a few hundred versions an organisation


def compiled(document: dict[str, Any]) -> ScoringRubric:
    """The version as scoring reads it."""
    return rubric_of(compiled_document(document))


def compiled_document(document: dict[str, Any]) -> dict[str, Any]:
    """The scoring form of schemas/vectors/README.md, every default written out, no text in it."""
    measures = {
        standard["standard_key"]: standard["measure"]
        for standard in document.get("standards") or ()
        if standard.get("measure")
    }
    effect = document.get("critical_effect") or {"effect": "flag"}
    return {
        "meets_bp": _or(document.get("meets_bp"), DEFAULT_MEETS_BP),
        "aggregation": document.get("aggregation") or "criteria",
        "critical_effect": {name: value for name, value in effect.items() if value is not None},
        "sections": [
            {
                "section_key": section["section_key"],
                "weight": _or(section.get("weight"), 1),
                "criteria": [_criterion(criterion, measures) for criterion in section["criteria"]],
            }
            for section in document["sections"]
        ],
    }


def _criterion(criterion: dict[str, Any], measures: dict[str, dict[str, Any]]) -> dict[str, Any]:
    kind = criterion["kind"]
    form = {
        "criterion_key": criterion["criterion_key"],
        "kind": kind,
        "weight": criterion["weight"],
        "business_area": criterion["business_area"],
        "required": _or(criterion.get("required"), True),
        "critical": _or(criterion.get("critical"), False),
        "critical_below_bp": _or(criterion.get("critical_below_bp"), 1),
        "indifference_marker": _or(criterion.get("indifference_marker"), False),
    }
    match kind:
        case "rating":
            form["table_bp"] = list(_or(criterion.get("table_bp"), DEFAULT_TABLE_BP))
            form["expected_rating"] = criterion.get("expected_rating")
        case "yes_no":
            form["invert"] = _or(criterion.get("invert"), False)
        case "choice":
            form["options"] = [
                {
                    "option_key": option["option_key"],
                    "score_bp": option["score_bp"],
                    "outcome": option.get("outcome"),
                }
                for option in criterion["options"]
            ]
        case "measured":
            measure = measures[criterion["standard_key"]]
            form["measure"] = {name: measure[name] for name in ("better", "stretch", "target", "floor")}
    return form


def comparability_key_of(document: dict[str, Any]) -> str:
    """Equal for versions whose scores mean the same: texts and what must be answered do not enter, all else does."""
    form = compiled_document(document)
    for section in form["sections"]:
        for criterion in section["criteria"]:
            del criterion["required"]
    return sha256_hex(canonical_json(form))[:COMPARABILITY_KEY_LENGTH]


def content_hash_of(document: dict[str, Any]) -> str:
    """sha256 hex of the canonical document: the same content is the same version."""
    return sha256_hex(canonical_json(document))


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value
