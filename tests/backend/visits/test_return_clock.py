"""The clock of a returned visit: it counts from the phone's fetching, and never for ever."""

from datetime import UTC, datetime, timedelta

from floorwalk.visits.return_clock import OFFLINE_FOR, due_at, has_run_out

RETURNED = datetime(2026, 3, 2, 9, tzinfo=UTC)
THREE_DAYS = timedelta(days=3)


class TestTheTimeToAnswer:
    def test_counts_from_when_the_phone_fetched_the_return(self) -> None:
        assert due_at(RETURNED, RETURNED + timedelta(days=5), THREE_DAYS) == RETURNED + timedelta(days=8)

    def test_a_phone_that_is_offline_for_two_weeks_still_has_all_of_it(self) -> None:
        fetched = RETURNED + OFFLINE_FOR
        assert due_at(RETURNED, fetched, THREE_DAYS) == fetched + THREE_DAYS

    def test_a_phone_that_never_fetches_it_does_not_hold_the_visit_up_for_ever(self) -> None:
        assert due_at(RETURNED, None, THREE_DAYS) == RETURNED + OFFLINE_FOR + THREE_DAYS
        late = RETURNED + timedelta(days=40)
        assert due_at(RETURNED, late, THREE_DAYS) == RETURNED + OFFLINE_FOR + THREE_DAYS

    def test_has_run_out_at_its_last_moment_and_not_before(self) -> None:
        over = RETURNED + THREE_DAYS
        assert has_run_out(RETURNED, RETURNED, THREE_DAYS, over)
        assert not has_run_out(RETURNED, RETURNED, THREE_DAYS, over - timedelta(microseconds=1))
