"""The list and the heat map: where each store stands, among whom, and what the viewer cannot get out of it."""

from uuid import UUID

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.backend.comparisons.arranging import STORES, answer_of, row_of, visits_like
from tests.cast import Chain
from tests.cast_visits import accepted

pytestmark = pytest.mark.slow  # dozens of visits for each

HEAT_MAP = "/api/comparisons/heatmap"


@pytest.fixture
async def apart(stage: Chain) -> Chain:
    """Linden does well, Hafen badly, Schlossberg (of the south) in between; Neumarkt has had one visit."""
    await accepted(stage.mira, *visits_like(stage, stage.linden, "+++=+++="))
    await accepted(stage.mira, *visits_like(stage, stage.hafen, "---=---="))
    await accepted(stage.mira, *visits_like(stage, stage.schlossberg, "=+-==+-="))
    await accepted(stage.mira, *visits_like(stage, stage.neumarkt, "+"))
    return stage


class TestTheListOfStores:
    async def test_a_store_is_above_or_below_and_one_with_a_single_visit_is_neither(self, apart: Chain) -> None:
        answer = await answer_of(apart.ada, STORES)
        standings = {row["name"]: row["standing"] for row in answer["rows"]}
        assert {name: one["tier"] for name, one in standings.items()} == {
            "Linden": "above", "Hafen": "below", "Neumarkt": None,
        }  # fmt: skip
        assert standings["Neumarkt"]["no_tier"] == "too_few_visits"
        assert (standings["Linden"]["rank_low"], standings["Neumarkt"]["rank_low"]) == (1, None)

    async def test_the_group_says_how_many_they_are_how_they_differ_and_where_chance_would_leave_them(
        self, apart: Chain
    ) -> None:
        (group,) = (await answer_of(apart.ada, STORES))["peer_groups"]
        assert (group["peer_key"], group["store_count"]) == ("area", 3)
        assert group["is_difference_measurable"]
        assert group["between_sd_bp"] > 0
        assert group["visit_sd_bp"] > 0
        assert [point["visit_count"] for point in group["funnel"]] == list(range(1, 9))

    async def test_the_months_of_the_period_add_up_to_its_visits(self, apart: Chain) -> None:
        for row in (await answer_of(apart.ada, STORES))["rows"]:
            assert sum(point["visit_count"] for point in row["trend"]) == row["figure"]["visit_count"]
            for point in row["trend"]:
                assert (point["raw_mean_bp"] is None) == (point["visit_count"] < 3)

    async def test_visits_below_the_standard_are_counted_with_their_interval(self, apart: Chain) -> None:
        row = row_of(await answer_of(apart.ada, STORES), apart.hafen)
        below = row["consistency"]["below_meets"]
        assert (below["hits"], below["of"]) == (6, 8)
        assert below["ci_low_bp"] < below["share_bp"] == 7_500 < below["ci_high_bp"]


class TestPeers:
    async def test_a_store_manager_has_no_peers_in_view(self, apart: Chain) -> None:
        row = row_of(await answer_of(apart.jonas, STORES), apart.linden)
        assert (row["standing"]["tier"], row["standing"]["no_tier"]) == (None, "too_few_peers")

    async def test_few_stores_out_of_sight_stay_out_of_the_organisations_figures(self, apart: Chain) -> None:
        answer = await answer_of(apart.jonas, STORES, peers="organisation")
        (group,) = answer["peer_groups"]
        assert (group["store_count"], group["is_limited_to_view"]) == (1, True)

    async def test_who_sees_all_has_all_for_peers(self, apart: Chain) -> None:
        answer = await answer_of(apart.vera, STORES, peers="organisation", area_id=apart.area_ids["south"])
        (group,) = answer["peer_groups"]
        assert (group["store_count"], group["is_limited_to_view"]) == (4, False)
        assert [row["name"] for row in answer["rows"]] == ["Schlossberg"]
        assert answer["rows"][0]["standing"]["tier"] == "not_distinguishable"

    async def test_formats_are_groups_of_their_own(self, apart: Chain, connection: Connection) -> None:
        await connection.execute("update store set format = 'Large' where store_id = $1", apart.hafen)
        answer = await answer_of(apart.vera, STORES, peers="format")
        assert [(one["format"], one["store_count"]) for one in answer["peer_groups"]] == [(None, 3), ("Large", 1)]
        assert row_of(answer, apart.hafen)["standing"]["no_tier"] == "too_few_peers"

    async def test_with_enough_of_them_their_mean_is_the_organisations_and_no_row_shows_them(
        self, apart: Chain, connection: Connection
    ) -> None:
        await more_stores_of_the_south(apart, connection, 4)
        answer = await answer_of(apart.ada, STORES, peers="organisation")
        (group,) = answer["peer_groups"]
        assert (group["store_count"], group["is_limited_to_view"]) == (8, False)
        assert len(answer["rows"]) == 3


