"""What the coaching slice refuses."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)  # never frozen: context managers set __traceback__
class ExportExpired(Problem):
    """The files of one's own export are no longer handed out; its manifest still says what they were."""

    code = "coaching.export_expired"
    kind = "not_found"
    sentence = "The files of this export have expired. Ask for it again."


@dataclass(eq=False)
class ExportNotReady(Problem):
    """It has no files and no manifest: it is still being made, was cancelled, or failed."""

    code = "coaching.export_not_ready"
    kind = "conflict"
    sentence = "This export has no files: it is still being made, was cancelled, or failed."


@dataclass(eq=False)
class ExportEnded(Problem):
    """There is nothing to cancel any more."""

    code = "coaching.export_ended"
    kind = "conflict"
    sentence = "This export has ended already."


@dataclass(eq=False)
class LinkDead(Problem):
    """The link was used, is too old, or was made for somebody else or another file; the four look the same."""

    code = "coaching.link_dead"
    kind = "not_found"
    sentence = "This link no longer works. Ask for the file again."


@dataclass(eq=False)
class ExportNotAllowed(Problem):
    """Whoever asked has lost the right to it before it was made."""

    code = "coaching.export_not_allowed"
    kind = "forbidden"
    sentence = "Whoever asked for this export may no longer export figures about people."


@dataclass(eq=False)
class SecondPersonNeeded(Problem):
    """Whoever asked for an export for a formal process does not decide on it, by whichever account."""

    code = "coaching.second_person_needed"
    kind = "forbidden"
    sentence = "Somebody else than the one who asked has to decide."


@dataclass(eq=False)
class ConcernsOneself(Problem):
    """The export is about whoever would decide on it."""

    code = "coaching.concerns_oneself"
    kind = "forbidden"
    sentence = "This is about you. Somebody else has to decide."
