"""An export for a formal process: asked for, read and decided by a second person (P2). States: approval_lifecycle.py.

Until it is approved nothing is put into the queue of work, so that nothing can be made. Every act and every look at
whom it is about leaves a trace with the purpose, the grounds and the people. Reasons stand in no trace: it outlives
them, and a reason may name somebody.
"""

from collections.abc import Collection
from uuid import UUID

import msgspec

from floorwalk.coaching import approval_queries, queries
from floorwalk.coaching.approval_lifecycle import (
    APPROVAL_LIFETIME,
    ApprovalAct,
    ApprovalState,
    Side,
    after,
    may,
    side_of,
    state_at,
)
from floorwalk.coaching.approval_queries import Row
from floorwalk.coaching.approval_wire import ApprovalBody, ApprovalLine, NoticeRead, PersonConcerned
from floorwalk.coaching.errors import ConcernsOneself, ExportNotAllowed, SecondPersonNeeded
from floorwalk.coaching.formal_process import role_among, trace_of
from floorwalk.coaching.gathering import gather, stores_asked
from floorwalk.coaching.model import Purpose
from floorwalk.coaching.plan_errors import MoveNotPossible
from floorwalk.coaching.wire import ExportAsked, FormalBasis, FormalProcess, question_of
from floorwalk.identity.model import Role, Viewer
from floorwalk.identity.permissions import Verb, grants_for
from floorwalk.identity.queries import viewer_of_account
from floorwalk.infrastructure import audit_log, background_work
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.scope import stores_visible_to

KIND = "export"  # of work in the background


async def ask_for(work: UnitOfWork, viewer: Viewer, asked: ExportAsked) -> UUID:
    """Lays it before a second person. Raises Invalid and NotFound as `gather` does."""
    gathered = await gather(work, viewer, asked)
    connection, export_id, at = gathered.connection, new_id(), now()
    people = gathered.released
    role = role_among([grant.role for grant in grants_for(viewer, Verb.EXPORT_PEOPLE)])
    await approval_queries.insert(
        connection,
        viewer.organisation_id,
        export_id,
        (viewer.account_id, role.value),
        msgspec.to_builtins(asked),
        (len(people), len(gathered.rows) - len(people)),
        (at, at + APPROVAL_LIFETIME),
    )
    await _record(connection, viewer, "export.asked", export_id, asked, people)
    return export_id


async def open_for(connection: Connection, viewer: Viewer) -> list[ApprovalLine]:
    """Those that wait, of whose stores the viewer may decide; also the viewer's own, which somebody else decides."""
    rows = await approval_queries.open_approvals(connection, viewer.organisation_id, now())
    return [
        await _line(connection, viewer, row, await _people(connection, viewer, row))
        for row in rows
        if await _is_in_scope(connection, viewer, row)
    ]


async def read(connection: Connection, viewer: Viewer, export_id: UUID) -> ApprovalBody:
    """Raises NotFound. Leaves a trace of whom it named."""
    row = await _row(connection, viewer, export_id)
    people = await _people(connection, viewer, row)
    asked = msgspec.convert(row["asked"], ExportAsked)
    basis = _basis(asked)
    await _record(connection, viewer, "export.approval_read", export_id, asked, people)
    notices = await approval_queries.covering_notices(connection, viewer.organisation_id, basis.staff_notice_ids)
    texts = await approval_queries.texts_of_notices(connection, viewer.organisation_id, basis.staff_notice_ids)
    return ApprovalBody(
        line=await _line(connection, viewer, row, people),
        retain_until_on=asked.retain_until_on,
        people=[
            PersonConcerned(staff_code=one["staff_code"], display_name=one["display_name"])
            for one in await queries.people_by_id(connection, viewer.organisation_id, people)
        ],
        notices=[NoticeRead(notice=notice, texts=texts[notice_id]) for notice_id, notice in notices.items()],
        decided_by_role=row["decided_by_role"],
        decided_at=row["decided_at"],
        reason=row["decision_reason"],
    )


async def approve(connection: Connection, viewer: Viewer, export_id: UUID, reason: str) -> None:
    """Puts it into the queue, for whoever asked. Raises NotFound, SecondPersonNeeded, ConcernsOneself,
    MoveNotPossible."""
    row = await _decided(connection, viewer, export_id, ApprovalAct.APPROVE, reason)
    await background_work.ask(
        connection, viewer.organisation_id, export_id, KIND, row["account_id"], dict(row["asked"])
    )  # fmt: skip


async def refuse(connection: Connection, viewer: Viewer, export_id: UUID, reason: str) -> None:
    """Raises what `approve` raises."""
    await _decided(connection, viewer, export_id, ApprovalAct.REFUSE, reason)


async def withdraw(connection: Connection, viewer: Viewer, export_id: UUID) -> None:
    """By whoever asked. Raises MoveNotPossible."""
    await approval_queries.lock(connection, viewer.organisation_id, export_id)
    row = await approval_queries.approval_of(connection, viewer.organisation_id, export_id)
    if row is None or row["account_id"] != viewer.account_id:
        raise NotFound
    await _move(connection, viewer, row, ApprovalAct.WITHDRAW, (None, None))


