"""The reviewers' queue, and one visit of it: what waits, why it should be looked at, and who has it.

Read only. The rules of risk are review_risk.py, the clock return_clock.py, the statements review_queries.py.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.rubrics.versions import versions
from floorwalk.visits import review_queries
from floorwalk.visits.presenting import store_of
from floorwalk.visits.return_clock import due_at, has_run_out
from floorwalk.visits.review_risk import (
    FIRST_VISITS,
    LOOK_BACK_DAYS,
    SHORTEST_TEXT,
    Copy,
    FilledForm,
    Reason,
    in_order,
    reasons_of,
    risk_of,
)
from floorwalk.visits.review_tag import tag_of
from floorwalk.visits.review_wire import (
    CopyBody,
    QuestionBody,
    QueuedVisitBody,
    ReturnBody,
    ReviewBody,
    ReviewsBody,
    RiskReasonBody,
)
from floorwalk.visits.reviews import LEFT_LYING
from floorwalk.visits.showing import visit_shown
from floorwalk.visits.wire_out import EvaluatorBody

MOST_LOOKED_AT = 1_000  # visits that have waited longest; a queue that is longer needs reviewers, not a better order

Standing = Literal["waiting", "with_you", "with_another", "returned", "overdue"]


async def queue_of(
    connection: Connection, viewer: Viewer, store_ids: frozenset[UUID], limit: int, at: datetime
) -> ReviewsBody:
    """Everything that waits at these stores but the viewer's own visits."""
    rows = await _waiting(connection, viewer, store_ids)
    reasons = await _reasons(connection, viewer.organisation_id, rows, at)
    risks = {visit_id: risk_of(found) for visit_id, found in reasons.items()}
    row_of = {row["visit_id"]: row for row in rows}
    order = in_order(risks, {visit_id: row["received_at"].timestamp() for visit_id, row in row_of.items()})
    return ReviewsBody(
        reviews=[
            _queued(row_of[visit_id], reasons[visit_id], risks[visit_id], viewer.account_id, at)
            for visit_id in order[:limit]
        ],
        looked_at=len(rows),
    )


async def review_of(
    connection: Connection, viewer: Viewer, store_ids: frozenset[UUID], visit_id: UUID, at: datetime
) -> tuple[ReviewBody, str]:
    """The visit and its entity tag, read first: a change in between makes the tag too old, never too new.

    Raises NotFound for what the viewer does not review, and for a visit of their own.
    """
    organisation_id = viewer.organisation_id
    around = await review_queries.tagged(connection, organisation_id, visit_id)
    visit = await visit_shown(connection, viewer, visit_id)
    if around is None or visit.store.store_id not in store_ids:
        raise NotFound
    rows = await _waiting(connection, viewer, store_ids, visit_id)
    reasons = await _reasons(connection, organisation_id, rows, at)
    returns = await review_queries.returns_of(connection, organisation_id, visit_id)
    body = ReviewBody(
        visit=visit,
        standing=_standing(rows[0], viewer.account_id, at) if rows else "settled",
        reviewer_name=rows[0]["reviewer_name"] if rows else None,
        reasons=[_reason_body(one) for one in reasons.get(visit_id, ())],
        returns=[return_body(one) for one in returns],
    )
    return body, tag_of(around)


async def _waiting(
    connection: Connection, viewer: Viewer, store_ids: frozenset[UUID], visit_id: UUID | None = None
) -> list[Any]:
    """Of all visits, or of this one."""
    return await review_queries.queue(
        connection, viewer.organisation_id, store_ids, viewer.evaluator_id, MOST_LOOKED_AT, FIRST_VISITS, visit_id
    )


