"""The words that pages of a list are turned by."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from floorwalk.kernel.errors import Invalid
from floorwalk.kernel.paging import cursor_at, cursor_of, day_and_id, instant_and_id, position_of

ROW = UUID("01a216b3-46e9-74d5-a987-02584e2097b0")
FORGED = [
    "",
    "?",
    "ÄÖ",
    cursor_of("\0"),
    cursor_of("2026-11-26"),
    cursor_of(f"yesterday {ROW}"),
    cursor_of("2026-11-26 7"),
]


class TestAPlaceInAnOrder:
    def test_by_day_comes_back_as_it_was_given_out(self) -> None:
        assert day_and_id(cursor_at(date(2026, 11, 26), ROW)) == (date(2026, 11, 26), ROW)

    def test_by_instant_comes_back_to_the_microsecond(self) -> None:
        at = datetime(2026, 11, 26, 8, 23, 26, 123456, tzinfo=UTC)
        assert instant_and_id(cursor_at(at, ROW)) == (at, ROW)

    def test_of_the_first_page_is_none(self) -> None:
        assert day_and_id(None) is None
        assert instant_and_id(None) is None
        assert position_of(None) == ""


class TestAWordThatWasNeverGivenOut:
    @pytest.mark.parametrize("word", FORGED)
    def test_is_refused_in_every_order(self, word: str) -> None:
        for place_in in (day_and_id, instant_and_id):
            with pytest.raises(Invalid) as refused:
                place_in(word)
            assert [fault.path for fault in refused.value.faults] == ["cursor"]

    def test_is_an_instant_without_a_zone_too(self) -> None:
        with pytest.raises(Invalid):
            instant_and_id(cursor_at(datetime(2026, 11, 26), ROW))  # noqa: DTZ001 that is what is refused
