"""Photos of a rescue file on their way to where evidence is kept."""

from collections.abc import Sequence

from floorwalk.attachments import service
from floorwalk.attachments.pictures import LookingAtPictures
from floorwalk.attachments.wire import LARGEST_PART_BYTES, UploadBody
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.kernel.errors import Problem
from floorwalk.sync.rescue_archive import UNPACKING, RescueArchive, RescuedPhoto


async def hand_on_photos(
    work: UnitOfWork,
    author: Viewer,
    archive: RescueArchive,
    photos: Sequence[RescuedPhoto],
    blobs: Blobs,
    pictures: LookingAtPictures,
) -> int:
    """Stores the photos that an accepted visit of their author names, and says how many; the others stay in the file.

    Called after the visits are committed, with photos that are in the archive. Each goes the very way of one that its
    author uploads, part by part, and goes on where the phone's own upload was broken off. Commits as it goes.
    """
    taken = 0
    for photo in photos:
        try:
            upload = await _uploaded(work, author, archive, photo, blobs, pictures)
        except (Problem, *UNPACKING):
            await work.roll_back()  # not announced, not the bytes it claims, or damaged: nobody else's fault
        else:
            await work.commit()
            taken += upload.state == "stored"
    return taken


async def _uploaded(
    work: UnitOfWork,
    author: Viewer,
    archive: RescueArchive,
    photo: RescuedPhoto,
    blobs: Blobs,
    pictures: LookingAtPictures,
) -> UploadBody:
    upload = await service.upload_of(await work.connection(), author, photo.sha256)
    await work.commit()
    if upload.state not in ("announced", "partial"):
        return upload
    with archive.photo(photo) as stream:
        stream.read(upload.received_bytes)
        while part := stream.read(LARGEST_PART_BYTES):
            upload = await service.take_part(work, author, photo.sha256, upload.received_bytes, part, blobs, pictures)
            await work.commit()
    return upload
