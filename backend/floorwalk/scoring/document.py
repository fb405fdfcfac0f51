"""The JSON forms of a compiled rubric, of ratings and of a result, decoded strictly and encoded.

The only builder of a ScoringRubric: what it lets through, score.py can score. The forms are written
down in schemas/vectors/README.md. The rubric document that authors write, with its texts and
standards, is the rubrics slice; it lists every problem, whereas here the first one ends the reading.
"""

from typing import cast, get_args

from floorwalk.scoring.errors import (
    FieldMissing,
    FieldOfOtherKind,
    KeyUsedTwice,
    MeasureOutOfOrder,
    UnscoredKindCounts,
    ValueOutOfRange,
    WrongType,
)
from floorwalk.scoring.fields import Fields, list_at
from floorwalk.scoring.model import (
    DEFAULT_MEETS_BP,
    DEFAULT_TABLE_BP,
    FULL_BP,
    HEAVIEST_WEIGHT,
    LARGEST_MEASURE,
    Aggregation,
    ChoiceScale,
    Criterion,
    CriticalEffect,
    Effect,
    ExpectationScale,
    MeasuredScale,
    Option,
    Outcome,
    Rating,
    RatingScale,
    Scale,
    ScoringRubric,
    Section,
    State,
    Unscored,
    YesNoScale,
)
from floorwalk.scoring.score import InteractionScore

KINDS = ("rating", "expectation", "yes_no", "choice", "measured", "text", "photo")
KIND_OF_FIELD = {
    "table_bp": "rating",
    "expected_rating": "rating",
    "invert": "yes_no",
    "options": "choice",
    "measure": "measured",
}
CRITERION_FIELDS = {
    "criterion_key",
    "kind",
    "weight",
    "business_area",
    "required",
    "critical",
    "critical_below_bp",
    "indifference_marker",
    *KIND_OF_FIELD,
}


def rubric_of(document: object) -> ScoringRubric:
    """The compiled rubric, checked. Null stands for absent, and absent takes the default.

    Raises a ScoringProblem with the path of the first fault, such as "sections[0].criteria[2].weight".
    """
    fields = Fields(document, "", {"meets_bp", "aggregation", "critical_effect", "sections"})
    meets_bp = fields.integer("meets_bp", 0, FULL_BP, DEFAULT_MEETS_BP)
    aggregation = fields.word("aggregation", get_args(Aggregation), "criteria")
    critical_effect = _critical_effect(fields)
    section_keys: set[str] = set()
    criterion_keys: set[str] = set()
    sections = tuple(
        _section(item, path, section_keys, criterion_keys) for item, path in fields.items("sections", least=0)
    )
    return ScoringRubric(meets_bp, cast(Aggregation, aggregation), critical_effect, sections)


def ratings_of(document: object) -> list[Rating]:
    """The ratings as given; whether they fit a rubric is for score_of to say."""
    ratings = []
    for position, item in enumerate(list_at(document, "ratings")):
        path = f"ratings[{position}]"
        fields = Fields(item, path, {"criterion_key", "state", "answer"})
        criterion_key = fields.key("criterion_key")
        state = fields.word("state", get_args(State))
        answer = fields.get("answer")
        if answer is not None and type(answer) not in (bool, int, str):
            raise WrongType(f"{path}.answer")
        ratings.append(Rating(criterion_key, cast(State, state), cast(bool | int | str | None, answer)))
    return ratings


def result_document(score: InteractionScore) -> dict[str, object]:
    """The result in the form that the vectors and the TypeScript port use."""
    return {
        "ratings": [rating._asdict() for rating in score.ratings],
        "sections": dict(score.sections),
        "business_areas": dict(score.business_areas),
        "raw_bp": score.raw_bp,
        "critical_failed": score.critical_failed,
        "critical_failures": list(score.critical_failures),
        "final_bp": score.final_bp,
        "exceeded": score.exceeded,
        "met": score.met,
        "below": score.below,
        "gap_bp": score.gap_bp,
        "weight_scored": score.weight_scored,
        "weight_applicable": score.weight_applicable,
        "coverage_bp": score.coverage_bp,
        "not_applicable": score.not_applicable,
        "not_observed": score.not_observed,
        "cannot_remember": score.cannot_remember,
        "unanswered_required": list(score.unanswered_required),
        "indifferent_by_markers": score.indifferent_by_markers,
    }


