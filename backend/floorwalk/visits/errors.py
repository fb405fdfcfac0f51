"""What the visits slice refuses. Codes that name one place in a visit stand where they are found (checking.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from floorwalk.kernel.errors import Fault, Problem


@dataclass(eq=False)
class VisitRefused(Problem):
    """The visit cannot be taken as it is: every fault at its path. The code is that of the only or first fault."""

    found: Sequence[Fault]
    kind = "invalid"

    @property
    def code(self) -> str:  # type: ignore[override]  # the one refusal whose code is its first fault's
        return self.found[0].code

    @property
    def detail(self) -> str:
        first = self.found[0]
        more = f" (and {len(self.found) - 1} more)" if len(self.found) > 1 else ""
        return f"{first.path or 'the visit'}: {first.detail}{more}"

    @property
    def faults(self) -> Sequence[Fault]:
        return self.found


@dataclass(eq=False)
class VisitIdTaken(Problem):
    """The id is in use, and not by this evaluator; whose it is stays unsaid."""

    code = "sync.visit_id_taken"
    kind = "conflict"
    sentence = "This visit cannot be stored under its id."


@dataclass(eq=False)
class RevisionConflict(Problem):
    """Another content is stored under this or a later revision, and this one was never accepted."""

    stored_revision: int
    code = "sync.revision_conflict"
    kind = "conflict"
    sentence = "Another content is stored for this visit, as revision {stored_revision}."


@dataclass(eq=False)
class PublishedEvaluationChanged(Problem):
    """A later revision may add interactions; what is published may neither change nor vanish."""

    evaluation_id: UUID
    code = "visits.published_evaluation_changed"
    kind = "conflict"
    sentence = "The evaluation {evaluation_id} is published and can no longer be changed by its evaluator."


@dataclass(eq=False)
class PublishedVisitMoved(Problem):
    """Figures of this visit are published for its store and day; a revision cannot move them."""

    code = "visits.published_visit_moved"
    kind = "conflict"
    sentence = "The visit has published evaluations and stays at its store and on its day."


@dataclass(eq=False)
class VisitIsVoid(Problem):
    """A voided visit takes part in nothing any more; what it said is kept."""

    code = "visits.void"
    kind = "conflict"
    sentence = "This visit has been declared void."


@dataclass(eq=False)
class NothingToPublish(Problem):
    """No evaluation of the visit waits for publication."""

    code = "visits.nothing_to_publish"
    kind = "conflict"
    sentence = "No evaluation of this visit waits for publication."


@dataclass(eq=False)
class CorrectionRefused(Problem):
    """The rubric does not take a corrected rating: every fault at its path."""

    found: Sequence[Fault]
    code = "visits.correction_refused"
    kind = "invalid"
    sentence = "A corrected rating cannot be taken."

    @property
    def faults(self) -> Sequence[Fault]:
        return self.found


@dataclass(eq=False)
class NothingCorrected(Problem):
    """Everything is already as the correction would have it."""

    code = "visits.nothing_corrected"
    kind = "conflict"
    sentence = "The evaluation says this already."


@dataclass(eq=False)
class StarredAndCritical(Problem):
    """A star is refused beside a critical failure; the correction would make one of an interaction that has a star."""

    code = "visits.starred_and_critical"
    kind = "conflict"
    sentence = "The interaction has a star, and the correction would make a critical criterion fail."


@dataclass(eq=False)
class OwnVisit(Problem):
    """Nobody reviews a visit of their own."""

    code = "visits.own_visit"
    kind = "forbidden"
    sentence = "You made this visit yourself; another reviewer must look at it."


@dataclass(eq=False)
class TakenUpByAnother(Problem):
    """Another reviewer is reading the visit."""

    code = "visits.taken_up_by_another"
    kind = "conflict"
    sentence = "Another reviewer has taken this visit up."


@dataclass(eq=False)
class NotTakenUp(Problem):
    """What a reviewer does needs the visit to be taken up first, so that two do not do the same."""

    code = "visits.not_taken_up"
    kind = "conflict"
    sentence = "Take the visit up first."


@dataclass(eq=False)
class ReturnStillRuns(Problem):
    """The evaluator has time to answer: the clock has not run out."""

    code = "visits.return_still_runs"
    kind = "conflict"
    sentence = "The visit is with its evaluator, whose time has not run out."


@dataclass(eq=False)
class VisitChanged(Problem):
    """The entity tag is not that of the visit as it is now: somebody changed it in between."""

    code = "visits.changed_meanwhile"
    kind = "stale"
    sentence = "The visit has changed since you read it."


@dataclass(eq=False)
class TagMissing(Problem):
    """The request must say which state of the visit it is about."""

    code = "visits.tag_missing"
    kind = "condition_missing"
    sentence = "Send If-Match with the entity tag of the visit as you read it."


@dataclass(eq=False)
class QuestionOutsideVisit(Problem):
    """A question names an evaluation or criterion that does not wait in this visit."""

    code = "visits.question_outside_visit"
    kind = "invalid"
    sentence = "A question is about an evaluation or a criterion that does not wait in this visit."


@dataclass(eq=False)
class NotStorable(Problem):
    """The database refused a row that passed every check: a race, or a fault of ours that is in our log."""

    code = "sync.not_storable"
    kind = "conflict"
    sentence = "This visit could not be stored; others were not held up by it."
