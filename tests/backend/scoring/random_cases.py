"""Rubrics and ratings at random, in their JSON forms, from a source of randomness that is given.

With a seeded Random they are the same on every run; with Hypothesis's they shrink.
"""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

KINDS = ("rating", "expectation", "yes_no", "choice", "measured", "text", "photo")
STATES = ("not_applicable", "not_observed", "cannot_remember")
OUTCOMES = ("below", "met", "exceeded", None)
AREAS = ("speed", "selling", "communication", "presentation")
JUNK: tuple[Any, ...] = (None, True, False, -1, 0, 1, 6, 10**12, 10**30, "", "x", "scored", 2.5, [], {}, [1], {"a": 1})


def some_rubric(random: Random, *, plain: bool = False) -> dict[str, Any]:
    """A valid compiled rubric. `plain` has rising tables and options, so that a better answer scores no less."""
    number = 0
    sections = []
    for position in range(random.randint(1, 4)):
        criteria = []
        for _ in range(random.randint(0, 5)):
            criteria.append(_criterion(random, f"c{number}", plain))
            number += 1
        section: dict[str, Any] = {"section_key": f"s{position}", "criteria": criteria}
        if random.random() < 0.8:
            section["weight"] = _weight(random)
        sections.append(section)
    rubric: dict[str, Any] = {"sections": sections}
    if random.random() < 0.5:
        rubric["meets_bp"] = random.choice((0, 5000, 7500, 8001, 10000, random.randint(0, 10000)))
    rubric["aggregation"] = random.choice(("criteria", "within_section"))
    rubric["critical_effect"] = random.choice(
        (None, {"effect": "flag"}, {"effect": "zero"}, {"effect": "cap", "cap_bp": random.randint(0, 10000)})
    )
    return rubric


def _weight(random: Random) -> int:
    return random.choice((0, 1, 1, 2, 3, 7, 1000, random.randint(0, 1000)))


def _criterion(random: Random, key: str, plain: bool) -> dict[str, Any]:
    kind = random.choice(KINDS)
    criterion: dict[str, Any] = {"criterion_key": key, "kind": kind, "business_area": random.choice(AREAS)}
    if kind in ("text", "photo"):
        criterion |= {"weight": 0, "required": random.random() < 0.5}
        return criterion
    criterion["weight"] = _weight(random)
    if random.random() < 0.3:
        criterion |= {"critical": True, "critical_below_bp": random.choice((1, 1, 7500, random.randint(1, 10000)))}
    criterion["indifference_marker"] = random.random() < 0.4
    criterion["required"] = random.random() < 0.7
    if kind == "rating":
        table = [random.randint(0, 10000) for _ in range(5)]
        criterion["table_bp"] = random.choice((None, sorted(table) if plain else table))
        criterion["expected_rating"] = random.choice((None, random.randint(1, 5)))
    elif kind == "yes_no":
        criterion["invert"] = random.random() < 0.5
    elif kind == "choice":
        scores = [random.randint(0, 10000) for _ in range(random.randint(1, 4))]
        criterion["options"] = [
            {"option_key": f"o{position}", "score_bp": score, "outcome": random.choice(OUTCOMES)}
            for position, score in enumerate(sorted(scores) if plain else scores)
        ]
    elif kind == "measured":
        widest = random.choice((3, 20, 300_000, 100_000_000_000))
        low, middle, high = sorted(random.randint(0, widest) for _ in range(3))
        better = random.choice(("lower", "higher"))
        stretch, floor = (low, high) if better == "lower" else (high, low)
        criterion["measure"] = {"better": better, "stretch": stretch, "target": middle, "floor": floor}
    return criterion


def some_ratings(random: Random, rubric: dict[str, Any]) -> list[dict[str, Any]]:
    """Valid ratings for about nine in ten criteria, in any order."""
    ratings = []
    for section in rubric["sections"]:
        for criterion in section["criteria"]:
            luck = random.random()
            if luck < 0.1:
                continue
            rating: dict[str, Any] = {"criterion_key": criterion["criterion_key"]}
            if luck < 0.3:
                rating["state"] = random.choice(STATES)
            else:
                rating |= {"state": "scored", "answer": some_answer(random, criterion)}
            ratings.append(rating)
    random.shuffle(ratings)
    return ratings


def some_answer(random: Random, criterion: dict[str, Any]) -> Any:
    match criterion["kind"]:
        case "rating":
            return random.randint(1, 5)
        case "expectation":
            return random.choice(("below", "met", "exceeded"))
        case "yes_no":
            return random.random() < 0.5
        case "choice":
            return random.choice(criterion["options"])["option_key"]
        case "measured":
            edges = [criterion["measure"][name] for name in ("stretch", "target", "floor")]
            near = max(0, random.choice(edges) + random.randint(-2, 2))
            within = random.randint(min(edges), max(edges))
            return random.choice((near, within, within, 0, "gave_up"))
        case _:
            return random.choice(("Calm.", "", " \n\u00a0", "0"))


def with_one_fault(random: Random, document: Any) -> Any:
    """A copy with one value, anywhere, replaced, taken out, or (in a list) doubled; it may still be valid."""
    copy = deepcopy(document)
    container, place = random.choice(list(_places(copy)))
    value = container[place]
    luck = random.random()
    if place == "kind" and luck < 0.5:
        container[place] = random.choice(KINDS)
    elif place == "state" and luck < 0.5:
        container[place] = random.choice(STATES)
    elif luck < 0.1:
        del container[place]
    elif isinstance(container, list) and luck < 0.2:
        container.append(deepcopy(value))
    elif type(value) is int and luck < 0.8:
        container[place] = random.choice((-1, 0, 1, 2, 6, 5_001, 10_001, 10**11 + 1))
    else:
        container[place] = deepcopy(random.choice(JUNK))
    return copy


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key or position in it, from the outside in."""
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for place, value in entries:
        yield document, place
        if isinstance(value, dict | list):
            yield from _places(value)
