"""One criterion, or one business area, across stores; A against B; evaluators; what stands out."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from floorwalk.comparisons.common_wire import InCommonShown
from floorwalk.comparisons.standing import Peers
from floorwalk.comparisons.standing_wire import PeerGroup, Standing
from floorwalk.comparisons.wire import Comparability, Critical, Figure, Head, Outcomes, Overall, PeriodShown
from floorwalk.statistics.severity import Refusal

Texts = dict[str, str]


class AcrossRow(msgspec.Struct, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str
    figure: Figure
    outcomes: Outcomes
    standing: Standing


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One comparability key in which the criterion or business area is scored, over the stores in scope. Segments are
    never joined. `is_same_definition`: it is scored just as under the chosen key (same kind, table, thresholds; for a
    business area the same criteria and weights), so that the two may be read side by side. `in_common`: of a business
    area, what it and the chosen key could be compared on."""

    comparability_key: str
    rubric_key: str
    version_labels: list[str]
    is_chosen: bool
    is_same_definition: bool
    in_common: InCommonShown | None
    overall: Overall
    outcomes: Outcomes


class Across(Head, frozen=True, kw_only=True):
    """`rows` are of the chosen key alone. Figures of a criterion are exact to the day, as on the page of a store."""

    title: Texts
    peers: Peers
    peer_groups: list[PeerGroup]
    overall: Overall
    outcomes: Outcomes
    segments: list[Segment]
    rows: list[AcrossRow]


class CriterionAcross(Across, frozen=True, kw_only=True):
    criterion_key: str
    business_area: str


class BusinessAreaAcross(Across, frozen=True, kw_only=True):
    business_area_key: str


class SideKind(StrEnum):
    STORE = "store"
    AREA = "area"
    ALL = "all"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared: a store, an area or all in scope, over its period. The figure of several stores is the mean of
    their means, each counting 1."""

    kind: SideKind
    id: UUID | None
    code: str | None
    name: str | None
    period: PeriodShown
    store_count: int
    figure: Figure


class Verdict(StrEnum):
    """What may be said of A beside B. `cannot_tell` is never "the same"."""

    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"


class NoDifference(StrEnum):
    """Why there is no difference to speak of."""

    TOO_FEW_VISITS = "too_few_visits"
    SPREAD_UNKNOWN = "spread_unknown"
    SPREAD_ZERO = "spread_zero"


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A minus B in bp with its own 95 % interval (Welch). `p_adjusted_ppm` is by Holm over exactly the pairs of this
    answer; the verdict goes by it, at 5 %. `detectable_bp`: the smallest true difference that data like these would
    show in four of five cases."""

    b: Side
    difference_bp: int | None
    ci_low_bp: int | None
    ci_high_bp: int | None
    p_value_ppm: int | None
    p_adjusted_ppm: int | None
    detectable_bp: int | None
    verdict: Verdict
    no_difference: NoDifference | None


class DifferenceShown(msgspec.Struct, frozen=True, kw_only=True):
    """One A against one or more B, all under one comparability key."""

    comparability_key: str | None
    comparability_keys: list[Comparability]
    a: Side
    pairs: list[Pair]


class EvaluatorRow(msgspec.Struct, frozen=True, kw_only=True):
    """One evaluator. `effect_bp` is the systematic difference, positive for generous, with its 95 % interval; null
    where evaluators do not measurably differ. `adjusted_mean_bp` only where the answer offers it; it never replaces
    the raw mean."""

    evaluator_code: str
    visit_count: int
    store_count: int
    area_count: int
    raw_mean_bp: int
    effect_bp: int | None
    ci_low_bp: int | None
    ci_high_bp: int | None
    adjusted_mean_bp: int | None


class SeverityGates(msgspec.Struct, frozen=True, kw_only=True):
    """The three conditions of an adjusted column, each with what was found and what is needed. P-values in
    parts per million; the correlation of evaluators with their stores −10 000 to 10 000."""

    p_value_ppm: int | None
    most_p_value_ppm: int
    evaluators_with_enough: int
    fewest_evaluators: int
    fewest_visits_each: int
    confounding_bp: int | None
    most_confounding_bp: int


class EvaluatorsCompared(Head, frozen=True, kw_only=True):
    """In the order of their codes. `refusal` null: the adjusted column is offered. Standard deviations in bp."""

    is_adjusted_offered: bool
    refusal: Refusal | None
    gates: SeverityGates
    evaluator_sd_bp: int | None
    store_sd_bp: int | None
    visit_sd_bp: int | None
    rows: list[EvaluatorRow]


class FindingKind(StrEnum):
    CHANGED = "changed"
    CRITICAL_FAILED = "critical_failed"
    TOO_FEW_VISITS = "too_few_visits"


class StoreNamed(msgspec.Struct, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """This period minus the equal one before it; `before` is that period. `p_adjusted` is by Benjamini and Hochberg
    over all stores in scope that have a mean in both."""

    before: PeriodShown
    figure: Figure
    figure_before: Figure
    difference_bp: int
    ci_low_bp: int
    ci_high_bp: int
    p_adjusted_ppm: int


class FindingLink(msgspec.Struct, frozen=True, kw_only=True):
    """Where the finding leads: the page of one store, or the list; with the filters of the same question."""

    screen: str
    store_id: UUID | None
    from_on: date
    to_on: date
    area_id: UUID | None
    comparability_key: str | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that stands out. `changed`: `change` and one store. `critical_failed`: `critical`, one store, the day
    of the newest. `too_few_visits`: how many stores have too few for a mean that is shown, the first five by name."""

    kind: FindingKind
    store_count: int
    stores: list[StoreNamed]
    change: Change | None
    critical: Critical | None
    newest_on: date | None
    link: FindingLink


class MyArea(Head, frozen=True, kw_only=True):
    """At most five findings, the weightiest first. None: nothing stands out."""

    store_count: int
    visit_count: int
    findings: list[Finding]
