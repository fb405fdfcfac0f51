"""Every statement about visits but three families: storing (ingest.py), folding (folding.py), reading (reading.py)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.rubrics.versions import keep, kept_version, version_of
from floorwalk.visits.model import Asked, Posting, Programme, Stored, Superseded, Surroundings
from floorwalk.visits.wire import Named, VisitDocument

# In: what a batch refers to, and where its evaluator may work. Out: one row of lists, holding only what this
# evaluator may refer to. Which stores are visible must equal organisation.scope.stores_visible_to; it stands here
# again because a statement of its own would be one more for each visit (a test compares the two).
SURROUNDINGS = """
with recursive granted_area as (
    select area_id from area where organisation_id = $1 and area_id = any($11::uuid[])
    union
    select below.area_id from area below join granted_area on below.parent_area_id = granted_area.area_id
     where below.organisation_id = $1
)
select
    array(select row(store.store_id, store.time_zone)
            from store
           where store.organisation_id = $1 and store.store_id = any($2::uuid[])
             and ($9::boolean or store.store_id = any($10::uuid[]) or exists (
                 select from store_membership membership join granted_area using (area_id)
                  where membership.organisation_id = $1 and membership.store_id = store.store_id
                    and membership.valid_from <= $8 and (membership.valid_to is null or membership.valid_to >= $8)))
    ) as stores,
    array(select row(programme_id, mode, staff_identification, publication, rubric_keys)
            from programme where organisation_id = $1 and programme_id = any($3::uuid[])) as programmes,
    array(select row(programme_id, store_id, min(given_on)) from staff_notice
           where organisation_id = $1 and programme_id = any($3::uuid[])
             and (store_id is null or store_id = any($2::uuid[]))
           group by programme_id, store_id) as notices,
    array(select row(staff_member_id, store_id, valid_from, valid_to)
            from staff_posting where organisation_id = $1 and staff_member_id = any($4::uuid[])) as postings,
    array(select row(visit_id, evaluator_id, revision, content_hash, receipt_id, received_at, voided_at is not null,
                     visited_on, clock_is_odd)
            from visit where organisation_id = $1 and visit_id = any($5::uuid[])) as stored,
    array(select row(visit_id, revision, content_hash, receipt_id, received_at)
            from superseded_revision where organisation_id = $1 and visit_id = any($5::uuid[])) as superseded,
    array(select row(evaluation_id, visit_id)
            from evaluation where organisation_id = $1 and evaluation_id = any($6::uuid[])) as evaluations,
    array(select row(evidence_id, visit_id)
            from evidence where organisation_id = $1 and evidence_id = any($12::uuid[])) as evidence,
    array(select row(assignment_id, evaluator_id, store_id, programme_id)
            from assignment where organisation_id = $1 and assignment_id = any($13::uuid[])) as assignments,
    array(select row(version.rubric_version_id, rubric.rubric_key, version.version_number, version.version_label,
                     version.comparability_key, version.rubric_document::text)
            from rubric_version version join rubric using (organisation_id, rubric_id)
           where version.organisation_id = $1 and version.rubric_version_id = any($7::uuid[])) as versions
