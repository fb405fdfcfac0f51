"""What moves a dispute from one state to the next, and who may, as a table; its times; who may not decide it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from floorwalk.disputes.deadlines import appeal_until, decide_by, is_overdue, raise_until
from floorwalk.disputes.deciders import Case, Exclusion, Standing, exclusion_of
from floorwalk.disputes.errors import DisputeMoveRefused
from floorwalk.disputes.lifecycle import (
    OUTCOME_OF,
    UNDECIDED,
    WHO,
    DisputeAct,
    DisputeState,
    Party,
    after,
    allows,
    round_of,
)
from floorwalk.disputes.model import Outcome, Subject
from floorwalk.disputes.remedy import Remedy, remedy_of
from floorwalk.kernel.errors import Invalid

# uphold, uphold partly, reject (by a decider), appeal (by the side that raised it); "." is refused.
TABLE = """
open                     upheld            partly_upheld            rejected            .
upheld                   .                 .                        .                   .
partly_upheld            .                 .                        .                   appealed
rejected                 .                 .                        .                   appealed
appealed                 upheld_on_appeal  partly_upheld_on_appeal  rejected_on_appeal  .
upheld_on_appeal         .                 .                        .                   .
partly_upheld_on_appeal  .                 .                        .                   .
rejected_on_appeal       .                 .                        .                   .
"""
CASES = [
    (DisputeState(before), act, None if then == "." else DisputeState(then))
    for before, *results in (line.split() for line in TABLE.splitlines() if line)
    for act, then in zip(DisputeAct, results, strict=True)
]
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(("before", "act", "then"), CASES)
def test_an_act_leads_where_the_table_says(before: DisputeState, act: DisputeAct, then: DisputeState | None) -> None:
    right, wrong = WHO[act], Party.RAISER if WHO[act] is Party.DECIDER else Party.DECIDER
    assert not allows(before, act, wrong)
    if then is None:
        with pytest.raises(DisputeMoveRefused):
            after(before, act, right)
    else:
        assert after(before, act, right) is then


def test_the_table_has_every_state_and_every_act() -> None:
    assert len(CASES) == len(DisputeState) * len(DisputeAct)


def test_who_raises_a_dispute_never_decides_it_and_who_decides_never_appeals() -> None:
    assert [act for act, party in WHO.items() if party is Party.RAISER] == [DisputeAct.APPEAL]


def test_every_state_is_undecided_or_has_an_outcome() -> None:
    assert UNDECIDED.isdisjoint(OUTCOME_OF)
    assert UNDECIDED.union(OUTCOME_OF) == set(DisputeState)
    assert OUTCOME_OF[DisputeState.PARTLY_UPHELD_ON_APPEAL] is Outcome.PARTLY_UPHELD


def test_an_appeal_begins_the_second_round() -> None:
    assert [round_of(state) for state in DisputeState] == [1, 1, 1, 1, 2, 2, 2, 2]


class TestTimes:
    def test_the_days_are_those_of_the_programme_and_14_without_one(self) -> None:
        assert raise_until(AT, 3) == appeal_until(AT, 3) == AT + timedelta(days=3)
        assert raise_until(AT, None) == appeal_until(AT, None) == AT + timedelta(days=14)
        assert decide_by(AT, 5) == AT + timedelta(days=5)
        assert decide_by(AT, None) == AT + timedelta(days=14)

    @pytest.mark.parametrize("state", DisputeState)
    def test_only_what_is_undecided_is_overdue_and_only_after_its_time(self, state: DisputeState) -> None:
        assert not is_overdue(state, AT, AT)
        assert is_overdue(state, AT, AT + timedelta(seconds=1)) == (state in UNDECIDED)


DECIDER, OTHER = UUID(int=1), UUID(int=2)
STANDING = Standing(DECIDER, None, None, manages_the_store=False)
CASE = Case(OTHER, UUID(int=3), UUID(int=4), frozenset({OTHER}), frozenset({OTHER}))


class TestWhoIsTooNear:
    def test_who_has_nothing_to_do_with_it_may_decide(self) -> None:
        assert exclusion_of(STANDING, CASE) is None
        assert exclusion_of(STANDING, replace(CASE, staff_member_id=None)) is None

    @pytest.mark.parametrize(
        ("standing", "case", "why"),
        [
            (STANDING, replace(CASE, raised_by_account_id=DECIDER), Exclusion.RAISED_IT),
            (replace(STANDING, staff_member_id=UUID(int=3)), CASE, Exclusion.IS_ABOUT_THEM),
            (replace(STANDING, evaluator_id=UUID(int=4)), CASE, Exclusion.EVALUATED_IT),
            (replace(STANDING, manages_the_store=True), CASE, Exclusion.MANAGES_THE_STORE),
            (STANDING, replace(CASE, published_by=frozenset({DECIDER})), Exclusion.PUBLISHED_IT),
            (STANDING, replace(CASE, decided_by=frozenset({DECIDER})), Exclusion.DECIDED_IT_BEFORE),
        ],
    )
    def test_who_is_too_near_may_not(self, standing: Standing, case: Case, why: Exclusion) -> None:
        assert exclusion_of(standing, case) is why

    def test_an_evaluator_or_staff_member_of_other_cases_may(self) -> None:
        other = replace(STANDING, evaluator_id=UUID(int=8), staff_member_id=UUID(int=9))
        assert exclusion_of(other, CASE) is None


# subject, outcome, criteria that get a new rating → what is done; "!" is refused. The disputed criterion is `greeting`.
REMEDIES: list[tuple[Subject, Outcome, set[str], Remedy | None]] = [
    (Subject.CRITERION, Outcome.UPHELD, {"greeting"}, Remedy.CORRECT),
    (Subject.CRITERION, Outcome.PARTLY_UPHELD, {"greeting"}, Remedy.CORRECT),
    (Subject.CRITERION, Outcome.UPHELD, set(), None),
    (Subject.CRITERION, Outcome.UPHELD, {"greeting", "need"}, None),
    (Subject.CRITERION, Outcome.REJECTED, set(), Remedy.NOTHING),
    (Subject.CRITERION, Outcome.REJECTED, {"greeting"}, None),
    (Subject.NOT_ME, Outcome.UPHELD, set(), Remedy.UNLINK),
    (Subject.NOT_ME, Outcome.PARTLY_UPHELD, set(), None),
    (Subject.NOT_ME, Outcome.REJECTED, set(), Remedy.NOTHING),
    (Subject.FACTS, Outcome.UPHELD, set(), Remedy.VOID),
    (Subject.SCENARIO, Outcome.UPHELD, set(), Remedy.VOID),
    (Subject.DATA_QUALITY, Outcome.UPHELD, {"greeting"}, None),
    (Subject.FACTS, Outcome.PARTLY_UPHELD, {"greeting", "need"}, Remedy.CORRECT),
    (Subject.FACTS, Outcome.PARTLY_UPHELD, set(), None),
]


@pytest.mark.parametrize(("subject", "outcome", "corrected", "remedy"), REMEDIES)
def test_a_decision_changes_what_the_table_says(
    subject: Subject, outcome: Outcome, corrected: set[str], remedy: Remedy | None
) -> None:
    criterion_key = "greeting" if subject is Subject.CRITERION else ""
    if remedy is None:
        with pytest.raises(Invalid):
            remedy_of(subject, criterion_key, outcome, corrected)
    else:
        assert remedy_of(subject, criterion_key, outcome, corrected) is remedy
