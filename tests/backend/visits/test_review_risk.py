"""Why a visit comes sooner in the reviewers' queue: each reason at its border, and the order."""

from datetime import date
from uuid import UUID

from floorwalk.scoring.model import Criterion, ExpectationScale, MeasuredScale, Scale, Unscored, YesNoScale
from floorwalk.visits.review_risk import (
    FEWEST_ALIKE,
    FEWEST_TIMED,
    FIRST_VISITS,
    QUICKEST_MS_PER_RATING,
    Copy,
    FilledForm,
    RiskKind,
    alike_count,
    in_order,
    pace_of,
    reasons_of,
    risk_of,
)

YES_NO, EXPECTATION = YesNoScale(invert=False), ExpectationScale()
MEASURED = MeasuredScale("lower", 30_000, 60_000, 120_000)
OTHER = Copy(UUID(int=7), date(2026, 1, 5))


def criterion(scale: Scale) -> Criterion:
    return Criterion("greeting", scale, 1, "service", True, False, 1, False)


def form(
    scales: list[Scale],
    answers: list[int | None],
    states: list[int] | None = None,
    after_ms: list[int | None] | None = None,
    *,
    critical: bool = False,
) -> FilledForm:
    return FilledForm(
        [criterion(scale) for scale in scales], states or [1] * len(scales), answers, after_ms or [], critical
    )


def kinds(*forms: FilledForm, text: Copy | None = None, photo: Copy | None = None, earlier: int = 99) -> list[RiskKind]:
    return [reason.kind for reason in reasons_of(forms, text, photo, earlier)]


class TestAnOrdinaryVisit:
    def test_has_no_reason_and_no_risk(self) -> None:
        mixed = form([YES_NO] * 8, [1, 0, 1, 1, 1, 1, 1, 1], after_ms=[place * 4_000 for place in range(8)])
        assert kinds(mixed) == []
        assert risk_of(reasons_of([mixed], None, None, 99)) == 0


class TestFillingInTooQuickly:
    def test_the_pace_is_the_mean_time_between_two_ratings(self) -> None:
        assert pace_of([10_000, 12_000, None, 14_000, 18_000, 20_000]) == 2_500

    def test_says_nothing_of_too_few_ratings(self) -> None:
        assert pace_of([0] * (FEWEST_TIMED - 1)) is None
        assert pace_of([]) is None

    def test_the_order_of_answering_does_not_matter(self) -> None:
        assert pace_of([20_000, 10_000, 18_000, 14_000, 12_000]) == 2_500

    def test_is_a_reason_below_the_pace_of_reading_and_not_at_it(self) -> None:
        at_border = [place * QUICKEST_MS_PER_RATING for place in range(FEWEST_TIMED)]
        assert kinds(form([YES_NO], [1], after_ms=list(at_border))) == []
        [reason] = reasons_of([form([YES_NO], [1], after_ms=[at // 2 for at in at_border])], None, None, 99)
        assert (reason.kind, reason.ms_per_rating) == (RiskKind.QUICK, QUICKEST_MS_PER_RATING // 2)


class TestAnswersThatAreAllAlike:
    def test_are_counted_within_each_kind_of_scale(self) -> None:
        scales: list[Scale] = [*[YES_NO] * 4, *[EXPECTATION] * 4]
        assert alike_count(form(scales, [1, 1, 1, 1, 0, 0, 0, 0])) == 8

    def test_one_other_answer_of_a_kind_ends_it(self) -> None:
        scales: list[Scale] = [*[YES_NO] * 4, *[EXPECTATION] * 4]
        assert alike_count(form(scales, [1, 1, 1, 1, 0, 0, 0, 1])) == 0

    def test_another_state_is_another_answer(self) -> None:
        assert alike_count(form([YES_NO] * 3, [1, 1, None], [1, 1, 3])) == 0

    def test_waits_texts_and_what_is_unanswered_are_left_out(self) -> None:
        scales: list[Scale] = [YES_NO, MEASURED, MEASURED, Unscored("text"), YES_NO]
        assert alike_count(form(scales, [1, 10, 20, None, None], [1, 1, 1, 1, 0])) == 1

    def test_are_a_reason_from_eight_on(self) -> None:
        few = FEWEST_ALIKE - 1
        assert kinds(form([YES_NO] * few, [1] * few)) == []
        [reason] = reasons_of([form([YES_NO] * FEWEST_ALIKE, [1] * FEWEST_ALIKE)], None, None, 99)
        assert (reason.kind, reason.rating_count) == (RiskKind.ALIKE, FEWEST_ALIKE)


class TestCopiesAndBeginners:
    def test_a_copy_names_the_other_visit(self) -> None:
        text, photo = reasons_of([], OTHER, None, 99), reasons_of([], None, OTHER, 99)
        assert [(one.kind, one.copy_of) for one in text + photo] == [
            (RiskKind.COPIED_TEXT, OTHER),
            (RiskKind.COPIED_PHOTO, OTHER),
        ]

    def test_the_first_visits_of_an_evaluator_are_a_reason(self) -> None:
        assert kinds(earlier=FIRST_VISITS) == []
        [reason] = reasons_of([], None, None, FIRST_VISITS - 1)
        assert (reason.kind, reason.earlier_visits) == (RiskKind.FIRST_VISITS, FIRST_VISITS - 1)


class TestTheOrderOfTheQueue:
    def test_a_critical_failure_outweighs_any_single_doubt(self) -> None:
        critical = risk_of(reasons_of([form([], [], critical=True)], None, None, 99))
        assert critical > max(
            risk_of(reasons_of([], OTHER, None, 99)),
            risk_of(reasons_of([], None, OTHER, 99)),
            risk_of(reasons_of([], None, None, 0)),
        )

    def test_the_heaviest_reason_is_named_first(self) -> None:
        eight = form([YES_NO] * 8, [1] * 8, after_ms=[place * 100 for place in range(8)], critical=True)
        assert kinds(eight, text=OTHER, photo=OTHER, earlier=0) == list(RiskKind)

    def test_of_equal_risk_whoever_has_waited_longest_comes_first(self) -> None:
        a, b, c = (UUID(int=place) for place in (1, 2, 3))
        assert in_order({a: 10, b: 10, c: 50}, {a: 20.0, b: 10.0, c: 30.0}) == [c, b, a]
