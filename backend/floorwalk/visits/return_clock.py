"""How long an evaluator has to answer a visit that was returned. Kind to phones that are offline.

Pure. The clock counts from when the phone fetched the return, for nobody can answer what they have not got. Since a
phone that is lost never fetches it, a longer bound counts from the return itself. When the time is over nothing happens
by itself: a reviewer may take the visit up again, and an answer that comes later still is taken.
"""

from datetime import datetime, timedelta

SHORTEST_HOURS = 1
USUAL_HOURS = 72  # a weekend
LONGEST_HOURS = 720  # 30 days: what is older is remembered by nobody
OFFLINE_FOR = timedelta(days=14)  # as far ahead as a phone carries assignments, and so may work without a network


def due_at(returned_at: datetime, fetched_at: datetime | None, answer_within: timedelta) -> datetime:
    """When the time is over. Who fetched it within OFFLINE_FOR has all of `answer_within`, who did not has the rest."""
    latest = returned_at + OFFLINE_FOR + answer_within
    return latest if fetched_at is None else min(fetched_at + answer_within, latest)


def has_run_out(returned_at: datetime, fetched_at: datetime | None, answer_within: timedelta, at: datetime) -> bool:
    return at >= due_at(returned_at, fetched_at, answer_within)
