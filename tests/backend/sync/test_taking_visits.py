"""What becomes of the visits of a batch: taken, known already, refused."""

import random

import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, chain
from tests.cast_visits import accepted, floor_visit, mystery_visit, sent, stage

__all__ = ["chain", "stage"]


class TestTakingAVisit:
    async def test_a_floor_visit_is_stored_with_its_score_and_a_receipt(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids["0001"])
        [receipt] = await accepted(stage.mira, visit)
        assert receipt["visit_id"] == visit["visit_id"]
        row = await connection.fetchrow("select raw_bp, visited_on, revision from visit")
        assert row["raw_bp"] is not None

    async def test_a_mystery_visit_is_stored(self, stage: Chain, connection: Connection) -> None:
        await accepted(stage.mira, mystery_visit(stage, chance=random.Random(3)))
        assert await connection.fetchval("select count(*) from evaluation") == 1
