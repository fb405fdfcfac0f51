"""What the coaching slice refuses."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)  # never frozen: context managers set __traceback__
class ExportExpired(Problem):
    """The files of one's own export are no longer handed out; its manifest still says what they were."""

    code = "coaching.export_expired"
    kind = "not_found"
    sentence = "The files of this export have expired. Ask for it again."
