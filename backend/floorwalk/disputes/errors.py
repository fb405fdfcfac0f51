"""What the disputes slice refuses."""

from dataclasses import dataclass
from datetime import datetime

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)
class DisputeMoveRefused(Problem):
    """The state does not allow the act: it is decided already, or an appeal was made before."""

    code = "disputes.move_refused"
    kind = "conflict"
    sentence = "The dispute's state does not allow that."


@dataclass(eq=False)
class WindowOver(Problem):
    """The time to raise a dispute, or to appeal, has passed."""

    until: datetime
    code = "disputes.window_over"
    kind = "conflict"
    sentence = "The time for this ended at {until}."


@dataclass(eq=False)
class AlreadyDisputed(Problem):
    """The same thing of the same evaluation was disputed before; after a decision there is the appeal."""

    code = "disputes.already_disputed"
    kind = "conflict"
    sentence = "This has been disputed already."


@dataclass(eq=False)
class NothingToDispute(Problem):
    """Nobody is named in the evaluation, so nobody can say that it was not them."""

    code = "disputes.nobody_named"
    kind = "conflict"
    sentence = "Nobody is named in this interaction."


@dataclass(eq=False)
class DeciderExcluded(Problem):
    """The viewer has the right to decide, but not this one: too near to it."""

    because: str
    code = "disputes.decider_excluded"
    kind = "forbidden"
    sentence = "This account may not decide this dispute: {because}."
