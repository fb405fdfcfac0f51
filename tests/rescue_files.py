"""Rescue files as a phone makes them, for tests that bring them in."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from floorwalk.kernel.canonical import sha256_hex
from floorwalk.kernel.ids import new_id
from tests.cast import Chain
from tests.cast_visits import DEVICE_ID, Json, moment, rubric_document, some_time


def entry_of(visit: Json) -> Json:
    """A visit in the phone's queue: its exact text, and the hash of that."""
    body = json.dumps(visit)
    return {
        "seq": 1,
        "visit_id": visit["visit_id"],
        "revision": visit["revision"],
        "content_hash": sha256_hex(body.encode()),
        "body": body,
        "added_at": 1_760_000_000_000,
        "attempted": False,
        "problem": None,
    }


def draft_of(chain: Chain, answered: int) -> Json:
    """An interaction at Linden with so many criteria of the floor rubric answered, and one only commented."""
    keys = [one["criterion_key"] for section in rubric_document("floor-service")["sections"]
            for one in section["criteria"]]  # fmt: skip
    rating = {"state": "not_observed", "answer": None, "comment": "", "at": None, "timing_since": None}
    ratings = dict.fromkeys(keys[:answered], rating) | {keys[-1]: rating | {"state": None, "comment": "Begun"}}
    return {
        "interaction_id": str(new_id()),
        "visit_id": str(new_id()),
        "store_id": str(chain.linden),
        "rubric_version_id": str(chain.floor_version),
        "started": moment(some_time()),
        "ratings": ratings,
    }


def rescue_document(account_id: UUID | str, visits: Iterable[Json] = (), **more: Any) -> Json:
    return {
        "format": 1,
        "made_at": datetime.now(UTC).isoformat(),
        "app_version": "2026.11.0",
        "device_id": DEVICE_ID,
        "clock_skew_ms": None,
        "account": {"account_id": str(account_id), "display_name": "Mira Moser"},
        "outbox": [entry_of(visit) for visit in visits],
        "drafts": [],
        "visits": [],
        "receipts": [],
        "assignment_answers": [],
        "photos": [],
    } | more


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def rescue_file(document: Json, photos: Mapping[str, bytes] | None = None) -> bytes:
    """The ZIP; `photos` by their name in it."""
    return zipped({"rescue.json": json.dumps(document).encode()} | dict(photos or {}))
