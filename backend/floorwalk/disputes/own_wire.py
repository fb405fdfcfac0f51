"""The written forms of a staff member's own results. Nobody else stands in them, but the evaluator of a floor visit."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from floorwalk.comparisons.suppression import Insufficient
from floorwalk.comparisons.wire import Figure
from floorwalk.disputes.wire import WORDS, DecisionBody, DisputeSummary
from floorwalk.visits.wire import Strict
from floorwalk.visits.wire_out import InteractionBody, VisitedStoreBody, Written


class QuarterShown(Written, frozen=True, kw_only=True):
    """One calendar quarter; a mean stands there only from three visits on."""

    quarter_on: date
    figure: Figure


class OwnFigure(Written, frozen=True, kw_only=True):
    """Own results under one comparability key: a figure with its quarters, or the reason why there is none (P5)."""

    comparability_key: str
    title: dict[str, str]
    interaction_count: int
    reason: Insufficient | None
    figure: Figure | None
    quarters: list[QuarterShown]


class OwnFigures(Written, frozen=True, kw_only=True):
    """Of the last twelve months; the rubric with most interactions first."""

    from_on: date
    to_on: date
    figures: list[OwnFigure]


class OwnResultSummary(Written, frozen=True, kw_only=True):
    """One own interaction, in counts: a single one has no score to be judged by."""

    evaluation_id: UUID
    visited_on: date
    store: VisitedStoreBody
    mode: Literal["floor", "covert"]
    programme_title: dict[str, str] | None
    touchpoint_title: dict[str, str] | None
    star_count: int
    exceeded: int
    met: int
    below: int
    critical_failed: bool
    is_disputed: bool
    acknowledged_at: datetime | None


class OwnResultsPage(Written, frozen=True, kw_only=True):
    """Newest day first."""

    results: list[OwnResultSummary]
    next_cursor: str | None


class OwnDispute(Written, frozen=True, kw_only=True):
    """A dispute about the result, with its decisions."""

    dispute: DisputeSummary
    decisions: list[DecisionBody]


class OwnResultBody(Written, frozen=True, kw_only=True):
    """One own interaction, down to the ratings. `evaluator_name` only of a floor visit (P10)."""

    result: OwnResultSummary
    evaluator_name: str | None
    comment: str | None  # one's own
    dispute_until: datetime | None  # none: the time to dispute it is over
    disputes: list[OwnDispute]
    interaction: InteractionBody


class Acknowledgement(Strict, frozen=True, kw_only=True):
    """That one has seen it, and what one has to say about it. A later comment replaces an earlier one."""

    comment: Annotated[str, Meta(min_length=1, max_length=2_000, pattern=WORDS)] | None = None