async def granted(
    connection: Connection, organisation_id: UUID, export_id: UUID, account_id: UUID, asked: ExportAsked
) -> tuple[FormalProcess, frozenset[UUID]]:
    """For making an approved one: what its files say, and the people it may be about. Raises ExportNotAllowed where it
    was not approved exactly as it is asked."""
    row = await approval_queries.approval_of(connection, organisation_id, export_id)
    if row is None or row["state"] != ApprovalState.APPROVED or row["account_id"] != account_id:
        raise ExportNotAllowed
    if msgspec.convert(row["asked"], ExportAsked) != asked:
        raise ExportNotAllowed
    basis = _basis(asked)
    notices = await approval_queries.covering_notices(connection, organisation_id, basis.staff_notice_ids)
    said = FormalProcess(
        country=basis.country,
        legal_basis=basis.legal_basis,
        notices=list(notices.values()),
        asked_by_role=Role(row["asked_by_role"]),
        asked_at=row["asked_at"],
        approved_by_role=Role(row["decided_by_role"]),
        approved_at=row["decided_at"],
    )
    return said, await approval_queries.people_asked_of(connection, organisation_id, export_id)


async def _decided(connection: Connection, viewer: Viewer, export_id: UUID, act: ApprovalAct, reason: str) -> Row:
    await approval_queries.lock(connection, viewer.organisation_id, export_id)
    row = await _row(connection, viewer, export_id)
    side = _side(viewer, row, await _people(connection, viewer, row))
    if not may(side, act):
        raise ConcernsOneself if side is Side.CONCERNED else SecondPersonNeeded
    role = role_among([grant.role for grant in grants_for(viewer, Verb.EXPORT_APPROVE)])
    await _move(connection, viewer, row, act, (role.value, reason))
    return row


async def _move(
    connection: Connection, viewer: Viewer, row: Row, act: ApprovalAct, said: tuple[str | None, str | None]
) -> None:
    at = now()
    state = state_at(ApprovalState(row["state"]), row["expires_at"], at)
    then = after(state, act)
    if then is None:
        raise MoveNotPossible(state.value)
    role, reason = said
    export_id, asked = row["export_id"], msgspec.convert(row["asked"], ExportAsked)
    await approval_queries.decide(
        connection, viewer.organisation_id, export_id, then.value, (viewer.account_id, role), at, reason
    )
    people = await _people(connection, viewer, row)
    await _record(connection, viewer, f"export.{then.value}", export_id, asked, people)


async def _row(connection: Connection, viewer: Viewer, export_id: UUID) -> Row:
    row = await approval_queries.approval_of(connection, viewer.organisation_id, export_id)
    if row is None or not await _is_in_scope(connection, viewer, row):
        raise NotFound
    return row


async def _is_in_scope(connection: Connection, viewer: Viewer, row: Row) -> bool:
    """Whether the viewer may decide of every store that it reaches into; of none, once whoever asked has no right."""
    asker = await viewer_of_account(connection, viewer.organisation_id, row["account_id"])
    if asker is None:
        return False
    try:
        stores = await stores_asked(connection, asker, msgspec.convert(row["asked"], ExportAsked))
    except NotFound:  # whoever asked may not export there any more
        return False
    return bool(stores) and stores <= await stores_visible_to(connection, viewer, Verb.EXPORT_APPROVE)


async def _people(connection: Connection, viewer: Viewer, row: Row) -> frozenset[UUID]:
    return await approval_queries.people_asked_of(connection, viewer.organisation_id, row["export_id"])


def _side(viewer: Viewer, row: Row, people: frozenset[UUID]) -> Side:
    return side_of(viewer.account_id, viewer.staff_member_id, (row["account_id"], row["asker_person"]), people)


async def _line(connection: Connection, viewer: Viewer, row: Row, people: frozenset[UUID]) -> ApprovalLine:
    asked = msgspec.convert(row["asked"], ExportAsked)
    state = state_at(ApprovalState(row["state"]), row["expires_at"], now())
    return ApprovalLine(
        export_id=row["export_id"],
        purpose=asked.purpose,
        formal_process=_basis(asked),
        asked_by=row["asked_by"],
        asked_by_role=row["asked_by_role"],
        asked_at=row["asked_at"],
        expires_at=row["expires_at"],
        from_on=asked.from_on,
        to_on=asked.to_on,
        place=await approval_queries.name_of_place(
            connection, viewer.organisation_id, asked.population.area_id, asked.population.store_id
        ),
        person=await approval_queries.name_of_person(connection, viewer.organisation_id, asked.population.person),
        releasable=row["releasable"],
        withheld=row["withheld"],
        state=state,
        may_decide=state is ApprovalState.AWAITING and _side(viewer, row, people) is Side.SECOND,
    )


def _basis(asked: ExportAsked) -> FormalBasis:
    assert asked.purpose is Purpose.FORMAL_PROCESS  # noqa: S101 no other is laid before anybody
    assert asked.formal_process is not None  # noqa: S101 it was refused without
    return asked.formal_process


async def _record(
    connection: Connection, viewer: Viewer, act: str, export_id: UUID, asked: ExportAsked, people: Collection[UUID]
) -> None:
    detail = question_of(asked) | trace_of(asked, people) | {"retain_until_on": asked.retain_until_on.isoformat()}
    await audit_log.record(connection, viewer.organisation_id, viewer.account_id, act, "export", export_id, detail)
