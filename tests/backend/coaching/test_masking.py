"""Names, addresses and numbers in what an evaluator typed do not leave with an export."""

import pytest

from floorwalk.coaching.masking import masked, words_of_names

NAMES = words_of_names(["Anna Albers", "Ben von Brandt", "Jean-Luc Moser", "EV-MIRA", "Klaus Y", "Şule Öz"])


class TestNamesThatTheOrganisationKnows:
    @pytest.mark.parametrize(
        ("typed", "left"),
        [
            ("Anna carried it.", "[…] carried it."),
            ("ANNA and anna and Albers", "[…] and […] and […]"),
            ("Anna's idea, Annas idea, Klaus' idea", "[…] idea, […] idea, […]' idea"),
            ("Jean-Luc waited, Luc waited", "[…] waited, […] waited"),
            ("Seen by EV-MIRA or by Mira", "Seen by […] or by […]"),
            ("ŞULE helped", "[…] helped"),
            ("Şule helped, so did Öz", "[…] helped, so did […]"),
        ],
    )
    def test_are_masked_however_they_are_written(self, typed: str, left: str) -> None:
        assert masked(typed, NAMES) == left

    @pytest.mark.parametrize("typed", ["The bank of von, y and Annaberg", "Bench, Annals, Klausur", ""])
    def test_other_words_stay(self, typed: str) -> None:
        assert masked(typed, NAMES) == typed


class TestPeopleWhomNobodyKnows:
    @pytest.mark.parametrize(
        ("typed", "left"),
        [
            ("Mrs Kowalczyk bought shoes.", "Mrs […] bought shoes."),
            ("Frau Kowalczyk und Herrn O'Brien", "Frau […] und Herrn […]"),
            ("Dr. Lee asked", "Dr. […] asked"),
            ("write to k.kowalczyk@example.org now", "write to […] now"),
            ("call +49 30 1234567 or 030/123456", "call […] or […]"),
        ],
    )
    def test_are_masked_by_what_stands_before_or_by_the_form(self, typed: str, left: str) -> None:
        assert masked(typed, NAMES) == left

    def test_amounts_and_times_stay(self) -> None:
        assert masked("Waived 25 euros at 14:30, shelf 12", NAMES) == "Waived 25 euros at 14:30, shelf 12"
