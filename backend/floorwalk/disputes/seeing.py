"""Which disputes a viewer may see, in which part they stand to each, and its written form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import msgspec

from floorwalk.disputes import queries
from floorwalk.disputes.deadlines import appeal_until, is_overdue
from floorwalk.disputes.deciders import Case, Exclusion, Standing, exclusion_of
from floorwalk.disputes.lifecycle import UNDECIDED, DisputeAct, DisputeState, Party, allows
from floorwalk.disputes.model import RaisedBy, Subject
from floorwalk.disputes.queries import DisputeSight, Row
from floorwalk.disputes.wire import DecisionBody, DisputeBody, DisputeSummary
from floorwalk.identity.model import Role, Viewer
from floorwalk.identity.permissions import Verb, verbs_of
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.rubrics.versions import version, versions
from floorwalk.visits.correction_queries import corrections_of
from floorwalk.visits.lifecycle import State
from floorwalk.visits.presenting import interaction_of
from floorwalk.visits.reading import evaluations_seen
from floorwalk.visits.wire_out import InteractionBody, VisitedStoreBody

MANAGING = frozenset({Role.STORE_MANAGER, Role.AREA_MANAGER})


async def sight_of(connection: Connection, viewer: Viewer) -> DisputeSight:
    """From the viewer's grants, by today's areas."""
    verbs = verbs_of(viewer)
    decided = await stores_visible_to(connection, viewer, Verb.DISPUTE_DECIDE) if Verb.DISPUTE_DECIDE in verbs else ()
    raised = await stores_visible_to(connection, viewer, Verb.DISPUTE_RAISE) if Verb.DISPUTE_RAISE in verbs else ()
    listed = await stores_visible_to(connection, viewer, Verb.DISPUTE_LIST) if Verb.DISPUTE_LIST in verbs else ()
    return DisputeSight(
        list(decided),
        list(raised),
        viewer.staff_member_id if Verb.OWN_READ in verbs else None,
        viewer.account_id,
        list(listed),
    )


async def exclusions_of(connection: Connection, viewer: Viewer, rows: Sequence[Row]) -> dict[UUID, Exclusion | None]:
    """For each dispute, what keeps this viewer from deciding it."""
    managing = replace(viewer, grants=tuple(grant for grant in viewer.grants if grant.role in MANAGING))
    managed = await stores_visible_to(connection, managing, Verb.COMPARISON_READ)
    reviewed = await queries.reviewed_by(connection, viewer.organisation_id, {row["visit_id"] for row in rows})
    decided = await queries.decisions_of(connection, viewer.organisation_id, [row["dispute_id"] for row in rows])
    return {
        row["dispute_id"]: exclusion_of(
            Standing(viewer.account_id, viewer.evaluator_id, viewer.staff_member_id, row["store_id"] in managed),
            Case(
                row["raised_by_account_id"],
                row["staff_member_id"],
                row["evaluator_id"],
                frozenset(account for visit_id, account in reviewed if visit_id == row["visit_id"]),
                frozenset(one["decided_by_account_id"] for one in decided if one["dispute_id"] == row["dispute_id"]),
            ),
        )
        for row in rows
    }


def may_read(row: Row, sight: DisputeSight) -> bool:
    """Whether what was said is for the viewer, as queries.MAY_SEE has it; otherwise it only stands in their list."""
    return (
        row["store_id"] in sight.decided_stores
        or row["store_id"] in sight.raised_stores
        or (sight.staff_member_id is not None and row["staff_member_id"] == sight.staff_member_id)
        or row["raised_by_account_id"] == sight.account_id
    )


def is_own(row: Row, viewer: Viewer, sight: DisputeSight) -> bool:
    """Whether the viewer stands on the side that raised it: the person, or whoever manages the store."""
    if row["raised_by"] == RaisedBy.STAFF_MEMBER:
        return sight.staff_member_id is not None and row["staff_member_id"] == sight.staff_member_id
    return row["raised_by_account_id"] == viewer.account_id or row["store_id"] in sight.raised_stores


async def summaries_of(
    connection: Connection, viewer: Viewer, sight: DisputeSight, rows: Sequence[Row]
) -> list[DisputeSummary]:
    compiled = await versions(connection, viewer.organisation_id, {row["rubric_version_id"] for row in rows})
    exclusions = await exclusions_of(connection, viewer, rows)
    at = now()
    return [
        _summary(row, viewer, sight, compiled[row["rubric_version_id"]], exclusions[row["dispute_id"]], at)
        for row in rows
    ]


def _summary(
    row: Row, viewer: Viewer, sight: DisputeSight, version: CompiledVersion, exclusion: Exclusion | None, at: datetime
) -> DisputeSummary:
    state = DisputeState(row["state"])
    decides = row["store_id"] in sight.decided_stores
    shows_person = Verb.COMPARISON_READ_PEOPLE in verbs_of(viewer) or (
        sight.staff_member_id is not None and row["staff_member_id"] == sight.staff_member_id
    )
    return DisputeSummary(
        dispute_id=row["dispute_id"],
        store=VisitedStoreBody(store_id=row["store_id"], store_code=row["store_code"], name=row["name"]),
        visit_id=row["visit_id"],
        evaluation_id=row["evaluation_id"],
        visited_on=row["visited_on"],
        mode=row["mode"],
        subject=Subject(row["subject"]),
        criterion_key=row["criterion_key"] or None,
        criterion_title=_title_of(version, row["criterion_key"]),
        display_name=row["display_name"] if shows_person else None,
        raised_by=RaisedBy(row["raised_by"]),
        is_own=is_own(row, viewer, sight),
        may_read=may_read(row, sight),
        raised_at=row["raised_at"],
        state=state,
        due_at=row["due_at"],
        is_overdue=is_overdue(state, row["due_at"], at),
        may_decide=decides and state in UNDECIDED and exclusion is None,
        excluded_because=exclusion if decides else None,
    )


def _title_of(version: CompiledVersion, criterion_key: str) -> dict[str, str] | None:
    for section in version.document["sections"]:
        for criterion in section["criteria"]:
            if criterion["criterion_key"] == criterion_key:
                title: dict[str, str] = criterion["title"]
                return title
    return None


async def row_seen(connection: Connection, viewer: Viewer, sight: DisputeSight, dispute_id: UUID) -> Row:
    """Raises NotFound."""
    row = await queries.dispute_seen(connection, viewer.organisation_id, sight, dispute_id)
    if row is None:
        raise NotFound
    return row


async def body_of(connection: Connection, viewer: Viewer, sight: DisputeSight, dispute_id: UUID) -> DisputeBody:
    """The dispute with what it is about. Leaves a trace (P12). Raises NotFound."""
    row = await row_seen(connection, viewer, sight, dispute_id)
    [summary] = await summaries_of(connection, viewer, sight, [row])
    decisions = await queries.decisions_of(connection, viewer.organisation_id, [dispute_id])
    await _leave_trace(connection, viewer, [row])
    return DisputeBody(
        dispute=summary,
        reason=row["reason"],
        evidence=row["evidence"],
        appealed_at=row["appealed_at"],
        appeal_reason=row["appeal_reason"],
        appeal_until=_appeal_until(row, summary, decisions),
        decisions=[decision_of(one) for one in decisions],
        interaction=await _interaction(connection, viewer, row, shows_people=summary.display_name is not None),
    )


async def summaries_read(
    connection: Connection, viewer: Viewer, sight: DisputeSight, rows: Sequence[Row]
) -> list[DisputeSummary]:
    """A page of them. Leaves a trace (P12)."""
    await _leave_trace(connection, viewer, rows)
    return await summaries_of(connection, viewer, sight, rows)


async def _leave_trace(connection: Connection, viewer: Viewer, rows: Sequence[Row]) -> None:
    if not rows:
        return
    await audit_log.record(
        connection, viewer.organisation_id, viewer.account_id, "dispute.read", "dispute",
        rows[0]["dispute_id"] if len(rows) == 1 else "several",
        {
            "purpose": "dispute",
            "disputes": [str(row["dispute_id"]) for row in rows],
            "staff_member_ids": sorted({str(row["staff_member_id"]) for row in rows if row["staff_member_id"]}),
        },
    )  # fmt: skip


def decision_of(row: Row) -> DecisionBody:
    """Without who decided: that a second one decides on appeal is for deciders.py."""
    return msgspec.convert(
        {name: row[name] for name in ("round", "outcome", "reason", "corrected", "decided_at")}, DecisionBody
    )


def _appeal_until(row: Row, summary: DisputeSummary, decisions: Sequence[Row]) -> datetime | None:
    if not summary.is_own or not allows(summary.state, DisputeAct.APPEAL, Party.RAISER):
        return None
    until = appeal_until(decisions[-1]["decided_at"], row["dispute_window_days"])
    return until if now() <= until else None


async def _interaction(
    connection: Connection, viewer: Viewer, row: Row, *, shows_people: bool
) -> InteractionBody | None:
    found = await evaluations_seen(connection, viewer.organisation_id, row["visit_id"], [State.PUBLISHED])
    evaluation = next((one for one in found if one["evaluation_id"] == row["evaluation_id"]), None)
    if evaluation is None:
        return None
    compiled = await version(connection, viewer.organisation_id, evaluation["rubric_version_id"])
    corrected = await corrections_of(connection, viewer.organisation_id, [row["evaluation_id"]])
    return interaction_of(evaluation, compiled, [], corrected, shows_people=shows_people)
