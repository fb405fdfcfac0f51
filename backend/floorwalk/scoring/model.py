"""The frozen values that scoring works on: scales, criteria, sections, ratings.

Built and checked by document.py; a value made by hand is taken at its word. Scores are basis points
(10 000 = 100.00 %), weights 0 to 1 000, measured values the smallest unit of the rubric (ms for time).
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

FULL_BP = 10_000
DEFAULT_MEETS_BP = 7_500
DEFAULT_TABLE_BP = (0, 2_500, 5_000, 7_500, 10_000)
HEAVIEST_WEIGHT = 1_000
# Three years in ms: 2 × 10 000 × this stays a safe integer in JavaScript.
LARGEST_MEASURE = 100_000_000_000
GAVE_UP = "gave_up"  # never served: a censored measurement

Outcome = Literal["below", "met", "exceeded"]
State = Literal["scored", "not_applicable", "not_observed", "cannot_remember"]
Answer = bool | int | str | None
Aggregation = Literal["criteria", "within_section"]
Effect = Literal["flag", "cap", "zero"]


@dataclass(frozen=True, slots=True)
class RatingScale:
    """1 to 5 by a table; an outcome only where the version declares the rating that is expected."""

    table_bp: tuple[int, ...]
    expected_rating: int | None


@dataclass(frozen=True, slots=True)
class ExpectationScale:
    """Below, met or exceeded, said by the evaluator."""


@dataclass(frozen=True, slots=True)
class YesNoScale:
    """`invert` for negative wording ("was the till unattended?"): then a yes breaks the standard."""

    invert: bool


@dataclass(frozen=True, slots=True)
class Option:
    option_key: str
    score_bp: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class ChoiceScale:
    """Each option declares its score and its outcome."""

    options: tuple[Option, ...]
    by_key: dict[str, Option] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {option.option_key: option for option in self.options})


@dataclass(frozen=True, slots=True)
class MeasuredScale:
    """Lower is better: stretch ≤ target ≤ floor. Higher is better: stretch ≥ target ≥ floor."""

    better: Literal["lower", "higher"]
    stretch: int
    target: int
    floor: int


@dataclass(frozen=True, slots=True)
class Unscored:
    """A remark or a picture: evidence, never points."""

    kind: Literal["text", "photo"]


Scale = RatingScale | ExpectationScale | YesNoScale | ChoiceScale | MeasuredScale | Unscored


@dataclass(frozen=True, slots=True)
class Criterion:
    criterion_key: str
    scale: Scale
    weight: int
    business_area: str
    required: bool
    critical: bool
    critical_below_bp: int
    indifference_marker: bool


@dataclass(frozen=True, slots=True)
class Section:
    section_key: str
    weight: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class CriticalEffect:
    """What a critical failure does to the final score. `cap_bp` is None unless the effect is `cap`."""

    effect: Effect
    cap_bp: int | None


@dataclass(frozen=True, slots=True)
class ScoringRubric:
    """One published version as far as scoring reads it, with its lookups made once."""

    meets_bp: int
    aggregation: Aggregation
    critical_effect: CriticalEffect
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...] = field(init=False, compare=False, repr=False)
    criterion_of: dict[str, Criterion] = field(init=False, compare=False, repr=False)
    weight_of_business_area: dict[str, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        criteria = tuple(criterion for section in self.sections for criterion in section.criteria)
        area_weights: dict[str, int] = {}
        for criterion in criteria:
            area = criterion.business_area
            area_weights[area] = area_weights.get(area, 0) + criterion.weight
        object.__setattr__(self, "criteria", criteria)
        object.__setattr__(self, "criterion_of", {criterion.criterion_key: criterion for criterion in criteria})
        object.__setattr__(self, "weight_of_business_area", area_weights)


class Rated(Protocol):
    """One judgement as scoring needs it; a wire struct with these three fields will do as it is."""

    @property
    def criterion_key(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def answer(self) -> Answer: ...


class Rating(NamedTuple):
    criterion_key: str
    state: State
    answer: Answer = None


def is_blank(text: str) -> bool:
    """Nothing but white space, by one list for Python and TypeScript (their own `strip` and `trim` differ)."""
    return not text.strip(BLANKS)


# The characters of Unicode's White_Space property.
BLANKS = (
    "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
