"""What is refused about assignments. Codes that name one field stand where they are found (scheduling.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwalk.kernel.errors import Fault, Problem


@dataclass(eq=False)
class AssignmentRefused(Problem):
    """It cannot be made as it is: every fault at its field. The code is that of the only or first fault."""

    found: Sequence[Fault]
    kind = "invalid"

    @property
    def code(self) -> str:  # type: ignore[override]  # as VisitRefused: the refusal whose code is its first fault's
        return self.found[0].code

    @property
    def detail(self) -> str:
        return f"{self.found[0].path}: {self.found[0].detail}"

    @property
    def faults(self) -> Sequence[Fault]:
        return self.found


@dataclass(eq=False)
class AssignmentThere(Problem):
    """The evaluator has been asked to this store in this programme from this day on already."""

    code = "assignments.already_there"
    kind = "conflict"
    sentence = "There is such an assignment already."


@dataclass(eq=False)
class AssignmentOver(Problem):
    """It is declined or closed: nothing is left to close."""

    code = "assignments.over"
    kind = "conflict"
    sentence = "This assignment is over already."


@dataclass(eq=False)
class ScenarioKeyTaken(Problem):
    code = "assignments.scenario_key_taken"
    kind = "conflict"
    sentence = "There is a scenario with this key already."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault("scenario_key", self.code, self.sentence),)


@dataclass(eq=False)
class AnswerRefused(Problem):
    """There is no such assignment for this evaluator; whether there is one for another stays unsaid."""

    code = "assignments.unknown"
    kind = "not_found"
    sentence = "There is no such assignment for you."


@dataclass(eq=False)
class AnswerIdTaken(Problem):
    """Another answer is kept under this id."""

    code = "assignments.answer_id_taken"
    kind = "conflict"
    sentence = "This answer cannot be kept under its id."
