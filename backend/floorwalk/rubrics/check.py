"""What a rubric document must be before it can become a version: every problem, at its path.

Pure. The written form is schemas/rubric.schema.json, which says the shape; what no schema can say
(references, order of thresholds, texts in all declared languages, weights that count) is said here alone.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from floorwalk.kernel.errors import Fault
from floorwalk.organisation.business_areas import DEFAULT_BUSINESS_AREAS
from floorwalk.rubrics.model import FORMAT, RUBRIC_KINDS
from floorwalk.rubrics.reading import Fields, Walk
from floorwalk.scoring.model import FULL_BP, HEAVIEST_WEIGHT, LARGEST_MEASURE

DEFAULT_KEYS = frozenset(key for key, _ in DEFAULT_BUSINESS_AREAS)
MOST_CRITERIA = 200  # an interaction has one rating for each, and a visit has at most 256 KiB
MOST_PARTS = 100  # sections, standards, touchpoints, marks, options: more cannot be overseen by anyone
MOST_LANGUAGES = 12
FEWEST_COVERT_MARKS = 4  # fewer measure no wait worth naming
MOST_COVERT_MARKS = 6  # more do not fit under one thumb in a store
TIME_UNIT = "ms"  # of a measure that time marks can give
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?\Z")
OUTCOMES = ("below", "met", "exceeded")
ANCHORS_OF_KIND = {
    "rating": ("1", "2", "3", "4", "5"),
    "expectation": OUTCOMES,
    "yes_no": ("yes", "no"),
}
FIELDS_OF_KIND = {
    "table_bp": ("rating",),
    "expected_rating": ("rating",),
    "invert": ("yes_no",),
    "options": ("choice",),
    "anchors": tuple(ANCHORS_OF_KIND),
    "measured_between": ("measured",),
}
CRITERION_FIELDS = (
    "criterion_key", "kind", "title", "help", "weight", "business_area", "standard_key", "required", "critical",
    "critical_below_bp", "indifference_marker", "touchpoint_keys", *FIELDS_OF_KIND,
)  # fmt: skip
DOCUMENT_FIELDS = (
    "format", "rubric_key", "version_label", "title", "languages", "mode", "meets_bp", "aggregation",
    "critical_effect", "business_areas", "touchpoints", "marks", "standards", "sections",
)  # fmt: skip


@dataclass
class _Declared:
    """What the document declares, for its criteria to refer to, and what they have added up to."""

    business_areas: set[str]
    touchpoints: set[str] = field(default_factory=set)
    standards: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    measurable: set[str] = field(default_factory=set)
    timed: set[str] = field(default_factory=set)
    section_keys: set[str] = field(default_factory=set)
    criterion_keys: set[str] = field(default_factory=set)
    criteria: int = 0
    weighs_something: bool = False


def check(document: object, business_areas: Collection[str] = DEFAULT_KEYS) -> list[Fault]:
    """Every fault of the document in reading order; empty if it can be published.

    `business_areas` are the keys that the organisation has already.
    """
    walk = Walk()
    fields = Fields(walk, document, "", DOCUMENT_FIELDS)
    fields.integer("format", FORMAT, FORMAT)
    fields.key("rubric_key")
    fields.line("version_label")
    walk.languages = _languages(fields)
    fields.text("title")
    mode = fields.word("mode", ("floor", "covert", "either"))
    fields.integer("meets_bp", 0, FULL_BP, default=7_500)
    fields.word("aggregation", ("criteria", "within_section"), default="criteria")
    _critical_effect(fields)
    declared = _Declared(set(business_areas))
    _titled(fields, "business_areas", "business_area_key", declared.business_areas, new=set())
    _titled(fields, "touchpoints", "touchpoint_key", declared.touchpoints, new=declared.touchpoints)
    _titled(fields, "marks", "mark_key", declared.marks, new=declared.marks)
    _check_mark_count(fields, mode)
    for item, path in fields.items("standards", 0, MOST_PARTS):
        _standard(Fields(walk, item, path, STANDARD_FIELDS), declared)
    for item, path in fields.items("sections", 1, MOST_PARTS):
        _section(Fields(walk, item, path, ("section_key", "title", "weight", "criteria")), declared)
    if declared.criteria > MOST_CRITERIA:
        fields.fault("sections", "too_many", f"At most {MOST_CRITERIA} criteria in all.")
    if declared.criteria and not declared.weighs_something and not walk.found:
        fields.fault("sections", "nothing_counts", "At least one criterion must have a weight above 0.")
    return walk.found


def _languages(fields: Fields) -> tuple[str, ...]:
    spoken: list[str] = []
    for language, path in fields.items("languages", 1, MOST_LANGUAGES):
        if not isinstance(language, str) or not LANGUAGE.match(language):
            fields.walk.fault(path, "wrong_type", "This must be a language code such as en or de.")
        elif language in spoken:
            fields.walk.fault(path, "key_used_twice", "This language is declared before.")
        else:
            spoken.append(language)
    if spoken and "en" not in spoken:
        fields.fault("languages", "english_missing", "English is always one of the languages.")
    return tuple(spoken)


def _critical_effect(fields: Fields) -> None:
    value = fields.get("critical_effect")
    if value is None:
        return
    inner = Fields(fields.walk, value, "critical_effect", ("effect", "cap_bp"))
    effect = inner.word("effect", ("flag", "cap", "zero"))
    if effect == "cap":
        inner.integer("cap_bp", 0, FULL_BP)
    elif inner.get("cap_bp") is not None and effect is not None:
        inner.fault("cap_bp", "field_of_other_kind", "Only the effect cap has this field.")


def _titled(fields: Fields, name: str, key_name: str, collected: set[str], new: set[str]) -> None:
    """A list of keys with titles. `new` tells repeated ones; they are added to `collected`."""
    for item, path in fields.items(name, 0, MOST_PARTS):
        inner = Fields(fields.walk, item, path, (key_name, "title"))
        key = inner.key(key_name, new)
        if key is not None:
            collected.add(key)
        inner.text("title")


def _check_mark_count(fields: Fields, mode: str | None) -> None:
    """A mystery visit's marks are one screen in the store; a rubric for it may also do without."""
    marks = fields.get("marks")
    if mode not in ("covert", "either") or not isinstance(marks, list) or not marks:
        return
    if len(marks) < FEWEST_COVERT_MARKS:
        fields.fault("marks", "too_few", f"A mystery visit has at least {FEWEST_COVERT_MARKS} time marks, or none.")
    elif MOST_COVERT_MARKS < len(marks) <= MOST_PARTS:
        fields.fault("marks", "too_many", f"A mystery visit has at most {MOST_COVERT_MARKS} time marks.")


