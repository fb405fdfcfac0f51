"""Routes of the exports about people: guard, decode, one call, return."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, PathParameter
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from floorwalk.coaching import service
from floorwalk.coaching.wire import Export, ExportAsked, Exports, Manifest, Preview
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.settings import Settings

FileName = Annotated[str, PathParameter(max_length=100, description="As the export names it.")]


@post("/api/exports/preview", guards=[requires(Verb.EXPORT_PEOPLE)], status_code=200)
async def preview_export(asking: NamedDependency[Asking], data: JSONBody[ExportAsked]) -> Preview:
    """Whose data would leave, and why not that of the others. Makes nothing."""
    return await service.preview(asking.work, asking.viewer, data)


@post("/api/exports", guards=[requires(Verb.EXPORT_PEOPLE)])
async def create_export(
    asking: NamedDependency[Asking], settings: NamedDependency[Settings], data: JSONBody[ExportAsked]
) -> Export:
    """Makes the files and the manifest."""
    return await service.create(asking.work, asking.viewer, data, settings)


@get("/api/exports", guards=[requires(Verb.EXPORT_PEOPLE)])
async def list_exports(asking: NamedDependency[Asking]) -> Exports:
    """One's own exports, newest first."""
    return await service.exports_of(asking.work, asking.viewer)


@get("/api/exports/{export_id:uuid}", guards=[requires(Verb.EXPORT_PEOPLE)])
async def read_export(asking: NamedDependency[Asking], export_id: FromPath[UUID]) -> Export:
    """One of one's own exports."""
    return await service.export_of(asking.work, asking.viewer, export_id)


@get("/api/exports/{export_id:uuid}/manifest", guards=[requires(Verb.EXPORT_PEOPLE)])
async def read_manifest(asking: NamedDependency[Asking], export_id: FromPath[UUID]) -> Manifest:
    """The manifest alone; it stays when the files have expired."""
    return (await service.export_of(asking.work, asking.viewer, export_id)).manifest


@get(
    "/api/exports/{export_id:uuid}/files/{name:str}",
    guards=[requires(Verb.EXPORT_PEOPLE)],
    media_type="text/csv; charset=utf-8",
    opt={"exclude_from_compression": True},
    responses={200: ResponseSpec(data_container=str, media_type="text/csv", description="The file, streamed.")},
)
async def download_file(
    asking: NamedDependency[Asking], settings: NamedDependency[Settings], export_id: FromPath[UUID], name: FileName
) -> Stream:
    """One file of one's own export, until it expires."""
    described, chunks = await service.file_to_download(asking.work, asking.viewer, export_id, name, settings)
    return Stream(
        chunks,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{described.name}"',
            "Content-Length": str(described.size_bytes),
        },
    )


ROUTES: list[ControllerRouterHandler] = [
    preview_export,
    create_export,
    list_exports,
    read_export,
    read_manifest,
    download_file,
]
