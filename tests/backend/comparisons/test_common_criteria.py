"""Two versions of a rubric on the criteria both have: scored anew from the ratings and marked, or refused."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from floorwalk.comparisons.alike import limited_to, part_of
from floorwalk.comparisons.common_queries import sums_on_criteria
from floorwalk.comparisons.model import ScopeFigures
from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.compiled import compiled
from floorwalk.rubrics.service import version
from floorwalk.scoring.model import Rating, ScoringRubric
from floorwalk.scoring.score import score_of
from floorwalk.scoring.sums import ScoredInteraction, facts_of, total_of
from tests.backend.comparisons.arranging import answer_of, row_of, visits_like
from tests.cast import Chain
from tests.cast_visits import (
    Json,
    accepted,
    criteria_of,
    floor_visit,
    interaction,
    published,
    ratings_of,
    rubric_document,
    some_time,
)

pytestmark = pytest.mark.slow  # dozens of visits for each

COMMON = "/api/comparisons/common-criteria"
BUSINESS_AREA = "/api/comparisons/business-area"
EVERYTHING_COMMON = ["greeting", "attention", "open_questions", "knowledge", "solution", "kept_waiting", "honest"]


def changed(label: str, **weights: int | None) -> Json:
    """The floor rubric with other weights; None takes a criterion out."""
    document = rubric_document("floor-service") | {"version_label": label}
    for section in document["sections"]:
        section["criteria"] = [
            one | {"weight": weights.get(one["criterion_key"], one["weight"])}
            for one in section["criteria"]
            if weights.get(one["criterion_key"], 0) is not None
        ]
    return document


async def publish(chain: Chain, document: Json) -> None:
    chain.floor_version = await published(chain.rubi, document)


def visits_by(chain: Chain, document: Json, letters: str, first_days_ago: int) -> list[Json]:
    """Visits at Linden under a changed rubric: "+" exceeds in everything that can be, "-" keeps nothing."""
    answers: dict[str, dict[str, Any]] = {
        "+": {"expectation": "exceeded", "rating": 5, "yes_no": True},
        "-": {"expectation": "below", "rating": 1, "yes_no": False},
    }
    visits = []
    for place, letter in enumerate(letters):
        given = {one["criterion_key"]: answers[letter][one["kind"]] for one in criteria_of(document)}
        given["kept_waiting"] = letter == "-"  # negative wording
        at = some_time(first_days_ago + place)
        spoken = interaction(chain.floor_version, ratings_of(document, **given), at)
        visits.append(floor_visit(chain, chain.linden, days_ago=first_days_ago + place, interactions=[spoken]))
    return visits


@pytest.fixture
async def two_versions(stage: Chain) -> Chain:
    """Six visits to Linden by the old rules, then four by new ones: greeting weighs twice, farewell is gone."""
    await accepted(stage.mira, *visits_like(stage, stage.linden, "++=+=-", first_days_ago=20))
    await accepted(stage.mira, *visits_like(stage, stage.hafen, "--", first_days_ago=20))
    document = changed("2026.2", greeting=6, farewell=None)
    await publish(stage, document)
    await accepted(stage.mira, *visits_by(stage, document, "++-+", first_days_ago=2))
    return stage


class TestTwoVersionsThatHaveEnoughInCommon:
    async def test_it_says_what_is_in_common_and_how_much_of_either_side(self, two_versions: Chain) -> None:
        answer = await answer_of(two_versions.ada, COMMON)
        assert answer["no_common_score"] is None
        assert [one["criterion_key"] for one in answer["criteria"]] == EVERYTHING_COMMON
        assert answer["criteria"][0]["title"]["en"]
        sides = [answer["chosen"], answer["other"]]
        assert [side["version_labels"] for side in sides] == [["2026.1"], ["2026.2"]]
        assert [side["common_share_bp"] for side in sides] == [9_474, 10_000]  # 18 of 19, and all 21
        assert [[one["criterion_key"] for one in side["left_out"]] for side in sides] == [["farewell"], []]

    async def test_both_sides_are_scored_by_the_weights_of_the_chosen_version(self, two_versions: Chain) -> None:
        answer = await answer_of(two_versions.ada, COMMON)
        linden = row_of(answer, two_versions.linden)
        # Of 18: eleven are expectations (10 000, 7 500, 0), the others are as usual: rating 4 (7 500), yes (10 000).
        exceeded, met, below = (11 * one + 2 * 7_500 + 5 * 10_000 for one in (10_000, 7_500, 0))
        visits = [(points + 9) // 18 for points in (exceeded, exceeded, met, exceeded, met, below)]
        assert linden["chosen"]["raw_mean_bp"] == (sum(visits) + 3) // 6
        assert linden["other"]["raw_mean_bp"] == 7_500  # three of four kept everything
        assert (linden["chosen"]["visit_count"], linden["other"]["visit_count"]) == (6, 4)
        assert linden["chosen"]["ci_low_bp"] < linden["chosen"]["raw_mean_bp"] < linden["chosen"]["ci_high_bp"]

    async def test_no_figure_can_be_taken_for_the_ordinary_one(self, two_versions: Chain) -> None:
        answer = await answer_of(two_versions.ada, COMMON)
        figures = [answer["chosen"]["overall"], answer["other"]["overall"]]
        figures += [row[side] for row in answer["rows"] for side in ("chosen", "other")]
        assert all("common_criteria" in figure["flags"] for figure in figures)
        ordinary = await answer_of(two_versions.ada, "/api/comparisons/stores")
        assert all("common_criteria" not in row["figure"]["flags"] for row in ordinary["rows"])

    async def test_few_visits_have_no_mean_here_either(self, two_versions: Chain) -> None:
        hafen = row_of(await answer_of(two_versions.ada, COMMON), two_versions.hafen)
        assert (hafen["chosen"]["display"], hafen["chosen"]["raw_mean_bp"]) == ("hidden", None)
        assert (hafen["other"]["visit_count"], hafen["other"]["raw_mean_bp"]) == (0, None)

    async def test_turned_round_the_other_weights_count(self, two_versions: Chain) -> None:
        answer = await answer_of(two_versions.ada, COMMON)
        chosen, other = (answer[side]["comparability_key"] for side in ("chosen", "other"))
        turned = await answer_of(two_versions.ada, COMMON, comparability_key=other, other_key=chosen)
        assert (turned["chosen"]["comparability_key"], turned["other"]["comparability_key"]) == (other, chosen)
        linden = row_of(turned, two_versions.linden)
        assert linden["chosen"]["raw_mean_bp"] == 7_500
        assert linden["other"]["raw_mean_bp"] != row_of(answer, two_versions.linden)["chosen"]["raw_mean_bp"]

    async def test_a_business_area_that_nothing_was_taken_from_is_offered_at_the_break(
        self, two_versions: Chain
    ) -> None:
        across = await answer_of(two_versions.ada, BUSINESS_AREA, business_area_key="communication")
        [other] = [one for one in across["segments"] if not one["is_chosen"]]
        assert other["in_common"]["no_common_score"] is None
        assert [one["in_common"] for one in across["segments"] if one["is_chosen"]] == [None]
        answer = await answer_of(
            two_versions.ada, COMMON, business_area_key="communication", other_key=other["comparability_key"]
        )
        assert [one["criterion_key"] for one in answer["criteria"]] == ["greeting"]
        assert answer["title"]["en"] == "Communication"
        row = row_of(answer, two_versions.linden)
        ordinary = row_of(across, two_versions.linden)["figure"]
        # The area holds greeting alone: on it, the score is the ordinary one, and so are n and interval.
        for name in ("raw_mean_bp", "visit_count", "ci_low_bp", "ci_high_bp"):
            assert row["chosen"][name] == ordinary[name]


class TestWhatIsRefused:
    async def test_too_little_in_common_says_how_much_it_is(self, two_versions: Chain) -> None:
        across = await answer_of(two_versions.ada, BUSINESS_AREA, business_area_key="relationship_and_recovery")
        [other] = [one for one in across["segments"] if not one["is_chosen"]]
        assert other["in_common"] == {
            "chosen_share_bp": 6_667, "other_share_bp": 10_000, "least_share_bp": 7_000,
            "no_common_score": "too_little_in_common",
        }  # fmt: skip
        answer = await answer_of(two_versions.ada, COMMON, business_area_key="relationship_and_recovery")
        assert answer["no_common_score"] == "too_little_in_common"
        assert answer["rows"] == []
        assert (answer["chosen"]["common_share_bp"], answer["chosen"]["overall"]) == (6_667, None)

    async def test_the_same_key_twice_and_a_version_without_visits_here(self, two_versions: Chain) -> None:
        answer = await answer_of(two_versions.ada, COMMON)
        key = answer["comparability_key"]
        twice = await answer_of(two_versions.ada, COMMON, comparability_key=key, other_key=key)
        assert (twice["no_common_score"], twice["rows"]) == ("same_key", [])
        none = await answer_of(two_versions.ada, COMMON, other_key="0" * 16)
        assert (none["no_common_score"], none["chosen"], none["other"]) == ("no_other_version", None, None)

    async def test_before_the_first_visit_there_is_no_other_version(self, stage: Chain) -> None:
        answer = await answer_of(stage.ada, COMMON)
        assert (answer["no_common_score"], answer["comparability_key"]) == ("no_other_version", None)
        missing = await stage.ada.get(COMMON, params={"business_area_key": "juggling"})
        assert missing.status_code == 404


@pytest.mark.parametrize("aggregation", ["criteria", "within_section"])
@pytest.mark.parametrize("area", [None, "selling_and_advice"])
async def test_the_sums_are_those_that_scoring_makes_of_the_same_ratings(
    stage: Chain, connection: Connection, aggregation: str, area: str | None
) -> None:
    chance = random.Random(3)
    document = rubric_document("floor-service")
    for number, section in enumerate(document["sections"]):
        section["weight"] = (3, 1, 0)[number]
    scored_by = limited_to(
        part_of(compiled(document | {"aggregation": aggregation}), area),
        ["greeting", "open_questions", "solution", "honest", "farewell"],
    )
    facts = defaultdict(list)
    visits = []
    for number in range(24):
        store_id = chance.choice([stage.linden, stage.hafen])
        given = [ratings_of(rubric_document("floor-service"), chance) for _ in range(chance.randint(1, 3))]
        at = some_time(1 + number)
        spoken = [interaction(stage.floor_version, ratings, at) for ratings in given]
        visits.append(floor_visit(stage, store_id, days_ago=1 + number, interactions=spoken))
        facts[store_id] += _facts(scored_by, given, area)
    await accepted(stage.mira, *visits)
    assert stage.floor_version is not None
    held = await version(connection, stage.organisation_id, stage.floor_version)
    today = datetime.now(UTC).date()
    found = await sums_on_criteria(
        connection, stage.organisation_id, scored_by, {stage.floor_version: held.place_of},
        [(stage.hafen, today - timedelta(days=40), today), (None, today - timedelta(days=40), today)],
        [stage.linden], is_business_area=area is not None,
    )  # fmt: skip
    assert found == {store_id: ScopeFigures(*total_of(of_store)[:7]) for store_id, of_store in facts.items()}


def _facts(scored_by: ScoringRubric, given: list[list[Json]], area: str | None) -> list[Any]:
    """The visit's fact of the store or the business area; `interactions` those with a score there."""
    scored = []
    for ratings in given:
        kept = [
            Rating(one["criterion_key"], one["state"], one.get("answer"))
            for one in ratings
            if one["criterion_key"] in scored_by.criterion_of
        ]
        score = score_of(scored_by, kept)
        if score.raw_bp is not None:
            scored.append(ScoredInteraction(1, None, score, 0, indifferent=False))
    wanted = ("store", None) if area is None else ("business_area", area)
    return [fact for fact in facts_of(scored_by, scored) if (fact.scope_kind, fact.scope_key) == wanted]