async def _reasons(
    connection: Connection, organisation_id: UUID, rows: Sequence[Any], at: datetime
) -> dict[UUID, list[Reason]]:
    """By visit; a statement for each kind of evidence, however many visits wait."""
    if not rows:
        return {}
    visit_ids = [row["visit_id"] for row in rows]
    since = (at - timedelta(days=LOOK_BACK_DAYS)).date()
    texts = await review_queries.copied_texts(
        connection, organisation_id, visit_ids, {row["evaluator_id"] for row in rows}, since, SHORTEST_TEXT
    )
    photos = await review_queries.copied_photos(connection, organisation_id, visit_ids, since)
    copied_text, copied_photo = _copies(texts), _copies(photos)
    forms: dict[UUID, list[FilledForm]] = {}
    packed = await review_queries.forms(connection, organisation_id, visit_ids)
    compiled = await versions(connection, organisation_id, {one["rubric_version_id"] for one in packed})
    for one in packed:
        forms.setdefault(one["visit_id"], []).append(
            FilledForm(
                compiled[one["rubric_version_id"]].criteria,
                one["rating_states"],
                one["answers"],
                one["rated_after_ms"] or (),
                one["critical_failed"],
            )
        )
    return {
        row["visit_id"]: reasons_of(
            forms.get(row["visit_id"], ()),
            copied_text.get(row["visit_id"]),
            copied_photo.get(row["visit_id"]),
            row["earlier_visits"],
        )
        for row in rows
    }


def _copies(rows: Sequence[Any]) -> dict[UUID, Copy]:
    return {row["visit_id"]: Copy(row["other_visit_id"], row["visited_on"]) for row in rows}


def _standing(row: Mapping[str, Any], account_id: UUID, at: datetime) -> Standing:
    if "in_review" in row["states"]:
        if row["reviewer_id"] == account_id:
            return "with_you"
        return "with_another" if at < row["taken_up_at"] + LEFT_LYING else "waiting"
    if "returned" not in row["states"]:
        return "waiting"
    within = timedelta(hours=row["answer_within_hours"])
    return "overdue" if has_run_out(row["returned_at"], row["fetched_at"], within, at) else "returned"


def _queued(
    row: Mapping[str, Any], reasons: Sequence[Reason], risk: int, account_id: UUID, at: datetime
) -> QueuedVisitBody:
    returned = row["return_id"] is not None
    return QueuedVisitBody(
        visit_id=row["visit_id"],
        store=store_of(row),
        mode=row["mode"],
        visited_on=row["visited_on"],
        received_at=row["received_at"],
        revision=row["revision"],
        evaluation_count=row["evaluation_count"],
        evaluator=EvaluatorBody(
            evaluator_id=row["evaluator_id"],
            evaluator_code=row["evaluator_code"],
            display_name=row["evaluator_name"],
        ),
        risk=risk,
        reasons=[_reason_body(one) for one in reasons],
        standing=_standing(row, account_id, at),
        reviewer_name=row["reviewer_name"],
        returned_at=row["returned_at"],
        due_at=_due_at(row) if returned else None,
        answered_at=row["answered_at"],
    )


def _reason_body(reason: Reason) -> RiskReasonBody:
    copy = reason.copy_of
    return RiskReasonBody(
        kind=reason.kind,
        ms_per_rating=reason.ms_per_rating,
        rating_count=reason.rating_count,
        copy_of=CopyBody(visit_id=copy.visit_id, visited_on=copy.visited_on) if copy is not None else None,
        earlier_visits=reason.earlier_visits,
    )


def _due_at(row: Mapping[str, Any]) -> datetime:
    return due_at(row["returned_at"], row["fetched_at"], timedelta(hours=row["answer_within_hours"]))


def return_body(row: Mapping[str, Any]) -> ReturnBody:
    """One return, its questions with whatever was said to each."""
    said = {one["position"]: one["words"] for one in row["answers"]}
    return ReturnBody(
        return_id=row["return_id"],
        revision=row["revision"],
        returned_at=row["returned_at"],
        due_at=_due_at(row),
        fetched_at=row["fetched_at"],
        answered_at=row["answered_at"],
        questions=[
            QuestionBody(
                evaluation_id=UUID(one["evaluation_id"]),
                criterion_key=one["criterion_key"],
                question=one["question"],
                answer=said.get(position),
            )
            for position, one in enumerate(row["questions"])
        ],
    )