STANDARD_FIELDS = ("standard_key", "title", "promise", "anchors", "measure", "expectation_source")


def _standard(fields: Fields, declared: _Declared) -> None:
    key = fields.key("standard_key", declared.standards)
    fields.text("title")
    fields.text("promise")
    if fields.get("anchors") is None:
        fields.fault("anchors", "field_missing", "A standard says what below, met and exceeded look like.")
    else:
        anchors = Fields(fields.walk, fields.get("anchors"), fields.at("anchors"), OUTCOMES)
        for outcome in OUTCOMES:
            anchors.text(outcome)
    if fields.get("measure") is not None:
        if key is not None:
            declared.measurable.add(key)
        if _measure(fields) == TIME_UNIT and key is not None:
            declared.timed.add(key)
    if fields.get("expectation_source") is not None:
        source = Fields(
            fields.walk, fields.get("expectation_source"), fields.at("expectation_source"), ("text", "dated_on")
        )
        source.text("text")
        source.day("dated_on")


def _measure(fields: Fields) -> str | None:
    """The unit."""
    path = fields.at("measure")
    inner = Fields(fields.walk, fields.get("measure"), path, ("unit", "better", "stretch", "target", "floor"))
    unit = inner.key("unit")
    better = inner.word("better", ("lower", "higher"))
    thresholds = [inner.integer(name, 0, LARGEST_MEASURE) for name in ("stretch", "target", "floor")]
    known = [value for value in thresholds if value is not None]
    if better is None or len(known) != len(thresholds):
        return unit
    if known != sorted(known, reverse=better == "higher"):
        order = "≤" if better == "lower" else "≥"
        fields.fault("measure", "measure_out_of_order", f"Needed: stretch {order} target {order} floor.")
    return unit


def _section(fields: Fields, declared: _Declared) -> None:
    fields.key("section_key", declared.section_keys)
    fields.text("title")
    fields.integer("weight", 0, HEAVIEST_WEIGHT, default=1)
    for item, path in fields.items("criteria", 1, MOST_CRITERIA):
        declared.criteria += 1
        _criterion(Fields(fields.walk, item, path, CRITERION_FIELDS), declared)


