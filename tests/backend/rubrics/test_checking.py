"""What a rubric document must be: every problem is listed, at its path, under a stable code."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floorwalk.rubrics.check import check
from floorwalk.rubrics.compiled import comparability_key_of, compiled
from tests.cast_visits import Json, criteria_of, rubric_document

FLOOR, MYSTERY = rubric_document("floor-service"), rubric_document("mystery-visit")


def found(document: Any) -> list[tuple[str, str]]:
    return [(fault.path, fault.code.removeprefix("rubrics.")) for fault in check(document)]


def floor(path: str, value: Any = None, document: Json = FLOOR) -> Json:
    """The floor rubric with something else at a dotted path; None takes the field away."""
    changed = deepcopy(document)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inside: Any = changed
    for part in way:
        inside = inside[part]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return changed


def measured(better: str, stretch: int, target: int, floor_value: int) -> Json:
    return {"unit": "ms", "better": better, "stretch": stretch, "target": target, "floor": floor_value}


class TestTheSamples:
    def test_there_is_nothing_to_object_to_and_they_are_as_announced(self) -> None:
        for name, count in (("floor-service", 8), ("mystery-visit", 31), ("inspections", 43)):
            document = rubric_document(name)
            assert found(document) == []
            assert len(compiled(document).criteria) == count
        assert {criterion["kind"] for criterion in criteria_of(MYSTERY)} >= {
            "rating", "expectation", "yes_no", "choice", "measured", "text",
        }  # fmt: skip
        assert len({criterion["business_area"] for criterion in criteria_of(MYSTERY)}) == 9
        assert sum(criterion["weight"] for criterion in criteria_of(rubric_document("inspections"))) == 127


class TestEveryProblemAtItsPath:
    def test_many_at_once_in_reading_order(self) -> None:
        document = floor("rubric_key")
        document["title"] = {"en": "Only English", "fr": "Seulement"}
        document["sections"][0]["criteria"][0]["weight"] = 1_001
        document["sections"][1]["criteria"][0]["touchpoint_keys"] = ["approach", "roof"]
        document["sections"][2]["criteria"][0]["criterion_key"] = "greeting"
        document["urgent"] = True
        assert found(document) == [
            ("urgent", "field_unknown"),
            ("rubric_key", "field_missing"),
            ("title.de", "text_missing"),
            ("title.fr", "language_undeclared"),
            ("sections[0].criteria[0].weight", "value_out_of_range"),
            ("sections[1].criteria[0].touchpoint_keys[1]", "touchpoint_unknown"),
            ("sections[2].criteria[0].criterion_key", "key_used_twice"),
        ]

    def test_one_fault_each(self) -> None:
        first = "sections.0.criteria.0"
        third, third_place = "sections.1.criteria.2", "sections[1].criteria[2]"
        measure, source = "standards.0.measure", "standards.0.expectation_source"
        for path, value, expected in (
            ("format", 2, ("format", "value_out_of_range")),
            ("format", True, ("format", "wrong_type")),
            ("version_label", "", ("version_label", "text_missing")),
            ("version_label", "x" * 81, ("version_label", "text_too_long")),
            ("rubric_key", "Floor Service", ("rubric_key", "key_malformed")),
            ("rubric_key", 7, ("rubric_key", "wrong_type")),
            ("mode", "hidden", ("mode", "unknown_word")),
            ("meets_bp", 7500.0, ("meets_bp", "wrong_type")),
            ("meets_bp", 2**70, ("meets_bp", "value_out_of_range")),
            ("critical_effect", {"effect": "cap"}, ("critical_effect.cap_bp", "field_missing")),
            ("critical_effect", {"effect": "flag", "cap_bp": 1}, ("critical_effect.cap_bp", "field_of_other_kind")),
            ("sections", [], ("sections", "too_few")),
            ("sections", {}, ("sections", "wrong_type")),
            ("sections.0.criteria", [], ("sections[0].criteria", "too_few")),
            ("sections.1.section_key", "welcome", ("sections[1].section_key", "key_used_twice")),
            (f"{first}.kind", "slider", ("sections[0].criteria[0].kind", "unknown_word")),
            (f"{first}.business_area", "catering", ("sections[0].criteria[0].business_area", "business_area_unknown")),
            (f"{first}.standard_key", "nowhere", ("sections[0].criteria[0].standard_key", "standard_unknown")),
            (f"{first}.kind", "measured", ("sections[0].criteria[0].standard_key", "standard_not_measurable")),
            (f"{first}.table_bp", [0, 1, 2, 3, 4], ("sections[0].criteria[0].table_bp", "field_of_other_kind")),
            (f"{first}.title.de", "x" * 2_001, ("sections[0].criteria[0].title.de", "text_too_long")),
            (f"{first}.title.en", "a\0b", ("sections[0].criteria[0].title.en", "text_unusable")),
            (f"{first}.title.en", "\ud800", ("sections[0].criteria[0].title.en", "text_unusable")),
            (f"{third}.table_bp", [0, 1, 2, 3], (f"{third_place}.table_bp", "too_few")),
            (f"{third}.expected_rating", 6, (f"{third_place}.expected_rating", "value_out_of_range")),
            ("standards.0.anchors", None, ("standards[0].anchors", "field_missing")),
            (f"{source}.dated_on", "2026-02-30", ("standards[0].expectation_source.dated_on", "wrong_type")),
            (measure, measured("lower", 3, 2, 9), ("standards[0].measure", "measure_out_of_order")),
            (measure, measured("higher", 1, 2, 0), ("standards[0].measure", "measure_out_of_order")),
            (measure, measured("lower", -1, 2, 9), ("standards[0].measure.stretch", "value_out_of_range")),
        ):  # fmt: skip
            assert found(floor(path, value)) == [expected], (path, value)

    def test_a_choice_needs_two_options_and_a_measured_criterion_its_standard(self) -> None:
        choice = next(criterion for criterion in criteria_of(MYSTERY) if criterion["kind"] == "choice")
        document = deepcopy(FLOOR)
        document["sections"][0]["criteria"][1] = choice | {"options": choice["options"][:1]}
        assert found(document) == [("sections[0].criteria[1].options", "too_few")]
        document["sections"][0]["criteria"][1] = choice | {"options": [choice["options"][0]] * 2}
        assert found(document) == [("sections[0].criteria[1].options[1].option_key", "key_used_twice")]
        document["sections"][0]["criteria"][1] = {
            "criterion_key": "wait", "kind": "measured", "title": {"en": "Wait", "de": "Warten"}, "weight": 1,
            "business_area": "product",
        }  # fmt: skip
        assert found(document) == [("sections[0].criteria[1].standard_key", "field_missing")]

    def test_something_must_count_and_a_remark_must_not(self) -> None:
        document = deepcopy(FLOOR)
        for criterion in criteria_of(document):
            criterion["weight"] = 0
        assert found(document) == [("sections", "nothing_counts")]
        document = floor("sections.0.criteria.0.kind", "text")
        assert ("sections[0].criteria[0]", "unscored_kind_counts") in found(document)

    def test_not_more_criteria_than_an_interaction_can_have_ratings(self) -> None:
        document = deepcopy(FLOOR)
        one = document["sections"][0]["criteria"][1]
        for section in document["sections"][:2]:
            section["criteria"] = [
                one | {"criterion_key": f"{section['section_key']}-{number}"} for number in range(101)
            ]
        assert found(document) == [("sections", "too_many")]

    def test_business_areas_of_ones_own_can_be_declared(self) -> None:
        document = floor("sections.0.criteria.0.business_area", "catering")
        document["business_areas"] = [{"business_area_key": "catering", "title": {"en": "Catering", "de": "Bewirtung"}}]
        assert found(document) == []

    def test_what_is_no_object_is_told_and_nothing_breaks(self) -> None:
        values: tuple[Any, ...] = (None, 1, "x", [], True, 1.5)
        for value in values:
            assert found(value) == [("", "wrong_type")]


class TestTheTimeMarksOfAMysteryVisit:
    def test_there_are_four_to_six_or_none(self) -> None:
        mark = {"mark_key": "mark", "title": {"en": "Mark", "de": "Marke"}}
        for mode in ("covert", "either"):
            for count, expected in (
                (0, []),
                (3, [("marks", "too_few")]),
                (4, []),
                (6, []),
                (7, [("marks", "too_many")]),
                (101, [("marks", "too_many")]),
            ):
                document = deepcopy(FLOOR) | {"mode": mode}
                document["marks"] = [mark | {"mark_key": f"mark-{number}"} for number in range(count)]
                assert found(document) == expected, (mode, count)

    def test_a_wait_lies_between_two_declared_marks(self) -> None:
        place, path = "sections.1.criteria.0", "sections[1].criteria[0].measured_between"
        for value, expected in (
            ({"from": "entered", "to": "roof"}, (f"{path}.to", "mark_unknown")),
            ({"from": "entered", "to": "entered"}, (f"{path}.to", "mark_named_twice")),
            ({"from": "entered"}, (f"{path}.to", "field_missing")),
            ({"from": 1, "to": "left"}, (f"{path}.from", "wrong_type")),
            ({"from": "entered", "to": "left", "via": "served"}, (f"{path}.via", "field_unknown")),
            ("entered", (path, "wrong_type")),
        ):
            document = floor(f"{place}.measured_between", value, MYSTERY)
            assert expected in found(document), value

    def test_only_a_measure_in_milliseconds_is_a_wait(self) -> None:
        between = {"from": "entered", "to": "left"}
        counted = floor("sections.2.criteria.1.measured_between", between, MYSTERY)
        assert found(counted) == [("sections[2].criteria[1].measured_between", "not_a_time")]
        spoken = floor("sections.1.criteria.1.measured_between", between, MYSTERY)
        assert found(spoken) == [("sections[1].criteria[1].measured_between", "field_of_other_kind")]

    def test_versions_with_and_without_it_are_compared(self) -> None:
        without = deepcopy(MYSTERY)
        for criterion in criteria_of(without):
            criterion.pop("measured_between", None)
        assert without != MYSTERY
        assert comparability_key_of(without) == comparability_key_of(MYSTERY)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def places_in(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, item in inner for place in places_in(item, (*way, key)))]


PLACES = places_in(MYSTERY)[1:]


@pytest.mark.slow
class TestAnythingAnywhere:
    @settings(max_examples=400, deadline=None)
    @given(place=st.sampled_from(PLACES), value=anything)
    def test_a_document_is_either_told_off_or_can_be_compiled(self, place: tuple[Any, ...], value: Any) -> None:
        document = deepcopy(MYSTERY)
        inside: Any = document
        for part in place[:-1]:
            inside = inside[part]
        inside[place[-1]] = value
        if not check(document):
            assert len(comparability_key_of(document)) == 16
            assert compiled(document).criteria


class TestTheComparabilityKey:
    def test_texts_and_what_must_be_answered_leave_it_alone(self) -> None:
        for path, value in (
            ("title.en", "Something else"),
            ("version_label", "2027"),
            ("sections.0.criteria.0.title.de", "Anders gesagt"),
            ("sections.0.criteria.0.required", False),
            ("standards.0.promise.en", "We promise more."),
            ("sections.0.criteria.0.touchpoint_keys", ["till"]),
            ("meets_bp", 7_500),
        ):
            assert comparability_key_of(floor(path, value)) == comparability_key_of(FLOOR), path

    def test_whatever_moves_a_score_makes_another(self) -> None:
        keys = {comparability_key_of(FLOOR), comparability_key_of(MYSTERY)}
        for path, value in (
            ("meets_bp", 8_000),
            ("aggregation", "within_section"),
            ("critical_effect", {"effect": "zero"}),
            ("sections.0.weight", 2),
            ("sections.0.criteria.0.weight", 4),
            ("sections.0.criteria.0.criterion_key", "hello"),
            ("sections.0.criteria.0.kind", "yes_no"),
            ("sections.0.criteria.0.critical", True),
            ("sections.0.criteria.0.business_area", "product"),
            ("sections.0.criteria.0.indifference_marker", False),
            ("sections.1.criteria.2.table_bp", [0, 2_500, 5_000, 7_500, 9_999]),
            ("sections.1.criteria.2.expected_rating", 3),
            ("sections.2.criteria.0.invert", False),
            ("sections.2.criteria.1.critical_below_bp", 2),
        ):
            key = comparability_key_of(floor(path, value))
            assert key not in keys, path
            keys.add(key)
        slower = deepcopy(MYSTERY)
        slower["standards"][0]["measure"]["floor"] += 1
        assert comparability_key_of(slower) not in keys
