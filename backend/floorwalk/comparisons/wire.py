"""The answers of the comparison routes, built straight from rows. Scores in bp; null is no score, never 0."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.comparisons.measured_wire import IndifferentShown, MeasuredWaits, StarShown
from floorwalk.comparisons.standing import NoTier, Peers
from floorwalk.comparisons.standing_wire import Consistency, MonthPoint, PeerGroup, PeerGroupNamed, Share, Standing
from floorwalk.comparisons.suppression import Display, Insufficient
from floorwalk.statistics.tiers import Tier

Texts = dict[str, str]  # by language; "en" is always there


class PeriodShown(msgspec.Struct, frozen=True, kw_only=True):
    from_on: date
    to_on: date


class AreaShown(msgspec.Struct, frozen=True, kw_only=True):
    area_id: UUID
    area_code: str
    name: str


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A mean with what it rests on. Hidden, it has neither mean nor interval. `flags` say why something is missing
    or to be read with care: too_few_visits, provisional, disputed (a dispute about a visit behind it is undecided),
    photos_missing (a photo that a visit behind it names has not arrived, or was refused), common_criteria (not the
    ordinary score), spread_unknown, spread_zero, not_sufficient_alone."""

    raw_mean_bp: int | None
    visit_count: int
    interaction_count: int
    ci_low_bp: int | None
    ci_high_bp: int | None
    display: Display
    flags: list[str]


class Overall(Figure, frozen=True, kw_only=True):
    """The mean of the stores' means: each store counts 1, however many visits it had."""

    store_count: int


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """Ratings by outcome; the gap is the exceeded share minus the below share, −10 000 to 10 000."""

    exceeded: int
    met: int
    below: int
    gap_bp: int | None


class Critical(msgspec.Struct, frozen=True, kw_only=True):
    """Interactions with a failed critical criterion, of all interactions, and the share with its 95 % interval
    (Wilson, interactions of one visit not taken as independent). No interaction: no share."""

    failed: int
    of: int
    share_bp: int | None
    ci_low_bp: int | None
    ci_high_bp: int | None


class Comparability(msgspec.Struct, frozen=True, kw_only=True):
    """A key under which scores mean the same, with the versions that share it."""

    comparability_key: str
    rubric_key: str
    title: Texts
    version_labels: list[str]
    visit_count: int


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared. `comparability_key` is null where nothing was published in the period."""

    period: PeriodShown
    comparability_key: str | None
    comparability_keys: list[Comparability]
    area: AreaShown | None


class BusinessAreaTitle(msgspec.Struct, frozen=True, kw_only=True):
    business_area_key: str
    title: Texts


class StoreRow(msgspec.Struct, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str
    area_id: UUID | None
    area_name: str | None
    figure: Figure
    outcomes: Outcomes
    coverage_bp: int | None
    critical: Critical
    stars: int
    indifferent: int
    standing: Standing
    consistency: Consistency
    trend: list[MonthPoint]


class StoresCompared(Head, frozen=True, kw_only=True):
    """`peer_groups` holds one group, or with peers=format one for each format of the rows."""

    overall: Overall
    peers: Peers
    peer_groups: list[PeerGroup]
    rows: list[StoreRow]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """`tier` among the same business area of the row's peers, or why there is none."""

    business_area_key: str
    figure: Figure
    outcomes: Outcomes
    tier: Tier | None
    no_tier: NoTier | None


class HeatMapRow(msgspec.Struct, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str
    peer_key: str
    cells: list[Cell]


class HeatMap(Head, frozen=True, kw_only=True):
    peers: Peers
    peer_groups: list[PeerGroupNamed]
    business_areas: list[BusinessAreaTitle]
    rows: list[HeatMapRow]


class StoreShown(msgspec.Struct, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str
    time_zone: str
    format: str | None
    area_id: UUID | None
    area_name: str | None


class BusinessAreaFigures(msgspec.Struct, frozen=True, kw_only=True):
    business_area_key: str
    title: Texts
    figure: Figure
    outcomes: Outcomes


class CriterionFigures(msgspec.Struct, frozen=True, kw_only=True):
    criterion_key: str
    title: Texts
    business_area: str
    section_key: str
    mean_bp: int | None
    rating_count: int
    visit_count: int
    figure: Figure
    outcomes: Outcomes


class InsufficientEvidence(msgspec.Struct, frozen=True, kw_only=True):
    reason: Insufficient


class StaffFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One person: either a figure or the reason for none. Never ordered by score."""

    staff_member_id: UUID
    display_name: str
    role_title: str | None
    figure: Figure | None
    insufficient: InsufficientEvidence | None


class VisitShown(msgspec.Struct, frozen=True, kw_only=True):
    visit_id: UUID
    visited_on: date
    mode: str
    raw_bp: int | None
    interaction_count: int
    critical_failed: bool


class StoreCompared(Head, frozen=True, kw_only=True):
    """`staff` is absent for viewers without rights on people, `stars_given` for those who may not read single visits.
    `visits` are the newest, at most 500; of stars and of indifferent interactions at most 100 are listed."""

    store: StoreShown
    figure: Figure
    outcomes: Outcomes
    coverage_bp: int | None
    critical: Critical
    stars: int
    indifferent: int
    indifferent_share: Share
    consistency: Consistency
    trend: list[MonthPoint]
    business_areas: list[BusinessAreaFigures]
    criteria: list[CriterionFigures]
    measured: list[MeasuredWaits]
    indifferent_interactions: list[IndifferentShown]
    visits: list[VisitShown]
    stars_given: list[StarShown] | msgspec.UnsetType = msgspec.UNSET
    staff: list[StaffFigures] | msgspec.UnsetType = msgspec.UNSET


def texts_of(document: Any) -> Texts:
    """A text in several languages, as stored."""
    return {language: text for language, text in document.items() if isinstance(text, str)}
