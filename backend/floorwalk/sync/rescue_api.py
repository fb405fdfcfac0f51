"""The route that takes a rescue file: a ZIP, streamed to a temporary file before anything is asked of the database."""

import tempfile
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency

from floorwalk.attachments.pictures import LookingAtPictures
from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.kernel.clock import now
from floorwalk.sync.rescue import take_rescue
from floorwalk.sync.rescue_archive import LARGEST_RESCUE_BYTES, RescueArchive
from floorwalk.sync.rescue_wire import RescueReportBody

ZIP_TYPE = "application/zip"
KEPT_IN_MEMORY_BYTES = 1024 * 1024


@post(
    "/api/rescue",
    guards=[requires(Verb.RESCUE_IMPORT)],
    status_code=200,
    request_max_body_size=LARGEST_RESCUE_BYTES,
    opt={"media_types": (ZIP_TYPE,)},
)
async def bring_in_rescue_file(
    asking: NamedDependency[Asking],
    blobs: NamedDependency[Blobs],
    pictures: NamedDependency[LookingAtPictures],
    request: Request[Any, Any, Any],
) -> RescueReportBody:
    """Takes what waited on a phone, from the file that the phone exported; the same file again changes nothing."""
    with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY_BYTES) as file:
        async for chunk in request.stream():
            file.write(chunk)
        viewer = asking.viewer
        return await take_rescue(
            asking.work, viewer.organisation_id, viewer.account_id, RescueArchive(file), now(), blobs, pictures
        )


RESCUE_ROUTES = [bring_in_rescue_file]
