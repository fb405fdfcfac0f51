"""Routes of the exports about people: guard, decode, one call, return."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from floorwalk.coaching import service
from floorwalk.coaching.wire import Export, ExportAsked, Exports, Link, Manifest, Preview
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.settings import Settings

FileName = Annotated[str, PathParameter(max_length=100, description="As the export names it.")]
LinkToken = Annotated[str, QueryParameter(max_length=100, description="The secret of a link, good once.")]
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@post("/api/exports/preview", guards=[requires(Verb.EXPORT_PEOPLE)], status_code=200)
async def preview_export(asking: NamedDependency[Asking], data: JSONBody[ExportAsked]) -> Preview:
    """Whose data would leave, and why not that of the others. Makes nothing."""
    return await service.preview(asking.work, asking.viewer, data)


@post("/api/exports", guards=[requires(Verb.EXPORT_PEOPLE)], status_code=202)
async def create_export(asking: NamedDependency[Asking], data: JSONBody[ExportAsked]) -> Export:
    """Asks for the files and the manifest; they are made in the background."""
    return await service.ask(asking.work, asking.viewer, data)


@get("/api/exports", guards=[requires(Verb.EXPORT_PEOPLE)])
async def list_exports(asking: NamedDependency[Asking]) -> Exports:
    """One's own exports, newest first."""
    return await service.exports_of(asking.work, asking.viewer)


@get("/api/exports/{export_id:uuid}", guards=[requires(Verb.EXPORT_PEOPLE)])
async def read_export(asking: NamedDependency[Asking], export_id: FromPath[UUID]) -> Export:
    """One of one's own exports: how far it is, and when it is ready, what it is."""
    return await service.export_of(asking.work, asking.viewer, export_id)


@post("/api/exports/{export_id:uuid}/cancel", guards=[requires(Verb.EXPORT_PEOPLE)], status_code=200)
async def cancel_export(asking: NamedDependency[Asking], export_id: FromPath[UUID]) -> Export:
    """Ends one of one's own exports before it is ready; nothing of it is kept."""
    return await service.cancel(asking.work, asking.viewer, export_id)


@get("/api/exports/{export_id:uuid}/manifest", guards=[requires(Verb.EXPORT_PEOPLE)])
async def read_manifest(asking: NamedDependency[Asking], export_id: FromPath[UUID]) -> Manifest:
    """The manifest alone; it stays when the files have expired."""
    return await service.manifest_of_export(asking.work, asking.viewer, export_id)


@post("/api/exports/{export_id:uuid}/files/{name:str}/link", guards=[requires(Verb.EXPORT_PEOPLE)])
async def make_link(asking: NamedDependency[Asking], export_id: FromPath[UUID], name: FileName) -> Link:
    """A link to one file of one's own export: good once, for minutes, for this account."""
    return await service.link_to(asking.work, asking.viewer, export_id, name)


@get(
    "/api/exports/{export_id:uuid}/files/{name:str}",
    guards=[requires(Verb.EXPORT_PEOPLE)],
    media_type="application/octet-stream",
    opt={"exclude_from_compression": True},
    responses={
        200: ResponseSpec(
            data_container=bytes, media_type="application/octet-stream", description="The file, streamed."
        )
    },
)
async def download_file(
    asking: NamedDependency[Asking],
    settings: NamedDependency[Settings],
    export_id: FromPath[UUID],
    name: FileName,
    link: FromQuery[LinkToken],
) -> Stream:
    """One file of one's own export, by a link that was made for it."""
    described, chunks = await service.file_to_download(asking.work, asking.viewer, export_id, name, link, settings)
    return Stream(
        chunks,
        media_type=MEDIA_TYPES[described.name.rpartition(".")[2]],
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
    cancel_export,
    read_manifest,
    make_link,
    download_file,
]
