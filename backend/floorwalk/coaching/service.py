"""Exports about people as HR asks for them: preview, asking, following, cancelling, fetching.

Making one is export_work.py, in the background. Every preview, every export and every download leaves a trace that
says whom it was about (P12).
"""

import hashlib
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching import approvals, export_corrections, export_queries, files, queries
from floorwalk.coaching.approval_lifecycle import ApprovalState, state_at
from floorwalk.coaching.errors import ExportEnded, ExportExpired, ExportNotReady, LinkDead
from floorwalk.coaching.formal_process import trace_of
from floorwalk.coaching.gathering import check, gather
from floorwalk.coaching.model import ExportState, Purpose
from floorwalk.coaching.wire import (
    Approval,
    CorrectionNotice,
    Export,
    ExportAsked,
    Exports,
    FileMade,
    Link,
    Manifest,
    PersonPreviewed,
    Preview,
    WithheldByReason,
    manifest_of,
    question_of,
)
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure import audit_log, background_work
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings

LINK_LIFETIME = timedelta(minutes=10)  # a browser follows it at once; who finds it later finds it dead


async def preview(work: UnitOfWork, viewer: Viewer, asked: ExportAsked) -> Preview:
    """Whose data would leave, and why not that of the others. Raises Invalid and NotFound as `ask` does."""
    gathered = await gather(work, viewer, asked)
    reasons = [gathered.reason_of(row["staff_member_id"]) for row in gathered.rows]
    withheld = [reason for reason in reasons if reason is not None]
    await audit_log.record(
        gathered.connection, viewer.organisation_id, viewer.account_id, "export.previewed", "account",
        viewer.account_id,
        question_of(asked)
        | trace_of(asked, gathered.released)
        | {"people": len(reasons), "withheld": len(withheld)},
    )  # fmt: skip
    return Preview(
        people=len(reasons),
        releasable=len(reasons) - len(withheld),
        withheld=len(withheld),
        withheld_by_reason=[
            WithheldByReason(reason=reason, people=withheld.count(reason))
            for reason in Insufficient
            if reason in withheld
        ],
        rows=[
            PersonPreviewed(
                staff_code=row["staff_code"],
                display_name=row["display_name"],
                releasable=reason is None,
                reason=reason,
            )
            for row, reason in zip(gathered.rows, reasons, strict=True)
        ],
    )


async def ask(work: UnitOfWork, viewer: Viewer, asked: ExportAsked) -> Export:
    """Puts the export at the end of the queue; one for a formal process before a second person instead.

    Raises Invalid for a period or retention that cannot be meant, NotFound for an area or store outside the scope.
    """
    if asked.purpose is Purpose.FORMAL_PROCESS:
        return await export_of(work, viewer, await approvals.ask_for(work, viewer, asked))
    connection, export_id = await work.connection(), new_id()
    await check(connection, viewer, asked)
    organisation_id, account_id = viewer.organisation_id, viewer.account_id
    await background_work.ask(
        connection, organisation_id, export_id, approvals.KIND, account_id, msgspec.to_builtins(asked)
    )  # fmt: skip
    await audit_log.record(
        connection, organisation_id, account_id, "export.asked", "export", export_id,
        msgspec.to_builtins(asked) | trace_of(asked, ()),
    )  # fmt: skip
    return await export_of(work, viewer, export_id)


async def cancel(work: UnitOfWork, viewer: Viewer, export_id: UUID) -> Export:
    """Raises NotFound for another account's export, ExportEnded for one that is made, failed or cancelled already."""
    connection = await work.connection()
    if (await export_of(work, viewer, export_id)).state is ExportState.AWAITING_APPROVAL:
        await approvals.withdraw(connection, viewer, export_id)
        return await export_of(work, viewer, export_id)
    if not await background_work.cancel(connection, viewer.organisation_id, export_id):
        raise ExportEnded
    await audit_log.record(
        connection, viewer.organisation_id, viewer.account_id, "export.cancelled", "export", export_id, {}
    )
    return await export_of(work, viewer, export_id)


async def export_of(work: UnitOfWork, viewer: Viewer, export_id: UUID) -> Export:
    """One's own export; another account's is NotFound, also for HR of the same scope."""
    connection = await work.connection()
    row = await export_queries.export_of(connection, viewer.organisation_id, viewer.account_id, export_id)
    if row is None:
        raise NotFound
    [export] = await _exports(connection, viewer.organisation_id, [row])
    return export


async def exports_of(work: UnitOfWork, viewer: Viewer) -> Exports:
    connection = await work.connection()
    rows = await export_queries.exports_of(connection, viewer.organisation_id, viewer.account_id)
    return Exports(exports=await _exports(connection, viewer.organisation_id, rows))


