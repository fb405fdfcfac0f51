"""An 8 MB photo that is cut ten times while its server is killed twice, and two servers that take it in turns (Q14)."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.backend.attachments.sending import (
    OCTETS,
    PART,
    a_photo,
    announced,
    how_far,
    named,
    picture,
    put,
    read_visit,
    sha256_of,
)
from tests.cast import Chain, sign_in
from tests.contract.served import ROOT, _wait_for, served

pytestmark = pytest.mark.slow
CUTS = 10
KILLS_AFTER_CUT = (3, 7)


class Killable:
    """A server that is killed outright and started again on the same port."""

    def __init__(self, database_url: str, data_dir: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        ours = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALK_")}
        self.environment = ours | {
            "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}",
            "FLOORWALK_DATABASE_URL": database_url,
            "FLOORWALK_DATA_DIR": str(data_dir),
        }
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1",
             "--port", str(self.port), "--workers", "1", "--no-access-log", "tests.contract.served:make"],
            cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        _wait_for(self.url, self.process)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def kill(self) -> None:
        """With its workers, as a machine that loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


@asynccontextmanager
async def phone_at(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        yield await sign_in(client, "mira@linden.example")


async def cut_in_the_middle(url: str, phone: httpx.AsyncClient, sha256: str, offset: int, part: bytes) -> None:
    """Sends the head and half of a part, and hangs up."""
    port = int(url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    head = (
        f"PUT /api/evidence/{sha256}?offset={offset} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {cookies}\r\n"
        f"X-CSRF-Token: {phone.headers['X-CSRF-Token']}\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Length: {len(part)}\r\n\r\n"
    )
    writer.write(head.encode() + part[: len(part) // 2])
    await writer.drain()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    reader.feed_eof()


class TestAPhotoThatIsBrokenOffAgainAndAgain:
    async def test_arrives_with_an_equal_hash_and_each_cut_costs_at_most_one_part(
        self, stage: Chain, connection: Connection, database_url: str, data_dir: Path
    ) -> None:
        content = a_photo(width=3_400, height=2_600, quality=88)
        assert 7_000_000 < len(content) < 10_000_000
        photo, sha256 = named(content), sha256_of(content)
        visit = await announced(stage, photo)
        server = Killable(database_url, data_dir)
        sent_bytes, cuts = 0, 0
        try:
            async with phone_at(server.url) as phone:
                said = await how_far(phone, sha256)
                while said["state"] in ("announced", "partial"):
                    offset = said["received_bytes"]
                    part = content[offset : offset + PART]
                    sent_bytes += len(part)
                    if cuts < CUTS and offset // PART % 3 == 1 and cuts <= offset // PART // 3:
                        await cut_in_the_middle(server.url, phone, sha256, offset, part)
                        cuts += 1
                        if cuts in KILLS_AFTER_CUT:
                            server.kill()
                            server.start()
                        said = await how_far(phone, sha256)
                        assert said["received_bytes"] == offset
                        continue
                    said = (await put(phone, sha256, offset, part)).json()
                assert cuts == CUTS
        finally:
            server.kill()
        assert (said["state"], said["sha256"], said["evidence_ids"]) == ("stored", sha256, [photo["evidence_id"]])
        assert sent_bytes <= len(content) + CUTS * PART
        assert (await read_visit(stage.mira, visit))["evidence_missing"] == 0
        assert sha256_of((await picture(stage.vera, visit, photo)).content) == said["stored_sha256"]
        assert await connection.fetchval("select count(*) from evidence_part") == 0

    async def test_killed_between_the_last_part_and_the_look_at_it(
        self, stage: Chain, connection: Connection, database_url: str, data_dir: Path
    ) -> None:
        """What such a death leaves behind: every part, and no verdict. The phone finds all bytes there, and asks."""
        content = a_photo()
        sha256 = sha256_of(content)
        await announced(stage, named(content))
        await put(stage.mira, sha256, 0, content[:1_000])
        await connection.execute(
            "insert into evidence_part (organisation_id, evaluator_id, sha256, from_byte, size_bytes, content,"
            " received_at) select organisation_id, evaluator_id, sha256, 1000, octet_length($1::bytea), $1::bytea,"
            " received_at from evidence_part",
            content[1_000:],
        )
        said = await how_far(stage.mira, sha256)
        assert (said["state"], said["received_bytes"]) == ("partial", len(content))
        assert (await put(stage.mira, sha256, len(content), b"")).json()["state"] == "stored"


class TestTwoServers:
    async def test_take_the_parts_of_one_photo_in_turns(self, stage: Chain, database_url: str, data_dir: Path) -> None:
        content = a_photo(width=1_600, height=1_200)
        sha256 = sha256_of(content)
        await announced(stage, named(content))
        with served(database_url, data_dir) as one, served(database_url, data_dir) as other:
            async with phone_at(one) as first, phone_at(other) as second:
                turns = [first, second]
                said = await how_far(first, sha256)
                while said["state"] in ("announced", "partial"):
                    turns.reverse()
                    offset = said["received_bytes"]
                    said = (await put(turns[0], sha256, offset, content[offset : offset + PART])).json()
        assert said["state"] == "stored"

    async def test_given_every_part_by_both_at_once_keep_one_photo_and_say_the_same(
        self, stage: Chain, connection: Connection, database_url: str, data_dir: Path
    ) -> None:
        content = a_photo(width=1_600, height=1_200)
        sha256 = sha256_of(content)
        await announced(stage, named(content))
        with served(database_url, data_dir) as one, served(database_url, data_dir) as other:
            async with phone_at(one) as first, phone_at(other) as second:
                for offset in range(0, len(content), PART):
                    part = content[offset : offset + PART]
                    answers = await asyncio.gather(
                        *(
                            phone.put(f"/api/evidence/{sha256}?offset={offset}", content=part, headers=OCTETS)
                            for phone in (first, second) * 3
                        )
                    )
                    assert {answer.status_code for answer in answers} == {200}, [one.text for one in answers]
                settled = [await how_far(phone, sha256) for phone in (first, second)]
        assert settled[0] == settled[1]
        assert settled[0]["state"] == "stored"
        assert await connection.fetchval("select count(*) from audit_log where act = 'evidence.stored'") == 1
        assert await connection.fetchval("select count(*) from evidence_part") == 0
