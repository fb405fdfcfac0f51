"""The written form of a photo's upload: how far it is, and in the end its receipt."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

LARGEST_PART_BYTES = 256 * 1024

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
EvidenceState = Literal["announced", "partial", "stored", "refused", "removed"]


class UploadBody(msgspec.Struct, frozen=True, kw_only=True):
    """How far one photo of this evaluator came. `stored` makes it the photo's receipt: the phone may let go of it.

    `partial` with all bytes here: send an empty part, and it is looked at.
    """

    sha256: Annotated[Sha256, Meta(description="of the bytes as the phone has them")]
    state: EvidenceState
    received_bytes: Annotated[int, Meta(ge=0, description="where the next part begins")]
    size_bytes: Annotated[int, Meta(ge=1, description="as announced")]
    evidence_ids: Annotated[list[UUID], Meta(description="every announced photo of this evaluator with these bytes")]
    stored_sha256: Annotated[Sha256 | None, Meta(description="of the picture that is kept, re-encoded")]
    settled_at: datetime | None
    problem_code: Annotated[str | None, Meta(description="why it is refused for good")]
