"""What the comparison slice refuses beside what its questions say of themselves (periods.py, difference.py)."""

from dataclasses import dataclass

from floorwalk.kernel.errors import Problem


@dataclass(eq=False)  # never frozen: context managers set __traceback__
class TooManyStreams(Problem):
    """The account already watches on as many screens as one process serves; ask now and then instead."""

    code = "comparisons.too_many_streams"
    kind = "too_many"
    sentence = "This account watches on too many screens at once."
    retry_after_seconds = 30
