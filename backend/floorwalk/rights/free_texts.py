"""Where people write about people, beside visits and evaluations (visits/unnaming.py), and taking a name out of it."""

import json
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.visits.unnaming import MASK, masked

SHORTEST_TEXT = 3  # letters: what a CHECK asks of a reason, also once a name is out of it
PROSE = ("question", "words")  # in JSON; its other texts are keys and ids
FREE_TEXTS = {
    "visit": ("void_reason",),
    "visit_return": ("questions", "answers"),
    "correction": ("reason",),
    "dispute": ("reason", "evidence", "appeal_reason"),
    "dispute_decision": ("reason",),
    "acknowledgement": ("comment",),
    "coaching_plan": ("agreement", "person_comment", "drop_reason"),
    "showcase_card": ("act",),
    "action_item": ("task", "evidence_text", "drop_reason"),
    "action_item_comment": ("text",),
    "export_approval": ("decision_reason",),
    "assignment": ("decline_reason",),
    "assignment_answer": ("reason",),
}
# Those about one visit, $3: there each word of the name means the person who is taken out of it.
OF_VISITS = {
    "visit": "visit_id = any($3::uuid[])",
    "visit_return": "visit_id = any($3::uuid[])",
    "correction": "visit_id = any($3::uuid[])",
    "dispute": "visit_id = any($3::uuid[])",
    "dispute_decision": "dispute_id in (select dispute_id from dispute where organisation_id = $1"
    " and visit_id = any($3::uuid[]))",
}


async def mask_everywhere(connection: Connection, organisation_id: UUID, whole_name: str) -> None:
    """Takes a whole name out of what was written about anybody."""
    for table in FREE_TEXTS:
        await _mask(connection, table, "true", [whole_name], organisation_id)


async def mask_about_visits(
    connection: Connection, organisation_id: UUID, visits: Sequence[UUID], words: Collection[str]
) -> None:
    """Takes a name and its words out of what was written about these visits."""
    for table, condition in OF_VISITS.items():
        await _mask(connection, table, condition, words, organisation_id, list(visits))


async def _mask(
    connection: Connection, table: str, condition: str, words: Collection[str], organisation_id: UUID, *more: object
) -> None:
    columns = FREE_TEXTS[table]
    rows = await connection.fetch(
        f"select ctid, {', '.join(columns)} from {table} where organisation_id = $1"
        f" and concat_ws(' ', {', '.join(columns)}) ilike any($2::text[]) and {condition} for update",
        organisation_id, [pattern for word in words for pattern in _patterns(word)], *more,
    )  # fmt: skip
    values = ", ".join(f"{column} = ${place}" for place, column in enumerate(columns, start=2))
    for row in rows:  # locked, so that they stay at their ctid until they are written
        texts = [_without(row[column], words) for column in columns]
        await connection.execute(f"update {table} set {values} where ctid = $1", row["ctid"], *texts)


def _patterns(word: str) -> set[str]:
    """For ilike: the word in a text, and as JSON writes it."""
    return {
        "%" + written.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        for written in (word, json.dumps(word, ensure_ascii=False)[1:-1])
    }


def _without(value: Any, words: Collection[str]) -> Any:
    if isinstance(value, list):
        return [one | {name: masked(one[name], words) for name in PROSE if name in one} for one in value]
    left = masked(value, words)
    return MASK * SHORTEST_TEXT if left != value and len(left) < SHORTEST_TEXT else left
