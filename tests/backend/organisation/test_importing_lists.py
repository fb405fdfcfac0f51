"""Stores and staff from lists, over the API: checked as a whole, taken as a whole, and again without an effect."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import httpx
import openpyxl
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from tests.backend.organisation.test_reading_lists import xlsx_of
from tests.cast import Chain, load_cast

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STORES = """Filial-Nr.;Filiale;Bezirk;Region;Eröffnung
0301;Bismarckplatz;Bergstraße;Süd;2015-03-02
0302;Alte Brücke;Bergstraße;Süd;
0303;Speicherstadt;Hamburg;Nord;23.11.2020
"""
STAFF = """Personalnummer;Nachname;Vorname;Tätigkeit;Filiale
00017;Özdemir;Leyla;Kasse;0101
00018;Weiß;Karl;Beratung;0102
"""
Json = dict[str, Any]


async def send(
    chain: Chain, kind: str, content: str | bytes, media_type: str = "text/csv", **parameters: str
) -> httpx.Response:
    body = content.encode() if isinstance(content, str) else content
    return await chain.otto.post(
        f"/api/imports/{kind}", content=body, headers={"Content-Type": media_type}, params=parameters
    )


async def take(chain: Chain, kind: str, content: str | bytes, **more: str) -> Json:
    answer = await send(chain, kind, content, **more)
    assert answer.status_code == 200, answer.text
    report: Json = answer.json()
    return report


def counts(report: Json) -> tuple[int, int, int]:
    return report["created"], report["changed"], report["unchanged"]


async def places_of(connection: Connection, store_code: str) -> list[tuple[str, date, date | None]]:
    rows = await connection.fetch(
        """
        select a.name, m.valid_from, m.valid_to from store_membership m
          join store s using (organisation_id, store_id) join area a using (organisation_id, area_id)
         where s.store_code = $1 order by m.valid_from
        """,
        store_code,
    )
    return [tuple(row) for row in rows]


async def postings_of(connection: Connection, staff_code: str) -> list[tuple[str, str, date, date | None]]:
    rows = await connection.fetch(
        """
        select s.store_code, g.role_title, g.valid_from, g.valid_to from staff_posting g
          join store s using (organisation_id, store_id) join staff_member p using (organisation_id, staff_member_id)
         where p.staff_code = $1 order by g.valid_from
        """,
        staff_code,
    )
    return [tuple(row) for row in rows]


class TestAListOfStores:
    async def test_makes_stores_and_the_areas_it_meets(self, chain: Chain, connection: Connection) -> None:
        report = await take(chain, "stores", STORES)
        assert counts(report) == (3, 0, 0)
        assert report["header_mapping"] == {
            "store_code": "Filial-Nr.",
            "name": "Filiale",
            "area": "Bezirk",
            "region": "Region",
            "opened_on": "Eröffnung",
        }
        assert await places_of(connection, "0301") == [("Bergstraße", date(2015, 3, 2), None)]
        assert await places_of(connection, "0302") == [("Bergstraße", date(2000, 1, 1), None)]
        tree = {area["name"]: area["parent_area_id"] for area in (await chain.otto.get("/api/areas")).json()["areas"]}
        assert tree["Süd"] is None
        assert tree["Bergstraße"] is not None

    async def test_again_changes_nothing_at_all(self, chain: Chain, connection: Connection) -> None:
        await take(chain, "stores", STORES)
        before = await everything(connection)
        assert counts(await take(chain, "stores", STORES)) == (0, 0, 3)
        assert await everything(connection) == before

    async def test_takes_what_an_evaluator_has_to_know_of_a_store(self, chain: Chain, connection: Connection) -> None:
        facts = "Filial-Nr.;Filiale;Anschrift;Öffnungszeiten\n0101;Linden;Lindenstr. 1;Mo–Sa 9–20\n"
        assert counts(await take(chain, "stores", facts)) == (0, 1, 0)
        assert counts(await take(chain, "stores", facts)) == (0, 0, 1)
        found = (await chain.otto.get(f"/api/stores/{chain.linden}")).json()
        assert (found["address"], found["opening_hours"]) == ("Lindenstr. 1", "Mo–Sa 9–20")
        assert counts(await take(chain, "stores", "Filial-Nr.;Filiale;Anschrift\n0101;Linden;\n")) == (0, 0, 1)
        made = "Filial-Nr.;Filiale;Anschrift;Öffnungszeiten\n0909;Neu;Weg 2;Mo–Fr 8–18\n"
        assert counts(await take(chain, "stores", made)) == (1, 0, 0)
        assert counts(await take(chain, "stores", made)) == (0, 0, 1)

    async def test_says_beforehand_what_it_would_do(self, chain: Chain, connection: Connection) -> None:
        before = await everything(connection)
        report = await take(chain, "stores", STORES, dry_run="true")
        assert report["dry_run"]
        assert counts(report) == (3, 0, 0)
        assert await everything(connection) == before
        assert await connection.fetchval("select count(*) from import_headings") == 0

    async def test_changes_what_differs_and_leaves_what_it_does_not_say(
        self, chain: Chain, connection: Connection
    ) -> None:
        await take(chain, "stores", STORES)
        changed = "Filial-Nr.;Filiale;Eröffnung\n0301;Bismarckplatz Nord;\n0302;Alte Brücke;\n"
        assert counts(await take(chain, "stores", changed)) == (0, 1, 1)
        row = await connection.fetchrow("select name, opened_on from store where store_code = '0301'")
        assert tuple(row) == ("Bismarckplatz Nord", date(2015, 3, 2))
        assert await connection.fetchval("select count(*) from store") == 7

    async def test_moves_a_store_from_a_day_on(self, chain: Chain, connection: Connection) -> None:
        moved = "Store code;Name;Area;Valid from\n0102;Hafen;South;2026-07-01\n"
        assert counts(await take(chain, "stores", moved)) == (0, 1, 0)
        expected = [("Coast", date(2000, 1, 1), date(2026, 6, 30)), ("South", date(2026, 7, 1), None)]
        assert await places_of(connection, "0102") == expected
        assert counts(await take(chain, "stores", moved)) == (0, 0, 1)
        assert await places_of(connection, "0102") == expected
        without_day = "Store code;Name;Area\n0102;Hafen;Coast\n"
        await take(chain, "stores", without_day)
        today = now().date()
        assert await places_of(connection, "0102") == [
            expected[0],
            ("South", date(2026, 7, 1), today - timedelta(days=1)),
            ("Coast", today, None),
        ]

    async def test_tells_two_areas_of_one_name_apart_by_their_region(
        self, chain: Chain, connection: Connection
    ) -> None:
        listed = "code;name;area;region\n1;One;District 1;North\n2;Two;District 1;South\n3;Three;Coast;North\n"
        assert counts(await take(chain, "stores", listed)) == (3, 0, 0)
        areas = (await chain.otto.get("/api/areas")).json()["areas"]
        assert len([area for area in areas if area["name"] == "District 1"]) == 2
        assert len([area for area in areas if area["name"] == "Coast"]) == 1
        alone = "code;name;area\n4;Four;District 1\n"
        report = await take(chain, "stores", alone, dry_run="true")
        assert [problem["code"] for problem in report["problems"]] == []  # one of them has this very text as its code
        assert counts(await take(chain, "stores", listed)) == (0, 0, 3)

    async def test_keeps_leading_zeros_of_csv_and_of_formatted_numbers(
        self, chain: Chain, connection: Connection
    ) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.append(["Filial-Nr.", "Filiale"])
        sheet.append([42, "Zweiundvierzig"])
        sheet["A2"].number_format = "0000"
        assert counts(await take(chain, "stores", xlsx_of(workbook), media_type=XLSX)) == (1, 0, 0)
        assert await connection.fetchval("select name from store where store_code = '0042'") == "Zweiundvierzig"

    async def test_is_read_in_the_encoding_that_a_spreadsheet_wrote(self, chain: Chain, connection: Connection) -> None:
        for encoding in ("cp1252", "utf-16", "utf-8-sig"):
            await take(chain, "stores", STORES.encode(encoding))
            names = await connection.fetch("select name from store where store_code like '03%' order by store_code")
            assert [row["name"] for row in names] == ["Bismarckplatz", "Alte Brücke", "Speicherstadt"]


class TestAListWithProblems:
    LIST = """Filial-Nr.;Filiale;Zeitzone;Eröffnung;Schließung;Bezirk;Gültig ab
