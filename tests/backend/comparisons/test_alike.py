"""What two versions of a rubric have in common, and whether they may be compared on it (docs/decisions/0015)."""

from typing import Any
from uuid import UUID

import pytest

from floorwalk.comparisons.alike import (
    InCommon,
    NoCommonScore,
    in_common,
    is_business_area_alike,
    is_criterion_alike,
    limited_to,
    no_common_score,
    part_of,
)
from floorwalk.rubrics.compiled import comparability_key_of, compiled
from floorwalk.rubrics.service import CompiledVersion
from floorwalk.scoring.model import Rating
from floorwalk.scoring.score import score_of

Criteria = dict[str, int | dict[str, Any]]  # the weight of a yes or no, or what differs from one of weight 1


def version(
    *sections: Criteria, rubric_key: str = "service", weights: tuple[int, ...] = (), **more: Any
) -> CompiledVersion:
    """Questions of yes or no in the business area "product", in sections that weigh 1 each."""
    document = {
        "rubric_key": rubric_key,
        "mode": "floor",
        "sections": [
            {
                "section_key": f"part_{number}",
                "weight": weights[number] if weights else 1,
                "criteria": [
                    {"criterion_key": key, "kind": "yes_no", "weight": 1, "business_area": "product"}
                    | (told if isinstance(told, dict) else {"weight": told})
                    for key, told in section.items()
                ],
            }
            for number, section in enumerate(sections)
        ],
    } | more
    return CompiledVersion(
        UUID(int=1), rubric_key, 1, "1", comparability_key_of(document), "floor", document, compiled(document)
    )


def refused(one: CompiledVersion, other: CompiledVersion, area: str | None = None) -> NoCommonScore | None:
    return no_common_score(one, other, in_common(one, other, area))


class TestWhichCriteriaAreInCommon:
    def test_those_of_the_same_key_and_definition_in_the_order_of_the_one(self) -> None:
        one = version({"till": 1, "greeting": 2, "gone": 1})
        other = version({"greeting": 5, "till": 1, "come": 2})
        assert in_common(one, other).criterion_keys == ("till", "greeting")

    @pytest.mark.parametrize(
        "changed",
        [
            {"kind": "expectation"},
            {"invert": True},
            {"critical": True},
            {"critical": True, "critical_below_bp": 5_000},
        ],
    )
    def test_a_criterion_that_is_scored_otherwise_is_not(self, changed: dict[str, Any]) -> None:
        assert in_common(version({"greeting": 1}), version({"greeting": changed})) == InCommon((), 0, 0)

    @pytest.mark.parametrize("changed", [{"weight": 9}, {"required": False}, {"indifference_marker": True}])
    def test_weight_and_what_never_touches_a_score_are_no_part_of_the_definition(self, changed: dict[str, Any]) -> None:
        one, other = version({"greeting": 1}), version({"greeting": changed})
        assert is_criterion_alike(one, other, "greeting")
        assert in_common(one, other) == InCommon(("greeting",), 10_000, 10_000)

    def test_what_weighs_nothing_on_one_side_is_not_in_common(self) -> None:
        one, other = version({"greeting": 0, "till": 1}), version({"greeting": 1, "till": 1})
        assert in_common(one, other) == InCommon(("till",), 10_000, 5_000)
        assert in_common(other, one) == InCommon(("till",), 5_000, 10_000)

    def test_where_nothing_weighs_anything_the_share_is_none(self) -> None:
        assert in_common(version({"greeting": 0}), version({"greeting": 0})) == InCommon((), 0, 0)

    def test_within_a_business_area_it_must_belong_to_it_on_both_sides(self) -> None:
        one = version({"greeting": 1, "till": {"business_area": "speed"}, "shelf": 3})
        other = version({"greeting": {"business_area": "speed"}, "till": {"business_area": "speed"}, "shelf": 3})
        assert in_common(one, other, "product") == InCommon(("shelf",), 7_500, 10_000)
        assert in_common(one, other, "speed") == InCommon(("till",), 10_000, 5_000)
        assert in_common(one, other, "after_sales") == InCommon((), 0, 0)