class TestNothingIsGotByHoldingAnswersAgainstEachOther:
    @pytest.mark.parametrize("address", [STORES, HEAT_MAP])
    async def test_what_changes_at_a_store_out_of_sight_changes_no_answer(self, apart: Chain, address: str) -> None:
        """But the spread, which is that of all stores (docs/decisions/0004): the new visits have none of their own."""
        questions = [{"peers": one} for one in ("area", "format", "organisation")]
        before = [await answer_of(apart.ada, address, **one) for one in questions]
        await accepted(apart.mira, *visits_like(apart, apart.schlossberg, "-", first_days_ago=20))
        after = [await answer_of(apart.ada, address, **one) for one in questions]
        for one, other in zip(before, after, strict=True):
            assert [group["peer_key"] for group in one["peer_groups"]] == [
                group["peer_key"] for group in other["peer_groups"]
            ]
            assert means_in(one) == means_in(other)

    async def test_the_peers_asked_for_change_no_mean_and_no_interval(self, apart: Chain) -> None:
        rows = [
            [(row["figure"], row["consistency"], row["critical"]) for row in answer["rows"]]
            for one in ("area", "format", "organisation")
            for answer in (await answer_of(apart.ada, STORES, peers=one),)
        ]
        assert rows[0] == rows[1] == rows[2]


class TestTheHeatMap:
    async def test_a_cell_has_a_tier_or_the_reason_for_none(self, apart: Chain) -> None:
        answer = await answer_of(apart.ada, HEAT_MAP)
        tiers = {
            row["name"]: {cell["business_area_key"]: (cell["tier"], cell["no_tier"]) for cell in row["cells"]}
            for row in answer["rows"]
        }
        assert tiers["Linden"]["communication"] == ("above", None)
        assert tiers["Hafen"]["communication"] == ("below", None)
        assert set(tiers["Neumarkt"].values()) == {(None, "too_few_visits")}


def means_in(answer: dict[str, object]) -> list[object]:
    """Every figure that is a mean or made of one."""
    found: list[object] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            found.extend(value[name] for name in ("raw_mean_bp", "centre_bp", "store_count") if name in value)
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(answer)
    return found


async def more_stores_of_the_south(chain: Chain, connection: Connection, count: int) -> list[UUID]:
    """Stores with two visits each."""
    made = []
    for number in range(count):
        store_id = new_id()
        await connection.execute(
            "insert into store (organisation_id, store_id, store_code, name, time_zone)"
            " values ($1, $2, $3, $3, 'Europe/Berlin')",
            chain.organisation_id, store_id, f"03{number:02}",
        )  # fmt: skip
        await connection.execute(
            "insert into store_membership (organisation_id, store_membership_id, store_id, area_id, valid_from)"
            " values ($1, $2, $3, $4, '2000-01-01')",
            chain.organisation_id, new_id(), store_id, chain.area_ids["south"],
        )  # fmt: skip
        await accepted(chain.mira, *visits_like(chain, store_id, "=+"))
        made.append(store_id)
    return made
