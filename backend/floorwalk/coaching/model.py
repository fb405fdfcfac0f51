"""Frozen values of an export about people: what for, of whom, and what one person's part of it is."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.suppression import Insufficient, PersonEvidence

FORMAT_VERSION = 2  # of the files, as schemas/exports describes them


class Purpose(StrEnum):
    """What an export may be for. There is no other (P2)."""

    COACHING = "coaching"
    TRAINING_PLANNING = "training_planning"
    RECOGNITION = "recognition"
    FORMAL_PROCESS = "formal_process"  # behind a gate of its own: formal_process.py, approval_lifecycle.py


AT_ONCE = tuple(one for one in Purpose if one is not Purpose.FORMAL_PROCESS)  # made without a second person's word


class ExportState(StrEnum):
    """From the asking to the files. The first and the last two are of exports that need a second person's word."""

    AWAITING_APPROVAL = "awaiting_approval"  # nothing is made before somebody else has approved it
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    APPROVAL_EXPIRED = "approval_expired"  # nobody decided in time


class Unreadable(StrEnum):
    """Why a stored interaction could not be read: it counts in no figure, and the manifest names it."""

    DOES_NOT_FIT_RUBRIC = "does_not_fit_rubric"  # it has not one place for each criterion of its version
    VALUE_OUT_OF_RANGE = "value_out_of_range"


class ChangeNoted(StrEnum):
    """What happened to an interaction after an export was issued that holds it."""

    RATING = "rating"  # a rating was corrected
    STAFF_LINK = "staff_link"  # it was somebody else
    VOID = "void"  # the interaction counts no more
    VISIT = "visit"  # nor does anything of its visit
    ADDITION = "addition"  # more of the same visit was published
    DISPUTE = "dispute"  # a dispute changed it; notices from before they said what


class PersonKey(NamedTuple):
    """A person's interactions under one comparability key."""

    staff_member_id: UUID
    comparability_key: str


class CellKey(NamedTuple):
    """A person in one business area under one comparability key."""

    staff_member_id: UUID
    comparability_key: str
    business_area: str


@dataclass(slots=True)
class Tally:
    """What was observed of a person, or of a person in one business area: the sums, and rule P5's counts."""

    figures: ScopeFigures = NOTHING
    evaluators: set[UUID] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    noticed: bool = True
    disputed: bool = False

    @property
    def evidence(self) -> PersonEvidence:
        return PersonEvidence(
            self.figures.w_sum,
            self.figures.m,
            len(self.evaluators),
            len(self.days),
            noticed=self.noticed,
            disputed=self.disputed,
        )


class Decision(NamedTuple):
    """Whether a person's data may leave: the keys under which there is enough evidence, or the reason why none."""

    released_keys: frozenset[str]
    reason: Insufficient | None