def _criterion(fields: Fields, declared: _Declared) -> None:
    fields.key("criterion_key", declared.criterion_keys)
    kind = fields.word("kind", RUBRIC_KINDS)
    fields.text("title")
    fields.text("help", required=False)
    weight = fields.integer("weight", 0, HEAVIEST_WEIGHT)
    declared.weighs_something |= bool(weight)
    area = fields.key("business_area")
    if area is not None and area not in declared.business_areas:
        fields.fault("business_area", "business_area_unknown", f"There is no business area {area}.")
    fields.boolean("required", default=True)
    critical = fields.boolean("critical", default=False)
    fields.integer("critical_below_bp", 1, FULL_BP, default=1)
    marker = fields.boolean("indifference_marker", default=False)
    _standard_of(fields, kind, declared)
    for touchpoint, path in fields.items("touchpoint_keys", 0, MOST_PARTS):
        if not isinstance(touchpoint, str) or touchpoint not in declared.touchpoints:
            fields.walk.fault(path, "touchpoint_unknown", "The document declares no such touchpoint.")
    if kind is None:
        return
    for name, kinds in FIELDS_OF_KIND.items():
        if kind not in kinds and not says_nothing(fields.get(name)):
            fields.fault(name, "field_of_other_kind", f"Only {' and '.join(kinds)} criteria have this field.")
    if kind in ("text", "photo") and (weight or critical or marker):
        fields.walk.fault(
            fields.path, "unscored_kind_counts", "A text or photo has weight 0, is not critical and marks nothing."
        )
    match kind:
        case "rating":
            _table(fields)
            if fields.get("expected_rating") is not None:
                fields.integer("expected_rating", 1, 5)
        case "yes_no":
            fields.boolean("invert", default=False)
        case "choice":
            _options(fields)
        case "measured":
            _measured_between(fields, declared)
    if kind in ANCHORS_OF_KIND and fields.get("anchors") is not None:
        anchors = Fields(fields.walk, fields.get("anchors"), fields.at("anchors"), ANCHORS_OF_KIND[kind])
        for name in ANCHORS_OF_KIND[kind]:
            anchors.text(name, required=False)


def _standard_of(fields: Fields, kind: str | None, declared: _Declared) -> None:
    key = fields.key("standard_key", required=False)
    if key is None:
        if kind == "measured" and fields.get("standard_key") is None:
            fields.fault("standard_key", "field_missing", "A measured criterion names a standard with a measure.")
    elif key not in declared.standards:
        fields.fault("standard_key", "standard_unknown", f"The document declares no standard {key}.")
    elif kind == "measured" and key not in declared.measurable:
        fields.fault("standard_key", "standard_not_measurable", f"The standard {key} has no measure.")


def _measured_between(fields: Fields, declared: _Declared) -> None:
    """The two time marks that a wait lies between: the phone computes it from them."""
    if fields.get("measured_between") is None:
        return
    inner = Fields(fields.walk, fields.get("measured_between"), fields.at("measured_between"), ("from", "to"))
    ends = [inner.key("from"), inner.key("to")]
    for name, mark_key in zip(("from", "to"), ends, strict=True):
        if mark_key is not None and mark_key not in declared.marks:
            inner.fault(name, "mark_unknown", f"The document declares no time mark {mark_key}.")
    if ends[0] is not None and ends[0] == ends[1]:
        inner.fault("to", "mark_named_twice", "A wait lies between two different time marks.")
    standard_key = fields.get("standard_key")
    if isinstance(standard_key, str) and standard_key in declared.measurable - declared.timed:
        fields.fault("measured_between", "not_a_time", f"The measure of {standard_key} is not in {TIME_UNIT}.")


def says_nothing(value: Any) -> bool:
    """Absent, or written out as "does not apply": an editor may send every field of every criterion."""
    return value is None or value is False or value in ([], {})


def _table(fields: Fields) -> None:
    if fields.get("table_bp") is None:
        return
    entries = list(fields.items("table_bp", 5, 5))
    for entry, path in entries:
        fields.whole_number(entry, path, 0, FULL_BP)


def _options(fields: Fields) -> None:
    used: set[str] = set()
    if says_nothing(fields.get("options")):
        fields.fault("options", "too_few", "A choice has at least 2 options.")
        return
    for item, path in fields.items("options", 2, MOST_PARTS):
        option = Fields(fields.walk, item, path, ("option_key", "title", "score_bp", "outcome"))
        option.key("option_key", used)
        option.text("title")
        option.integer("score_bp", 0, FULL_BP)
        if option.get("outcome") is not None:
            option.word("outcome", OUTCOMES)
