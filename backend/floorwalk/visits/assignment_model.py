"""Frozen values of assignments: what is asked for, and the facts that it is checked against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.visits.assignment_lifecycle import AssignmentState
from floorwalk.visits.rotation import Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """An assignment that somebody asks for; `wave_key` names a round, which is begun where there is none."""

    store_id: UUID
    programme_id: UUID
    rubric_key: str
    scenario_id: UUID | None
    evaluator_id: UUID
    from_on: date
    to_on: date
    wave_key: str | None


class KnownStore(NamedTuple):
    store_id: UUID
    store_code: str
    time_zone: str
    closed_on: date | None


class KnownScenario(NamedTuple):
    scenario_id: UUID
    scenario_key: str
    programme_id: UUID


class KnownEvaluator(NamedTuple):
    """An evaluator with an account that may submit visits: everywhere, or at these stores."""

    evaluator_id: UUID
    evaluator_code: str
    display_name: str
    everywhere: bool
    store_ids: frozenset[UUID]

    def may_visit(self, store_id: UUID) -> bool:
        return self.everywhere or store_id in self.store_ids


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    programme_id: UUID
    programme_key: str
    rubric_keys: frozenset[str]  # those with a published version
    rotation_days: int
    told_all_stores_on: date | None  # the first notice to every store (P1)
    told_store_on: Mapping[UUID, date]

    def told_by(self, store_id: UUID, day: date) -> bool:
        """Whether the store's staff have been told of the programme by that day."""
        days = (self.told_all_stores_on, self.told_store_on.get(store_id))
        return any(told_on is not None and told_on <= day for told_on in days)


class Stored(NamedTuple):
    """An assignment that there is."""

    assignment_id: UUID
    store_id: UUID
    programme_id: UUID
    rubric_key: str
    scenario_id: UUID | None
    evaluator_id: UUID
    from_on: date
    to_on: date
    wave_key: str | None
    state: AssignmentState

    @property
    def asked(self) -> Wanted:
        """What it asks for, to compare with what is wanted."""
        return Wanted(
            self.store_id,
            self.programme_id,
            self.rubric_key,
            self.scenario_id,
            self.evaluator_id,
            self.from_on,
            self.to_on,
            self.wave_key,
        )


class Taken(NamedTuple):
    """Days on which an evaluator is, or was, at a store; `assignment_id` is None for a visit."""

    span: Span
    assignment_id: UUID | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything that assignments are checked against; what is absent may not be known to who asks."""

    stores: Mapping[UUID, KnownStore]
    programmes: Mapping[UUID, KnownProgramme]
    scenarios: Mapping[UUID, KnownScenario]
    evaluators: Mapping[UUID, KnownEvaluator]
    taken: dict[tuple[UUID, UUID], list[Taken]] = field(default_factory=dict)  # by store and evaluator
    stored: Sequence[Stored] = ()
