"""Which figures may be shown: the display rule and the evidence floor for people."""

from datetime import date

import pytest

from floorwalk.comparisons.suppression import (
    Display,
    Insufficient,
    PersonEvidence,
    display_of,
    insufficiency_of,
    is_noticed,
)


class TestTheDisplayRule:
    @pytest.mark.parametrize(
        ("visits", "display"),
        [
            (0, Display.HIDDEN),
            (1, Display.HIDDEN),
            (2, Display.HIDDEN),
            (3, Display.PROVISIONAL),
            (4, Display.PROVISIONAL),
            (5, Display.SHOWN),
            (500, Display.SHOWN),
        ],
    )
    def test_two_visits_hide_a_mean_and_five_show_it(self, visits: int, display: Display) -> None:
        assert display_of(visits) is display


class TestTheEvidenceFloorForPeople:
    def test_five_interactions_in_five_visits_by_two_evaluators_on_two_days_are_enough(self) -> None:
        assert insufficiency_of(PersonEvidence(5, 5, 2, 2, noticed=True)) is None

    @pytest.mark.parametrize(
        ("evidence", "reason"),
        [
            (PersonEvidence(4, 4, 2, 2, noticed=True), Insufficient.TOO_FEW_INTERACTIONS),
            (PersonEvidence(9, 4, 2, 2, noticed=True), Insufficient.TOO_FEW_VISITS),
            (PersonEvidence(5, 5, 1, 2, noticed=True), Insufficient.TOO_FEW_EVALUATORS),
            (PersonEvidence(5, 5, 2, 1, noticed=True), Insufficient.TOO_FEW_DAYS),
            (PersonEvidence(5, 5, 2, 2, noticed=False), Insufficient.NOTICE_TOO_LATE),
        ],
    )
    def test_one_less_of_anything_is_said_by_name(self, evidence: PersonEvidence, reason: Insufficient) -> None:
        assert insufficiency_of(evidence) is reason

    def test_of_several_reasons_the_first_in_the_fixed_order_is_said(self) -> None:
        assert insufficiency_of(PersonEvidence(5, 5, 1, 1, noticed=False)) is Insufficient.TOO_FEW_EVALUATORS
        assert insufficiency_of(PersonEvidence(0, 0, 0, 0, noticed=False)) is Insufficient.TOO_FEW_INTERACTIONS


class TestANoticeMustBeOlderThanTheFirstObservation:
    def test_the_day_before_is_older(self) -> None:
        assert is_noticed(date(2026, 3, 2), date(2026, 3, 1))

    def test_the_same_day_is_not(self) -> None:
        assert not is_noticed(date(2026, 3, 2), date(2026, 3, 2))

    def test_no_notice_is_not(self) -> None:
        assert not is_noticed(date(2026, 3, 2), None)
