"""Exports about people in tests: asked for, made at once in this process, and fetched by links that are good once."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from litestar import Litestar

from floorwalk.background import work_off
from tests.cast import Chain
from tests.cast_visits import Json

TODAY = datetime.now(UTC).date()


def a_question(**changes: Any) -> Json:
    return {
        "purpose": "coaching",
        "from_on": (TODAY - timedelta(days=80)).isoformat(),
        "to_on": TODAY.isoformat(),
        "population": {"area_id": None, "store_id": None},
        "retain_until_on": (TODAY + timedelta(days=90)).isoformat(),
    } | changes


async def a_formal_notice(chain: Chain, **changes: Any) -> str:
    """A notice of the floor programme whose text says that it may come to a formal process, given to all before the
    cast's own, which so stays the newest."""
    words = "What is observed may be used in a formal process."
    notice = {
        "programme_id": str(chain.floor_programme),
        "text_version": "Notice 3",
        "languages": ["en"],
        "given_on": "2023-02-01",
        "channel": "notice board",
        "reference": "WC 4",
        "texts": {"en": words},
        "covers_formal_process": True,
    }
    answer = await chain.otto.post("/api/staff-notices", json=notice | changes)
    assert answer.status_code == 201, answer.text
    staff_notice_id: str = answer.json()["staff_notice_id"]
    return staff_notice_id


def formal(*staff_notice_ids: str, **changes: Any) -> Json:
    """What a question for a formal process has beside any other; `changes` are those of its grounds."""
    grounds = {"country": "DE", "legal_basis": "BDSG § 26 (1)", "staff_notice_ids": list(staff_notice_ids)}
    return {"purpose": "formal_process", "formal_process": grounds | changes}


async def asked(hr: httpx.AsyncClient, **changes: Any) -> Json:
    """Waiting in the queue."""
    answer = await hr.post("/api/exports", json=a_question(**changes))
    assert answer.status_code == 202, answer.text
    waiting: Json = answer.json()
    return waiting


async def worked_off(app: Litestar) -> int:
    """What the server's own process for the background would do; how many pieces there were."""
    return await work_off(app.state.database, app.state.settings)


async def exported(app: Litestar, hr: httpx.AsyncClient, **changes: Any) -> Json:
    """The export, whatever became of it."""
    waiting = await asked(hr, **changes)
    await worked_off(app)
    answer = await hr.get(f"/api/exports/{waiting['export_id']}")
    assert answer.status_code == 200, answer.text
    made: Json = answer.json()
    return made


async def link_to(hr: httpx.AsyncClient, made: Json, name: str) -> str:
    answer = await hr.post(f"/api/exports/{made['export_id']}/files/{name}/link")
    assert answer.status_code == 201, answer.text
    address: str = answer.json()["address"]
    return address


async def file_of(hr: httpx.AsyncClient, made: Json, name: str) -> bytes:
    answer = await hr.get(await link_to(hr, made, name))
    assert answer.status_code == 200, answer.text
    return answer.content


async def rows_of(hr: httpx.AsyncClient, made: Json, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((await file_of(hr, made, name)).decode(), newline="")))
