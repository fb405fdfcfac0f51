"""Whether a visit can be taken: every fault at its path, or the visit checked, scored and packed.

Pure. Its interactions are interactions.py, its day is told by clocks.py. What it refers to was fetched before
(queries.surroundings); what the caller may not know is absent there, and so refused in the words of what does not
exist.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from floorwalk.visits.clocks import began
from floorwalk.visits.errors import VisitRefused
from floorwalk.visits.interactions import Faults, Place, checked_evaluation
from floorwalk.visits.model import Asked, Programme, Stored, Surroundings, TakenEvaluation, TakenVisit
from floorwalk.visits.wire import Moment, VisitDocument

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)  # what lies outside is no clock's reading


def checked_visit(
    document: VisitDocument,
    around: Surroundings,
    evaluator_id: UUID,
    content_hash: str,
    received_at: datetime,
    skew: timedelta,
    earlier: Stored | None,
) -> TakenVisit:
    """The visit, scored. `skew` is device minus server when the batch was sent. Raises VisitRefused.

    `earlier` is the revision that it would replace. A day that an odd clock told may differ with each reading; the one
    told first stands, or a visit that was taken would be refused for a clock that was set right meanwhile.
    """
    faults = Faults()
    for path, moment in _moments(document):
        if not FIRST_MOMENT <= moment.at < LAST_MOMENT:
            faults.add(f"{path}.at", "visits.time_out_of_range", "No clock shows this time.")
    zone = around.time_zone_of_store.get(document.store_id)
    if zone is None:
        faults.add("store_id", "visits.store_unknown", "There is no such store for you.")
    programme = around.programmes.get(document.programme_id)
    if programme is None:
        faults.add("programme_id", "visits.programme_unknown", "There is no such programme.")
    if faults.found or zone is None or programme is None:
        raise VisitRefused(faults.found)
    start = began(document, received_at, skew)
    clock_is_odd = start.clock_is_odd or _runs_backwards(document) or (earlier is not None and earlier.clock_is_odd)
    visited_on = _day(start.at, zone, document.started.offset_minutes)
    if earlier is not None and clock_is_odd:
        visited_on = earlier.visited_on
    _check_programme(faults, document, programme, visited_on)
    _check_ids(faults, document, around)
    _check_assignment(faults, document, around, evaluator_id)
    if bool(document.interactions) == (document.not_possible is not None):
        faults.add(
            "interactions", "visits.neither_visit_nor_attempt", "A visit has interactions, or says why it has none."
        )
    place = Place(around, programme, document.store_id, visited_on)
    evaluations = [
        evaluation
        for position, interaction in enumerate(document.interactions)
        if (evaluation := checked_evaluation(faults, place, position, interaction)) is not None
    ]
    _check_marks(faults, document, evaluations)
    if faults.found:
        raise VisitRefused(faults.found)
    return TakenVisit(
        visit_id=document.visit_id,
        visit_code=None,
        store_id=document.store_id,
        evaluator_id=evaluator_id,
        programme_id=programme.programme_id,
        assignment_id=document.assignment_id,
        mode=document.mode,
        origin="device",
        revision=document.revision,
        content_hash=content_hash,
        visited_on=visited_on,
        started_at=document.started.at,
        started_offset_minutes=document.started.offset_minutes,
        ended_at=document.ended.at if document.ended is not None else None,
        clock_skew_ms=round(skew / timedelta(milliseconds=1)),
        clock_is_odd=clock_is_odd,
        marks=[_mark(mark.mark_key, mark.moment, edited=mark.edited) for mark in document.marks],
        not_possible=document.not_possible.reason if document.not_possible is not None else None,
        comment=document.comment or None,
        publication=programme.publication,
        evaluations=evaluations,
        answers=_answers(document),
    )


def _answers(document: VisitDocument) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for one in document.answers:
        found.setdefault(one.return_id, []).append({"position": one.position, "words": one.words})
    return found


def _moments(document: VisitDocument) -> Iterator[tuple[str, Moment]]:
    yield "started", document.started
    if document.ended is not None:
        yield "ended", document.ended
    if document.not_possible is not None:
        yield "not_possible.at", document.not_possible.at
    for place, mark in enumerate(document.marks):
        yield f"marks[{place}].moment", mark.moment
    for place, interaction in enumerate(document.interactions):
        yield f"interactions[{place}].started", interaction.started
        yield f"interactions[{place}].submitted", interaction.submitted
        for number, rating in enumerate(interaction.ratings):
            if rating.at is not None:
                yield f"interactions[{place}].ratings[{number}].at", rating.at
        for number, evidence in enumerate(interaction.evidence):
            if evidence.taken is not None:
                yield f"interactions[{place}].evidence[{number}].taken", evidence.taken


def _day(started_at: datetime, zone: str, offset_minutes: int) -> date:
    try:
        return started_at.astimezone(ZoneInfo(zone)).date()
    except (KeyError, ValueError, OSError):  # a zone that this machine does not know: the device's own offset
        return started_at.astimezone(timezone(timedelta(minutes=offset_minutes))).date()


def _runs_backwards(document: VisitDocument) -> bool:
    return (document.ended is not None and document.ended.at < document.started.at) or any(
        interaction.submitted.at < interaction.started.at for interaction in document.interactions
    )


def _check_programme(faults: Faults, document: VisitDocument, programme: Programme, visited_on: date) -> None:
    if document.mode != programme.mode:
        faults.add("mode", "visits.mode_differs", f"The programme's mode is {programme.mode}.")
    told_on = programme.told_on(document.store_id)
    if told_on is None or told_on > visited_on:  # P1
        faults.add("store_id", "visits.no_staff_notice", "The staff of this store had not been told by that day.")


def _check_assignment(faults: Faults, document: VisitDocument, around: Surroundings, evaluator_id: UUID) -> None:
    """That it is this evaluator's, for this store and programme. Its state is not looked at: a visit that was made
    is taken, even if its assignment was closed or expired meanwhile.
    """
    if document.assignment_id is None:
        return
    asked = Asked(evaluator_id, document.store_id, document.programme_id)
    if around.assignments.get(document.assignment_id) != asked:
        faults.add("assignment_id", "visits.assignment_unknown", "There is no such assignment for this visit.")


def _check_ids(faults: Faults, document: VisitDocument, around: Surroundings) -> None:
    evaluation_ids: set[UUID] = set()
    interaction_ids: set[UUID] = set()
    evidence_ids: set[UUID] = set()
    for place, interaction in enumerate(document.interactions):
        path = f"interactions[{place}]"
        if interaction.interaction_id in interaction_ids:
            faults.add(f"{path}.interaction_id", "visits.id_used_twice", "Another interaction has this id.")
        if interaction.evaluation_id in evaluation_ids:
            faults.add(f"{path}.evaluation_id", "visits.id_used_twice", "Another evaluation has this id.")
        elif around.visit_of_evaluation.get(interaction.evaluation_id, document.visit_id) != document.visit_id:
            faults.add(f"{path}.evaluation_id", "sync.evaluation_id_taken", "It cannot be stored under this id.")
        for number, evidence in enumerate(interaction.evidence):
            if evidence.evidence_id in evidence_ids:
                faults.add(
                    f"{path}.evidence[{number}].evidence_id", "visits.id_used_twice", "Another photo has this id."
                )
            elif around.visit_of_evidence.get(evidence.evidence_id, document.visit_id) != document.visit_id:
                faults.add(
                    f"{path}.evidence[{number}].evidence_id",
                    "sync.evidence_id_taken",
                    "It cannot be stored under this id.",
                )
            evidence_ids.add(evidence.evidence_id)
        interaction_ids.add(interaction.interaction_id)
        evaluation_ids.add(interaction.evaluation_id)


def _check_marks(faults: Faults, document: VisitDocument, evaluations: Iterable[TakenEvaluation]) -> None:
    """An attempt names no rubric version to hold its marks against: those that were taken before it stay in it."""
    if not document.marks or faults.found or document.not_possible is not None:
        return
    known = frozenset[str]().union(*(evaluation.version.mark_keys for evaluation in evaluations))
    for place, mark in enumerate(document.marks):
        if mark.mark_key not in known:
            faults.add(f"marks[{place}].mark_key", "visits.mark_unknown", "No rubric of this visit has this mark.")


def _mark(mark_key: str, moment: Moment, *, edited: bool) -> dict[str, Any]:
    return {
        "mark_key": mark_key,
        "at": moment.at.astimezone(UTC),
        "offset_minutes": moment.offset_minutes,
        "elapsed_ms": moment.elapsed_ms,
        "edited": edited,
    }
