"""Frozen values of a coaching plan: what it is about, and the baseline as it stood when the plan was opened."""

from datetime import date
from enum import StrEnum

import msgspec

from floorwalk.comparisons.suppression import Insufficient
from floorwalk.statistics.interval import NoInterval, SpreadPrior
from floorwalk.statistics.sums import SixSums

BASELINE_DAYS = 90  # before the day of agreement, as everywhere in the comparisons
FEWEST_PEERS = 20  # people with two visits; with fewer, how much people differ is a guess (docs/decisions/0011)
LATE_DAYS = 14  # a talk may be written down this much later


class PlanScope(StrEnum):
    """What a plan is about: everything that was scored, one business area, or one criterion."""

    PERSON = "person"
    BUSINESS_AREA = "business_area"
    CRITERION = "criterion"


class StoreScope(StrEnum):
    """The same of an action item."""

    STORE = "store"
    BUSINESS_AREA = "business_area"
    CRITERION = "criterion"


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """Kept with the plan. `reason` says why rule P5 allows no figure; there are no sums then.

    `prior` is the spread of single visits (bp², degrees of freedom) or why it is not known; `peers` the mean of the
    people observed in the period and the variance between them, or none where they were fewer than FEWEST_PEERS.
    """

    from_on: date
    to_on: date
    reason: Insufficient | None
    sums: SixSums | None
    interactions: int
    prior: SpreadPrior | NoInterval
    peers: tuple[float, float] | None
    peer_count: int


def baseline_of(document: dict[str, object]) -> Baseline:
    """From its stored form."""
    return msgspec.convert(document, Baseline)
