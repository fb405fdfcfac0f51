"""Who is compared with whom: the stores that are shown, those of a format, or all of the organisation.

Pure. Stores that the viewer may not see enter a group only where they are too many for its figures to point at any of
them, and so do not enter where two groups held against each other would (docs/decisions/0007).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.standing import Peers
from floorwalk.statistics.sums import SixSums

FEWEST_UNSEEN = 5  # stores that the viewer may not see; fewer, and a group's mean tells what they are


class Units(NamedTuple):
    """The sums of a group's stores. `is_limited`: some of its stores were left out, because the viewer sees them not
    and they are few."""

    sums: dict[UUID, SixSums]
    is_limited: bool


@dataclass(frozen=True, slots=True)
class PeerStores:
    """The rule for one viewer. `visible` are all stores that the viewer may see, also those not shown now."""

    peers: Peers
    format_of: Mapping[UUID, str | None]  # of every store of the organisation
    visible: frozenset[UUID]

    def key_of(self, store_id: UUID) -> str:
        """The group that a store belongs to."""
        if self.peers is not Peers.FORMAT:
            return str(self.peers)
        return f"{self.peers.value}:{self.format_of.get(store_id) or ''}"

    def format_in(self, key: str) -> str | None:
        """The format that a group's key stands for."""
        return (key.partition(":")[2] or None) if self.peers is Peers.FORMAT else None

    def units_of(self, shown: Mapping[UUID, ScopeFigures], everywhere: Mapping[UUID, ScopeFigures]) -> dict[str, Units]:
        """Groups of stores with a score. A store that is shown counts as it is shown; the others come from
        `everywhere`, which is empty where the peers are those shown."""
        scored = dict(everywhere) | dict(shown)
        unseen = {
            store_id for store_id, figures in everywhere.items() if figures.w_sum and store_id not in self.visible
        }
        parts = Counter(self.key_of(store_id) for store_id in unseen)
        is_limited = any(count < FEWEST_UNSEEN for count in parts.values())
        groups = {self.key_of(store_id): Units({}, is_limited) for store_id in shown}
        for store_id, figures in scored.items():
            group = groups.get(self.key_of(store_id))
            if group is not None and figures.w_sum and not (is_limited and store_id in unseen):
                group.sums[store_id] = figures.sums
        return groups
