"""What stands beside a mean: its place among peers, how far visits swing, shares with their interval, months."""

from datetime import date

import msgspec

from floorwalk.comparisons.standing import NoSwing, NoTier
from floorwalk.statistics.tiers import Tier


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """`hits` of `of`, and the share with its 95 % interval (Wilson). Of nothing there is no share."""

    hits: int
    of: int
    share_bp: int | None
    ci_low_bp: int | None
    ci_high_bp: int | None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a scope stands among its peers: a tier, or why none is said.

    A rank is a range from 1, the highest mean, of as many as the group has stores; only with `is_ordered`, which holds
    from 5 visits at a reliability of one half. `shrunk_mean_bp` serves the order of a list and nothing else.
    `more_visits_until_told_apart`: as many more would put it outside its peers if its mean stays where it is (0: told
    apart already; null: more than anybody plans). `more_visits_until_reliable`: as many more until `is_ordered` may
    hold.
    """

    peer_key: str
    tier: Tier | None
    no_tier: NoTier | None
    is_ordered: bool
    rank_low: int | None
    rank_high: int | None
    shrunk_mean_bp: int | None
    reliability_bp: int | None
    more_visits_until_told_apart: int | None
    more_visits_until_reliable: int | None


class FunnelPoint(msgspec.Struct, frozen=True, kw_only=True):
    """Between which means a store with so many visits would lie in 19 of 20 cases if it were like its peers."""

    visit_count: int
    lower_bp: int
    upper_bp: int


class PeerGroupNamed(msgspec.Struct, frozen=True, kw_only=True):
    """Stores that are compared with each other. `format` is null for stores without one, and for other groups.
    `is_limited_to_view`: stores that the viewer may not see stand in no group that would point at a few of them."""

    peer_key: str
    format: str | None
    is_limited_to_view: bool


class PeerGroup(PeerGroupNamed, frozen=True, kw_only=True):
    """`store_count` stores with an interval; their mean, each counting 1; τ, how much they really differ (0: no
    measurable difference, and no order); the pooled standard deviation of single visits; the funnel by visits."""

    store_count: int
    centre_bp: int | None
    between_sd_bp: int | None
    is_difference_measurable: bool
    visit_sd_bp: int | None
    funnel: list[FunnelPoint]


class Consistency(msgspec.Struct, frozen=True, kw_only=True):
    """`swing_bp`: visits typically swing by so much to either side; or why it is not said. And the visits below the
    score of a standard that was met."""

    swing_bp: int | None
    no_swing: NoSwing | None
    below_meets: Share


class MonthPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A month's visits on the days of the period. Fewer than 3 have no mean."""

    month_on: date
    visit_count: int
    raw_mean_bp: int | None
