"""Exports about people in tests: asked for, made at once in this process, and fetched by links that are good once."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from litestar import Litestar

from floorwalk.background import work_off
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
