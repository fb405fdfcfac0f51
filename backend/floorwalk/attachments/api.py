"""Routes by which a phone sends a photo: guard, decode, one call, return. Who may look at it is visits/api.py."""

from typing import Annotated

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter, RawBody
from litestar.types import ControllerRouterHandler

from floorwalk.attachments import service
from floorwalk.attachments.pictures import LookingAtPictures
from floorwalk.attachments.wire import LARGEST_PART_BYTES, UploadBody
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.blobs import Blobs

PART_TYPE = "application/octet-stream"
Hash = Annotated[str, PathParameter(description="SHA-256 of the photo's bytes, as a visit of one's own announces it.")]
Offset = Annotated[int, QueryParameter(ge=0, le=2**31 - 1, description="Where this part begins, in bytes.")]


@get("/api/evidence/{sha256:str}", guards=[requires(Verb.VISIT_SUBMIT)])
async def upload(asking: NamedDependency[Asking], sha256: Hash) -> UploadBody:
    """How far a photo came."""
    return await service.upload_of(await asking.work.connection(), asking.viewer, sha256)


@put(
    "/api/evidence/{sha256:str}",
    guards=[requires(Verb.VISIT_SUBMIT)],
    opt={"media_types": (PART_TYPE,)},
    request_max_body_size=LARGEST_PART_BYTES,
)
async def send_part(
    asking: NamedDependency[Asking],
    blobs: NamedDependency[Blobs],
    pictures: NamedDependency[LookingAtPictures],
    sha256: Hash,
    offset: Offset,
    body: RawBody,
) -> UploadBody:
    """The next part of a photo, at most 256 KiB; the answer to the last one is the photo's receipt."""
    return await service.take_part(asking.work, asking.viewer, sha256, offset, body, blobs, pictures)


ROUTES: list[ControllerRouterHandler] = [upload, send_part]
