"""Python against the shared vectors, one test a case; and the vectors against exact fractions."""

import json
from pathlib import Path
from typing import Any

import pytest

from floorwalk.scoring import SCORING_VERSION
from floorwalk.scoring.document import ratings_of, result_document, rubric_of
from floorwalk.scoring.errors import ScoringProblem
from floorwalk.scoring.indifference import indifference_of
from floorwalk.scoring.rounding import rdiv, shown, shown_with_interval
from floorwalk.scoring.score import gap_of, score_of
from floorwalk.scoring.stars import Star, check_star
from floorwalk.scoring.sums import Fact, ScoredInteraction, Sums, facts_of, subtracted, total_of
from floorwalk.scoring.visit import visit_score_of
from tests.backend.scoring.exact_fractions import result_of
from tests.backend.scoring.vector_files import VECTORS, Case, cases_in, written

SCORING = cases_in("scoring", "score")
SUMS = cases_in("sums", "facts")
SCORED = [case for case in SCORING if case.operation == "score" and "expect" in case.body]


def answer_to(case: Case) -> object:
    """What Python says to a case of the folder scoring."""
    body = case.body
    match case.operation:
        case "score":
            result = result_document(score_of(rubric_of(case.rubric), ratings_of(body["ratings"])))
            return {name: result[name] for name in body.get("expect", result)}
        case "rdiv":
            return rdiv(body["numerator"], body["divisor"])
        case "display":
            if "ci_low_bp" in body:
                return shown_with_interval(body["bp"], body["ci_low_bp"], body["ci_high_bp"])
            return shown(body["bp"])
        case "gap":
            return gap_of(body["exceeded"], body["met"], body["below"])
        case "visit":
            return visit_score_of((one["weight"], one["raw_bp"]) for one in body["interactions"])
        case "indifference":
            found = indifference_of(ticked=body["ticked"], by_markers=body["by_markers"])
            return {**found._asdict(), "indifferent": found.indifferent}
        case "star":
            check_star(Star(**body["star"]), "star", critical_failed=body["critical_failed"])
            return "given"
        case _:
            raise AssertionError(f"no such operation: {case.operation}")


@pytest.mark.parametrize("case", SCORING, ids=lambda case: case.case_id)
def test_scoring_says_what_the_vector_says(case: Case) -> None:
    if "refused" in case.body:
        with pytest.raises(ScoringProblem) as refusal:
            answer_to(case)
        assert (refusal.value.code, refusal.value.path) == (case.body["refused"], case.body["at"])
        assert refusal.value.kind == "invalid"
        assert str(refusal.value) == f"{case.body['refused']} at {case.body['at']}"
    else:
        assert written(answer_to(case)) == written(case.body["expect"])


@pytest.mark.parametrize("case", SCORED, ids=lambda case: case.case_id)
def test_exact_fractions_say_what_the_vector_says(case: Case) -> None:
    result = result_of(case.rubric, case.body["ratings"])
    assert written({name: result[name] for name in case.body["expect"]}) == written(case.body["expect"])


def facts_in(case: Case) -> list[Fact]:
    rubric = rubric_of(case.rubric)
    return facts_of(
        rubric,
        [
            ScoredInteraction(
                weight=one["weight"],
                staff_member=one["staff_member"],
                score=score_of(rubric, ratings_of(one["ratings"])),
                stars=one["stars"],
                indifferent=one["indifferent"],
            )
            for one in case.body["interactions"]
        ],
    )


def completed(kind: type[Fact] | type[Sums], named: dict[str, Any]) -> dict[str, Any]:
    """The vector's figures with the counts that it does not name, which are 0."""
    return {name: named.get(name, 0) for name in kind._fields}


def fact_of(named: dict[str, Any]) -> Fact:
    return Fact(**{**completed(Fact, named), "scope_kind": "store", "scope_key": None})


@pytest.mark.parametrize("case", SUMS, ids=lambda case: case.case_id)
def test_facts_and_sums_are_what_the_vector_says(case: Case) -> None:
    body = case.body
    if case.operation == "facts":
        expected = [completed(Fact, fact) for fact in body["expect"]]
        assert written([fact._asdict() for fact in facts_in(case)]) == written(expected)
    else:
        total = total_of(fact_of(fact) for fact in body["facts"])
        total = subtracted(total, total_of(fact_of(fact) for fact in body.get("without", [])))
        assert written(total._asdict()) == written(completed(Sums, body["expect"]))


class TestTheVectorsThemselves:
    @pytest.mark.parametrize("cases", [SCORING, SUMS], ids=["scoring", "sums"])
    def test_every_case_has_an_id_of_its_own(self, cases: list[Case]) -> None:
        ids = [case.case_id for case in cases]
        assert len(ids) == len(set(ids))

    def test_every_case_says_why_in_a_sentence_and_expects_one_thing(self) -> None:
        wanting = [
            case.case_id
            for case in SCORING + SUMS
            if not case.body["because"].endswith(".")
            or ("expect" in case.body) == ("refused" in case.body)
            or case.body.get("expect", "refused") == {}
        ]
        assert wanting == []

    @pytest.mark.parametrize("path", sorted(VECTORS.glob("*/*.json")), ids=lambda path: path.stem)
    def test_a_case_stands_in_the_file_of_its_number(self, path: Path) -> None:
        numbers = {body["id"][:2] for body in json.loads(path.read_text(encoding="utf-8"))["cases"]}
        assert numbers == {path.name[:2]}

    def test_they_pin_the_first_scoring_version(self) -> None:
        assert SCORING_VERSION == 1
