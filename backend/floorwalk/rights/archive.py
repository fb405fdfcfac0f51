"""Everything held about a person, in one ZIP (P7): as JSON for machines, CSV for spreadsheets, HTML to read.

Evaluators stand in it by a code made for this archive; names of others are taken out of the sentences. Photos are
named and not contained: they may show others. What is left out of it is in docs/security.md.
"""

import html
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching.csv_cells import CsvLines, safe_text
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.rights import archive_queries as queries
from floorwalk.rights import archive_visit_queries as visit_queries
from floorwalk.rights import archive_visits
from floorwalk.rights.mentions import mentions_of
from floorwalk.rubrics.service import versions
from floorwalk.scoring.rounding import rdiv
from floorwalk.visits.unnaming import masked, parts_of

METHOD = (
    "mean_bp is the weighted mean over your visits: the sum of t over the sum of w, in basis points (10 000 = 100 %)."
    " exceeded, met and below count the criteria that were judged so. gap_bp is the share exceeded less the share"
    " below. Figures of different comparability keys come from rubrics that mean different things and are never added."
    " A figure is shown to others only from 5 interactions in 5 visits by 2 evaluators on 2 days; no decision follows"
    " from one automatically."
)
FULL_BP = 10_000
SENTENCES = {
    "agreement", "person_comment", "drop_reason", "act", "reason", "evidence", "appeal_reason", "comment", "question",
    "answer",
}  # fmt: skip
Table = list[dict[str, Any]]


async def archive_of(connection: Connection, organisation_id: UUID, person: Mapping[str, Any], secret: bytes) -> bytes:
    """The ZIP's bytes. `secret` makes the codes."""
    key = person["staff_member_id"]
    codes = Pseudonyms(secret, {"archive_of": str(key)})
    evaluations = await queries.rows(connection, queries.EVALUATIONS, organisation_id, key)
    visits = await queries.rows(connection, visit_queries.VISITS, organisation_id, key)
    originals = await queries.rows(connection, visit_queries.ORIGINALS, organisation_id, key)
    earlier = await queries.rows(connection, visit_queries.EARLIER, organisation_id, key)
    others = await queries.rows(
        connection, queries.OTHERS, organisation_id, key, list({row["store_id"] for row in visits}),
        list({row["evaluator_id"] for row in visits}),
    )  # fmt: skip
    own = {word.casefold() for word in parts_of([person["display_name"], person["first_name"]])}
    names = {word for word in parts_of(row["display_name"] for row in others) if word.casefold() not in own}
    compiled = await versions(connection, organisation_id, archive_visits.versions_in(evaluations, originals, earlier))
    tables: dict[str, Table] = {
        "person": [{name: str(person[name]) for name in ("staff_code", "display_name", "first_name")}],
        "postings": _plain(await queries.rows(connection, queries.POSTINGS, organisation_id, key)),
        "accounts": _plain(await queries.rows(connection, queries.ACCOUNTS, organisation_id, key)),
        "visits": [archive_visits.visit(row, codes, names) for row in visits],
        "interactions": [archive_visits.interaction(row, codes, names) for row in evaluations],
        "ratings": [
            {"evaluation_id": str(row["evaluation_id"]), **rating}
            for row in evaluations
            for rating in archive_visits.ratings(row, compiled[row["rubric_version_id"]], names)
        ],
        "stars": [
            {"evaluation_id": str(row["evaluation_id"]), **star}
            for row in evaluations
            for star in archive_visits.stars(row, names)
        ],
        "originals": [archive_visits.original(row, compiled, names) for row in originals],
        "earlier_revisions": [archive_visits.earlier(row, compiled, names) for row in earlier],
        **{
            name: _told(await queries.rows(connection, statement, organisation_id, key), names)
            for name, statement in queries.SPOKEN_OF.items()
        },
        "mentions": await mentions_of(connection, organisation_id, person, [row["visit_id"] for row in visits]),
        "photos": _plain(await queries.rows(connection, queries.EVIDENCE, organisation_id, key)),
        "figures": [_figure(row) for row in await queries.rows(connection, queries.SUMS, organisation_id, key)],
        "log": _plain(await queries.rows(connection, queries.LOG, organisation_id, key)),
    }
    return _zipped(tables)


def _figure(row: Mapping[str, Any]) -> dict[str, Any]:
    judged = row["exceeded"] + row["met"] + row["below"]
    written = _plain([row])[0]
    del written["w"], written["t"]
    return written | {
        "mean_bp": rdiv(int(row["t"]), int(row["w"])) if row["w"] else None,
        "gap_bp": rdiv(int(row["exceeded"] - row["below"]) * FULL_BP, int(judged)) if judged else None,
    }


def _told(rows: Sequence[Mapping[str, Any]], names: set[str]) -> Table:
    """With sentences in which others may stand."""
    return [
        {name: masked(value, names) if name in SENTENCES else value for name, value in row.items()}
        for row in _plain(rows)
    ]


def _plain(rows: Sequence[Mapping[str, Any]]) -> Table:
    """As JSON has it: days and instants as text, counts as integers."""
    return [{name: msgspec.to_builtins(_whole(value)) for name, value in row.items()} for row in rows]


def _whole(value: Any) -> Any:
    return int(value) if type(value).__name__ == "Decimal" else value


def _zipped(tables: Mapping[str, Table]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        whole = {"made_at": now().isoformat(), "method": METHOD, **tables}
        archive.writestr("everything.json", msgspec.json.format(msgspec.json.encode(whole), indent=2))
        for name, rows in tables.items():
            if rows:
                archive.writestr(f"{name}.csv", _csv(rows))
        archive.writestr("read-me.html", _page(tables))
    return packed.getvalue()


def _csv(rows: Table) -> bytes:
    line = CsvLines()
    columns = list(rows[0])
    return b"".join([line.of(*columns), *(line.of(*(_cell(row.get(name)) for name in columns)) for row in rows)])


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        value = msgspec.json.encode(value).decode()
    return safe_text(value) if isinstance(value, str) else "" if value is None else value


def _page(tables: Mapping[str, Table]) -> str:
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>What is held about you</title>',
        "<style>body{font:16px/1.5 system-ui;margin:2rem;max-width:70rem}table{border-collapse:collapse;margin:1rem 0}"
        "th,td{border:1px solid;padding:.25rem .5rem;text-align:start;vertical-align:top}</style>",
        f"<h1>What is held about you</h1><p>{html.escape(METHOD)}</p>",
    ]
    for name, rows in tables.items():
        parts.append(f"<h2>{html.escape(name.capitalize())}</h2>")
        if not rows:
            parts.append("<p>Nothing.</p>")
            continue
        heads = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in rows[0])
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(_cell(row.get(column))))}</td>" for column in rows[0]) + "</tr>"
            for row in rows
        )
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>")
    return "\n".join([*parts, "</html>"])
