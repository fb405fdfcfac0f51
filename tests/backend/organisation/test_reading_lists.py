"""Lists as people export them: encodings, delimiters, spreadsheets, and files that mean harm."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from floorwalk.organisation.csv_files import delimiter_of, encoding_of
from floorwalk.organisation.file_tables import FileRefused, FileTable
from floorwalk.organisation.headings import STAFF_FIELDS, STORE_FIELDS, HeadingsRefused, columns_of, folded
from floorwalk.organisation.imports import read_file

GERMAN = "Filial-Nr.;Filiale;Region\n007;Köln Süd;Rheinland\n010;Düsseldorf Königsallee;Rheinland\n"


def cells_of(table: FileTable) -> list[list[str]]:
    return [list(table.headings), *(list(row.cells) for row in table.rows)]


def xlsx_of(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


class TestAnEncoding:
    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp850", "mac_roman", "latin-1"],
    )
    def test_is_found_out(self, encoding: str) -> None:
        assert cells_of(read_file(GERMAN.encode(encoding)))[1:] == [
            ["007", "Köln Süd", "Rheinland"],
            ["010", "Düsseldorf Königsallee", "Rheinland"],
        ]

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("0001;Café Crème;Orléans", "cp1252"),
            ("0001;Łódź Śródmieście;Północ", "cp1250"),
            ("0001;“Zur Post” – Größe 5 €;Süd", "cp1252"),
            ("0001;Straße der Völker;Gemünd", "cp850"),
            ("0001;Straße der Völker;Gemünd", "mac_roman"),
            ("0001;only ASCII;North", "utf-8"),
        ],
    )
    def test_of_old_systems_is_the_one_that_makes_letters(self, text: str, encoding: str) -> None:
        content = text.encode(encoding)
        assert content.decode(encoding_of(content)) == text

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"  ;  ;\n", b"\xef\xbb\xbf"])
    def test_of_an_empty_file_is_no_matter(self, content: bytes) -> None:
        with pytest.raises(FileRefused, match="it is empty"):
            read_file(content)

    @pytest.mark.parametrize(
        "content",
        [
            b"a;b\n\x00;1\n",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xff\xfe\x00\xd8",
        ],
    )
    def test_of_what_is_no_list_is_refused(self, content: bytes) -> None:
        with pytest.raises(FileRefused):
            read_file(content)


class TestADelimiter:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_is_the_one_under_which_rows_are_as_wide_as_the_headings(self, delimiter: str) -> None:
        rows = [["code", "name", "area"], ["01", "Linden", "North"], ["02", "Hafen", "Coast"]]
        assert delimiter_of("\n".join(delimiter.join(row) for row in rows)) == delimiter

    def test_is_not_the_comma_within_the_cells(self) -> None:
        assert delimiter_of("code;name\n1;Linden, Nord\n2;Hafen, Süd\n3;Neumarkt, Ost\n") == ";"

    def test_is_not_the_semicolon_within_quotes(self) -> None:
        assert delimiter_of('code,name\n1,"a;b;c"\n2,"d;e;f"\n') == ","

    def test_is_the_one_that_the_first_line_says(self) -> None:
        table = read_file(b"sep=|\ncode|name\n1|a;b\n")
        assert cells_of(table) == [["code", "name"], ["1", "a;b"]]
        assert table.rows[0].number == 3

    def test_is_none_in_a_list_of_one_column(self) -> None:
        assert cells_of(read_file(b"code\n01\n02\n")) == [["code"], ["01"], ["02"]]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_goes_with_any_line_end(self, end: str) -> None:
        assert cells_of(read_file(f"a;b{end}1;2{end}".encode())) == [["a", "b"], ["1", "2"]]

    def test_leaves_line_breaks_within_quotes_and_numbers_rows_as_a_spreadsheet_does(self) -> None:
        table = read_file(b'a;b\n1;"two\nlines"\n\n2;x\n')
        assert [(row.number, list(row.cells)) for row in table.rows] == [(2, ["1", "two\nlines"]), (4, ["2", "x"])]


class TestASpreadsheet:
    def test_keeps_the_zeros_that_a_cell_shows(self) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.append(["Filial-Nr.", "Text", "Zahl", "Tag", "Zeit", "Ja", "Komma", "Leer"])
        sheet.append([7, "007", 7, date(2026, 11, 23), datetime(2026, 11, 23, 9, 30), True, 1.5, None])  # noqa: DTZ001
        sheet["A2"].number_format = "00000"
        assert cells_of(read_file(xlsx_of(workbook)))[1] == [
            "00007",
            "007",
            "7",
            "2026-11-23",
            "2026-11-23 09:30:00",
            "true",
            "1.5",
        ]

    def test_gives_the_value_of_a_formula_and_not_the_formula(self) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.append(["code", "name"])
        sheet.append(["1", "=1+1"])  # never calculated: it has no value
        assert cells_of(read_file(xlsx_of(workbook))) == [["code", "name"], ["1"]]

    def test_is_read_from_the_first_sheet_with_anything_on_it(self) -> None:
        workbook = openpyxl.Workbook()
        second = workbook.create_sheet("Stores")
        second.append([])
        second.append(["code", "name"])
        second.append(["1", "Linden"])
        table = read_file(xlsx_of(workbook))
        assert cells_of(table) == [["code", "name"], ["1", "Linden"]]

    def test_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(self) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", b"0" * (41 * 1024 * 1024))
        assert len(content.getvalue()) < 100_000
        with pytest.raises(FileRefused, match="unpack"):
            read_file(content.getvalue())

    @pytest.mark.slow
    def test_with_a_row_far_below_is_refused_and_not_padded(self) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet["A1"] = "code"
        sheet["A1048576"] = "far below"
        with pytest.raises(FileRefused, match="rows"):
            read_file(xlsx_of(workbook))

    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500])
    def test_that_is_broken_is_refused(self, content: bytes) -> None:
        with pytest.raises(FileRefused):
            read_file(content)

    def test_that_is_another_archive_is_refused(self) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("hello.txt", "hello")
        with pytest.raises(FileRefused):
            read_file(content.getvalue())

    def test_with_an_entity_bomb_is_refused(self) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.append(["code", "name"])
        source = zipfile.ZipFile(io.BytesIO(xlsx_of(workbook)))
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 20) for letter in range(ord("b"), ord("k"))
        )
        bomb += b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&j;</t></is></c></row></sheetData></worksheet>"
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for part in source.infolist():
                archive.writestr(part, bomb if part.filename.endswith("sheet1.xml") else source.read(part))
        with pytest.raises(FileRefused):
            read_file(content.getvalue())


class TestHeadings:
    @pytest.mark.parametrize(
        ("headings", "fields"),
        [
            (["Filial-Nr.", "Filiale", "Region"], {"store_code": 0, "name": 1, "region": 2}),
            (["Store no", "Store name", "Area", "Region"], {"store_code": 0, "name": 1, "area": 2, "region": 3}),
            (["Name", "Store code"], {"store_code": 1, "name": 0}),
            (["FILIALNUMMER", "Ort", "Eröffnung"], {"store_code": 0, "name": 1, "opened_on": 2}),
        ],
    )
    def test_of_stores_are_known_in_english_and_german(self, headings: list[str], fields: dict[str, int]) -> None:
        assert columns_of(STORE_FIELDS, headings, {}, {}) == fields

    @pytest.mark.parametrize(
        ("headings", "fields"),
        [
            (
                ["Personalnummer", "Nachname", "Vorname", "Tätigkeit", "Filiale"],
                {"staff_code": 0, "last_name": 1, "first_name": 2, "role_title": 3, "store_code": 4},
            ),
            (
                ["Employee ID", "Name", "Job title", "Store", "Start date"],
                {"staff_code": 0, "display_name": 1, "role_title": 2, "store_code": 3, "valid_from": 4},
            ),
        ],
    )
    def test_of_staff_are_known_in_english_and_german(self, headings: list[str], fields: dict[str, int]) -> None:
        assert columns_of(STAFF_FIELDS, headings, {}, {}) == fields

    def test_mean_what_is_said_before_what_is_remembered_before_what_is_known(self) -> None:
        headings = ["code", "name", "Haus", "Bezeichnung"]
        assert columns_of(STORE_FIELDS, headings, {}, {})["store_code"] == 0
        assert columns_of(STORE_FIELDS, headings, {}, {"haus": "store_code"})["store_code"] == 2
        said = {"store_code": "bezeichnung"}
        assert columns_of(STORE_FIELDS, headings, said, {"haus": "store_code"})["store_code"] == 3

    def test_that_are_missing_are_named_with_those_that_are_there(self) -> None:
        with pytest.raises(HeadingsRefused, match=r"store_code.*'Colour', 'Size'"):
            columns_of(STORE_FIELDS, ["Colour", "Size"], {}, {})
        with pytest.raises(HeadingsRefused, match="no heading 'Haus'"):
            columns_of(STORE_FIELDS, ["code", "name"], {"store_code": "Haus"}, {})
        with pytest.raises(HeadingsRefused, match="no field 'colour'"):
            columns_of(STORE_FIELDS, ["code", "name"], {"colour": "name"}, {})

    def test_are_compared_without_case_blanks_and_signs(self) -> None:
        assert folded(" Filial-Nr. ") == folded("FILIAL NR") == "filialnr"
        assert folded("Eröffnung") == "eroeffnung"

    def test_for_looks_age_origin_or_health_do_not_exist(self) -> None:
        words = {word for _, known in STAFF_FIELDS.values() for word in known.split()} | set(STAFF_FIELDS)
        assert not words & {"birthday", "birthdate", "age", "gender", "sex", "nationality", "origin", "health", "photo"}
