"""What moves an assignment from one state to the next, as a table; and what a day does to it."""

from datetime import date

import pytest

from floorwalk.visits.assignment_lifecycle import (
    LIVE,
    NEXT,
    AssignmentAct,
    AssignmentState,
    after,
    moves_of,
    state_on,
)

# accept, decline, start, submit, give up, expire, close; "." leaves the state as it is.
TABLE = """
open                accepted  declined  started  submitted  could_not_complete  expired  closed
accepted            .         declined  started  submitted  could_not_complete  expired  closed
started             .         declined  .        submitted  could_not_complete  .        closed
submitted           .         .         .        .          .                   .        closed
closed              .         .         .        .          .                   .        .
declined            .         .         .        .          .                   .        .
expired             .         declined  started  submitted  could_not_complete  .        closed
could_not_complete  .         .         .        submitted  .                   .        closed
"""
ROWS = [line.split() for line in TABLE.splitlines() if line]
CASES = [
    (AssignmentState(before), act, AssignmentState(before if then == "." else then))
    for before, *results in ROWS
    for act, then in zip(AssignmentAct, results, strict=True)
]


@pytest.mark.parametrize(("before", "act", "then"), CASES)
def test_an_act_leads_where_the_table_says(before: AssignmentState, act: AssignmentAct, then: AssignmentState) -> None:
    assert after(before, act) is then


def test_the_table_has_every_state_and_every_act() -> None:
    assert len(CASES) == len(AssignmentState) * len(AssignmentAct)


def test_a_statement_is_given_the_moves_of_the_table() -> None:
    for act in AssignmentAct:
        assert moves_of(act) == {before.value: then.value for (before, one), then in NEXT.items() if one is act}


@pytest.mark.parametrize("stored", AssignmentState)
def test_only_what_nobody_began_expires_and_not_on_its_last_day(stored: AssignmentState) -> None:
    last = date(2026, 11, 30)
    assert state_on(stored, last, last) is stored
    expires = stored in LIVE - {AssignmentState.STARTED}
    assert (state_on(stored, last, date(2026, 12, 1)) is AssignmentState.EXPIRED) == (
        expires or stored is AssignmentState.EXPIRED
    )
