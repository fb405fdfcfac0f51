"""Where else somebody wrote a person's whole name: in what was said of others, of a store, or of a visit without them.

What deletion would take the name out of (mask_full_name, mask_everywhere), an archive shows: the sentence with the
name, not what stands around it, and without the names of others. What is about the person stands in the archive in
full and is passed over here; but earlier revisions are looked through as wholes, whomever an interaction was with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from floorwalk.coaching.export_queries import names_of_people
from floorwalk.infrastructure.database import Connection
from floorwalk.rights.free_texts import FREE_TEXTS
from floorwalk.visits.unnaming import masked, parts_of

# With the free texts of visits, which unnaming.py masks.
PLACES = FREE_TEXTS | {
    "visit": ("comment", *FREE_TEXTS["visit"]),
    "evaluation": ("comment", "comments", "text_answers", "stars"),
    "superseded_revision": ("said",),
}
# Rows that are the person's own ($2) or of their visits ($4), which the archive shows in full.
SHOWN_ELSEWHERE = {
    "visit": "visit_id = any($4::uuid[])",
    "evaluation": "staff_member_id = $2 or original ->> 'staff_member_id' = $2::uuid::text",
    "correction": "evaluation_id in (select evaluation_id from evaluation where organisation_id = $1"
    " and (staff_member_id = $2 or original ->> 'staff_member_id' = $2::uuid::text))",
    "dispute": "staff_member_id = $2",
    "dispute_decision": "dispute_id in (select dispute_id from dispute where organisation_id = $1"
    " and staff_member_id = $2)",
    "acknowledgement": "staff_member_id = $2",
    "coaching_plan": "staff_member_id = $2",
    "showcase_card": "staff_member_id = $2",
}
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


async def mentions_of(
    connection: Connection, organisation_id: UUID, person: Mapping[str, Any], visits: Sequence[UUID]
) -> list[dict[str, Any]]:
    """Each with the place in which it stands. `visits` are those that the archive shows."""
    name = person["display_name"]
    own = {word.casefold() for word in parts_of([name, person["first_name"]])}
    everybody = parts_of(await names_of_people(connection, organisation_id))
    others = {word for word in everybody if word.casefold() not in own}
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    found = []
    for table, columns in PLACES.items():
        elsewhere = SHOWN_ELSEWHERE.get(table, "false")
        # In: organisation, person, their name, visits. % and _ of a name mean anything here; `whole` is exact.
        rows = await connection.fetch(
            f"select {', '.join(columns)} from {table} where organisation_id = $1"
            f" and concat_ws(' ', {', '.join(columns)}) ilike '%' || $3 || '%' and ({elsewhere}) is not true"
            " and $2::uuid is not null and $4::uuid[] is not null",
            organisation_id, person["staff_member_id"], name, list(visits),
        )  # fmt: skip
        found += [
            {"place": f"{table}.{column}", "sentence": masked(sentence, others)}
            for row in rows
            for column in columns
            for text in _texts_in(row[column])
            for sentence in _sentences_with(whole, text)
        ]
    return sorted(found, key=lambda one: (one["place"], one["sentence"]))


def _sentences_with(whole: re.Pattern[str], text: str) -> Iterator[str]:
    """A name with a full stop in it stands in no sentence: then it is the whole text."""
    sentences = [one.strip() for one in SENTENCE.findall(text) if whole.search(one)]
    yield from sentences or ([text] if whole.search(text) else [])


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)
