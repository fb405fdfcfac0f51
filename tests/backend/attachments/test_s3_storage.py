"""The same storing and reading against a real S3-compatible server, spoken to over HTTP."""

import contextlib
import dataclasses
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from floorwalk.app import create_app
from floorwalk.infrastructure.blobs import Blobs, StorageUnavailable
from floorwalk.infrastructure.database import Connection
from floorwalk.settings import EvidenceStorage, Settings
from tests.backend.attachments.sending import a_photo, announced, named, picture, problem, put, sha256_of, uploaded
from tests.cast import load_cast, signed_in
from tests.cast_visits import publish_samples

PATIENCE_SECONDS = 60.0
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """moto's server, a process of its own, with the bucket `photos`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _has_bucket(url):
            assert server.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _has_bucket(url: str) -> bool:
    made = urllib.request.Request(f"{url}/photos", method="PUT")  # noqa: S310 our own address
    with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(made, timeout=5) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def storage_at(endpoint: str) -> EvidenceStorage:
    return EvidenceStorage("s3://photos/floorwalk", endpoint, "us-east-1", "key", "secret")


class TestAnS3CompatibleServer:
    async def test_keeps_gives_back_and_lets_go(self, endpoint: str, tmp_path: Path) -> None:
        blobs = Blobs(storage_at(endpoint), tmp_path)
        content = a_photo()
        assert await blobs.get("one/ab/abc") is None
        await blobs.put("one/ab/abc", content)
        assert await Blobs(storage_at(endpoint), tmp_path).get("one/ab/abc") == content
        whole_bucket = dataclasses.replace(storage_at(endpoint), url="s3://photos")
        assert await Blobs(whole_bucket, tmp_path).get("floorwalk/one/ab/abc") == content
        await blobs.delete("one/ab/abc")
        await blobs.delete("one/ab/abc")
        assert await blobs.get("one/ab/abc") is None
        assert not (tmp_path / "evidence").exists()

    async def test_carries_a_photo_from_the_phone_to_the_reviewer(
        self, endpoint: str, settings: Settings, connection: Connection
    ) -> None:
        app = create_app(dataclasses.replace(settings, evidence=storage_at(endpoint)))
        async with signed_in(await load_cast(connection, app)) as chain:
            await publish_samples(chain)
            content = a_photo()
            photo = named(content)
            visit = await announced(chain, photo)
            said = await uploaded(chain.mira, content)
            answer = await picture(chain.vera, visit, photo)
            assert (answer.status_code, sha256_of(answer.content)) == (200, said["stored_sha256"])
        await app.state.database.close()


class TestAStorageThatIsAway:
    @pytest.fixture
    def nowhere(self) -> EvidenceStorage:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return storage_at(f"http://127.0.0.1:{probe.getsockname()[1]}")

    async def test_is_said_and_the_photo_is_stored_when_it_is_back(
        self, endpoint: str, nowhere: EvidenceStorage, settings: Settings, connection: Connection, tmp_path: Path
    ) -> None:
        away = create_app(dataclasses.replace(settings, evidence=nowhere))
        content = a_photo()
        cast = await load_cast(connection, away)
        async with signed_in(cast) as chain:
            await publish_samples(chain)
            await announced(chain, named(content))
            answer = await put(chain.mira, sha256_of(content), 0, content)
            assert problem(answer) == (503, "service.storage_unavailable")
            assert int(answer.headers["retry-after"]) > 0
            assert await connection.fetchval("select state from evidence") == "announced"
        await away.state.database.close()
        back = create_app(dataclasses.replace(settings, evidence=storage_at(endpoint)))
        cast.app = back
        async with signed_in(cast) as chain:
            answer = await put(chain.mira, sha256_of(content), len(content), b"")
            assert answer.json()["state"] == "stored"
        await back.state.database.close()

    async def test_a_full_folder_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "evidence").write_text("a file where the folder should be")
        with pytest.raises(StorageUnavailable):
            await Blobs(EvidenceStorage(), tmp_path).put("one/ab/abc", b"x")