async def test_stores_out_of_sight_and_voided_visits_are_in_no_figure(two_versions: Chain) -> None:
    before = await answer_of(two_versions.ada, COMMON)
    await accepted(two_versions.mira, *visits_by(two_versions, changed("2026.2", greeting=6, farewell=None), "-", 9))
    visit = (await answer_of(two_versions.ada, COMMON))["other"]["overall"]
    assert visit["visit_count"] == before["other"]["overall"]["visit_count"] + 1
    listed = await answer_of(
        two_versions.ada, "/api/comparisons/visits", comparability_key=before["other"]["comparability_key"]
    )
    [newest] = [one for one in listed["visits"] if one["score_bp"] == 0][-1:]
    voided = await two_versions.vera.post(f"/api/visits/{newest['visit_id']}/void", json={"reason": "A rehearsal."})
    assert voided.status_code in (200, 204)
    elsewhere = visits_by(two_versions, changed("2026.2", greeting=6, farewell=None), "-", 9)
    await accepted(two_versions.mira, *[one | {"store_id": str(two_versions.schlossberg)} for one in elsewhere])
    after = await answer_of(two_versions.ada, COMMON)
    assert after["rows"] == before["rows"]
    assert after["other"]["overall"] == before["other"]["overall"]
    assert str(two_versions.schlossberg) not in {row["store_id"] for row in after["rows"]}
