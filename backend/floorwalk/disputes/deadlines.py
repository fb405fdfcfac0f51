"""Until when a dispute can be raised, is to be decided, and can be appealed against.

Pure. The days are the programme's; a visit of imported history belongs to none and has the defaults.
"""

from datetime import datetime, timedelta

from floorwalk.disputes.lifecycle import UNDECIDED, DisputeState

DEFAULT_WINDOW_DAYS = 14  # as a new programme has it
DEFAULT_DECISION_DAYS = 14


def raise_until(published_at: datetime, window_days: int | None) -> datetime:
    """The last instant to raise one: so many whole days after publication."""
    return published_at + timedelta(days=DEFAULT_WINDOW_DAYS if window_days is None else window_days)


def appeal_until(decided_at: datetime, window_days: int | None) -> datetime:
    """As long as there was to raise it."""
    return raise_until(decided_at, window_days)


def decide_by(asked_at: datetime, decision_days: int | None) -> datetime:
    """When a decision is due; `asked_at` is when it was raised, or appealed against."""
    return asked_at + timedelta(days=DEFAULT_DECISION_DAYS if decision_days is None else decision_days)


def is_overdue(state: DisputeState, due_at: datetime, at: datetime) -> bool:
    """Undecided past its time. It stays open: nothing is decided by waiting."""
    return state in UNDECIDED and at > due_at
