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
    withheld_beside,
)
from floorwalk.kernel.ids import new_id


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


class TestOneMoreIsWithheldWhereTheTotalWouldTell:
    """The store's figures less those shown must not be one withheld person's."""

    @staticmethod
    def seen(interactions: int) -> PersonEvidence:
        return PersonEvidence(interactions, interactions, 2, 2, noticed=True)

    def test_the_shown_person_with_least_evidence_goes_where_one_alone_is_withheld(self) -> None:
        anna, ben, clara = (new_id() for _ in range(3))
        evidence = {anna: self.seen(9), ben: self.seen(6), clara: self.seen(2)}
        assert withheld_beside(evidence, [anna, ben], 17) == ben

    def test_interactions_with_nobody_named_are_cover_enough(self) -> None:
        anna, clara = new_id(), new_id()
        assert withheld_beside({anna: self.seen(9), clara: self.seen(2)}, [anna], 12) is None

    def test_two_withheld_cover_each_other(self) -> None:
        anna, ben, clara = (new_id() for _ in range(3))
        evidence = {anna: self.seen(9), ben: self.seen(3), clara: self.seen(2)}
        assert withheld_beside(evidence, [anna], 14) is None

    def test_where_all_or_nobody_is_shown_nothing_is_told(self) -> None:
        anna, clara = new_id(), new_id()
        assert withheld_beside({anna: self.seen(9)}, [anna], 9) is None
        assert withheld_beside({clara: self.seen(2)}, [], 2) is None
        assert withheld_beside({}, [], 0) is None
