"""Taking a person out of evaluations: the link, the facts about them, and their name in free texts (P8).

The rows stay at store level: outcomes, scores, and every sum but the person's own are what they were. The person's own
sums are taken back by deltas, so that readers are exact at every moment, folded or not.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection

MASK = "…"  # in place of a name
SHORTEST_NAME = 2  # letters; an initial would mask half of every text

# In: organisation, visits, people. Deletes what is known of these people in these visits, and appends what takes it
# back from the sums; an entry has the twelve figures of SumDeltaRow.
_TAKE_BACK = """
with gone as (
    delete from visit_fact
     where organisation_id = $1 and scope_kind = 'staff_member' and visit_id = any($2::uuid[])
       and scope_ref = any($3::text[])
    returning *
)
insert into sum_delta (organisation_id, delta_id, visit_id, store_id, visited_on, signs, scope_kinds, scope_refs,
                       comparability_keys, figures)
select $1, gen_random_uuid(), visit_id, store_id, visited_on, array_agg((-1)::smallint), array_agg(scope_kind),
       array_agg(scope_ref), array_agg(comparability_key),
       array_agg(array[w, t, interactions, exceeded, met, below, weight_scored, weight_applicable, critical_failed,
                       below_meets, stars, indifferent]::integer[])
  from gone
 group by visit_id, store_id, visited_on
"""
# Also who was named until somebody corrected that it was not them: the original holds their key.
_EVALUATIONS = """
select e.evaluation_id, e.visit_id, p.staff_member_id, e.comment, e.comments, e.text_answers, e.stars,
       p.display_name, p.first_name, p.staff_code
  from evaluation e
  join staff_member p on p.organisation_id = e.organisation_id
   and p.staff_member_id = coalesce(e.staff_member_id, (e.original ->> 'staff_member_id')::uuid)
 where e.organisation_id = $1 and e.evaluation_id = any($2::uuid[])
   for update of e
"""
_UNNAME = """
update evaluation
   set staff_kind = case when staff_member_id is null then staff_kind
                         when staff_role_title is null then 'unknown' else 'described' end,
       staff_member_id = null,
       original = original || jsonb_build_object('staff_member_id', null, 'staff_kind',
                  case when staff_role_title is null then 'unknown' else 'described' end),
       comment = $3, comments = $4, text_answers = $5, stars = $6
 where organisation_id = $1 and evaluation_id = $2
"""


def parts_of(names: Iterable[str]) -> set[str]:
    """The names and each word of them; initials are left out."""
    return {part for name in names for part in (name, *name.split()) if len(part) >= SHORTEST_NAME}


def masked(document: Any, words: Iterable[str]) -> Any:
    """A text, or JSON with its texts, without these as whole words, in whatever case. Keys stay: they are ours."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not either:
        return document
    return _replaced(document, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE))


