"""The ledger: how much is disputed and how it was decided, per store, criterion and evaluator, and what is withheld.

Pure. Counting is ledger_queries.py; shares and their Wilson intervals are comparisons/shares.py.
"""

import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from floorwalk.disputes.lifecycle import OUTCOME_OF, DisputeState
from floorwalk.disputes.model import Outcome

FEWEST = 5  # of evaluations for a disputed share, of decisions for an upheld one (P9); fewer point at single cases
SECONDS_OF_AN_HOUR = 3_600
Key = TypeVar("Key")


class Published(NamedTuple):
    """How many evaluations were published that share these three."""

    store_id: UUID
    evaluator_id: UUID
    rubric_version_id: UUID
    evaluations: int


class Disputed(NamedTuple):
    """One dispute. `decided_at` is of its last decision; None before the first."""

    store_id: UUID
    evaluator_id: UUID
    evaluation_id: UUID
    criterion_key: str
    state: DisputeState
    raised_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one group. Evaluations that are disputed count once; a dispute that is partly upheld is upheld."""

    published: int
    disputed: int
    disputes: int
    decided: int
    upheld: int
    median_hours: int | None  # from raising to the last decision


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A tally as this viewer may see it: what is withheld is None, and said to be."""

    tally: Tally
    withholds_disputed: bool
    withholds_upheld: bool


def tally_of(published: int, disputes: Collection[Disputed]) -> Tally:
    decided = [one for one in disputes if one.state in OUTCOME_OF and one.decided_at is not None]
    hours = [
        (one.decided_at - one.raised_at).total_seconds() / SECONDS_OF_AN_HOUR
        for one in decided
        if one.decided_at is not None
    ]
    return Tally(
        published,
        len({one.evaluation_id for one in disputes}),
        len(disputes),
        len(decided),
        sum(1 for one in decided if OUTCOME_OF[one.state] is not Outcome.REJECTED),
        round(statistics.median(hours)) if hours else None,
    )


def by_store(published: Iterable[Published], disputes: Iterable[Disputed]) -> dict[UUID, Tally]:
    counts: dict[UUID, int] = defaultdict(int)
    for one in published:
        counts[one.store_id] += one.evaluations
    groups: dict[UUID, list[Disputed]] = defaultdict(list)
    for dispute in disputes:
        groups[dispute.store_id].append(dispute)
    return {store_id: tally_of(count, groups[store_id]) for store_id, count in counts.items()}


def by_evaluator(published: Iterable[Published], disputes: Iterable[Disputed]) -> dict[UUID, Tally]:
    counts: dict[UUID, int] = defaultdict(int)
    for one in published:
        counts[one.evaluator_id] += one.evaluations
    groups: dict[UUID, list[Disputed]] = defaultdict(list)
    for dispute in disputes:
        groups[dispute.evaluator_id].append(dispute)
    return {evaluator_id: tally_of(count, groups[evaluator_id]) for evaluator_id, count in counts.items()}


def by_criterion(
    published: Iterable[Published], disputes: Iterable[Disputed], criteria_of: Mapping[UUID, Collection[str]]
) -> dict[str, Tally]:
    """Only criteria that somebody disputed; out of all evaluations by a version that has the criterion."""
    counts: dict[str, int] = defaultdict(int)
    for one in published:
        for key in criteria_of[one.rubric_version_id]:
            counts[key] += one.evaluations
    groups: dict[str, list[Disputed]] = defaultdict(list)
    for dispute in disputes:
        if dispute.criterion_key:
            groups[dispute.criterion_key].append(dispute)
    return {key: tally_of(counts[key], found) for key, found in groups.items()}


def withheld(tallies: Mapping[Key, Tally], *, sees_people: bool) -> dict[Key, LedgerEntry]:
    """P9, for viewers without rights on people. Where one group alone is withheld, the total less the others would be
    its figure: the shown one with least behind it is withheld too.
    """
    if sees_people:
        return {key: LedgerEntry(one, withholds_disputed=False, withholds_upheld=False) for key, one in tallies.items()}
    disputed = _also(
        {key for key, tally in tallies.items() if tally.published < FEWEST},
        {key: tally.published for key, tally in tallies.items()},
    )
    upheld = _also(
        {key for key, tally in tallies.items() if 0 < tally.decided < FEWEST},
        {key: tally.decided for key, tally in tallies.items() if tally.decided},
    )
    return {
        key: LedgerEntry(tally, withholds_disputed=key in disputed, withholds_upheld=key in upheld or key in disputed)
        for key, tally in tallies.items()
    }


def _also(alone: set[Key], counts: Mapping[Key, int]) -> set[Key]:
    shown = [key for key in counts if key not in alone]
    if len(alone) != 1 or not shown:
        return alone
    return alone | {min(shown, key=lambda key: (counts[key], str(key)))}
