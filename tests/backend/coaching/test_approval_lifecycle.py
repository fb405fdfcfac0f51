"""Which state of an export for a formal process may follow which, and who may cause it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from floorwalk.coaching.approval_lifecycle import ApprovalAct, ApprovalState, Side, after, may, side_of, state_at

MOVES = """
           approve   refuse   withdraw
awaiting   approved  refused  withdrawn
approved   -         -        -
refused    -         -        -
withdrawn  -         -        -
expired    -         -        -
"""
MAY = """
           approve  refuse  withdraw
asker      no       no      yes
concerned  no       no      no
second     yes      yes     no
"""
RHEA, OTTO, ANNA, BEN = (UUID(int=number) for number in range(1, 5))
END = datetime(2026, 11, 23, 9, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def cells(table: str) -> list[tuple[str, str, str]]:
    heading, *lines = table.strip().splitlines()
    return [
        (line.split()[0], act, cell)
        for line in lines
        for act, cell in zip(heading.split(), line.split()[1:], strict=True)
    ]


@pytest.mark.parametrize(("state", "act", "then"), cells(MOVES))
def test_it_moves_as_the_table_says(state: str, act: str, then: str) -> None:
    assert after(ApprovalState(state), ApprovalAct(act)) == (None if then == "-" else then)


@pytest.mark.parametrize(("side", "act", "answer"), cells(MAY))
def test_each_side_may_what_the_table_says(side: str, act: str, answer: str) -> None:
    assert may(Side(side), ApprovalAct(act)) is (answer == "yes")


def test_the_tables_name_every_state_act_and_side() -> None:
    assert {state for state, _, _ in cells(MOVES)} == set(ApprovalState)
    assert {side for side, _, _ in cells(MAY)} == set(Side)
    assert {act for _, act, _ in cells(MAY)} == {act for _, act, _ in cells(MOVES)} == set(ApprovalAct)


class TestItsTime:
    def test_ends_at_its_last_instant_and_not_before(self) -> None:
        assert state_at(ApprovalState.AWAITING, END, END - MOMENT) is ApprovalState.AWAITING
        assert state_at(ApprovalState.AWAITING, END, END) is ApprovalState.EXPIRED

    @pytest.mark.parametrize("kept", [ApprovalState.APPROVED, ApprovalState.REFUSED, ApprovalState.WITHDRAWN])
    def test_undoes_nothing_that_was_decided(self, kept: ApprovalState) -> None:
        assert state_at(kept, END, END + timedelta(days=365)) is kept


class TestWhoIsASecondPerson:
    def test_somebody_else_whom_it_is_not_about(self) -> None:
        assert side_of(OTTO, None, (RHEA, None), frozenset({ANNA})) is Side.SECOND
        assert side_of(OTTO, BEN, (RHEA, ANNA), frozenset({ANNA})) is Side.SECOND

    def test_not_whoever_asked_and_not_their_other_account(self) -> None:
        assert side_of(RHEA, None, (RHEA, None), frozenset()) is Side.ASKER
        assert side_of(OTTO, BEN, (RHEA, BEN), frozenset()) is Side.ASKER

    def test_not_one_of_those_whom_it_is_about(self) -> None:
        assert side_of(OTTO, ANNA, (RHEA, None), frozenset({ANNA})) is Side.CONCERNED
