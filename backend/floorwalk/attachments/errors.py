"""What the attachments slice refuses. `attachments.not_a_picture` and its like, which settle a photo, are verdicts of
reencoding.py: they stand in the evidence row and in the answer, and are no failure of the request."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)
class WrongOffset(Problem):
    """The part does not begin where the bytes that are here end. Nothing changed; go on from what is here."""

    received_bytes: int
    code = "attachments.wrong_offset"
    kind = "conflict"
    sentence = "{received_bytes} bytes of this photo are here; the next part begins there."


@dataclass(eq=False)
class BeyondAnnouncedSize(Problem):
    """The part reaches beyond the size that the visit announced. Nothing changed."""

    size_bytes: int
    code = "attachments.beyond_announced_size"
    kind = "too_large"
    sentence = "The visit announces a photo of {size_bytes} bytes."


@dataclass(eq=False)
class ContentDiffers(Problem):
    """All bytes came, and their hash is not the announced one. They are thrown away: begin again."""

    code = "attachments.content_differs"
    kind = "conflict"
    sentence = "What arrived is not the photo that the visit names; send it again from the beginning."


@dataclass(eq=False)
class CheckingBusy(Problem):
    """More photos at once than this process looks at. The parts are kept: ask again."""

    retry_after_seconds: int = 5
    code = "attachments.busy"
    kind = "unavailable"
    sentence = "Too many photos at this moment; all of this one is here."
