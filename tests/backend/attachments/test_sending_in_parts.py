"""A photo in parts: where the next one begins, what is harmless, what is refused, and what the receipt names (Q13)."""

import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.attachments.sending import (
    PART,
    a_photo,
    announced,
    how_far,
    named,
    problem,
    put,
    read_visit,
    sha256_of,
    uploaded,
)
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit, interaction, some_time

pytestmark = pytest.mark.slow  # megabytes in parts


async def parts(connection: Connection) -> int:
    found: int = await connection.fetchval("select count(*) from evidence_part")
    return found


class TestAPhotoThatAVisitNames:
    async def test_its_receipt_names_it_and_both_hashes(self, stage: Chain, connection: Connection) -> None:
        content = a_photo(width=900, height=700)
        photo = named(content)
        await announced(stage, photo)
        said = await uploaded(stage.mira, content)
        assert len(content) > PART
        assert (said["state"], said["sha256"], said["size_bytes"]) == ("stored", sha256_of(content), len(content))
        assert said["evidence_ids"] == [photo["evidence_id"]]
        assert said["stored_sha256"] == await connection.fetchval("select stored_sha256 from evidence")
        assert await parts(connection) == 0

    async def test_asking_again_after_the_receipt_gives_the_same_receipt(self, stage: Chain) -> None:
        content = a_photo()
        await announced(stage, named(content))
        said = await uploaded(stage.mira, content)
        assert await how_far(stage.mira, sha256_of(content)) == said
        assert (await put(stage.mira, sha256_of(content), 0, content)).json() == said

    async def test_its_storing_leaves_one_row_in_the_audit_log(self, stage: Chain, connection: Connection) -> None:
        content = a_photo()
        photo = named(content)
        await announced(stage, photo)
        await uploaded(stage.mira, content)
        rows = await connection.fetch("select act, object_id, account_id from audit_log where object_kind = 'evidence'")
        assert [tuple(row) for row in rows] == [("evidence.stored", photo["evidence_id"], stage.account_ids["mira"])]

    async def test_nobody_else_can_ask_for_it_or_send_it(self, stage: Chain) -> None:
        content = a_photo()
        await announced(stage, named(content))
        for answer in (
            await stage.emil.get(f"/api/evidence/{sha256_of(content)}"),
            await put(stage.emil, sha256_of(content), 0, content),
        ):
            assert problem(answer) == (404, "not_found")

    @pytest.mark.parametrize("sha256", ["a" * 64, "A" * 64, "x", "%00", "..%2f..", "a" * 5_000])
    async def test_what_no_visit_names_is_not_taken(self, stage: Chain, connection: Connection, sha256: str) -> None:
        await announced(stage, named(a_photo()))
        assert problem(await stage.mira.get(f"/api/evidence/{sha256}")) == (404, "not_found")
        assert problem(await put(stage.mira, sha256, 0, b"x")) == (404, "not_found")
        assert await parts(connection) == 0


class TestPartsThatComeWrong:
    @pytest.fixture
    def content(self) -> bytes:
        return a_photo(width=900, height=700)

    async def test_a_gap_is_a_conflict_that_says_where_to_go_on(
        self, stage: Chain, connection: Connection, content: bytes
    ) -> None:
        await announced(stage, named(content))
        sha256 = sha256_of(content)
        await put(stage.mira, sha256, 0, content[:1000])
        answer = await put(stage.mira, sha256, 2000, content[2000:3000])
        assert problem(answer) == (409, "attachments.wrong_offset")
        assert "1000 bytes" in answer.json()["detail"]
        assert (await how_far(stage.mira, sha256))["received_bytes"] == 1000
        assert await parts(connection) == 1

    async def test_the_same_part_again_is_harmless(self, stage: Chain, connection: Connection, content: bytes) -> None:
        await announced(stage, named(content))
        sha256 = sha256_of(content)
        first = await put(stage.mira, sha256, 0, content[:PART])
        again = await put(stage.mira, sha256, 0, content[:PART])
        assert first.json() == again.json()
        assert await parts(connection) == 1
        assert (await uploaded(stage.mira, content))["state"] == "stored"

    async def test_other_bytes_at_a_place_that_has_some_change_nothing(self, stage: Chain, content: bytes) -> None:
        await announced(stage, named(content))
        sha256 = sha256_of(content)
        await put(stage.mira, sha256, 0, content[:1000])
        assert problem(await put(stage.mira, sha256, 0, b"x" * 1000)) == (409, "attachments.wrong_offset")
        assert (await uploaded(stage.mira, content))["state"] == "stored"

    async def test_more_than_was_announced_is_refused(self, stage: Chain, connection: Connection) -> None:
        content = a_photo()
        await announced(stage, named(content))
        answer = await put(stage.mira, sha256_of(content), 0, content + b"x")
        assert problem(answer) == (413, "attachments.beyond_announced_size")
        assert await parts(connection) == 0

    async def test_a_part_larger_than_a_quarter_megabyte_is_refused(self, stage: Chain, content: bytes) -> None:
        await announced(stage, named(content))
        answer = await put(stage.mira, sha256_of(content), 0, content[: PART + 1])
        assert problem(answer) == (413, "request.too_large")

    async def test_bytes_of_another_hash_are_thrown_away_and_the_right_ones_are_taken_afterwards(
        self, stage: Chain, connection: Connection
    ) -> None:
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo)
        damaged = content[:-5] + b"xxxxx"
        answer = await put(stage.mira, sha256_of(content), 0, damaged)
        assert problem(answer) == (409, "attachments.content_differs")
        assert await parts(connection) == 0
        assert (await read_visit(stage.mira, visit))["evidence_missing"] == 1
        assert (await uploaded(stage.mira, content))["state"] == "stored"
        assert (await read_visit(stage.mira, visit))["evidence_missing"] == 0

    @pytest.mark.parametrize("cut", [1, 2, 1_000, PART - 1])
    async def test_cut_at_any_byte_it_goes_on_there(self, stage: Chain, content: bytes, cut: int) -> None:
        await announced(stage, named(content))
        sha256 = sha256_of(content)
        await put(stage.mira, sha256, 0, content[:cut])
        assert (await how_far(stage.mira, sha256))["received_bytes"] == cut
        said = await uploaded(stage.mira, content)
        assert (said["state"], said["sha256"]) == ("stored", sha256)

    async def test_two_photos_with_one_hash_and_two_sizes_hold_nothing_up(self, stage: Chain) -> None:
        content = a_photo()
        await announced(stage, named(content), named(content, size_bytes=len(content) + 7))
        assert (await uploaded(stage.mira, content))["state"] == "stored"