0301;;;;;;
0302;Zwei;Europe/Atlantis;;;;
0303;Drei;;02/03/2015;;;
0304;Vier;;2020-01-02;2020-01-01;;
;Fünf;;;;;
0301;Sechs;;;;;
101;Linden;;;;;
0102;Hafen;;;;South;1999-01-01
0305;Gut;;;;;
"""
    FOUND = (
        (2, "Filiale", "imports.required"),
        (3, "Zeitzone", "imports.unknown_time_zone"),
        (4, "Eröffnung", "imports.bad_day"),
        (5, "Schließung", "imports.days_reversed"),
        (6, "Filial-Nr.", "imports.required"),
        (7, "Filial-Nr.", "imports.duplicate"),
        (8, "Filial-Nr.", "imports.zeros_differ"),
        (9, "Gültig ab", "imports.moves_backwards"),
    )

    async def test_names_every_one_by_row_and_column(self, chain: Chain) -> None:
        report = await take(chain, "stores", self.LIST, dry_run="true")
        found = [(problem["row"], problem["column"], problem["code"]) for problem in report["problems"]]
        assert found == list(self.FOUND)
        assert report["problem_count"] == len(self.FOUND)

    async def test_is_refused_as_a_whole(self, chain: Chain, connection: Connection) -> None:
        before = await everything(connection)
        answer = await send(chain, "stores", self.LIST)
        assert answer.status_code == 400
        assert answer.json()["code"] == "imports.problems_found"
        assert [fault["path"] for fault in answer.json()["errors"]] == [
            f"row {row}, {column}" for row, column, _ in self.FOUND
        ]
        assert await everything(connection) == before
        good = self.LIST.splitlines()[0] + "\n0305;Gut;;;;;\n"
        assert counts(await take(chain, "stores", good)) == (1, 0, 0)


class TestAListOfStaff:
    async def test_makes_people_and_their_postings(self, chain: Chain, connection: Connection) -> None:
        assert counts(await take(chain, "staff", STAFF)) == (2, 0, 0)
        people = (await chain.jonas.get("/api/staff-members")).json()["staff_members"]
        leyla = next(person for person in people if person["staff_code"] == "00017")
        assert (leyla["display_name"], leyla["role_title"]) == ("Leyla Özdemir", "Kasse")
        first_name = await connection.fetchval("select first_name from staff_member where staff_code = '00017'")
        assert first_name == "Leyla"
        assert await postings_of(connection, "00017") == [("0101", "Kasse", date(2000, 1, 1), None)]

    async def test_again_changes_nothing_at_all(self, chain: Chain, connection: Connection) -> None:
        await take(chain, "staff", STAFF)
        before = await everything(connection)
        assert counts(await take(chain, "staff", STAFF)) == (0, 0, 2)
        assert await everything(connection) == before

    @pytest.mark.parametrize(
        ("heading", "name"),
        [("Name", "Leyla Özdemir"), ("Name", '"Özdemir, Leyla"'), ("Vorname;Nachname", "Leyla;Özdemir")],
    )
    async def test_takes_names_as_they_are_written(
        self, chain: Chain, connection: Connection, heading: str, name: str
    ) -> None:
        await take(chain, "staff", f"Personalnr;{heading};Filiale\n00017;{name};0101\n")
        row = await connection.fetchrow("select display_name, first_name from staff_member where staff_code = '00017'")
        assert tuple(row) == ("Leyla Özdemir", "Leyla")

    async def test_posts_a_person_elsewhere_from_a_day_on(self, chain: Chain, connection: Connection) -> None:
        moved = "staff code;name;role;store;valid from\n0001;Anna Albers;Sales adviser;0102;2026-05-04\n"
        assert counts(await take(chain, "staff", moved)) == (0, 1, 0)
        expected = [
            ("0101", "Sales adviser", date(2000, 1, 1), date(2026, 5, 3)),
            ("0102", "Sales adviser", date(2026, 5, 4), None),
        ]
        assert await postings_of(connection, "0001") == expected
        assert counts(await take(chain, "staff", moved)) == (0, 0, 1)
        assert await postings_of(connection, "0001") == expected

    async def test_ends_a_posting_on_its_last_day_and_begins_another_on_return(
        self, chain: Chain, connection: Connection
    ) -> None:
        left = "staff code;name;role;store;until\n0001;Anna Albers;Sales adviser;0101;2026-03-31\n"
        assert counts(await take(chain, "staff", left)) == (0, 1, 0)
        assert counts(await take(chain, "staff", left)) == (0, 0, 1)
        assert (await chain.jonas.get("/api/staff-members")).json()["staff_members"][0]["staff_code"] == "0002"
        back = "staff code;name;role;store;from\n0001;Anna Albers;Sales adviser;0101;2026-10-01\n"
        assert counts(await take(chain, "staff", back)) == (0, 1, 0)
        assert await postings_of(connection, "0001") == [
            ("0101", "Sales adviser", date(2000, 1, 1), date(2026, 3, 31)),
            ("0101", "Sales adviser", date(2026, 10, 1), None),
        ]

    async def test_leaves_alone_who_is_not_in_it(self, chain: Chain, connection: Connection) -> None:
        await take(chain, "staff", STAFF)
        assert await connection.fetchval("select count(*) from staff_posting where valid_to is null") == 11

    async def test_names_a_store_that_is_not_there_and_the_one_that_is_meant(self, chain: Chain) -> None:
        listed = "Personalnr;Name;Filiale\n1;A B;9999\n2;C D;101\n3;;0101\n0001;Anna Albers;0101\n01;X Y;0101\n"
        report = await take(chain, "staff", listed, dry_run="true")
        found = [(problem["row"], problem["column"], problem["code"]) for problem in report["problems"]]
        assert found == [
            (2, "Personalnr", "imports.zeros_differ"),
            (2, "Filiale", "imports.unknown_store"),
            (3, "Personalnr", "imports.zeros_differ"),
            (3, "Filiale", "imports.unknown_store"),
            (4, "Personalnr", "imports.zeros_differ"),
            (4, "Name", "imports.required"),
            (6, "Personalnr", "imports.zeros_differ"),
        ]
        assert "there is 0101" in report["problems"][3]["detail"]


class TestHeadingsOfAFile:
    LIST = "Haus;Bezeichnung\n0301;Bismarckplatz\n"

    async def test_are_refused_until_they_are_explained_and_remembered_then(self, chain: Chain) -> None:
        refused = await send(chain, "stores", self.LIST)
        assert refused.status_code == 400
        assert refused.json()["code"] == "imports.headings_refused"
        assert "'Haus'" in refused.json()["detail"]
        assert counts(await take(chain, "stores", self.LIST, map="store_code=Haus")) == (1, 0, 0)
        assert counts(await take(chain, "stores", self.LIST)) == (0, 0, 1)

    @pytest.mark.parametrize("wrong", ["store_code", "=Haus", "colour=Haus", "store_code=Nothing"])
    async def test_cannot_be_explained_by_nonsense(self, chain: Chain, wrong: str) -> None:
        assert (await send(chain, "stores", self.LIST, map=wrong)).status_code == 400


class TestAFileThatIsNone:
    @pytest.mark.parametrize(
        ("content", "media_type", "status", "code"),
        [
            (b"", "text/csv", 400, "imports.file_refused"),
            (b"\x00\x01\x02\x03", "text/csv", 400, "imports.file_refused"),
            (b"PK\x03\x04", XLSX, 400, "imports.file_refused"),
            (b"a;b", "application/json", 415, "request.media_type"),
            (b"a;b", "text/html", 415, "request.media_type"),
            (b"code;name\n" + b"x" * 3000 + b";y\n", "text/csv", 400, "imports.file_refused"),
        ],
    )
    async def test_is_refused(self, chain: Chain, content: bytes, media_type: str, status: int, code: str) -> None:
        answer = await send(chain, "stores", content, media_type=media_type)
        assert (answer.status_code, answer.json()["code"]) == (status, code)

    async def test_is_refused_from_whoever_may_not_import(self, chain: Chain) -> None:
        for name in ("mira", "jonas", "ada", "rhea", "nils", "rubi", "vera", "sam"):
            for kind in ("stores", "staff"):
                answer = await chain.clients[name].post(
                    f"/api/imports/{kind}", content=STORES.encode(), headers={"Content-Type": "text/csv"}
                )
                assert answer.status_code == 403


class TestTwoOrganisations:
    async def test_share_no_store_and_no_area(self, chain: Chain, connection: Connection) -> None:
        other = await load_cast(connection, chain.app, domain="other.example")
        before = await everything(connection, other.organisation_id)
        report = await take(chain, "stores", "code;name;area\n0101;Renamed;South\n")
        assert counts(report) == (0, 1, 0)
        assert await everything(connection, other.organisation_id) == before


class TestTheAuditLogOfImports:
    async def test_has_one_row_for_each_import_and_none_for_a_dry_run(
        self, chain: Chain, connection: Connection
    ) -> None:
        before = await connection.fetchval("select count(*) from audit_log")
        await take(chain, "stores", STORES, dry_run="true")
        assert await connection.fetchval("select count(*) from audit_log") == before
        await take(chain, "stores", STORES)
        await take(chain, "staff", STAFF)
        rows = await connection.fetch("select act, detail from audit_log order by happened_at, audit_id")
        assert [(row["act"], row["detail"]) for row in rows[before:]] == [
            ("stores.imported", {"rows": 3, "created": 3, "changed": 0}),
            ("staff.imported", {"rows": 2, "created": 2, "changed": 0}),
        ]


async def everything(connection: Connection, organisation_id: object = None) -> dict[str, Sequence[Any]]:
    """All rows that an import may touch."""
    found: dict[str, Sequence[Any]] = {}
    for table in ("area", "store", "store_membership", "staff_member", "staff_posting"):
        rows = await connection.fetch(
            f"select * from {table} where $1::uuid is null or organisation_id = $1 order by 1, 2", organisation_id
        )
        found[table] = [tuple(row) for row in rows]
    return found
