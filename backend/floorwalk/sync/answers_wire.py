"""The written forms of what phones say to assignments: a batch in, one result each out, by the phone's own id."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from floorwalk.infrastructure.problems import ProblemBody
from floorwalk.visits.assignment_wire import AssignmentStateName, DeclineReason
from floorwalk.visits.wire import Moment, Strict

MOST_ANSWERS = 100


class AssignmentAnswer(Strict, frozen=True, kw_only=True):
    """What the evaluator said, when. A reason belongs to `declined` alone; the version to `started` alone."""

    answer_id: UUID
    assignment_id: UUID
    answer: Literal["accepted", "declined", "started"]
    reason: DeclineReason | None = None
    rubric_version_id: UUID | None = None  # the one that the phone begins with; absent: the newest
    answered: Moment


class AnswerBatch(Strict, frozen=True, kw_only=True):
    """Each answer is read by itself, so that a bad one never refuses its neighbours."""

    answers: Annotated[tuple[msgspec.Raw, ...], Meta(min_length=1, max_length=MOST_ANSWERS)]


class AnswerResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one answer. `state` is the assignment's own afterwards: one that came too late moves nothing.

    The phone deletes only what a result names by `answer_id` as taken.
    """

    answer_id: UUID | None
    status: Literal["taken", "refused"]
    state: AssignmentStateName | None
    problem: ProblemBody | None


class AnswersBody(msgspec.Struct, frozen=True, kw_only=True):
    results: list[AnswerResult]
