"""What an evaluator saw on a sample visit: answers that differ between stores, people, days and evaluators.

Pure but for the dice it is given. A visit is made in the form that a phone sends.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from floorwalk.kernel.ids import new_id

Json = dict[str, Any]
# How hard things are: a business area's place beside the store's own quality.
AREA_QUALITY = {
    "presentation": 0.5, "promotion": 0.2, "communication": 0.3, "product": 0.4, "selling_and_advice": -0.2,
    "problem_solving": -0.1, "speed_and_queries": -0.5, "after_sales": -0.6, "relationship_and_recovery": 0.0,
}  # fmt: skip
REMARKS = (
    "Kam sofort auf mich zu und legte die Ware aus der Hand.",
    "Had to ask twice before anybody looked up.",
    "Sehr gute Erklärung, warum das zweite Modell besser passt.",
    "Two colleagues were talking about the rota the whole time.",
    "Hat die Kollegin an der Kasse gleich dazugeholt.",
    "The price on the shelf was last week's.",
)
STARS = (
    ("Carried the parcel to the car", "farewell", "Carried both parcels to the car park in the rain, unasked."),
    ("Fetched it from another store", "advice", "Rang the other store, had the last one put aside and drew the way."),
    ("Fand den verlorenen Handschuh", "till", "Lief dem Kunden bis zur Haltestelle nach, mit seinem Handschuh."),
)  # fmt: skip


def moment(at: datetime, elapsed_ms: int = 0) -> Json:
    offset = at.utcoffset()
    return {
        "at": at.isoformat(timespec="milliseconds"),
        "offset_minutes": int(offset.total_seconds()) // 60 if offset is not None else 0,
        "elapsed_ms": elapsed_ms,
    }


def ratings_seen(document: Json, quality: float, chance: random.Random) -> list[Json]:
    """One rating for each criterion; a quality of 0 is the middle, 1 is good."""
    standards = {standard["standard_key"]: standard for standard in document["standards"]}
    ratings: list[Json] = []
    for section in document["sections"]:
        for criterion in section["criteria"]:
            key = criterion["criterion_key"]
            if criterion["kind"] == "text":
                if chance.random() < 0.3:
                    ratings.append({"criterion_key": key, "state": "scored", "answer": chance.choice(REMARKS)})
            elif chance.random() < 0.07:
                state = chance.choice(("not_applicable", "not_observed", "not_observed", "cannot_remember"))
                ratings.append({"criterion_key": key, "state": state})
            else:
                felt = quality + AREA_QUALITY.get(criterion["business_area"], 0.0) + chance.gauss(0, 0.9)
                rating = {
                    "criterion_key": key,
                    "state": "scored",
                    "answer": _answer(criterion, standards, felt, chance),
                }
                if chance.random() < 0.06:
                    rating["comment"] = chance.choice(REMARKS)
                ratings.append(rating)
    return ratings


def _answer(criterion: Json, standards: dict[str, Json], felt: float, chance: random.Random) -> Any:
    match criterion["kind"]:
        case "yes_no":
            # What must never go wrong goes wrong seldom.
            kept = felt > (-2.3 if criterion.get("critical") else -0.9)
            return kept != criterion.get("invert", False)
        case "expectation":
            return "below" if felt < -0.7 else "met" if felt < 1.1 else "exceeded"
        case "rating":
            return max(1, min(5, round(3.7 + felt)))
        case "choice":
            options = sorted(criterion["options"], key=lambda option: -option["score_bp"])
            place = 0 if felt > 0.4 else 1 if felt > -0.6 else len(options) - 1
            return options[min(place, len(options) - 1)]["option_key"]
        case _:
            return _measured(standards[criterion["standard_key"]]["measure"], felt, chance)


def _measured(measure: Json, felt: float, chance: random.Random) -> int | str:
    if measure["better"] == "higher":
        return max(0, round(float(measure["target"]) + felt))
    if felt < -2.6:
        return "gave_up"
    share: float = 2.0 ** (-felt * 0.9)  # of the target: half of it when it goes well, double when it goes badly
    whole = round(float(measure["target"]) * share * chance.uniform(0.6, 1.1))
    return max(2_000, whole // 1_000 * 1_000)


def interaction_seen(
    rubric_version_id: UUID, document: Json, staff: Json, at: datetime, quality: float, chance: random.Random
) -> Json:
    """One interaction with its ratings, now and then with a star or a remark."""
    ratings = ratings_seen(document, quality, chance)
    failed = {
        criterion["criterion_key"]
        for section in document["sections"]
        for criterion in section["criteria"]
        if criterion.get("critical")
    } & {rating["criterion_key"] for rating in ratings if rating.get("answer") is False}
    stars: list[Json] = []
    if not failed and quality > 0.3 and chance.random() < 0.08:
        act, touchpoint, evidence = chance.choice(STARS)
        stars.append({"act": act, "touchpoint_key": touchpoint, "evidence": evidence, "weight": chance.randint(1, 3)})
    touchpoints = [touchpoint["touchpoint_key"] for touchpoint in document["touchpoints"]]
    seconds = chance.randint(55, 150)
    return {
        "interaction_id": str(new_id()),
        "evaluation_id": str(new_id()),
        "rubric_version_id": str(rubric_version_id),
        "staff": staff,
        "touchpoint_key": chance.choice(touchpoints),
        "started": moment(at, 1_000),
        "submitted": moment(at + timedelta(seconds=seconds), 1_000 + seconds * 1_000),
        "ratings": ratings,
        "stars": stars,
        "indifferent": quality < -1.2 and chance.random() < 0.3,
        "comment": chance.choice(REMARKS) if chance.random() < 0.1 else None,
    }


def visit_seen(
    store_id: UUID, programme_id: UUID, mode: str, at: datetime, minutes: int, interactions: Sequence[Json]
) -> Json:
    """A visit around its interactions; a mystery visit with its time marks."""
    marks = (("entered", 0), ("acknowledged", 50), ("joined_queue", 700), ("served", 820), ("left", minutes * 60))
    return {
        "visit_id": str(new_id()),
        "revision": 1,
        "store_id": str(store_id),
        "programme_id": str(programme_id),
        "mode": mode,
        "started": moment(at),
        "ended": moment(at + timedelta(minutes=minutes), minutes * 60_000),
        "language": "de",
        "marks": [
            {"mark_key": key, "moment": moment(at + timedelta(seconds=seconds), seconds * 1_000)}
            for key, seconds in (marks if mode == "covert" else ())
        ],
        "interactions": list(interactions),
        "comment": None,
    }
