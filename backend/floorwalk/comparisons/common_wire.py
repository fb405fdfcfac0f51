"""Two versions of a rubric, compared on the criteria that they have in common."""

from uuid import UUID

import msgspec

from floorwalk.comparisons.alike import NoCommonScore
from floorwalk.comparisons.wire import Figure, Head, Overall, Texts


class InCommonShown(msgspec.Struct, frozen=True, kw_only=True):
    """What a version has in common with the chosen one: the share of its weight that it is on each side, and why no
    score on it is offered; null: it is."""

    chosen_share_bp: int
    other_share_bp: int
    least_share_bp: int
    no_common_score: NoCommonScore | None


class CriterionTitled(msgspec.Struct, frozen=True, kw_only=True):
    criterion_key: str
    title: Texts


class CommonSide(msgspec.Struct, frozen=True, kw_only=True):
    """One comparability key. `common_share_bp`: how much of its weight the common criteria are; `left_out` the criteria
    of some weight that are none of them. Where no common score is offered there is no figure."""

    comparability_key: str
    rubric_key: str
    version_labels: list[str]
    common_share_bp: int
    left_out: list[CriterionTitled]
    overall: Overall | None


class CommonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A store's score on the common criteria under the chosen key, and under the other."""

    store_id: UUID
    store_code: str
    name: str
    chosen: Figure
    other: Figure


class OnCommonCriteria(Head, frozen=True, kw_only=True):
    """Every score here is re-computed from the ratings: the common criteria alone, on both sides by the weights of the
    chosen version. Each figure has the flag `common_criteria`, for it is not the ordinary one. `no_common_score` says
    why none is offered; then there are no rows. A store that has no such score on either side has none. Of a business
    area with its key and title, else of everything."""

    business_area_key: str | None
    title: Texts | None
    least_share_bp: int
    no_common_score: NoCommonScore | None
    criteria: list[CriterionTitled]
    chosen: CommonSide | None
    other: CommonSide | None
    rows: list[CommonRow]
