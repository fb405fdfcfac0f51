"""The wire of an evaluator's own severity."""

from enum import StrEnum

import msgspec

from floorwalk.comparisons.across_wire import SeverityGates
from floorwalk.comparisons.wire import Comparability, PeriodShown


class Untold(StrEnum):
    """Why no difference is told, in the order in which it is asked."""

    NO_VISITS = "no_visits"
    TOO_FEW_VISITS = "too_few_visits"  # of one's own
    NO_SPREAD = "no_spread"
    TOO_FEW_EVALUATORS = "too_few_evaluators"
    NOT_SIGNIFICANT = "not_significant"
    CONFOUNDED_WITH_STORES = "confounded_with_stores"


class MySeverity(msgspec.Struct, frozen=True, kw_only=True):
    """The viewer's own systematic difference in bp from evaluators at the same stores, positive for generous, with its
    95 % interval; or why it is not told. Nothing of any other evaluator. `comparability_keys`: those with visits of
    one's own in the period, most visits first; their `visit_count` is that of one's own."""

    period: PeriodShown
    comparability_key: str | None
    comparability_keys: list[Comparability]
    visit_count: int
    store_count: int
    effect_bp: int | None
    ci_low_bp: int | None
    ci_high_bp: int | None
    untold: Untold | None
    gates: SeverityGates
