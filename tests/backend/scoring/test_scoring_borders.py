"""What only Python can meet: values that did not come through the JSON forms, and the model by itself."""

from collections.abc import Iterable
from dataclasses import FrozenInstanceError
from typing import Any, NamedTuple

import pytest

from floorwalk.scoring import errors
from floorwalk.scoring.document import rubric_of
from floorwalk.scoring.errors import AnswerOfWrongKind, ScoringProblem, StarWeightOutOfRange, UnknownWord
from floorwalk.scoring.model import Rating
from floorwalk.scoring.rounding import rdiv, shown_whole
from floorwalk.scoring.score import score_of
from floorwalk.scoring.stars import Star, check_star

RUBRIC = {
    "sections": [
        {
            "section_key": "s",
            "criteria": [
                {"criterion_key": "smile", "kind": "rating", "weight": 1, "business_area": "x"},
                {"criterion_key": "greet", "kind": "yes_no", "weight": 1, "business_area": "x"},
            ],
        }
    ]
}


class WireRating(NamedTuple):
    """A rating as another slice might hold it: more fields, and whatever the decoder let through."""

    criterion_key: str
    state: str
    answer: Any
    comment: str


class TestRatingsThatWereBuiltElsewhere:
    def test_a_struct_with_more_fields_is_scored_as_it_is(self) -> None:
        score = score_of(rubric_of(RUBRIC), [WireRating("smile", "scored", 4, "friendly")])
        assert score.raw_bp == 7500

    @pytest.mark.parametrize("answer", [4.0, [4], {"value": 4}])
    def test_a_float_or_a_container_is_no_answer(self, answer: Any) -> None:
        with pytest.raises(AnswerOfWrongKind) as refusal:
            score_of(rubric_of(RUBRIC), [WireRating("smile", "scored", answer, "")])
        assert refusal.value.path == "ratings[0].answer"

    def test_a_state_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(UnknownWord) as refusal:
            score_of(rubric_of(RUBRIC), [WireRating("smile", "skipped", None, "")])
        assert refusal.value.path == "ratings[0].state"

    def test_any_iterable_of_ratings_is_read_once(self) -> None:
        ratings: Iterable[Rating] = iter([Rating("greet", "scored", True)])
        assert score_of(rubric_of(RUBRIC), ratings).raw_bp == 10_000

    @pytest.mark.parametrize("weight", [True, 2.0])
    def test_a_star_weighs_an_integer(self, weight: Any) -> None:
        star = Star("Carried the parcel", "farewell", "Walked out into the rain with it.", weight)
        with pytest.raises(StarWeightOutOfRange):
            check_star(star, "stars[0]", critical_failed=False)


class TestWhatIsABugAndNoRefusal:
    @pytest.mark.parametrize("divisor", [0, -1])
    def test_dividing_by_nothing_is_an_error_of_the_program(self, divisor: int) -> None:
        with pytest.raises(ValueError, match="positive"):
            rdiv(1, divisor)

    def test_a_compiled_rubric_cannot_be_changed(self) -> None:
        rubric = rubric_of(RUBRIC)
        with pytest.raises(FrozenInstanceError):
            rubric.meets_bp = 1  # type: ignore[misc]


class TestTheRefusals:
    def test_each_has_a_code_of_its_own_under_scoring(self) -> None:
        kinds = ScoringProblem.__subclasses__()
        codes = {kind.code for kind in kinds}
        assert len(codes) == len(kinds)
        assert all(code.startswith("scoring.") for code in codes)
        assert {kind.__module__ for kind in kinds} == {errors.__name__}


def test_whole_points_without_a_score_are_a_dash() -> None:
    assert shown_whole(None) == "–"
