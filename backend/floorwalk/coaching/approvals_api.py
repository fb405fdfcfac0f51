"""Routes of a second person's word on an export for a formal process: guard, decode, one call, return."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.coaching import approvals
from floorwalk.coaching.approval_wire import ApprovalBody, ApprovalsBody, Decided
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb


@get("/api/export-approvals", guards=[requires(Verb.EXPORT_APPROVE)])
async def list_approvals(asking: NamedDependency[Asking]) -> ApprovalsBody:
    """Exports for a formal process that wait for a second person, also one's own, which somebody else decides."""
    return ApprovalsBody(approvals=await approvals.open_for(await asking.work.connection(), asking.viewer))


@get("/api/export-approvals/{export_id:uuid}", guards=[requires(Verb.EXPORT_APPROVE)])
async def read_approval(asking: NamedDependency[Asking], export_id: FromPath[UUID]) -> ApprovalBody:
    """One of them: on what grounds, of whom, what they were told. No figure. Leaves a trace of whom it named."""
    return await approvals.read(await asking.work.connection(), asking.viewer, export_id)


@post("/api/export-approvals/{export_id:uuid}/approve", guards=[requires(Verb.EXPORT_APPROVE)], status_code=204)
async def approve_export(asking: NamedDependency[Asking], export_id: FromPath[UUID], data: JSONBody[Decided]) -> None:
    """Lets it be made, once, for whoever asked. Not by them, and by nobody whom it is about."""
    await approvals.approve(await asking.work.connection(), asking.viewer, export_id, data.reason)


@post("/api/export-approvals/{export_id:uuid}/refuse", guards=[requires(Verb.EXPORT_APPROVE)], status_code=204)
async def refuse_export(asking: NamedDependency[Asking], export_id: FromPath[UUID], data: JSONBody[Decided]) -> None:
    """Ends it with a reason that whoever asked reads. Nothing is made."""
    await approvals.refuse(await asking.work.connection(), asking.viewer, export_id, data.reason)


ROUTES: list[ControllerRouterHandler] = [list_approvals, read_approval, approve_export, refuse_export]
