"""Codes in place of people inside one export."""

import re
from uuid import UUID

from floorwalk.coaching.pseudonyms import Pseudonyms

QUESTION: dict[str, object] = {"purpose": "coaching", "from_on": "2026-01-01", "to_on": "2026-03-31"}
ANNA, BEN = UUID(int=1), UUID(int=2)


class TestCodes:
    def test_the_same_question_gives_the_same_code(self) -> None:
        again = Pseudonyms(b"secret", dict(reversed(list(QUESTION.items()))))
        assert Pseudonyms(b"secret", QUESTION).person(ANNA) == again.person(ANNA)

    def test_another_question_gives_another_code(self) -> None:
        other = Pseudonyms(b"secret", QUESTION | {"purpose": "recognition"})
        assert Pseudonyms(b"secret", QUESTION).person(ANNA) != other.person(ANNA)

    def test_without_the_installations_secret_nobody_can_make_them(self) -> None:
        assert Pseudonyms(b"secret", QUESTION).person(ANNA) != Pseudonyms(b"other", QUESTION).person(ANNA)

    def test_two_people_have_two_codes(self) -> None:
        codes = Pseudonyms(b"secret", QUESTION)
        assert codes.person(ANNA) != codes.person(BEN)

    def test_a_person_who_also_evaluates_has_two_codes(self) -> None:
        codes = Pseudonyms(b"secret", QUESTION)
        assert codes.person(ANNA)[1:] != codes.evaluator(ANNA)[1:]

    def test_a_code_is_a_letter_and_twelve_of_base32(self) -> None:
        codes = Pseudonyms(b"secret", QUESTION)
        assert re.fullmatch("P[A-Z2-7]{12}", codes.person(ANNA))
        assert re.fullmatch("E[A-Z2-7]{12}", codes.evaluator(ANNA))
        assert re.fullmatch("V[A-Z2-7]{12}", codes.visit(ANNA))
