"""Criterion figures from packed evaluations must be those that scoring would have folded."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from floorwalk.comparisons.criteria import criterion_figures_of
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.scoring.document import rubric_of
from floorwalk.scoring.model import Rating
from floorwalk.scoring.score import score_of
from floorwalk.scoring.sums import ScoredInteraction, Sums, facts_of, total_of

RUBRIC = rubric_of(
    {
        "sections": [
            {
                "section_key": "service",
                "criteria": [
                    {"criterion_key": "greeting", "kind": "yes_no", "weight": 3, "business_area": "speed"},
                    {"criterion_key": "advice", "kind": "expectation", "weight": 5, "business_area": "selling"},
                    {"criterion_key": "tone", "kind": "rating", "weight": 0, "business_area": "selling"},
                ],
            }
        ]
    }
)
KEYS = [criterion.criterion_key for criterion in RUBRIC.criteria]
OUTCOME_NUMBER = {"below": -1, "met": 0, "exceeded": 1, None: None}
answers = st.tuples(
    st.sampled_from([True, False, None]),
    st.sampled_from(["below", "met", "exceeded", None]),
    st.sampled_from([1, 3, 5, None]),
)
visits = st.lists(st.lists(answers, min_size=1, max_size=4), max_size=6)


def shown_of(sums: Sums) -> ScopeFigures:
    """The part of the sums that a criterion shows."""
    return ScopeFigures(*sums[:10])


class TestTheDaysOutsideWholeMonths:
    @given(visits)
    def test_they_add_up_to_what_scoring_sums(self, drawn: list[list[tuple[object, ...]]]) -> None:
        packed, facts = [], []
        for number, interactions in enumerate(drawn):
            scored = []
            for given_answers in interactions:
                ratings = [
                    Rating(key, "scored", answer) if answer is not None else Rating(key, "not_observed")  # type: ignore[arg-type]
                    for key, answer in zip(KEYS, given_answers, strict=True)
                ]
                score = score_of(RUBRIC, ratings)
                scored.append(ScoredInteraction(1, None, score, 0, indifferent=False))
                packed.append(
                    (
                        UUID(int=number),
                        KEYS,
                        [rating.score_bp for rating in score.ratings],
                        [OUTCOME_NUMBER[rating.outcome] for rating in score.ratings],
                    )
                )
            facts += [fact for fact in facts_of(RUBRIC, scored) if fact.scope_kind == "criterion"]
        expected = {
            key: shown_of(total_of(fact for fact in facts if fact.scope_key == key))
            for key in {fact.scope_key for fact in facts}
        }
        assert criterion_figures_of(packed) == expected
