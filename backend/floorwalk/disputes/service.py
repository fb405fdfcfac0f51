"""Raising a dispute, deciding it, appealing against the decision; and what follows for figures and issued exports.

The states are lifecycle.py, who may decide deciders.py, what a decision changes remedy.py. The visit's row is held
first in every write, so that a correction, a new revision and two disputes of one visit take turns.
"""

from uuid import UUID

import msgspec

from floorwalk.coaching import export_corrections
from floorwalk.disputes import own_queries, queries, seeing
from floorwalk.disputes.deadlines import appeal_until, decide_by, raise_until
from floorwalk.disputes.errors import (
    AlreadyDisputed,
    DeciderExcluded,
    DisputeMoveRefused,
    NothingToDispute,
    WindowOver,
)
from floorwalk.disputes.lifecycle import ACT_OF, DisputeAct, DisputeState, Party, after, round_of
from floorwalk.disputes.model import RaisedBy, Subject
from floorwalk.disputes.queries import Row
from floorwalk.disputes.remedy import Remedy, remedy_of
from floorwalk.disputes.wire import NewAppeal, NewDecision, NewDispute
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb, verbs_of
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import Fault, Invalid, NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.rubrics.versions import version
from floorwalk.visits import corrections
from floorwalk.visits import queries as visit_queries
from floorwalk.visits.correcting import by_criterion
from floorwalk.visits.lifecycle import State


async def raise_dispute(connection: Connection, viewer: Viewer, new: NewDispute) -> UUID:
    """By the person about their own interaction, or by the manager of its store.

    Raises NotFound for what is not the viewer's or not published, WindowOver, AlreadyDisputed, NothingToDispute, and
    Invalid for a criterion that the subject does not need or the rubric does not have.
    """
    organisation_id, at = viewer.organisation_id, now()
    case = await _held_case(connection, organisation_id, new.evaluation_id)
    raised_by = await _side_of(connection, viewer, case)
    until = raise_until(case["published_at"], case["dispute_window_days"])
    if at > until:
        raise WindowOver(until=until)
    await _refuse_what_cannot_be_meant(connection, organisation_id, case, new)
    dispute_id, due_at = new_id(), decide_by(at, case["dispute_decision_days"])
    said = {
        "subject": new.subject.value,
        "criterion_key": new.criterion_key or "",
        "raised_by": raised_by.value,
        "reason": new.reason.strip(),
        "evidence": new.evidence.strip() if new.evidence else None,
    }
    if not await queries.insert_dispute(
        connection, organisation_id, dispute_id, case, viewer.account_id, said, at, due_at
    ):
        raise AlreadyDisputed
    await queries.mark_disputed(connection, organisation_id, new.evaluation_id)
    if raised_by is RaisedBy.STAFF_MEMBER:  # who disputes a result has seen it
        await own_queries.acknowledge(connection, organisation_id, new.evaluation_id, case["staff_member_id"], None, at)
    await audit_log.record(
        connection, organisation_id, viewer.account_id, "dispute.raised", "dispute", dispute_id,
        {"evaluation_id": str(new.evaluation_id), "subject": new.subject.value, "raised_by": raised_by.value},
    )  # fmt: skip
    return dispute_id


async def _held_case(connection: Connection, organisation_id: UUID, evaluation_id: UUID) -> Row:
    found = await queries.case_of(connection, organisation_id, evaluation_id)
    if found is None:
        raise NotFound
    await visit_queries.locked_visit(connection, organisation_id, found["visit_id"])
    case = await queries.case_of(connection, organisation_id, evaluation_id)
    if case is None or case["state"] != State.PUBLISHED:
        raise NotFound
    return case


async def _side_of(connection: Connection, viewer: Viewer, case: Row) -> RaisedBy:
    is_person = viewer.staff_member_id is not None and viewer.staff_member_id == case["staff_member_id"]
    if is_person and Verb.OWN_READ in verbs_of(viewer):
        return RaisedBy.STAFF_MEMBER
    if case["store_id"] in await stores_visible_to(connection, viewer, Verb.DISPUTE_RAISE):
        return RaisedBy.STORE
    raise NotFound


async def _refuse_what_cannot_be_meant(
    connection: Connection, organisation_id: UUID, case: Row, new: NewDispute
) -> None:
    if (new.subject is Subject.CRITERION) != (new.criterion_key is not None):
        raise Invalid([Fault("criterion_key", "disputes.criterion_needed", "Exactly for a dispute about one rating.")])
    if new.criterion_key is not None:
        compiled = await version(connection, organisation_id, case["rubric_version_id"])
        if new.criterion_key not in compiled.place_of:
            raise Invalid([Fault("criterion_key", "disputes.criterion_unknown", "The rubric has no such criterion.")])
    if new.subject is Subject.NOT_ME and case["staff_member_id"] is None:
        raise NothingToDispute


