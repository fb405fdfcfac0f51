"""The states of an evaluation as a table: what is written here moves, by these alone, and nothing else does."""

from itertools import product

import pytest

from floorwalk.visits.lifecycle import Act, By, MoveRefused, State, after, allows, first_state

# State, act, by whom, and the state that follows.
MOVES = {
    ("submitted", "take_up", "reviewer"): "in_review",
    ("submitted", "submit", "evaluator"): "submitted",
    ("submitted", "publish", "reviewer"): "published",
    ("submitted", "publish", "programme"): "published",
    ("submitted", "void", "reviewer"): "void",
    ("in_review", "take_up", "reviewer"): "in_review",
    ("in_review", "put_back", "reviewer"): "submitted",
    ("in_review", "return", "reviewer"): "returned",
    ("in_review", "submit", "evaluator"): "submitted",
    ("in_review", "correct", "reviewer"): "in_review",
    ("in_review", "publish", "reviewer"): "published",
    ("in_review", "void", "reviewer"): "void",
    ("returned", "take_up", "reviewer"): "in_review",
    ("returned", "submit", "evaluator"): "submitted",
    ("returned", "void", "reviewer"): "void",
    ("published", "correct", "reviewer"): "published",
    ("published", "correct", "decider"): "published",
    ("published", "void", "reviewer"): "void",
    ("published", "void", "decider"): "void",
}


class TestMovingAnEvaluation:
    def test_every_state_act_and_actor_does_what_the_table_says(self) -> None:
        for state, act, by in product(State, Act, By):
            expected = MOVES.get((state.value, act.value, by.value))
            assert allows(state, act, by) == (expected is not None)
            if expected is None:
                with pytest.raises(MoveRefused):
                    after(state, act, by)
            else:
                assert after(state, act, by).value == expected

    def test_what_is_void_stays_void(self) -> None:
        assert not any(allows(State.VOID, act, by) for act, by in product(Act, By))

    def test_an_evaluator_never_moves_what_is_published(self) -> None:
        assert not any(allows(State.PUBLISHED, act, By.EVALUATOR) for act in Act)

    def test_the_programme_decides_the_first_state(self) -> None:
        assert first_state("at_once") is State.PUBLISHED
        assert first_state("after_review") is State.SUBMITTED