def _replaced(document: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(document, dict):
        return {key: _replaced(value, pattern) for key, value in document.items()}
    if isinstance(document, list):
        return [_replaced(value, pattern) for value in document]
    return pattern.sub(MASK, document) if isinstance(document, str) else document


async def unname(connection: Connection, organisation_id: UUID, evaluation_ids: Sequence[UUID]) -> int:
    """How many of these named somebody until now. Needs a transaction."""
    rows = await connection.fetch(_EVALUATIONS, organisation_id, list(evaluation_ids))
    if not rows:
        return 0
    visits = sorted({row["visit_id"] for row in rows})
    people = {str(row["staff_member_id"]): (row["display_name"], row["first_name"], row["staff_code"]) for row in rows}
    await connection.execute(_TAKE_BACK, organisation_id, visits, list(people))
    for row in rows:
        words = parts_of(people[str(row["staff_member_id"])])
        await connection.execute(
            _UNNAME, organisation_id, row["evaluation_id"], masked(row["comment"], words),
            masked(row["comments"], words), masked(row["text_answers"], words), _stars_without(row["stars"], words),
        )  # fmt: skip
    every_name = parts_of(name for names in people.values() for name in names)
    await _mask_visits(connection, organisation_id, visits, every_name)
    await _mask_earlier_revisions(connection, organisation_id, visits, every_name, people)
    return len(rows)


async def mask_full_name(connection: Connection, organisation_id: UUID, staff_member_id: UUID, name: str) -> None:
    """Takes a whole name, and the person's key in earlier revisions, out of what was written about anybody."""
    # % and _ of a name are letters here, and mean anything in LIKE: more rows are read, and masked exactly.
    found = await connection.fetch(
        "select evaluation_id, comment, comments, text_answers, stars from evaluation where organisation_id = $1"
        " and concat(comment, comments, text_answers, stars) ilike '%' || $2 || '%' for update",
        organisation_id, name,
    )  # fmt: skip
    for row in found:
        await connection.execute(
            "update evaluation set comment = $3, comments = $4, text_answers = $5, stars = $6"
            " where organisation_id = $1 and evaluation_id = $2",
            organisation_id, row["evaluation_id"], masked(row["comment"], [name]),
            masked(row["comments"], [name]), masked(row["text_answers"], [name]),
            _stars_without(row["stars"], [name]),
        )  # fmt: skip
    for row in await connection.fetch(
        "select visit_id, comment from visit where organisation_id = $1 and comment ilike '%' || $2 || '%' for update",
        organisation_id, name,
    ):  # fmt: skip
        await connection.execute(
            "update visit set comment = $3 where organisation_id = $1 and visit_id = $2",
            organisation_id, row["visit_id"], masked(row["comment"], [name]),
        )  # fmt: skip
    revisions = await connection.fetch(
        "select visit_id, revision, said from superseded_revision where organisation_id = $1"
        " and (said::text ilike '%' || $2 || '%' or said::text like '%' || $3 || '%')",
        organisation_id, name, str(staff_member_id),
    )  # fmt: skip
    for row in revisions:
        said = _without_ids(masked(row["said"], [name]), frozenset({str(staff_member_id)}))
        await _put_said(connection, organisation_id, row, said)


async def _put_said(connection: Connection, organisation_id: UUID, row: Any, said: Any) -> None:
    await connection.execute(
        "update superseded_revision set said = $4 where organisation_id = $1 and visit_id = $2 and revision = $3",
        organisation_id, row["visit_id"], row["revision"], said,
    )  # fmt: skip


async def _mask_visits(
    connection: Connection, organisation_id: UUID, visits: Sequence[UUID], names: Iterable[str]
) -> None:
    rows = await connection.fetch(
        "select visit_id, comment from visit where organisation_id = $1 and visit_id = any($2::uuid[])"
        " and comment is not null",
        organisation_id, list(visits),
    )  # fmt: skip
    for row in rows:
        await connection.execute(
            "update visit set comment = $3 where organisation_id = $1 and visit_id = $2",
            organisation_id, row["visit_id"], masked(row["comment"], names),
        )  # fmt: skip


async def _mask_earlier_revisions(
    connection: Connection, organisation_id: UUID, visits: Sequence[UUID], names: Iterable[str], people: Iterable[str]
) -> None:
    rows = await connection.fetch(
        "select visit_id, revision, said from superseded_revision"
        " where organisation_id = $1 and visit_id = any($2::uuid[])",
        organisation_id, list(visits),
    )  # fmt: skip
    for row in rows:
        said = _without_ids(masked(row["said"], names), frozenset(people))
        await _put_said(connection, organisation_id, row, said)


def _stars_without(stars: list[dict[str, Any]], words: Iterable[str]) -> list[dict[str, Any]]:
    """Act and evidence are the evaluator's sentences; the touchpoint is a key."""
    return [star | {name: masked(star[name], words) for name in ("act", "evidence") if name in star} for star in stars]


def _without_ids(document: Any, ids: frozenset[str]) -> Any:
    if isinstance(document, dict):
        return {key: _without_ids(value, ids) for key, value in document.items()}
    if isinstance(document, list):
        return [_without_ids(value, ids) for value in document]
    return None if isinstance(document, str) and document in ids else document