async def _exports(connection: Connection, organisation_id: UUID, rows: Sequence[Mapping[str, Any]]) -> list[Export]:
    """With what was noted at each, and the name of the one person whom a question names."""
    notices = await export_corrections.of_exports(connection, organisation_id, [row["export_id"] for row in rows])
    asked = {row["export_id"]: msgspec.convert(row["asked"], ExportAsked) for row in rows}
    people = {person for one in asked.values() if (person := one.population.person) is not None}
    named = await queries.people_by_id(connection, organisation_id, people) if people else []
    names = {row["staff_member_id"]: row["display_name"] for row in named}
    return [_export(row, asked[row["export_id"]], notices.get(row["export_id"], []), names) for row in rows]


async def manifest_of_export(work: UnitOfWork, viewer: Viewer, export_id: UUID) -> Manifest:
    """Also after the files have expired. Raises NotFound, ExportNotReady."""
    issued = await export_of(work, viewer, export_id)
    if issued.manifest is None:
        raise ExportNotReady
    return issued.manifest


def _export(
    row: Mapping[str, Any], asked: ExportAsked, notices: list[CorrectionNotice], names: Mapping[UUID | None, str]
) -> Export:
    return Export(
        export_id=row["export_id"],
        asked=asked,
        person_name=names.get(asked.population.person),
        asked_at=row["asked_at"],
        state=_state(row),
        done=row["done"],
        total=row["total"],
        fault_code=row["fault_code"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        manifest=None if row["manifest"] is None else manifest_of(row["manifest"]),
        corrections=notices,
        approval=None
        if row["approval_state"] is None
        else Approval(
            state=state_at(ApprovalState(row["approval_state"]), row["approval_expires_at"], now()),
            expires_at=row["approval_expires_at"],
            decided_by_role=row["decided_by_role"],
            decided_at=row["decided_at"],
            reason=row["decision_reason"],
        ),
    )


NOT_MADE = {
    ApprovalState.AWAITING: ExportState.AWAITING_APPROVAL,
    ApprovalState.REFUSED: ExportState.REFUSED,
    ApprovalState.WITHDRAWN: ExportState.CANCELLED,
    ApprovalState.EXPIRED: ExportState.APPROVAL_EXPIRED,
}


def _state(row: Mapping[str, Any]) -> ExportState:
    """Of the work, where there is any: for an export that was not approved there is none."""
    if row["state"] is not None:
        return ExportState(row["state"])
    return NOT_MADE[state_at(ApprovalState(row["approval_state"]), row["approval_expires_at"], now())]


async def link_to(work: UnitOfWork, viewer: Viewer, export_id: UUID, name: str) -> Link:
    """A link to one file, good once and for minutes. Raises what `file_to_download` raises of the export."""
    await _issued_file(work, viewer, export_id, name)
    token, expires_at = secrets.token_urlsafe(32), now() + LINK_LIFETIME
    connection = await work.connection()
    await export_queries.insert_link(
        connection, viewer.organisation_id, _hash_of(token), viewer.account_id, (export_id, name), expires_at
    )
    await audit_log.record(
        connection, viewer.organisation_id, viewer.account_id, "export.link_made", "export", export_id, {"file": name}
    )
    return Link(address=f"/api/exports/{export_id}/files/{name}?link={token}", expires_at=expires_at)


async def file_to_download(
    work: UnitOfWork, viewer: Viewer, export_id: UUID, name: str, link: str, settings: Settings
) -> tuple[FileMade, AsyncIterator[bytes]]:
    """The file's description and its bytes. The trace is written first: a download that breaks off has one too, and
    its link is used up.

    Raises NotFound for another account's export and for a name it has not, ExportNotReady, ExportExpired, LinkDead.
    """
    described = await _issued_file(work, viewer, export_id, name)
    connection = await work.connection()
    if not await export_queries.use_link(
        connection, viewer.organisation_id, _hash_of(link), viewer.account_id, (export_id, name), now()
    ):
        raise LinkDead
    await audit_log.record(
        connection, viewer.organisation_id, viewer.account_id, "export.downloaded", "export", export_id,
        {"file": name, "sha256": described.sha256},
    )  # fmt: skip
    path = files.file_of(settings, viewer.organisation_id, export_id, name)
    return described, files.chunks_of(path)


async def _issued_file(work: UnitOfWork, viewer: Viewer, export_id: UUID, name: str) -> FileMade:
    issued = await export_of(work, viewer, export_id)
    if issued.manifest is None or issued.expires_at is None:
        raise ExportNotReady
    described = next((file for file in issued.manifest.files if file.name == name), None)
    if described is None:
        raise NotFound
    if now() >= issued.expires_at:
        raise ExportExpired
    return described


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
