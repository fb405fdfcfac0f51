"""The states of an evaluation as a table: what is written here moves, and nothing else does."""

from itertools import product

import pytest

from floorwalk.visits.lifecycle import Act, MoveRefused, State, after, allows, first_state

MOVES = {
    ("submitted", "take_up"): "in_review",
    ("submitted", "submit"): "submitted",
    ("submitted", "publish"): "published",
    ("submitted", "void"): "void",
    ("in_review", "return"): "returned",
    ("in_review", "submit"): "submitted",
    ("in_review", "publish"): "published",
    ("in_review", "void"): "void",
    ("returned", "submit"): "submitted",
    ("returned", "void"): "void",
    ("published", "void"): "void",
}


class TestMovingAnEvaluation:
    def test_every_pair_of_state_and_act_does_what_the_table_says(self) -> None:
        for state, act in product(State, Act):
            expected = MOVES.get((state.value, act.value))
            assert allows(state, act) == (expected is not None)
            if expected is None:
                with pytest.raises(MoveRefused):
                    after(state, act)
            else:
                assert after(state, act).value == expected

    def test_what_is_void_stays_void(self) -> None:
        assert not any(allows(State.VOID, act) for act in Act)

    def test_the_programme_decides_the_first_state(self) -> None:
        assert first_state("at_once") is State.PUBLISHED
        assert first_state("after_review") is State.SUBMITTED