class TestNamesThatAreOdd:
    NAMES = (
        "caf\u00e9.jpg",
        "cafe\u0301.jpg",
        "TILL.JPG",
        "till.jpg",
        "till.jpg",
        "x" * 296 + ".jpg",
        "../../etc/passwd",
        "CON",
        "\u202egpj.exe",
        "a b\tc\n.jpg",
        None,
    )

    async def test_every_photo_is_kept_apart_and_named(self, stage: Chain) -> None:
        contents = [a_photo(seed) for seed in range(len(self.NAMES))]
        photos = [named(content, file_name=name) for content, name in zip(contents, self.NAMES, strict=True)]
        visit = await announced(stage, *photos)
        received = [await uploaded(stage.mira, content) for content in contents]
        assert [said["evidence_ids"] for said in received] == [[photo["evidence_id"]] for photo in photos]
        assert len({said["stored_sha256"] for said in received}) == len(photos)
        (read,) = (await read_visit(stage.mira, visit))["interactions"]
        assert [photo["file_name"] for photo in read["evidence"]] == list(self.NAMES)
        assert {photo["state"] for photo in read["evidence"]} == {"stored"}


class TestTheSamePhotoTwice:
    async def test_in_one_visit_it_is_sent_once_and_both_are_received(self, stage: Chain) -> None:
        content = a_photo()
        one, other = named(content, criterion_key="greeting"), named(content, file_name="other.jpg")
        visit = await announced(stage, one, other)
        said = await uploaded(stage.mira, content)
        assert sorted(said["evidence_ids"]) == sorted([one["evidence_id"], other["evidence_id"]])
        assert (await read_visit(stage.mira, visit))["evidence_missing"] == 0

    async def test_in_a_later_visit_nothing_is_sent_again(self, stage: Chain, connection: Connection) -> None:
        content = a_photo()
        await announced(stage, named(content))
        await uploaded(stage.mira, content)
        later = await announced(stage, named(content))
        said = await how_far(stage.mira, sha256_of(content))
        assert (said["state"], said["received_bytes"]) == ("partial", len(content))
        answer = await put(stage.mira, sha256_of(content), len(content), b"")
        assert answer.json()["state"] == "stored"
        assert len(answer.json()["evidence_ids"]) == 2
        assert (await read_visit(stage.mira, later))["evidence_missing"] == 0
        assert await connection.fetchval("select count(*) from audit_log where act = 'evidence.stored'") == 2

    async def test_of_two_evaluators_each_sends_and_each_has_a_receipt(self, stage: Chain) -> None:
        content = a_photo()
        of_mira, of_emil = named(content), named(content)
        await announced(stage, of_mira)
        await announced(stage, of_emil, evaluator="emil")
        assert (await uploaded(stage.mira, content))["evidence_ids"] == [of_mira["evidence_id"]]
        assert (await how_far(stage.emil, sha256_of(content)))["state"] == "announced"
        assert (await uploaded(stage.emil, content))["evidence_ids"] == [of_emil["evidence_id"]]


class TestWhatIsMissing:
    async def test_a_visit_is_received_without_its_photos_and_complete_with_all(self, stage: Chain) -> None:
        contents = [a_photo(seed) for seed in range(3)]
        visit = await announced(stage, *map(named, contents))
        missing = [(await read_visit(stage.mira, visit))["evidence_missing"]]
        for content in contents:
            await uploaded(stage.mira, content)
            missing.append((await read_visit(stage.mira, visit))["evidence_missing"])
        assert missing == [3, 2, 1, 0]

    async def test_a_photo_of_a_later_interaction_is_sent_for_the_revision_that_names_it(self, stage: Chain) -> None:
        visit = floor_visit(stage)
        await accepted(stage.mira, visit)
        content = a_photo()
        assert (await stage.mira.get(f"/api/evidence/{sha256_of(content)}")).status_code == 404
        ratings = visit["interactions"][0]["ratings"]
        more: Json = interaction(stage.floor_version, ratings, some_time()) | {"evidence": [named(content)]}
        await accepted(stage.mira, visit | {"revision": 2, "interactions": [*visit["interactions"], more]})
        assert (await uploaded(stage.mira, content))["state"] == "stored"
