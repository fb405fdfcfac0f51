"""Which state of a plan, an action item and a showcase card may follow which, and who may cause it."""

import pytest

from floorwalk.coaching import action_items_lifecycle, plans_lifecycle, showcase_lifecycle
from floorwalk.coaching.action_items_lifecycle import ActionItemAct, ActionItemState
from floorwalk.coaching.plans_lifecycle import ACTS_OF, ENDED, PlanAct, PlanState, Side
from floorwalk.coaching.showcase_lifecycle import CardAct, CardState

PLANS = """
                      coach_confirms       person_confirms      show_to_person       close    drop
proposed              confirmed_by_coach   confirmed_by_person  confirmed_by_person  -        dropped
confirmed_by_coach    -                    agreed               agreed               -        dropped
confirmed_by_person   agreed               -                    -                    -        dropped
agreed                -                    -                    -                    closed   dropped
closed                -                    -                    -                    -        -
dropped               -                    -                    -                    -        -
"""
ITEMS = """
          finish  drop     reopen
open      done    dropped  -
done      -       -        open
dropped   -       -        open
"""
CARDS = """
            give   refuse   withdraw
asked       given  refused  -
given       given  -        withdrawn
refused     given  -        -
withdrawn   given  -        -
"""


def moves_in(table: str) -> dict[tuple[str, str], str | None]:
    heading, *lines = table.strip().splitlines()
    return {
        (line.split()[0], act): None if then == "-" else then
        for line in lines
        for act, then in zip(heading.split(), line.split()[1:], strict=True)
    }


@pytest.mark.parametrize(("state", "act", "then"), [(*move, then) for move, then in moves_in(PLANS).items()])
def test_a_plan_moves_as_the_table_says(state: str, act: str, then: str | None) -> None:
    assert plans_lifecycle.after(PlanState(state), PlanAct(act)) == then


@pytest.mark.parametrize(("state", "act", "then"), [(*move, then) for move, then in moves_in(ITEMS).items()])
def test_an_action_item_moves_as_the_table_says(state: str, act: str, then: str | None) -> None:
    assert action_items_lifecycle.after(ActionItemState(state), ActionItemAct(act)) == then


@pytest.mark.parametrize(("state", "act", "then"), [(*move, then) for move, then in moves_in(CARDS).items()])
def test_a_card_moves_as_the_table_says(state: str, act: str, then: str | None) -> None:
    assert showcase_lifecycle.after(CardState(state), CardAct(act)) == then


def test_the_tables_name_every_state_and_every_act() -> None:
    assert set(moves_in(PLANS)) == {(state, act) for state in PlanState for act in PlanAct}
    assert set(moves_in(ITEMS)) == {(state, act) for state in ActionItemState for act in ActionItemAct}
    assert set(moves_in(CARDS)) == {(state, act) for state in CardState for act in CardAct}


def test_only_the_person_speaks_for_the_person() -> None:
    assert set(ACTS_OF) == set(PlanAct)
    assert [act for act, side in ACTS_OF.items() if side is Side.PERSON] == [PlanAct.PERSON_CONFIRMS]


def test_what_has_ended_does_not_move_any_more() -> None:
    assert {state for state in PlanState if all(plans_lifecycle.after(state, act) is None for act in PlanAct)} == ENDED
