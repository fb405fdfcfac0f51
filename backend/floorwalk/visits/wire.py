"""The visit as a phone writes it (protocol 1). Unknown fields are refused; what refers to something is checked later.

What the routes answer with is wire_out.py. The JSON Schema of this form is schemas/visit.schema.json.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_-]{0,63}$")]
LONGEST_VISIT_BYTES = 256 * 1024
MOST_INTERACTIONS = 60
MOST_RATINGS = 200
LONGEST_REMARK = 4_000  # characters
LONGEST_RATING_COMMENT = 2_000
LONGEST_ELAPSED_MS = 10**13  # more than any clock can jump: from 1970 to 2200
MOST_EVIDENCE = 40  # photos of one interaction
LARGEST_EVIDENCE_BYTES = 20 * 1024 * 1024
LONGEST_FILE_NAME = 300


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form that knows all its fields."""


class Moment(Strict, frozen=True, kw_only=True):
    """A device's instant: its clock, its offset, and the monotonic time since its session began."""

    at: Annotated[datetime, Meta(tz=True)]
    offset_minutes: Annotated[int, Meta(ge=-1_080, le=1_080)]
    elapsed_ms: Annotated[int, Meta(ge=0, le=LONGEST_ELAPSED_MS)]


class Mark(Strict, frozen=True, kw_only=True):
    """A time mark, such as entered or served; `edited` if it was set by hand afterwards."""

    mark_key: Key
    moment: Moment
    edited: bool = False


class Named(Strict, frozen=True, kw_only=True, tag_field="kind", tag="named"):
    """A person; only where the programme names people."""

    staff_member_id: UUID


class Described(Strict, frozen=True, kw_only=True, tag_field="kind", tag="described"):
    """A role, never looks, age, origin or health (P3)."""

    role_title: Annotated[str, Meta(min_length=1, max_length=80)]


class Unknown(Strict, frozen=True, kw_only=True, tag_field="kind", tag="unknown"):
    """Nobody can be told apart."""


Staff = Named | Described | Unknown


class Rating(Strict, frozen=True, kw_only=True):
    """One judgement. `answer` by kind of criterion: truth value, 1 to 5, word, option key, measured value, text."""

    criterion_key: Key
    state: Literal["scored", "not_applicable", "not_observed", "cannot_remember"]
    answer: bool | int | Annotated[str, Meta(max_length=LONGEST_REMARK)] | None = None
    basis: Literal["seen", "heard", "measured", "inferred"] | None = None
    comment: Annotated[str, Meta(max_length=LONGEST_RATING_COMMENT)] | None = None
    at: Moment | None = None
    edited: bool = False  # a wait that was computed from the marks, and then changed by hand


class Evidence(Strict, frozen=True, kw_only=True):
    """A photo that the phone has and sends apart; the visit is complete when all that it names have arrived."""

    evidence_id: UUID
    criterion_key: Key | None = None  # none: it belongs to the interaction as a whole
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="of the bytes that will be sent")]
    size_bytes: Annotated[int, Meta(ge=1, le=LARGEST_EVIDENCE_BYTES)]
    file_name: Annotated[str, Meta(min_length=1, max_length=LONGEST_FILE_NAME)] | None = None
    taken: Moment | None = None


class Star(Strict, frozen=True, kw_only=True):
    """Recognition beside the score; what makes one valid is scoring/stars.py."""

    act: Annotated[str, Meta(min_length=3, max_length=120)]
    touchpoint_key: Key
    evidence: Annotated[str, Meta(max_length=1_000)]
    weight: Annotated[int, Meta(ge=1, le=4)] = 1


class Interaction(Strict, frozen=True, kw_only=True):
    """One staff–customer exchange with its completed ratings against one rubric version."""

    interaction_id: UUID
    evaluation_id: UUID
    rubric_version_id: UUID
    staff: Staff
    touchpoint_key: Key | None = None
    weight: Annotated[int, Meta(ge=1, le=1_000)] = 1
    started: Moment
    submitted: Moment
    ratings: Annotated[tuple[Rating, ...], Meta(max_length=MOST_RATINGS)]
    stars: Annotated[tuple[Star, ...], Meta(max_length=20)] = ()
    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=MOST_EVIDENCE)] = ()
    indifferent: bool = False
    comment: Annotated[str, Meta(max_length=LONGEST_REMARK)] | None = None


class NotPossible(Strict, frozen=True, kw_only=True):
    """Why the visit could not happen; it counts as an attempt."""

    reason: Literal["closed", "refit", "unsafe", "recognised", "scenario_impossible"]
    at: Moment


class ReturnAnswer(Strict, frozen=True, kw_only=True):
    """Words to one question of a reviewer, by its place in the return; that of another visit is passed over."""

    return_id: UUID
    position: Annotated[int, Meta(ge=0, le=49)]
    words: Annotated[str, Meta(min_length=1, max_length=LONGEST_RATING_COMMENT)]


class VisitDocument(Strict, frozen=True, kw_only=True):
    """One attendance at one store by one evaluator, as the phone wrote it down.

    Either it has interactions, or it says why it could not happen.
    """

    visit_id: UUID
    revision: Annotated[int, Meta(ge=1, le=100_000)]
    store_id: UUID
    programme_id: UUID
    assignment_id: UUID | None = None
    mode: Literal["floor", "covert"]
    started: Moment
    ended: Moment | None = None
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Z]{2})?$")] | None = None
    marks: Annotated[tuple[Mark, ...], Meta(max_length=100)] = ()
    interactions: Annotated[tuple[Interaction, ...], Meta(max_length=MOST_INTERACTIONS)]
    not_possible: NotPossible | None = None
    comment: Annotated[str, Meta(max_length=LONGEST_REMARK)] | None = None
    answers: Annotated[tuple[ReturnAnswer, ...], Meta(max_length=100)] = ()
