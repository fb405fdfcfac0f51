"""What a phone does with a photo: names it in a visit, sends it in parts, asks how far it is."""

import hashlib
import io
import random
from copy import deepcopy
from typing import Any

import httpx
from PIL import Image

from floorwalk.kernel.ids import new_id
from tests.cast import Chain
from tests.cast_visits import Json, accepted, floor_visit

PART = 256 * 1024
OCTETS = {"Content-Type": "application/octet-stream"}


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def a_photo(seed: int = 1, width: int = 320, height: int = 240, quality: int = 80) -> bytes:
    """A JPEG that compresses about as well as a photo does."""
    noise = random.Random(seed).randbytes(width * height * 3)
    written = io.BytesIO()
    Image.frombytes("RGB", (width, height), noise).save(written, "JPEG", quality=quality)
    return written.getvalue()


def named(content: bytes, **more: object) -> Json:
    """A photo as a visit names it."""
    return {
        "evidence_id": str(new_id()),
        "sha256": sha256_of(content),
        "size_bytes": len(content),
        "file_name": "till.jpg",
    } | more


def with_photos(visit: Json, *photos: Json) -> Json:
    changed = deepcopy(visit)
    changed["interactions"][0]["evidence"] = list(photos)
    return changed


async def announced(chain: Chain, *photos: Json, evaluator: str = "mira", visit: Json | None = None) -> Json:
    """A received visit that names the photos."""
    visit = with_photos(visit or floor_visit(chain), *photos)
    await accepted(chain.clients[evaluator], visit)
    return visit


async def put(phone: httpx.AsyncClient, sha256: str, offset: int, content: bytes) -> httpx.Response:
    return await phone.put(f"/api/evidence/{sha256}", params={"offset": offset}, content=content, headers=OCTETS)


async def how_far(phone: httpx.AsyncClient, sha256: str) -> Json:
    answer = await phone.get(f"/api/evidence/{sha256}")
    assert answer.status_code == 200, answer.text
    said: Json = answer.json()
    return said


async def uploaded(phone: httpx.AsyncClient, content: bytes, sha256: str | None = None) -> Json:
    """Sends what the server has not got, part by part; the last answer."""
    sha256 = sha256 or sha256_of(content)
    said = await how_far(phone, sha256)
    while said["state"] in ("announced", "partial"):
        offset = said["received_bytes"]
        answer = await put(phone, sha256, offset, content[offset : offset + PART])
        assert answer.status_code == 200, answer.text
        said = answer.json()
    return said


async def read_visit(viewer: httpx.AsyncClient, visit: Json) -> Json:
    answer = await viewer.get(f"/api/visits/{visit['visit_id']}")
    assert answer.status_code == 200, answer.text
    read: Json = answer.json()
    return read


async def picture(viewer: httpx.AsyncClient, visit: Json, photo: Json) -> httpx.Response:
    return await viewer.get(f"/api/visits/{visit['visit_id']}/evidence/{photo['evidence_id']}")


def problem(answer: httpx.Response) -> Any:
    return answer.status_code, answer.json()["code"]
