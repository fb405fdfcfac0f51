"""Phones are updated when their owners let them: what an older app sends is taken first, and then it is told."""

import re
from pathlib import Path
from typing import Any

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.sync.app_versions import RELEASED, TAKEN_BACK, is_update_wanted
from tests.cast import Chain, chain
from tests.cast_visits import Json, batch_of, floor_visit, published, rubric_document, stage

__all__ = ["chain", "stage"]

WEB_APP = Path(__file__).parents[3] / "frontend" / "src" / "app-version.ts"
FIVE_RELEASES = ("2026.8.0", "2026.9.0", "2026.10.0", "2026.11.0", "2026.12.0")


async def answer_to(stage: Chain, visits: list[Json], app_version: str) -> Json:
    answer = await stage.mira.post("/api/sync/visits", json=batch_of(visits) | {"app_version": app_version})
    assert answer.status_code == 200, answer.text
    said: Json = answer.json()
    return said


def without_later_fields(visit: Json) -> Json:
    """As the first released app wrote it: no assignment, no reason, no photos, no word on edited waits."""
    for name in ("assignment_id", "not_possible"):
        visit.pop(name, None)
    for one in visit["interactions"]:
        one.pop("evidence", None)
        for rating in one["ratings"]:
            rating.pop("edited", None)
            rating.pop("basis", None)
    return visit


class TestTheListOfReleases:
    def test_the_newest_is_the_web_app_of_this_server(self) -> None:
        found = re.search(r"APP_VERSION = '([^']+)'", WEB_APP.read_text(encoding="utf-8"))
        assert found is not None
        assert RELEASED[-1] == found[1]

    def test_it_is_in_order_and_names_nothing_twice(self) -> None:
        numbers = [tuple(map(int, version.split("."))) for version in RELEASED]
        assert numbers == sorted(set(numbers))


class TestWhoIsToldToUpdate:
    @pytest.mark.parametrize(
        ("app_version", "told"),
        [
            ("2026.12.0", False),
            ("2026.11.0", False),
            ("2026.10.0", False),  # two releases back
            ("2026.9.0", True),  # as text it would come after 2026.12.0
            ("2026.8.0", True),
            ("2027.1.0", False),  # a phone that is ahead of this process
            ("2026.10", True),
            ("2026.10.x", True),
            ("٢٠٢٧.١.٠", True),
            ("", True),
        ],
    )
    def test_whoever_is_more_than_two_releases_back_or_unheard_of(self, app_version: str, told: bool) -> None:
        assert is_update_wanted(app_version, FIVE_RELEASES) is told

    def test_nobody_while_there_are_too_few_releases_to_be_behind(self) -> None:
        assert [is_update_wanted(one, FIVE_RELEASES[: TAKEN_BACK + 1]) for one in FIVE_RELEASES[:3]] == [False] * 3

    async def test_it_is_told_after_its_visits_were_taken(self, stage: Chain, connection: Connection) -> None:
        said = await answer_to(stage, [floor_visit(stage)], "2020.1.0")
        assert said["update_wanted"] is True
        assert said["results"][0]["status"] == "accepted"
        assert await connection.fetchval("select count(*) from visit") == 1
        assert (await answer_to(stage, [floor_visit(stage)], RELEASED[-1]))["update_wanted"] is False


class TestARubricThatWasPublishedAgainMeanwhile:
    async def test_fifty_visits_of_a_phone_two_versions_old_are_taken_under_the_version_they_were_filled_in_with(
        self, stage: Chain, connection: Connection
    ) -> None:
        begun_with = stage.floor_version
        waiting = [without_later_fields(floor_visit(stage, days_ago=3)) for _ in range(50)]
        newer: list[Any] = []
        for label in ("second", "third"):
            document = rubric_document("floor-service")
            document["version_label"] = label
            document["sections"][0]["criteria"][0]["weight"] += len(newer) + 1
            newer.append(await published(stage.rubi, document))
        assert len({begun_with, *newer}) == 3

        said = await answer_to(stage, waiting, RELEASED[max(0, len(RELEASED) - 1 - TAKEN_BACK)])
        assert [result["status"] for result in said["results"]] == ["accepted"] * 50
        assert said["update_wanted"] is False
        versions = await connection.fetch("select rubric_version_id, count(*) from evaluation group by 1")
        assert [tuple(row) for row in versions] == [(begun_with, 50)]
