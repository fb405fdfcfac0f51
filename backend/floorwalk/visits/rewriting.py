"""A stored visit as its phone would send it again: what an evaluator needs to answer a return on another phone.

Pure. What the evaluator said, not what counts since it was corrected; taken again it says the same as what is stored
(revising.says_the_same), so that only what is changed on the phone changes here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from floorwalk.rubrics.model import CompiledVersion
from floorwalk.visits.packing import BASIS_NAMED, unpacked
from floorwalk.visits.revising import said_originally
from floorwalk.visits.wire import (
    Described,
    Evidence,
    Interaction,
    Mark,
    Moment,
    Named,
    Rating,
    Staff,
    Star,
    Unknown,
    VisitDocument,
)


def document_of(
    visit: Mapping[str, Any], evaluations: Sequence[Mapping[str, Any]], versions: Mapping[UUID, CompiledVersion]
) -> VisitDocument:
    """From the visit's row and its evaluations'. Monotonic time counts from the visit's start, as told by the clock."""

    def moment(at: datetime) -> Moment:
        elapsed_ms = max(0, round((at - visit["started_at"]) / timedelta(milliseconds=1)))
        return Moment(at=at, offset_minutes=visit["started_offset_minutes"], elapsed_ms=elapsed_ms)

    def interaction(row: Mapping[str, Any]) -> Interaction:
        said = {**row, **said_originally(row)}
        started = moment(row["started_at"])
        return Interaction(
            interaction_id=row["interaction_id"],
            evaluation_id=row["evaluation_id"],
            rubric_version_id=row["rubric_version_id"],
            staff=_staff(said),
            touchpoint_key=row["touchpoint_key"],
            weight=row["weight"],
            started=started,
            submitted=moment(row["submitted_at"]),
            ratings=tuple(_ratings(said, versions[row["rubric_version_id"]], started)),
            stars=tuple(Star(**star) for star in row["stars"]),
            evidence=tuple(
                Evidence(
                    evidence_id=UUID(one["evidence_id"]),
                    criterion_key=one["criterion_key"],
                    sha256=one["sha256"],
                    size_bytes=one["size_bytes"],
                    file_name=one["file_name"],
                    taken=moment(datetime.fromisoformat(one["taken_at"])) if one["taken_at"] is not None else None,
                )
                for one in row["evidence"]
            ),
            indifferent=row["indifferent_ticked"],
            comment=row["comment"],
        )

    return VisitDocument(
        visit_id=visit["visit_id"],
        revision=visit["revision"],
        store_id=visit["store_id"],
        programme_id=visit["programme_id"],
        assignment_id=visit["assignment_id"],
        mode=visit["mode"],
        started=moment(visit["started_at"]),
        ended=moment(visit["ended_at"]) if visit["ended_at"] is not None else None,
        marks=tuple(_mark(one) for one in visit["marks"]),
        interactions=tuple(interaction(row) for row in evaluations),
        comment=visit["comment"],
    )


def _staff(row: Mapping[str, Any]) -> Staff:
    if row["staff_member_id"] is not None:
        return Named(staff_member_id=row["staff_member_id"])
    return Described(role_title=row["staff_role_title"]) if row["staff_kind"] == "described" else Unknown()


def _ratings(row: Mapping[str, Any], version: CompiledVersion, started: Moment) -> list[Rating]:
    size = len(version.criteria)
    bases, after_ms = row["bases"] or [None] * size, row["rated_after_ms"] or [None] * size
    found = []
    for given in unpacked(version, row["rating_states"], row["answers"], row["text_answers"]):
        place = version.place_of[given.criterion_key]
        rated_ms = after_ms[place]
        found.append(
            Rating(
                criterion_key=given.criterion_key,
                state=given.state,
                answer=given.answer,
                basis=BASIS_NAMED[bases[place]],
                comment=row["comments"].get(given.criterion_key),
                at=_later(started, rated_ms) if rated_ms is not None else None,
                edited=given.criterion_key in row["edited_keys"],
            )
        )
    return found


def _later(started: Moment, after_ms: int) -> Moment:
    return Moment(
        at=started.at + timedelta(milliseconds=after_ms),
        offset_minutes=started.offset_minutes,
        elapsed_ms=started.elapsed_ms + after_ms,
    )


def _mark(mark: Mapping[str, Any]) -> Mark:
    at = datetime.fromisoformat(mark["at"])
    read = Moment(at=at, offset_minutes=mark["offset_minutes"], elapsed_ms=mark["elapsed_ms"])
    return Mark(mark_key=mark["mark_key"], moment=read, edited=mark["edited"])