"""
VERSION_FIELDS = ("rubric_version_id", "rubric_key", "version_number", "version_label", "comparability_key")


@dataclass(frozen=True, slots=True)
class Places:
    """Where an evaluator may work: everywhere, or in areas (whole subtrees) and stores."""

    everywhere: bool
    area_ids: list[UUID]
    store_ids: list[UUID]


@dataclass(slots=True)
class Referred:
    """The ids that the visits of a batch refer to."""

    store_ids: set[UUID]
    programme_ids: set[UUID]
    staff_member_ids: set[UUID]
    visit_ids: set[UUID]
    evaluation_ids: set[UUID]
    rubric_version_ids: set[UUID]
    evidence_ids: set[UUID]
    assignment_ids: set[UUID] = field(default_factory=set)


def referred_by(documents: Iterable[VisitDocument]) -> Referred:
    """What these visits refer to."""
    documents = list(documents)
    interactions = [interaction for document in documents for interaction in document.interactions]
    return Referred(
        {document.store_id for document in documents},
        {document.programme_id for document in documents},
        {one.staff.staff_member_id for one in interactions if isinstance(one.staff, Named)},
        {document.visit_id for document in documents},
        {one.evaluation_id for one in interactions},
        {one.rubric_version_id for one in interactions},
        {evidence.evidence_id for one in interactions for evidence in one.evidence},
        {document.assignment_id for document in documents if document.assignment_id is not None},
    )


async def surroundings(
    connection: Connection, organisation_id: UUID, places: Places, referred: Referred, today: date
) -> Surroundings:
    """What the batch is checked against, in one statement, however many visits it has."""
    versions = {
        one: kept for one in referred.rubric_version_ids if (kept := kept_version(organisation_id, one)) is not None
    }
    row = await connection.fetchrow(
        SURROUNDINGS,
        organisation_id,
        referred.store_ids,
        referred.programme_ids,
        referred.staff_member_ids,
        referred.visit_ids,
        referred.evaluation_ids,
        referred.rubric_version_ids - versions.keys(),
        today,
        places.everywhere,
        places.store_ids,
        places.area_ids,
        referred.evidence_ids,
        referred.assignment_ids,
    )
    for found in row["versions"]:
        versions[found[0]] = _version(organisation_id, found)
    superseded: dict[UUID, list[Superseded]] = {}
    for visit_id, *earlier in row["superseded"]:
        superseded.setdefault(visit_id, []).append(Superseded(*earlier))
    postings: dict[UUID, list[Posting]] = {}
    for staff_member_id, *posting in row["postings"]:
        postings.setdefault(staff_member_id, []).append(Posting(*posting))
    return Surroundings(
        time_zone_of_store=dict(row["stores"]),
        programmes=_programmes(row["programmes"], row["notices"]),
        versions=versions,
        postings=postings,
        stored={visit_id: Stored(*rest) for visit_id, *rest in row["stored"]},
        superseded=superseded,
        visit_of_evaluation=dict(row["evaluations"]),
        visit_of_evidence=dict(row["evidence"]),
        assignments={assignment_id: Asked(*rest) for assignment_id, *rest in row["assignments"]},
    )


def _programmes(rows: Collection[Any], notices: Collection[Any]) -> dict[UUID, Programme]:
    return {
        programme_id: Programme(
            programme_id,
            mode,
            staff_identification,
            publication,
            frozenset(rubric_keys),
            next((on for of, store, on in notices if of == programme_id and store is None), None),
            {store: on for of, store, on in notices if of == programme_id and store is not None},
        )
        for programme_id, mode, staff_identification, publication, rubric_keys in rows
    }


def _version(organisation_id: UUID, found: Any) -> CompiledVersion:
    fields = dict(zip(VERSION_FIELDS, found, strict=False))
    version = version_of({**fields, "rubric_document": msgspec.json.decode(found[5])})
    keep(organisation_id, version.rubric_version_id, version)
    return version


async def stored_visit(
    connection: Connection, organisation_id: UUID, visit_id: UUID
) -> tuple[Stored | None, list[Superseded]]:
    """What is stored under an id now, whoever stored it in the meantime."""
    row = await connection.fetchrow(
        """
        select evaluator_id, revision, content_hash, receipt_id, received_at, voided_at is not null,
               visited_on, clock_is_odd
          from visit where organisation_id = $1 and visit_id = $2
        """,
        organisation_id,
        visit_id,
    )
    rows = await connection.fetch(
        """
        select revision, content_hash, receipt_id, received_at
          from superseded_revision where organisation_id = $1 and visit_id = $2
        """,
        organisation_id,
        visit_id,
    )
    return (None if row is None else Stored(*row)), [Superseded(*earlier) for earlier in rows]


async def seen_again(
    connection: Connection, organisation_id: UUID, around: Surroundings, visit_id: UUID
) -> Surroundings:
    """The same surroundings after something may have been stored under this id."""
    stored, superseded = await stored_visit(connection, organisation_id, visit_id)
    if stored is None:
        return around
    return replace(
        around,
        stored={**around.stored, visit_id: stored},
        superseded={**around.superseded, visit_id: superseded},
    )


async def hashes_of_codes(
    connection: Connection, organisation_id: UUID, visit_codes: Collection[str | None]
) -> dict[str | None, str]:
    """Which of these external keys are stored, with the hash of what is stored under each."""
    rows = await connection.fetch(
        "select visit_code, content_hash from visit where organisation_id = $1 and visit_code = any($2::text[])",
        organisation_id,
        list(visit_codes),
    )
    return {row["visit_code"]: row["content_hash"] for row in rows}


# In: organisation, visit. Out: its evaluations as the sums need them, the visit's row locked first by the caller.
EVALUATION_ROWS = """
select evaluation_id, interaction_id, position, rubric_version_id, staff_kind, staff_member_id, staff_role_title,
       touchpoint_key, weight, state, started_at, submitted_at, rating_states, answers, scores_bp, outcomes, bases,
       rated_after_ms, comments, text_answers, edited_keys, stars, evidence, indifferent_ticked,
       indifferent_by_markers, raw_bp, critical_failed, final_bp, exceeded, met, below, weight_scored,
       weight_applicable, comment, original
  from evaluation where organisation_id = $1 and visit_id = $2 order by position
"""


VISIT_ROW = """
select visit_id, store_id, evaluator_id, programme_id, assignment_id, visited_on, revision, content_hash, receipt_id,
       received_at, voided_at, mode, started_at, started_offset_minutes, ended_at, clock_is_odd, marks, comment
  from visit where organisation_id = $1 and visit_id = $2
"""


async def visit_row(connection: Connection, organisation_id: UUID, visit_id: UUID) -> Any:
    """None if there is none."""
    return await connection.fetchrow(VISIT_ROW, organisation_id, visit_id)


async def locked_visit(connection: Connection, organisation_id: UUID, visit_id: UUID) -> Any:
    """The visit's row, held until the transaction ends; None if there is none."""
    return await connection.fetchrow(f"{VISIT_ROW} for update", organisation_id, visit_id)


async def evaluation_rows(connection: Connection, organisation_id: UUID, visit_id: UUID) -> list[Any]:
    """The visit's evaluations with their packed ratings, in the order of its interactions."""
    rows: list[Any] = await connection.fetch(EVALUATION_ROWS, organisation_id, visit_id)
    return rows


async def set_states(
    connection: Connection, organisation_id: UUID, evaluation_ids: Collection[UUID], state: str, published_at: Any
) -> None:
    """`published_at` None keeps what stands there: a voided evaluation was published once."""
    await connection.execute(
        """
        update evaluation set state = $3, published_at = coalesce($4, published_at)
         where organisation_id = $1 and evaluation_id = any($2::uuid[])
        """,
        organisation_id,
        list(evaluation_ids),
        state,
        published_at,
    )


async def mark_void(connection: Connection, organisation_id: UUID, visit_id: UUID, at: Any, reason: str) -> None:
    await connection.execute(
        "update visit set voided_at = $3, void_reason = $4, raw_bp = null where organisation_id = $1 and visit_id = $2",
        organisation_id,
        visit_id,
        at,
        reason,
    )
