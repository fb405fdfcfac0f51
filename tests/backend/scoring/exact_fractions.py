"""The rules of one interaction a second time, in exact fractions and straight from the JSON forms.

Written from the rules and not from floorwalk/scoring, as slow and as plain as it can be; it reads no
wrong input. An error would have to be made twice to pass unseen.
"""

from fractions import Fraction
from math import floor
from typing import Any


def nearest(value: Fraction) -> int:
    """The nearest integer, half away from zero."""
    size = floor(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def mean_bp(pairs: list[tuple[int, int]]) -> int | None:
    """Weighted mean of pairs (weight, score), rounded once; None without weight."""
    weight = sum(w for w, _ in pairs)
    return nearest(Fraction(sum(w * s for w, s in pairs), weight)) if weight else None


def answer_worth(criterion: dict[str, Any], meets_bp: int, answer: Any) -> tuple[int | None, str | None]:
    kind = criterion["kind"]
    if kind == "rating":
        expected = criterion.get("expected_rating")
        table = criterion.get("table_bp") or [0, 2500, 5000, 7500, 10000]
        outcome = None
        if expected is not None:
            outcome = ["met", "exceeded", "below"][(answer > expected) - (answer < expected)]
        return table[answer - 1], outcome
    if kind == "expectation":
        return {"below": 0, "met": meets_bp, "exceeded": 10000}[answer], answer
    if kind == "yes_no":
        kept = answer is not bool(criterion.get("invert"))
        return (10000, "met") if kept else (0, "below")
    if kind == "choice":
        (option,) = [o for o in criterion["options"] if o["option_key"] == answer]
        return option["score_bp"], option.get("outcome")
    if kind == "measured":
        return _measured(criterion["measure"], meets_bp, answer)
    return None, None


def _measured(measure: dict[str, Any], meets_bp: int, answer: Any) -> tuple[int, str]:
    if answer == "gave_up":
        return 0, "below"
    sign = 1 if measure["better"] == "lower" else -1
    x, e, s, f = (Fraction(sign * v) for v in (answer, measure["stretch"], measure["target"], measure["floor"]))
    if x <= e:
        return 10000, "exceeded"
    if x <= s:
        return meets_bp + nearest((10000 - meets_bp) * (s - x) / (s - e)), "met"
    if x < f:
        return nearest(meets_bp * (f - x) / (f - s)), "below"
    return 0, "below"


def result_of(rubric: dict[str, Any], ratings: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole result of an interaction in the JSON form of the vectors."""
    meets_bp = 7500 if rubric.get("meets_bp") is None else rubric["meets_bp"]
    given = {rating["criterion_key"]: rating for rating in ratings}
    rows = []  # (section, criterion, state or None, answer, score, outcome)
    for section in rubric["sections"]:
        for criterion in section["criteria"]:
            rating = given.get(criterion["criterion_key"], {})
            answer = rating.get("answer", "")
            scored = rating.get("state") == "scored"
            score, outcome = answer_worth(criterion, meets_bp, answer) if scored else (None, None)
            rows.append((section["section_key"], criterion, rating.get("state"), answer, score, outcome))

    def pairs(where: Any) -> list[tuple[int, int]]:
        return [(c["weight"], s) for key, c, _, _, s, _ in rows if s is not None and where(key, c)]

    section_keys = [section["section_key"] for section in rubric["sections"]]
    raw_bp = mean_bp(pairs(lambda _key, _c: True))
    if rubric.get("aggregation") == "within_section":
        raw_bp = _within_sections(rubric, {k: pairs(lambda key, _c, k=k: key == k) for k in section_keys})
    failures = [
        c["criterion_key"]
        for _, c, _, _, score, _ in rows
        if c.get("critical") and score is not None and score < (c.get("critical_below_bp") or 1)
    ]
    final_bp = raw_bp
    effect = rubric.get("critical_effect") or {"effect": "flag"}
    if failures and raw_bp is not None:
        final_bp = {"flag": raw_bp, "zero": 0, "cap": min(raw_bp, effect.get("cap_bp", 0))}[effect["effect"]]
    outcomes = [outcome for *_, outcome in rows]
    exceeded, met, below = (outcomes.count(name) for name in ("exceeded", "met", "below"))
    states = [state for _, _, state, _, _, _ in rows]
    weight_scored = sum(w for w, _ in pairs(lambda _key, _c: True))
    weight_applicable = sum(c["weight"] for _, c, state, _, _, _ in rows if state != "not_applicable")
    open_keys = [
        c["criterion_key"]
        for _, c, state, answer, _, _ in rows
        if c.get("required", True)
        and (state is None or (state == "scored" and c["kind"] in ("text", "photo") and not answer.strip()))
    ]
    markers = sum(1 for _, c, _, _, _, o in rows if c.get("indifference_marker") and o == "below")
    with_outcome = exceeded + met + below
    return {
        "ratings": [
            {"criterion_key": c["criterion_key"], "score_bp": score, "outcome": outcome}
            for _, c, state, _, score, outcome in rows
            if state is not None
        ],
        "sections": {k: mean_bp(pairs(lambda key, _c, k=k: key == k)) for k in section_keys},
        "business_areas": {
            area: mean_bp(pairs(lambda _key, c, area=area: c["business_area"] == area))
            for area in {c["business_area"] for _, c, *_ in rows}
        },
        "raw_bp": raw_bp,
        "critical_failed": len(failures) > 0,
        "critical_failures": failures,
        "final_bp": final_bp,
        "exceeded": exceeded,
        "met": met,
        "below": below,
        "gap_bp": nearest(Fraction(10000 * (exceeded - below), with_outcome)) if with_outcome else None,
        "weight_scored": weight_scored,
        "weight_applicable": weight_applicable,
        "coverage_bp": nearest(Fraction(10000 * weight_scored, weight_applicable)) if weight_applicable else None,
        "not_applicable": states.count("not_applicable"),
        "not_observed": states.count("not_observed"),
        "cannot_remember": states.count("cannot_remember"),
        "unanswered_required": open_keys,
        "indifferent_by_markers": markers >= 2,
    }


def _within_sections(rubric: dict[str, Any], pairs_of: dict[str, list[tuple[int, int]]]) -> int | None:
    points = Fraction(0)
    weights = 0
    for section in rubric["sections"]:
        pairs = pairs_of[section["section_key"]]
        weight = sum(w for w, _ in pairs)
        if weight:
            declared = 1 if section.get("weight") is None else section["weight"]
            points += declared * nearest(Fraction(10000 * sum(w * s for w, s in pairs), weight))
            weights += declared
    return nearest(points / (10000 * weights)) if weights else None
