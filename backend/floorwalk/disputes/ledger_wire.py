"""The written form of the ledger. Shares are basis points with Wilson intervals; times are whole hours."""

from datetime import date
from uuid import UUID

from floorwalk.comparisons.standing_wire import Share
from floorwalk.visits.wire_out import VisitedStoreBody, Written


class LedgerFigures(Written, frozen=True, kw_only=True):
    """`disputed` out of the published evaluations; `upheld` (wholly or partly) out of the disputes decided.

    None where a small group is withheld (P9): then `is_withheld` says so. `median_hours` is from raising to the last
    decision, None before the first.
    """

    disputed: Share | None
    upheld: Share | None
    median_hours: int | None
    is_withheld: bool


class StoreInLedger(Written, frozen=True, kw_only=True):
    store: VisitedStoreBody
    figures: LedgerFigures


class CriterionInLedger(Written, frozen=True, kw_only=True):
    criterion_key: str
    title: dict[str, str]
    figures: LedgerFigures


class EvaluatorInLedger(Written, frozen=True, kw_only=True):
    evaluator_id: UUID
    evaluator_code: str
    figures: LedgerFigures


class LedgerBody(Written, frozen=True, kw_only=True):
    """Of visits in the period at the viewer's stores. `evaluators` only for those who may know them, else none."""

    from_on: date
    to_on: date
    total: LedgerFigures
    stores: list[StoreInLedger]
    criteria: list[CriterionInLedger]
    evaluators: list[EvaluatorInLedger] | None
