"""`floorwalk export comparison`: the digits of the screens as CSV, as schemas/exports documents it."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import frictionless
import pytest

from floorwalk.commands.export_comparison import write
from floorwalk.comparisons.exported import Digits
from floorwalk.comparisons.service import Asked, read_one_state
from floorwalk.comparisons.standing import Peers
from floorwalk.comparisons.tables_of_figures import COLUMNS, By, rows_of
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from tests.backend.comparisons.arranging import STORES, answer_of, visits_like
from tests.cast import Chain
from tests.cast_visits import accepted, floor_visit, mystery_visit
from tests.commands import floorwalk

pytestmark = pytest.mark.slow  # dozens of visits for each

ROOT = Path(__file__).parents[3]
EXPORTS = ROOT / "schemas" / "exports"
Table = list[dict[str, str]]


@pytest.fixture
async def filled(stage: Chain) -> Chain:
    """Linden well, Hafen badly, Schlossberg with two visits; Anna has enough evidence, Ben has not."""
    await accepted(stage.mira, *visits_like(stage, stage.linden, "+++=+++="))
    await accepted(stage.mira, *visits_like(stage, stage.hafen, "---=---="))
    await accepted(stage.mira, *visits_like(stage, stage.schlossberg, "+="))
    anna, ben, chance = stage.staff_ids["0001"], stage.staff_ids["0002"], random.Random(4)
    for days_ago in range(10, 15):
        for who in (stage.mira, stage.emil):
            await accepted(who, floor_visit(stage, staff=anna, days_ago=days_ago, chance=chance))
    await accepted(stage.mira, floor_visit(stage, staff=ben, days_ago=12, chance=chance))
    await accepted(stage.mira, *[mystery_visit(stage, days_ago=day, chance=chance) for day in range(20, 24)])
    return stage


async def table(
    connection: Connection, chain: Chain, by: By, tmp_path: Path, *, exact: bool = False, peers: Peers = Peers.AREA
) -> Table:
    """The file as a reader has it, checked against its schema."""
    async with connection.transaction():
        await read_one_state(connection)
        asked = Asked(None, None, None, None)
        asked_rows = rows_of(connection, chain.organisation_id, by, asked, peers, Digits(exact))
        rows = [row async for row in asked_rows]
    written = io.BytesIO()
    write(written, COLUMNS[by], rows)
    name = f"comparison-{by.value.replace('_', '-')}"
    (tmp_path / f"{name}.csv").write_bytes(written.getvalue())
    schema = frictionless.Schema.from_descriptor(json.loads((EXPORTS / f"{name}.schema.json").read_text()))
    report = frictionless.Resource(path=f"{name}.csv", basepath=str(tmp_path), schema=schema).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    return list(csv.DictReader(io.StringIO(written.getvalue().decode(), newline="")))


def digits(value: Any) -> str:
    return "" if value is None else str(value)


@pytest.mark.slow  # every table twice; the tests below read each at least once against its schema
class TestEveryTable:
    @pytest.mark.parametrize("by", list(By))
    @pytest.mark.parametrize("exact", [False, True])
    async def test_it_is_what_its_schema_says_and_has_rows(
        self, filled: Chain, connection: Connection, tmp_path: Path, by: By, exact: bool
    ) -> None:
        assert await table(connection, filled, by, tmp_path, exact=exact)


class TestTheTableOfStores:
    @pytest.mark.parametrize("peers", list(Peers))
    async def test_what_a_screen_shows_stands_there_with_the_same_digits(
        self, filled: Chain, connection: Connection, tmp_path: Path, peers: Peers
    ) -> None:
        rows = await table(connection, filled, By.STORE, tmp_path, peers=peers)
        screen = await answer_of(filled.vera, STORES, peers=peers.value)
        found = {row["store_code"]: row for row in rows if row["comparability_key"] == screen["comparability_key"]}
        shown = [row for row in screen["rows"] if row["figure"]["visit_count"]]
        assert {row["store_code"] for row in shown} == set(found)
        for row in shown:
            one, figure, standing = found[row["store_code"]], row["figure"], row["standing"]
            assert (one["visits"], one["display"]) == (str(figure["visit_count"]), figure["display"])
            assert one["critical_failed"] == str(row["critical"]["failed"])
            assert one["gap_bp"] == digits(row["outcomes"]["gap_bp"])
            for name, value in (
                ("raw_mean_bp", figure["raw_mean_bp"]),
                ("ci_low_bp", figure["ci_low_bp"]),
                ("ci_high_bp", figure["ci_high_bp"]),
                ("shrunk_mean_bp", standing["shrunk_mean_bp"]),
                ("tier", standing["tier"]),
                ("rank_low", standing["rank_low"]),
                ("rank_high", standing["rank_high"]),
                ("swing_bp", row["consistency"]["swing_bp"]),
                ("coverage_bp", row["coverage_bp"]),
                ("critical_high_bp", row["critical"]["ci_high_bp"]),
            ):
                if value is not None:
                    assert one[name] == str(value), (row["store_code"], name)
            if standing["reliability_bp"] is not None:
                assert one["reliability"] == f"{standing['reliability_bp'] / 10_000:.4f}"

    async def test_a_store_whose_mean_a_screen_hides_has_it_here_and_says_so(
        self, filled: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        rows = await table(connection, filled, By.STORE, tmp_path)
        (schlossberg,) = [row for row in rows if row["store_code"] == "0201"]
        assert schlossberg["display"] == "hidden"
        assert all(schlossberg[name] for name in ("raw_mean_bp", "ci_low_bp", "shrunk_mean_bp", "tier", "rank_low"))

    async def test_keys_are_never_mixed(self, filled: Chain, connection: Connection, tmp_path: Path) -> None:
        rows = await table(connection, filled, By.STORE, tmp_path)
        linden = [(row["rubric_key"], row["visits"]) for row in rows if row["store_code"] == "0101"]
        assert linden == [("floor-service", "19"), ("mystery-visit", "4")]

    async def test_unrounded_figures_round_to_the_others(
        self, filled: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        rounded = await table(connection, filled, By.STORE, tmp_path)
        exact = await table(connection, filled, By.STORE, tmp_path, exact=True)
        for one, other in zip(rounded, exact, strict=True):
            for name in ("raw_mean_bp", "ci_low_bp", "ci_high_bp", "shrunk_mean_bp", "swing_bp"):
                if one[name]:
                    assert int(one[name]) == int(float(other[name]) + 0.5), name


class TestTheOtherTables:
    async def test_an_area_has_the_overall_figure_of_its_screen(
        self, filled: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        rows = await table(connection, filled, By.AREA, tmp_path)
        overall = (await answer_of(filled.vera, STORES, area_id=filled.area_ids["north"]))["overall"]
        north = next(row for row in rows if row["area_code"] == "north")
        assert (north["stores"], north["raw_mean_bp"], north["ci_low_bp"], north["ci_high_bp"]) == tuple(
            str(overall[name]) for name in ("store_count", "raw_mean_bp", "ci_low_bp", "ci_high_bp")
        )

    @pytest.mark.parametrize(
        ("by", "address", "name"),
        [
            (By.CRITERION, "/api/comparisons/criterion?criterion_key=greeting", "greeting"),
            (By.BUSINESS_AREA, "/api/comparisons/business-area?business_area_key=communication", "communication"),
        ],
    )
    async def test_a_criterion_and_a_business_area_have_the_digits_of_their_screens(
        self, filled: Chain, connection: Connection, tmp_path: Path, by: By, address: str, name: str
    ) -> None:
        screen = (await filled.vera.get(address)).json()
        rows = await table(connection, filled, by, tmp_path)
        for row in screen["rows"]:
            if row["figure"]["display"] == "shown":
                (one,) = [
                    each for each in rows
                    if (each["store_code"], each[by.value]) == (row["store_code"], name)
                    and each["comparability_key"] == screen["comparability_key"]
                ]  # fmt: skip
                assert (one["raw_mean_bp"], one["ci_low_bp"], one["tier"]) == (
                    str(row["figure"]["raw_mean_bp"]), str(row["figure"]["ci_low_bp"]), row["standing"]["tier"],
                )  # fmt: skip


class TestPeople:
    async def test_without_the_evidence_there_is_a_reason_and_no_figure(
        self, filled: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        rows = await table(connection, filled, By.STAFF, tmp_path)
        people = {row["staff_code"]: row for row in rows}
        assert set(people) == {"0001", "0002"}
        assert people["0001"]["raw_mean_bp"]
        assert people["0001"]["flags"] == "not_sufficient_alone"
        assert (people["0002"]["reason"], people["0002"]["raw_mean_bp"]) == ("too_few_interactions", "")

    async def test_the_digits_are_those_of_the_stores_page(
        self, filled: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        rows = await table(connection, filled, By.STAFF, tmp_path)
        page = await answer_of(filled.jonas, f"{STORES}/{filled.linden}")
        figure = next(one["figure"] for one in page["staff"] if one["display_name"] == "Anna Albers")
        anna = next(row for row in rows if row["staff_code"] == "0001")
        assert (anna["raw_mean_bp"], anna["ci_low_bp"]) == (str(figure["raw_mean_bp"]), str(figure["ci_low_bp"]))

    async def test_it_leaves_a_trace_of_whose_figures_were_handed_out(
        self, filled: Chain, connection: Connection, tmp_path: Path
    ) -> None:
        await table(connection, filled, By.STAFF, tmp_path)
        rows = await connection.fetch("select * from audit_log where act = 'comparison.people_exported'")
        told = [row["detail"]["staff_member_ids"] for row in rows if row["detail"]["staff_member_ids"]]
        assert told == [[str(filled.staff_ids["0001"])]]
        assert {row["account_id"] for row in rows} == {None}


async def test_a_store_code_that_a_spreadsheet_would_compute_is_text(
    filled: Chain, connection: Connection, tmp_path: Path
) -> None:
    await connection.execute("update store set store_code = '=1+1' where store_id = $1", filled.hafen)
    rows = await table(connection, filled, By.STORE, tmp_path)
    assert "'=1+1" in {row["store_code"] for row in rows}


async def test_an_area_that_is_not_there_is_not_found(filled: Chain, connection: Connection) -> None:
    asked = Asked(None, None, new_id(), None)
    with pytest.raises(NotFound):
        async for _ in rows_of(connection, filled.organisation_id, By.STORE, asked, Peers.AREA, Digits(False)):
            pass


@pytest.mark.slow  # each starts the command as a process of its own
class TestTheCommand:
    async def test_it_writes_the_table_to_the_terminal_or_a_file(
        self, filled: Chain, database_url: str, tmp_path: Path
    ) -> None:
        words = ("export", "comparison", "--by", "store", "--from", "2020-01-01", "--area", "north", "--format", "csv")
        shown = await floorwalk(database_url, *words)
        assert shown.exit_code == 0, shown.err
        rows = list(csv.DictReader(io.StringIO(shown.out)))
        assert {row["store_code"] for row in rows} == {"0101", "0102"}
        said = await floorwalk(database_url, *words, "--out", tmp_path / "stores.csv")
        assert (said.exit_code, said.out) == (0, "")
        assert (tmp_path / "stores.csv").read_bytes() == shown.written

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            (("--by", "store", "--area", "nowhere"), 1, "there is no area with the code 'nowhere'"),
            (("--by", "store", "--from", "2026-02-01", "--to", "2026-01-01"), 2, "--from comes after --to"),
            (("--by", "colour"), 2, "invalid"),
        ],
    )
    async def test_what_cannot_be_meant_is_said(
        self, filled: Chain, database_url: str, words: tuple[str, ...], code: int, sentence: str
    ) -> None:
        said = await floorwalk(database_url, "export", "comparison", *words)
        assert (said.exit_code, said.out) == (code, "")
        assert sentence in said.err
