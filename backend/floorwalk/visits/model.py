"""Frozen values of the visits slice: what a visit is checked against, and what taking it makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.score import InteractionScore


@dataclass(frozen=True, slots=True)
class Programme:
    """What a programme says about its visits."""

    programme_id: UUID
    mode: str
    staff_identification: str  # none, role, named
    publication: str  # at_once, after_review
    rubric_keys: frozenset[str]
    told_all_stores_on: date | None  # the first notice to every store (P1)
    told_store_on: Mapping[UUID, date]  # the first notice to one store

    def told_on(self, store_id: UUID) -> date | None:
        """The day of the first notice that the store's staff were given; None if there was none."""
        days = [day for day in (self.told_all_stores_on, self.told_store_on.get(store_id)) if day is not None]
        return min(days) if days else None


class Posting(NamedTuple):
    store_id: UUID
    valid_from: date
    valid_to: date | None


class Stored(NamedTuple):
    """A visit that is stored under an id already: its newest revision."""

    evaluator_id: UUID
    revision: int
    content_hash: str
    receipt_id: UUID
    received_at: datetime
    is_void: bool
    visited_on: date
    clock_is_odd: bool


class Superseded(NamedTuple):
    """An earlier revision that was accepted once."""

    revision: int
    content_hash: str
    receipt_id: UUID
    received_at: datetime


class Asked(NamedTuple):
    """Whom an assignment asks, for which store and programme."""

    evaluator_id: UUID
    store_id: UUID
    programme_id: UUID


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that the visits of one batch are checked against; what is absent may not be known to the caller."""

    time_zone_of_store: Mapping[UUID, str] = field(default_factory=dict)
    programmes: Mapping[UUID, Programme] = field(default_factory=dict)
    versions: Mapping[UUID, CompiledVersion] = field(default_factory=dict)
    postings: Mapping[UUID, list[Posting]] = field(default_factory=dict)
    stored: Mapping[UUID, Stored] = field(default_factory=dict)
    superseded: Mapping[UUID, list[Superseded]] = field(default_factory=dict)
    visit_of_evaluation: Mapping[UUID, UUID] = field(default_factory=dict)
    visit_of_evidence: Mapping[UUID, UUID] = field(default_factory=dict)
    assignments: Mapping[UUID, Asked] = field(default_factory=dict)


class Receipt(NamedTuple):
    """Proof of storage: what the phone may delete is what a receipt names."""

    receipt_id: UUID
    visit_id: UUID
    revision: int
    content_hash: str
    received_at: datetime


class FactEntry(NamedTuple):
    """One visit in one scope under one comparability key; figures in the order of VisitFactRow from w on."""

    scope_kind: str
    scope_ref: str
    comparability_key: str
    figures: tuple[int, ...]


class PackedRatings(NamedTuple):
    """An evaluation's ratings in the criterion order of its version, as its row keeps them."""

    rating_states: list[int]
    answers: list[int | None]
    scores_bp: list[int | None]
    outcomes: list[int | None]
    bases: list[int | None]
    rated_after_ms: list[int | None]
    comments: dict[str, str]
    text_answers: dict[str, str]
    edited_keys: list[str]


@dataclass(frozen=True, slots=True)
class TakenEvaluation:
    """One interaction, checked and scored."""

    evaluation_id: UUID
    interaction_id: UUID
    position: int
    version: CompiledVersion
    staff_kind: str
    staff_member_id: UUID | None
    staff_role_title: str | None
    touchpoint_key: str | None
    weight: int
    started_at: datetime
    submitted_at: datetime
    packed: PackedRatings
    stars: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    indifferent_ticked: bool
    comment: str | None
    score: InteractionScore


@dataclass(frozen=True, slots=True)
class TakenVisit:
    """A visit, checked and scored, ready to be stored."""

    visit_id: UUID
    visit_code: str | None
    store_id: UUID
    evaluator_id: UUID
    programme_id: UUID | None
    assignment_id: UUID | None
    mode: str
    origin: str  # device, import
    revision: int
    content_hash: str
    visited_on: date
    started_at: datetime
    started_offset_minutes: int
    ended_at: datetime | None
    clock_skew_ms: int | None
    clock_is_odd: bool
    marks: list[dict[str, Any]]
    not_possible: str | None
    comment: str | None
    publication: str  # at_once, after_review
    evaluations: list[TakenEvaluation]
    answers: Mapping[UUID, list[dict[str, Any]]] = field(default_factory=dict)  # by return: {position, words}
