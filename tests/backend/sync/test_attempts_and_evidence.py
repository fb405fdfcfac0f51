"""What a visit may say besides ratings: that it could not happen, which photos follow, which waits were edited."""

from copy import deepcopy

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.cast import Chain, chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, moment, sent, some_time, stage

__all__ = ["chain", "stage"]


def photo(**more: object) -> Json:
    return {"evidence_id": str(new_id()), "sha256": "a" * 64, "size_bytes": 4_000, "file_name": "Kasse.jpg"} | more


def with_photos(visit: Json, *photos: Json) -> Json:
    changed = deepcopy(visit)
    changed["interactions"][0]["evidence"] = list(photos)
    return changed


class TestAVisitThatCouldNotHappen:
    async def test_it_is_received_like_any_visit_and_counts_nowhere(self, stage: Chain, connection: Connection) -> None:
        attempt = floor_visit(stage, interactions=[]) | {
            "not_possible": {"reason": "closed", "at": moment(some_time(), 5_000)}
        }
        [receipt] = await accepted(stage.mira, attempt)
        assert [receipt] == await accepted(stage.mira, attempt)
        assert await connection.fetchval("select not_possible from visit") == "closed"
        for table in ("evaluation", "visit_fact", "sum_delta"):
            assert await connection.fetchval(f"select count(*) from {table}") == 0

    async def test_a_visit_without_interactions_and_without_a_reason_is_refused(self, stage: Chain) -> None:
        [result] = await sent(stage.mira, floor_visit(stage, interactions=[]))
        assert result["problem"]["code"] == "visits.neither_visit_nor_attempt"

    async def test_a_reason_beside_interactions_is_refused(self, stage: Chain) -> None:
        reason = {"not_possible": {"reason": "unsafe", "at": moment(some_time(), 5_000)}}
        [result] = await sent(stage.mira, floor_visit(stage) | reason)
        assert result["problem"]["code"] == "visits.neither_visit_nor_attempt"


class TestPhotosThatFollow:
    async def test_they_are_announced_with_the_visit(self, stage: Chain, connection: Connection) -> None:
        first, second = photo(criterion_key="greeting"), photo()
        await accepted(stage.mira, with_photos(floor_visit(stage), first, second))
        rows = await connection.fetch("select evidence_id, state, sha256, size_bytes from evidence")
        assert {str(row["evidence_id"]) for row in rows} == {first["evidence_id"], second["evidence_id"]}
        assert {(row["state"], row["size_bytes"]) for row in rows} == {("announced", 4_000)}
        said = await connection.fetchval("select evidence from evaluation")
        assert [one["criterion_key"] for one in said] == ["greeting", None]

    async def test_a_later_revision_announces_only_what_is_new(self, stage: Chain, connection: Connection) -> None:
        one, other = photo(), photo(sha256="b" * 64)
        visit = with_photos(floor_visit(stage), one)
        await accepted(stage.mira, visit)
        await connection.execute(
            "update evidence set state = 'stored', stored_sha256 = sha256, media_type = 'image/jpeg'"
        )
        ratings = visit["interactions"][0]["ratings"]
        added = interaction(stage.floor_version, ratings, some_time()) | {"evidence": [other]}
        await accepted(stage.mira, visit | {"revision": 2, "interactions": [*visit["interactions"], added]})
        states = dict(await connection.fetch("select evidence_id::text, state from evidence"))
        assert states == {one["evidence_id"]: "stored", other["evidence_id"]: "announced"}

    async def test_what_waits_for_review_may_drop_a_photo_that_has_not_come(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute("update programme set publication = 'after_review'")
        visit = with_photos(floor_visit(stage), photo())
        await accepted(stage.mira, visit)
        await accepted(stage.mira, with_photos(visit | {"revision": 2}))
        assert await connection.fetchval("select count(*) from evidence") == 0

    async def test_an_id_of_another_visit_is_refused_and_the_other_keeps_its_photo(
        self, stage: Chain, connection: Connection
    ) -> None:
        taken = photo()
        await accepted(stage.mira, with_photos(floor_visit(stage), taken))
        [result] = await sent(stage.emil, with_photos(floor_visit(stage), taken))
        assert result["problem"]["code"] == "sync.evidence_id_taken"
        assert await connection.fetchval("select count(*) from evidence") == 1

    async def test_two_visits_of_one_batch_cannot_share_an_id(self, stage: Chain, connection: Connection) -> None:
        shared = photo()
        results = await sent(stage.mira, *(with_photos(floor_visit(stage), shared) for _ in range(2)))
        assert sorted(result["status"] for result in results) == ["accepted", "refused"]
        assert await connection.fetchval("select count(*) from visit") == 1

    async def test_a_photo_of_a_criterion_that_the_version_does_not_have(self, stage: Chain) -> None:
        [result] = await sent(stage.mira, with_photos(floor_visit(stage), photo(criterion_key="no-such")))
        assert result["problem"]["code"] == "visits.evidence_criterion_unknown"


class TestAWaitThatWasEdited:
    async def test_it_is_kept_as_edited(self, stage: Chain, connection: Connection) -> None:
        visit = floor_visit(stage)
        visit["interactions"][0]["ratings"][1]["edited"] = True
        await accepted(stage.mira, visit)
        key = visit["interactions"][0]["ratings"][1]["criterion_key"]
        assert await connection.fetchval("select edited_keys from evaluation") == [key]
