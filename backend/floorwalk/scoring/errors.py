"""What scoring refuses. Each refusal has a stable code and the path of the fault in the document.

Free of HTTP and of text for people. A refusal here is `invalid`; the edge gives it its status.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(eq=False)  # never frozen: context managers set __traceback__
class ScoringProblem(Exception):
    """A rubric, rating or star that cannot be scored. `path` is like "ratings[3].answer"."""

    path: str
    code: ClassVar[str] = "scoring.problem"
    kind: ClassVar[str] = "invalid"

    def __str__(self) -> str:
        return f"{self.code} at {self.path}"


class RatingOutsideRubric(ScoringProblem):
    """The version has no such criterion, or the criterion has no such option."""

    code = "scoring.rating_outside_rubric"


class CriterionRatedTwice(ScoringProblem):
    """Two ratings name one criterion: neither is taken, for nobody knows which was meant."""

    code = "scoring.criterion_rated_twice"


class AnswerMissing(ScoringProblem):
    """The state is `scored` and there is no answer; a missing measurement is not 0."""

    code = "scoring.answer_missing"


class AnswerUnexpected(ScoringProblem):
    """There is an answer although the state says that there is nothing to score."""

    code = "scoring.answer_unexpected"


class AnswerOfWrongKind(ScoringProblem):
    """A text for a number, a truth value for a rating, and the like."""

    code = "scoring.answer_of_wrong_kind"


class AnswerOutOfRange(ScoringProblem):
    """The right type, but not on the scale: a rating of 6, a wait of -1 ms."""

    code = "scoring.answer_out_of_range"


class StarActMissing(ScoringProblem):
    """A star names the act that earned it."""

    code = "scoring.star_act_missing"


class StarTouchpointMissing(ScoringProblem):
    """A star names the touchpoint at which it was earned."""

    code = "scoring.star_touchpoint_missing"


class StarEvidenceTooShort(ScoringProblem):
    """Fewer than 20 characters of evidence, blanks at both ends not counted."""

    code = "scoring.star_evidence_too_short"


class StarWeightOutOfRange(ScoringProblem):
    """A star weighs 1 to 4."""

    code = "scoring.star_weight_out_of_range"


class StarOnCriticalFailure(ScoringProblem):
    """An interaction with a critical failure earns no star."""

    code = "scoring.star_on_critical_failure"


class FieldMissing(ScoringProblem):
    """A field without a default is absent."""

    code = "scoring.field_missing"


class FieldUnknown(ScoringProblem):
    """A field that the form does not have; a misspelt weight must not become the default."""

    code = "scoring.field_unknown"


class WrongType(ScoringProblem):
    """Another JSON type than the form says. A truth value is no integer, and neither is 3.0."""

    code = "scoring.wrong_type"


class UnknownWord(ScoringProblem):
    """A word that is not in its closed list, such as a kind, state or outcome."""

    code = "scoring.unknown_word"


class ValueOutOfRange(ScoringProblem):
    """A number or a list outside its stated bounds, or an empty key."""

    code = "scoring.value_out_of_range"


class KeyUsedTwice(ScoringProblem):
    """Two sections, two criteria of the version, or two options of a criterion share a key."""

    code = "scoring.key_used_twice"


class FieldOfOtherKind(ScoringProblem):
    """A field that belongs to another kind of criterion, such as options on a yes or no."""

    code = "scoring.field_of_other_kind"


class UnscoredKindCounts(ScoringProblem):
    """A text or photo with a weight, a critical effect or an indifference marker: it has no score."""

    code = "scoring.unscored_kind_counts"


class MeasureOutOfOrder(ScoringProblem):
    """Lower is better needs stretch ≤ target ≤ floor; higher is better the reverse."""

    code = "scoring.measure_out_of_order"