async def decide(connection: Connection, viewer: Viewer, dispute_id: UUID, new: NewDecision) -> None:
    """The decision, and at once what follows from it: the sums, and a notice at every export that held it.

    Raises NotFound outside the scope, DeciderExcluded, DisputeMoveRefused, Invalid, and what a correction may refuse.
    """
    organisation_id, at = viewer.organisation_id, now()
    sight = await seeing.sight_of(connection, viewer)
    row = await seeing.row_seen(connection, viewer, sight, dispute_id)
    if row["store_id"] not in sight.decided_stores:
        raise NotFound
    exclusion = (await seeing.exclusions_of(connection, viewer, [row]))[dispute_id]
    if exclusion is not None:
        raise DeciderExcluded(because=exclusion.value)
    await visit_queries.locked_visit(connection, organisation_id, row["visit_id"])
    before = DisputeState(await queries.hold(connection, organisation_id, dispute_id))
    if before is not DisputeState(row["state"]):
        raise DisputeMoveRefused  # somebody decided while this was read: who may has to be asked anew
    state = after(before, ACT_OF[new.outcome], Party.DECIDER)
    named = [one.criterion_key for one in new.corrected]
    remedy = remedy_of(Subject(row["subject"]), row["criterion_key"], new.outcome, named)
    await queries.insert_decision(
        connection, organisation_id, dispute_id, round_of(state), viewer.account_id, new.outcome.value,
        new.reason.strip(), msgspec.to_builtins(new.corrected), at,
    )  # fmt: skip
    await queries.set_state(connection, organisation_id, dispute_id, state.value)
    told = await _carry_out(connection, viewer, row, new, remedy)
    await queries.mark_disputed(connection, organisation_id, row["evaluation_id"])
    await audit_log.record(
        connection, organisation_id, viewer.account_id, "dispute.decided", "dispute", dispute_id,
        {"outcome": new.outcome.value, "round": round_of(state), "remedy": remedy.value} | told,
    )  # fmt: skip


async def _carry_out(
    connection: Connection, viewer: Viewer, row: Row, new: NewDecision, remedy: Remedy
) -> dict[str, list[str]]:
    """What the audit row tells of it. An evaluation that is not published any more counts nowhere: nothing to do."""
    organisation_id, evaluation_id = viewer.organisation_id, row["evaluation_id"]
    case = await queries.case_of(connection, organisation_id, evaluation_id)
    if remedy is Remedy.NOTHING or case is None or case["state"] != State.PUBLISHED:
        return {}
    who = (connection, organisation_id, viewer.account_id, evaluation_id)
    reason = new.reason.strip()
    async with export_corrections.noting(connection, organisation_id, viewer.account_id, case["visit_id"]) as noted:
        if remedy is Remedy.CORRECT:
            [noted.cause_id, *_] = await corrections.correct(*who, by_criterion(new.corrected), reason, "dispute")
        elif remedy is Remedy.VOID:
            noted.cause_id = await corrections.void_evaluation(*who, reason, "dispute")
        elif case["staff_member_id"] is not None:
            noted.cause_id = await corrections.remove_staff_link(*who, reason, "dispute")
    return {"export_ids": noted.export_ids}


async def appeal(connection: Connection, viewer: Viewer, dispute_id: UUID, new: NewAppeal) -> None:
    """Once, by the side that raised it, to a second decider. Raises NotFound, DisputeMoveRefused, WindowOver."""
    organisation_id, at = viewer.organisation_id, now()
    sight = await seeing.sight_of(connection, viewer)
    row = await seeing.row_seen(connection, viewer, sight, dispute_id)
    if not seeing.is_own(row, viewer, sight):
        raise NotFound
    await visit_queries.locked_visit(connection, organisation_id, row["visit_id"])
    before = DisputeState(await queries.hold(connection, organisation_id, dispute_id))
    state = after(before, DisputeAct.APPEAL, Party.RAISER)
    [decision] = await queries.decisions_of(connection, organisation_id, [dispute_id])
    until = appeal_until(decision["decided_at"], row["dispute_window_days"])
    if at > until:
        raise WindowOver(until=until)
    due_at = decide_by(at, row["dispute_decision_days"])
    await queries.set_appealed(connection, organisation_id, dispute_id, state.value, new.reason.strip(), at, due_at)
    await queries.mark_disputed(connection, organisation_id, row["evaluation_id"])
    await audit_log.record(
        connection, organisation_id, viewer.account_id, "dispute.appealed", "dispute", dispute_id, {}
    )
