"""An export for a formal process that HR of the sample chain has asked for, through the API."""

from datetime import UTC, datetime, timedelta

import httpx

from floorwalk.samples.loading import DAYS

TEXTS = {
    "en": "What is observed on the floor may be used in a formal process. You may see it, comment on it and"
    " dispute it.",
    "de": "Was auf der Fläche beobachtet wird, kann in einem förmlichen Verfahren benutzt werden. Du darfst es sehen,"
    " dazu etwas sagen und ihm widersprechen.",
}


async def waiting_for_a_second_person(hr: httpx.AsyncClient, administrator: httpx.AsyncClient) -> str:
    """Its id. The notice is older than the sample chain's first visit."""
    today = datetime.now(UTC).date()
    programmes = (await administrator.get("/api/programmes")).json()["programmes"]
    notice = {
        "programme_id": next(one["programme_id"] for one in programmes if one["programme_key"] == "floor-service"),
        "text_version": "Notice 2, with what may come of it",
        "languages": ["de", "en"],
        "given_on": (today - timedelta(days=DAYS + 31)).isoformat(),
        "channel": "letter",
        "reference": "works agreement 8/2025",
        "texts": TEXTS,
        "covers_formal_process": True,
    }
    recorded = await administrator.post("/api/staff-notices", json=notice)
    assert recorded.status_code == 201, recorded.text
    question = {
        "purpose": "formal_process",
        "from_on": (today - timedelta(days=90)).isoformat(),
        "to_on": today.isoformat(),
        "retain_until_on": (today + timedelta(days=90)).isoformat(),
        "formal_process": {
            "country": "DE",
            "legal_basis": "BDSG § 26 (1), works agreement 8/2025 § 4",
            "staff_notice_ids": [recorded.json()["staff_notice_id"]],
        },
    }
    answer = await hr.post("/api/exports", json=question)
    assert answer.status_code == 202, answer.text
    export_id: str = answer.json()["export_id"]
    return export_id