class TestTheShareOfTheWeight:
    def test_it_is_that_of_the_criteria_where_they_are_added_up(self) -> None:
        assert in_common(version({"greeting": 2}, {"gone": 1}), version({"greeting": 1})).own_share_bp == 6_667

    def test_it_is_that_of_the_sections_where_these_keep_their_weight(self) -> None:
        one = version({"greeting": 1, "gone": 9}, {"till": 1}, weights=(1, 3), aggregation="within_section")
        other = version({"greeting": 1, "till": 1})
        assert in_common(one, other) == InCommon(("greeting", "till"), 7_750, 10_000)

    def test_a_section_in_which_nothing_weighs_anything_takes_none(self) -> None:
        one = version({"gone": 0}, {"till": 1}, aggregation="within_section")
        assert in_common(one, version({"till": 1})).own_share_bp == 10_000

    def test_of_a_business_area_sections_count_for_nothing(self) -> None:
        one = version({"greeting": 1, "gone": 1}, {"till": 2}, weights=(9, 1), aggregation="within_section")
        assert in_common(one, version({"greeting": 1, "till": 1}), "product").own_share_bp == 7_500


class TestWhetherItIsOffered:
    def test_from_seven_tenths_of_the_weight_on_both_sides(self) -> None:
        assert refused(version({"greeting": 7, "gone": 3}), version({"greeting": 7, "come": 3})) is None

    @pytest.mark.parametrize(("own", "others"), [(69, 100), (100, 69)])
    def test_less_on_one_side_is_too_little(self, own: int, others: int) -> None:
        one = version({"greeting": own, "gone": 100 - own})
        other = version({"greeting": others, "come": 100 - others})
        assert refused(one, other) is NoCommonScore.TOO_LITTLE_IN_COMMON

    def test_versions_of_one_key_have_the_ordinary_figures(self) -> None:
        one = version({"greeting": 1})
        assert refused(one, version({"greeting": {"required": False}})) is NoCommonScore.SAME_KEY

    def test_another_rubric_asks_something_else_under_the_same_name(self) -> None:
        one, other = version({"greeting": 1}), version({"greeting": 2}, rubric_key="mystery")
        assert refused(one, other) is NoCommonScore.OTHER_RUBRIC

    def test_where_meeting_a_standard_is_worth_other_points_nothing_is_alike(self) -> None:
        one, other = version({"greeting": 1}), version({"greeting": 1}, meets_bp=8_000)
        assert in_common(one, other).criterion_keys == ()
        assert refused(one, other) is NoCommonScore.OTHER_ANCHOR


class TestWhatTheScoreIsMadeOf:
    def test_the_kept_criteria_are_weighed_as_their_version_weighs_them(self) -> None:
        rubric = version({"greeting": 3, "gone": 5}, {"till": 1}, {"nothing": 1}).rubric
        kept = limited_to(rubric, ["greeting", "till"])
        assert [section.section_key for section in kept.sections] == ["part_0", "part_1"]
        score = score_of(kept, [Rating("greeting", "scored", True), Rating("till", "scored", False)])
        assert score.raw_bp == 7_500

    def test_sections_that_keep_their_weight_keep_it(self) -> None:
        rubric = version({"greeting": 3, "gone": 5}, {"till": 1}, weights=(1, 4), aggregation="within_section").rubric
        kept = limited_to(rubric, ["greeting", "till"])
        score = score_of(kept, [Rating("greeting", "scored", True), Rating("till", "scored", False)])
        assert score.raw_bp == 2_000

    def test_a_business_area_is_scored_without_sections(self) -> None:
        rubric = version({"greeting": 3}, {"till": 1}, weights=(1, 4), aggregation="within_section").rubric
        score = score_of(
            part_of(rubric, "product"), [Rating("greeting", "scored", True), Rating("till", "scored", False)]
        )
        assert score.raw_bp == 7_500


class TestABusinessAreaAsAWhole:
    def test_it_is_alike_with_the_same_criteria_and_weights(self) -> None:
        one = version({"greeting": 1, "till": {"business_area": "speed"}})
        other = version({"greeting": 1, "till": {"business_area": "speed", "weight": 4}})
        assert is_business_area_alike(one, other, "product")
        assert not is_business_area_alike(one, other, "speed")
