"""Text in a cell: no formula, and it reads back equal."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.coaching.csv_cells import FORMULA_BEGINNINGS, CsvLines, read_text, safe_text

typed = st.text(alphabet=st.one_of(st.sampled_from(FORMULA_BEGINNINGS + "\"',; "), st.characters(codec="utf-8")))


class TestACellThatASpreadsheetWouldCompute:
    @pytest.mark.parametrize(
        "text",
        ["=1+1", "+49 40 1234", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'quoted"],  # noqa: RUF100
    )
    def test_gets_an_apostrophe_in_front(self, text: str) -> None:
        assert safe_text(text) == "'" + text

    @pytest.mark.parametrize("text", ["", "Linden", "0042", "a=b", " =1", "1-2", "–5"])
    def test_other_text_is_written_as_it_is(self, text: str) -> None:
        assert safe_text(text) == text


class TestWhateverWasTyped:
    @given(typed)
    def test_it_reads_back_equal(self, text: str) -> None:
        assert read_text(safe_text(text)) == text

    @given(typed)
    def test_no_cell_begins_like_a_formula(self, text: str) -> None:
        assert safe_text(text)[:1] not in set(FORMULA_BEGINNINGS) - {"'"}

    @given(typed)
    def test_it_survives_a_csv_file(self, text: str) -> None:
        lines = CsvLines()
        file = io.StringIO((lines.of(safe_text(text), "x") + lines.of("y", 1)).decode(), newline="")
        first, second = csv.reader(file)
        assert (read_text(first[0]), first[1], second) == (text, "x", ["y", "1"])
