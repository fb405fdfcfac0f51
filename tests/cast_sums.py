"""The stored sums, and what they must be: recomputed from the packed raw ratings by other code than the product's.

`stored` is what readers see (folded sums and deltas); `recomputed` begins with the arrays of the evaluations. Sums are
kept by month and by day; criteria by month alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.compiled import compiled
from floorwalk.scoring.model import Rating, ScoringRubric
from floorwalk.scoring.score import score_of
from floorwalk.scoring.sums import Fact, ScoredInteraction, Sums, added, facts_of, sums_of

Key = tuple[str, str, str, date, str, str]  # scope kind, table, comparability key, day or month, store, scope
TABLES = {"scope_sum": "month_on", "day_sum": "visited_on"}
WORDS = ("below", "met", "exceeded")
STATES = (None, "scored", "not_applicable", "not_observed", "cannot_remember")


def keys_of(scope_kind: str, comparability_key: str, day: date, store: str, ref: str) -> list[Key]:
    """The rows of the sums that a fact of the day belongs to."""
    month = (scope_kind, "scope_sum", comparability_key, day.replace(day=1), store, ref)
    return (
        [month] if scope_kind == "criterion" else [month, (scope_kind, "day_sum", comparability_key, day, store, ref)]
    )


async def stored(connection: Connection) -> dict[Key, Sums]:
    """Folded sums and deltas together; what came to nothing is left out."""
    totals: dict[Key, list[int]] = defaultdict(lambda: [0] * len(Sums._fields))
    for table, day in TABLES.items():
        for row in await connection.fetch(f"select * from {table}"):
            key = (
                row["scope_kind"],
                table,
                row["comparability_key"],
                row[day],
                str(row["store_id"]),
                row["scope_ref"],
            )
            totals[key] = list(row.values())[6:]
    for row in await connection.fetch("select * from sum_delta"):
        add_delta(totals, row, row["visited_on"])
    return {key: Sums(*figures) for key, figures in totals.items() if any(figures)}


def add_delta(totals: dict[Key, list[int]], row: Any, visited_on: date) -> None:
    """What one delta adds to the sums, if it is of that day."""
    entries = zip(
        row["signs"], row["scope_kinds"], row["scope_refs"], row["comparability_keys"], row["figures"], strict=True
    )
    for sign, kind, ref, comparability_key, (w, t, *counts) in entries:
        figures = [sign * one for one in (1, w, t, w * w, w * t, t * t, *counts)]
        for key in keys_of(kind, comparability_key, visited_on, str(row["store_id"]), ref):
            before = totals.setdefault(key, [0] * len(figures))
            totals[key] = [one + other for one, other in zip(before, figures, strict=True)]


async def emptied_rows(connection: Connection) -> int:
    """Folded sums that hold nothing: there should be none."""
    count: int = await connection.fetchval(
        """
        select (select count(*) from scope_sum where m = 0) + (select count(*) from day_sum where m = 0)
               + (select count(*) from interaction_sum where m = 0)
        """
    )
    return count


async def facts_of_all_visits(connection: Connection) -> dict[tuple[str, str, str, str, str], tuple[int, ...]]:
    """By visit, scope kind, scope, comparability key and store: every fact, from the raw ratings."""
    documents = {row["rubric_version_id"]: row for row in await connection.fetch("select * from rubric_version")}
    rubrics = {version: compiled(row["rubric_document"]) for version, row in documents.items()}
    grouped: dict[tuple[Any, str], list[Any]] = defaultdict(list)
    rows = await connection.fetch(
        """
        select evaluation.*, visit.store_id, visit.visited_on
          from evaluation join visit using (organisation_id, visit_id)
         where state = 'published' order by visit_id, position
        """
    )
    for row in rows:
        grouped[row["visit_id"], row["comparability_key"]].append(row)
    found: dict[tuple[str, str, str, str, str], tuple[int, ...]] = {}
    for (visit_id, comparability_key), alike in grouped.items():
        rubric = rubrics[alike[0]["rubric_version_id"]]
        for fact in facts_of(rubric, _interactions(alike, rubrics, documents)):
            ref = fact.scope_key or str(alike[0]["store_id"])
            found[str(visit_id), fact.scope_kind, ref, comparability_key, str(alike[0]["store_id"])] = tuple(fact[2:])
    return found


async def recomputed(connection: Connection) -> dict[Key, Sums]:
    """What the sums must be."""
    days = {str(row["visit_id"]): row["visited_on"] for row in await connection.fetch("select * from visit")}
    totals: dict[Key, Sums] = {}
    for (visit_id, kind, ref, comparability_key, store), figures in (await facts_of_all_visits(connection)).items():
        once = sums_of(Fact(kind, ref, *figures))  # type: ignore[arg-type]
        for key in keys_of(kind, comparability_key, days[visit_id], store, ref):
            totals[key] = added(totals[key], once) if key in totals else once
    return totals


async def fact_rows(connection: Connection) -> dict[tuple[str, str, str, str, str], tuple[int, ...]]:
    """The stored facts, in the form of `facts_of_all_visits`."""
    return {
        (
            str(row["visit_id"]),
            row["scope_kind"],
            row["scope_ref"],
            row["comparability_key"],
            str(row["store_id"]),
        ): tuple(row.values())[8:]
        for row in await connection.fetch("select * from visit_fact")
    }


def _interactions(
    rows: Iterable[Any], rubrics: dict[Any, ScoringRubric], documents: dict[Any, Any]
) -> Iterable[ScoredInteraction]:
    for row in rows:
        document = documents[row["rubric_version_id"]]["rubric_document"]
        score = score_of(rubrics[row["rubric_version_id"]], list(_ratings(row, document)))
        assert score.raw_bp == row["raw_bp"]
        assert score.final_bp == row["final_bp"]
        yield ScoredInteraction(
            row["weight"],
            str(row["staff_member_id"]) if row["staff_member_id"] else None,
            score,
            len(row["stars"]),
            row["indifferent_ticked"] or score.indifferent_by_markers,
        )


def _ratings(row: Any, document: dict[str, Any]) -> Iterable[Rating]:
    criteria = [criterion for section in document["sections"] for criterion in section["criteria"]]
    for criterion, state, number in zip(criteria, row["rating_states"], row["answers"], strict=True):
        if not state:
            continue
        key, answer = criterion["criterion_key"], None
        if state == 1:
            match criterion["kind"]:
                case "yes_no":
                    answer = number == 1
                case "expectation":
                    answer = WORDS[number + 1]
                case "choice":
                    answer = criterion["options"][number]["option_key"]
                case "measured":
                    answer = "gave_up" if number == -1 else number
                case "rating":
                    answer = number
                case _:
                    answer = row["text_answers"][key]
        yield Rating(key, STATES[state], answer)  # type: ignore[arg-type]
