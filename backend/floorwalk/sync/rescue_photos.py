"""Photos of a rescue file on their way to where evidence is kept."""

from collections.abc import Sequence

from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.sync.rescue_archive import RescueArchive, RescuedPhoto


async def hand_on_photos(
    work: UnitOfWork,  # noqa: ARG001
    author: Viewer,  # noqa: ARG001
    archive: RescueArchive,  # noqa: ARG001
    photos: Sequence[RescuedPhoto],  # noqa: ARG001
) -> int:
    """Stores the photos that an accepted visit of their author names, and says how many; the others stay in the file.

    Called after the visits are committed, with photos that are in the archive. Each goes the way of one that its
    author uploads: announced by a visit, checked by its SHA-256, re-encoded. Evidence is not taken by this server
    yet, so every photo is reported as not taken; the same file can be brought in again when it is.
    """
    return 0
