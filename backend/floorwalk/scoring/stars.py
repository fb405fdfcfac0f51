"""Whether a star may be given. It is recognition beside the score and never adds points."""

from typing import NamedTuple

from floorwalk.scoring.errors import (
    StarActMissing,
    StarEvidenceTooShort,
    StarOnCriticalFailure,
    StarTouchpointMissing,
    StarWeightOutOfRange,
)
from floorwalk.scoring.model import BLANKS, is_blank

SHORTEST_EVIDENCE = 20  # characters: enough for one sentence about what was done
HEAVIEST_STAR = 4


class Star(NamedTuple):
    act: str
    touchpoint_key: str
    evidence: str
    weight: int


def check_star(star: Star, path: str, *, critical_failed: bool) -> None:
    """Refuse a star without act, touchpoint or evidence, or on an interaction that failed critically.

    Characters are Unicode code points, blanks at both ends not counted. Raises the first of
    StarOnCriticalFailure (at `path`), StarActMissing, StarTouchpointMissing, StarEvidenceTooShort and
    StarWeightOutOfRange (at the field).
    """
    if critical_failed:
        raise StarOnCriticalFailure(path)
    if is_blank(star.act):
        raise StarActMissing(f"{path}.act")
    if is_blank(star.touchpoint_key):
        raise StarTouchpointMissing(f"{path}.touchpoint_key")
    if len(star.evidence.strip(BLANKS)) < SHORTEST_EVIDENCE:
        raise StarEvidenceTooShort(f"{path}.evidence")
    if type(star.weight) is not int or not 1 <= star.weight <= HEAVIEST_STAR:
        raise StarWeightOutOfRange(f"{path}.weight")