def _critical_effect(fields: Fields) -> CriticalEffect:
    document = fields.get("critical_effect")
    if document is None:
        return CriticalEffect("flag", None)
    inner = Fields(document, "critical_effect", {"effect", "cap_bp"})
    effect = cast(Effect, inner.word("effect", get_args(Effect)))
    if effect == "cap":
        return CriticalEffect(effect, inner.integer("cap_bp", 0, FULL_BP))
    if inner.get("cap_bp") is not None:
        raise FieldOfOtherKind(inner.path_of("cap_bp"))
    return CriticalEffect(effect, None)


def _section(item: object, path: str, section_keys: set[str], criterion_keys: set[str]) -> Section:
    fields = Fields(item, path, {"section_key", "weight", "criteria"})
    section_key = _new_key(fields, "section_key", section_keys)
    weight = fields.integer("weight", 0, HEAVIEST_WEIGHT, 1)
    criteria = tuple(_criterion(inner, at, criterion_keys) for inner, at in fields.items("criteria", least=0))
    return Section(section_key, weight, criteria)


def _criterion(item: object, path: str, criterion_keys: set[str]) -> Criterion:
    fields = Fields(item, path, CRITERION_FIELDS)
    criterion_key = _new_key(fields, "criterion_key", criterion_keys)
    kind = fields.word("kind", KINDS)
    for name, its_kind in KIND_OF_FIELD.items():
        if kind != its_kind and not _says_nothing(fields.get(name)):
            raise FieldOfOtherKind(fields.path_of(name))
    weight = fields.integer("weight", 0, HEAVIEST_WEIGHT)
    critical = fields.boolean("critical", default=False)
    indifference_marker = fields.boolean("indifference_marker", default=False)
    if kind in ("text", "photo") and (weight or critical or indifference_marker):
        raise UnscoredKindCounts(path)
    return Criterion(
        criterion_key,
        _scale(fields, kind),
        weight,
        fields.key("business_area"),
        fields.boolean("required", default=True),
        critical,
        fields.integer("critical_below_bp", 1, FULL_BP, 1),
        indifference_marker,
    )


def _says_nothing(value: object) -> bool:
    """Absent, or written out as "does not apply": an editor may send every field of every criterion."""
    return value is None or value is False or (isinstance(value, list) and not value)


def _scale(fields: Fields, kind: str) -> Scale:
    match kind:
        case "rating":
            expected_rating = None if fields.get("expected_rating") is None else fields.integer("expected_rating", 1, 5)
            return RatingScale(_table(fields), expected_rating)
        case "expectation":
            return ExpectationScale()
        case "yes_no":
            return YesNoScale(fields.boolean("invert", default=False))
        case "choice":
            option_keys: set[str] = set()
            return ChoiceScale(tuple(_option(item, at, option_keys) for item, at in fields.items("options", least=1)))
        case "measured":
            return _measure(fields)
        case _:
            return Unscored("photo" if kind == "photo" else "text")


def _table(fields: Fields) -> tuple[int, ...]:
    if fields.get("table_bp") is None:
        return DEFAULT_TABLE_BP
    entries = list(fields.items("table_bp", least=5))
    if len(entries) != len(DEFAULT_TABLE_BP):
        raise ValueOutOfRange(fields.path_of("table_bp"))
    table = []
    for entry, at in entries:
        if type(entry) is not int:
            raise WrongType(at)
        if not 0 <= entry <= FULL_BP:
            raise ValueOutOfRange(at)
        table.append(entry)
    return tuple(table)


def _option(item: object, path: str, option_keys: set[str]) -> Option:
    fields = Fields(item, path, {"option_key", "score_bp", "outcome"})
    option_key = _new_key(fields, "option_key", option_keys)
    score_bp = fields.integer("score_bp", 0, FULL_BP)
    outcome = None if fields.get("outcome") is None else cast(Outcome, fields.word("outcome", get_args(Outcome)))
    return Option(option_key, score_bp, outcome)


def _measure(fields: Fields) -> MeasuredScale:
    document = fields.get("measure")
    if document is None:
        raise FieldMissing(fields.path_of("measure"))
    inner = Fields(document, fields.path_of("measure"), {"better", "stretch", "target", "floor"})
    better = inner.word("better", ("lower", "higher"))
    stretch, target, floor = (inner.integer(name, 0, LARGEST_MEASURE) for name in ("stretch", "target", "floor"))
    in_order = stretch <= target <= floor if better == "lower" else stretch >= target >= floor
    if not in_order:
        raise MeasureOutOfOrder(fields.path_of("measure"))
    return MeasuredScale("lower" if better == "lower" else "higher", stretch, target, floor)


def _new_key(fields: Fields, name: str, used: set[str]) -> str:
    key = fields.key(name)
    if key in used:
        raise KeyUsedTwice(fields.path_of(name))
    used.add(key)
    return key
