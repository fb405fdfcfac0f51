"""Whatever is sent, only a re-encoded JPEG, PNG or WebP without metadata is kept; looking at it is bounded (Q37)."""

import asyncio
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import floorwalk
from floorwalk.attachments import reencoding
from floorwalk.attachments.errors import CheckingBusy
from floorwalk.attachments.pictures import LookingAtPictures, NotTaken, looked_at
from floorwalk.infrastructure.database import Connection
from tests.backend.attachments.hostile import SCRIPT, SECRET, Hostile, hostile_pictures, plain, saved
from tests.backend.attachments.sending import a_photo, announced, how_far, named, picture, put, sha256_of, uploaded
from tests.cast import Chain

PICTURES = hostile_pictures()
METADATA = (
    b"Exif",
    b"eXIf",
    b"GPS",
    b"ICC_PROFILE",
    b"iCCP",
    b"tEXt",
    b"zTXt",
    b"iTXt",
    b"tIME",
    b"EXIF",
    b"XMP ",
    b"adobe",
)


def test_they_are_at_least_sixty() -> None:
    assert len(PICTURES) >= 60


class TestEachHostilePicture:
    @pytest.mark.parametrize("hostile", PICTURES, ids=lambda one: one.name)
    def test_becomes_a_bare_picture_or_a_refusal(self, hostile: Hostile) -> None:
        if not hostile.becomes.startswith("image/"):
            with pytest.raises(reencoding.Refused, match=f"^{hostile.becomes}$"):
                reencoding.reencoded(hostile.content)
            return
        media_type, content = reencoding.reencoded(hostile.content)
        assert media_type == hostile.becomes
        assert [word for word in (*METADATA, SECRET, SCRIPT[:20], b"<?php") if word in content] == []
        with Image.open(io.BytesIO(content)) as kept:
            assert Image.MIME[str(kept.format)] == media_type
            assert getattr(kept, "n_frames", 1) == 1
            assert kept.mode in ("L", "RGB", "RGBA")
            assert dict(kept.getexif()) == {}
            assert set(kept.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "loop",
                "background",
                "timestamp",
                "duration",
            }
            kept.load()
            assert hostile.size in (None, kept.size)


@pytest.mark.slow
class TestAllOfThemThroughTheApi:
    async def test_they_are_stored_bare_or_refused_for_good_and_the_server_goes_on(
        self, stage: Chain, connection: Connection
    ) -> None:
        photos = [named(hostile.content, file_name=f"{hostile.name}.jpg") for hostile in PICTURES]
        halves = [photos[: len(photos) // 2], photos[len(photos) // 2 :]]
        visits = [await announced(stage, *half) for half in halves]
        for hostile, photo in zip(PICTURES, photos, strict=True):
            said = await uploaded(stage.mira, hostile.content)
            if said["state"] == "stored":
                visit = visits[0] if photo in halves[0] else visits[1]
                answer = await picture(stage.vera, visit, photo)
                assert (answer.headers["content-type"], SECRET in answer.content) == (hostile.becomes, False)
            else:
                assert (said["state"], said["problem_code"]) == ("refused", hostile.becomes)
                again = await put(stage.mira, photo["sha256"], 0, hostile.content[:1024])
                assert again.json()["state"] == "refused"
        assert await connection.fetchval("select count(*) from evidence_part") == 0
        content = a_photo()
        await announced(stage, named(content))
        assert (await uploaded(stage.mira, content))["state"] == "stored"


@pytest.mark.slow
class TestTheBoundsOfLooking:
    def test_what_the_child_may_use_is_bounded(self) -> None:
        seen = (
            "import resource, runpy, sys; module = runpy.run_path(sys.argv[1]); module['_bound_this_process']();"
            "print(*(resource.getrlimit(getattr(resource, name))[0] for name in"
            " ('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_FSIZE', 'RLIMIT_CORE')))"
        )
        done = subprocess.run([sys.executable, "-c", seen, reencoding.__file__], capture_output=True, check=True)
        assert done.stdout.split() == [b"%d" % (768 * 1024 * 1024), b"20", b"0", b"0"]

    def test_the_largest_picture_that_is_taken_stays_within_them(self) -> None:
        # From a small process: what a child is said to have used is at least what its parent had when it began.
        look = (
            "import resource, sys; from floorwalk.attachments.pictures import NotTaken, looked_at;"
            "verdict = looked_at(sys.stdin.buffer.read());"
            "print(not isinstance(verdict, NotTaken), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        content = saved(plain("RGBA", (6_000, 4_000)), "PNG")
        environment = os.environ | {"PYTHONPATH": str(Path(floorwalk.__file__).parents[1])}
        done = subprocess.run(
            [sys.executable, "-c", look], input=content, env=environment, capture_output=True, check=True
        )
        is_taken, largest_kib = done.stdout.split()
        assert is_taken == b"True"
        assert int(largest_kib) * 1024 < reencoding.MOST_MEMORY_BYTES

    def test_a_child_that_meets_its_bound_of_memory_gives_a_verdict(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reencoding, "MOST_PIXELS", 10**9)  # of this process, to see that the child has its own
        assert looked_at(saved(plain("RGB", (6_000, 4_001)), "PNG")) == NotTaken(reencoding.TOO_MANY_PIXELS)

    async def test_a_long_line_is_told_to_come_back(self) -> None:
        looking = LookingAtPictures()
        content = a_photo()
        at_once = await asyncio.gather(*(looking.look_at(content) for _ in range(12)), return_exceptions=True)
        assert sum(isinstance(one, CheckingBusy) for one in at_once) == 4
        assert not isinstance(await looking.look_at(content), NotTaken)


@pytest.mark.slow
class TestAServerThatIsBusyLooking:
    async def test_keeps_the_parts_and_stores_the_photo_when_it_is_asked_again(self, stage: Chain) -> None:
        contents = [a_photo(seed) for seed in range(14)]
        await announced(stage, *map(named, contents))
        answers = await asyncio.gather(*(put(stage.mira, sha256_of(one), 0, one) for one in contents))
        busy = [one for one, answer in zip(contents, answers, strict=True) if answer.status_code == 503]
        assert busy
        assert {answer.json()["code"] for answer in answers if answer.status_code == 503} == {"attachments.busy"}
        for content in busy:
            assert (await how_far(stage.mira, sha256_of(content)))["received_bytes"] == len(content)
            answer = await put(stage.mira, sha256_of(content), len(content), b"")
            assert answer.json()["state"] == "stored"
