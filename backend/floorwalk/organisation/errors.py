"""Refusals of the organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwalk.kernel.errors import Fault, Problem


@dataclass(eq=False)
class NotOneOrganisation(Problem):
    """The command line works on the one organisation of a database; there is none, or there are several."""

    count: int
    code = "organisation.not_exactly_one"
    kind = "conflict"
    sentence = "This needs a database with exactly one organisation; it has {count}."


@dataclass(eq=False)
class CodeTaken(Problem):
    """Something of this kind has this code or key already."""

    path: str
    code = "organisation.code_taken"
    kind = "conflict"
    sentence = "This code is taken already."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault(path=self.path, code=self.code, detail=self.sentence),)


@dataclass(eq=False)
class AreaCircle(Problem):
    """An area cannot stand under itself or under one of its own."""

    code = "organisation.area_circle"
    kind = "conflict"
    sentence = "An area cannot stand under itself."


@dataclass(eq=False)
class MoveRefused(Problem):
    """A move that would rewrite a later one: the dated past is only ever added to."""

    reason: str
    code = "organisation.move_refused"
    kind = "conflict"
    sentence = "The store cannot move like this: {reason}."


@dataclass(eq=False)
class UnknownPlace(Problem):
    """An area, store or programme that what was sent refers to, and that is not there."""

    path: str
    code = "organisation.unknown_reference"
    kind = "invalid"
    sentence = "What this refers to is not there."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault(path=self.path, code=self.code, detail=self.sentence),)


@dataclass(eq=False)
class UnknownTimeZone(Problem):
    """Not a name of the IANA time zone database."""

    path: str
    code = "organisation.unknown_time_zone"
    kind = "invalid"
    sentence = "This is not an IANA time zone, such as Europe/Berlin."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault(path=self.path, code=self.code, detail=self.sentence),)


@dataclass(eq=False)
class DaysReversed(Problem):
    """A last day before the first one."""

    path: str
    code = "organisation.days_reversed"
    kind = "invalid"
    sentence = "The last day is before the first one."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault(path=self.path, code=self.code, detail=self.sentence),)
