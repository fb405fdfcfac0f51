"""What the office reads and writes about assignments as JSON. What phones answer is sync/answers_wire.py."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from floorwalk.organisation.wire import Code, Key, LanguageTag, Mode, Texts

AssignmentStateName = Literal[
    "open", "accepted", "started", "submitted", "closed", "declined", "expired", "could_not_complete"
]
DeclineReason = Literal["knows_someone", "other"]
LONGEST_SCENARIO = 4_000  # characters
_PROSE = r"[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*"  # line breaks and tabs are part of a text
PROSE = rf"^{_PROSE}[^\u0000-\u0020\u007f]{_PROSE}$"
Prose = Annotated[str, Meta(min_length=1, max_length=LONGEST_SCENARIO, pattern=PROSE)]


class NewAssignment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request for one visit. Days are the store's; `to_on` is the last one. A wave is begun by its first mention."""

    store_id: UUID
    programme_id: UUID
    rubric_key: Key
    evaluator_id: UUID
    from_on: date
    to_on: date
    scenario_id: UUID | None = None
    wave_key: Code | None = None


class AssignmentIdBody(Struct, frozen=True, kw_only=True):
    assignment_id: UUID


class AssignmentBody(Struct, frozen=True, kw_only=True):
    """An assignment as the office sees it. The evaluator's name is there only for who manages accounts (P10)."""

    assignment_id: UUID
    store_id: UUID
    store_code: str
    store_name: str
    programme_id: UUID
    programme_title: dict[str, str]
    mode: Mode
    rubric_key: str
    scenario_id: UUID | None
    scenario_title: dict[str, str] | None
    evaluator_id: UUID
    evaluator_code: str
    evaluator_name: str | None
    wave_key: str | None
    from_on: date
    to_on: date
    state: AssignmentStateName
    decline_reason: DeclineReason | None


class AssignmentsPage(Struct, frozen=True, kw_only=True):
    assignments: list[AssignmentBody]
    next_cursor: str | None


class AssignableEvaluator(Struct, frozen=True, kw_only=True):
    """Somebody who can be asked, by code; the name only for who manages accounts (P10).

    `store_ids` are those of the viewer's stores where the evaluator may submit visits; none stands for all of them.
    """

    evaluator_id: UUID
    evaluator_code: str
    display_name: str | None
    store_ids: list[UUID] | None


class EvaluatorsBody(Struct, frozen=True, kw_only=True):
    evaluators: list[AssignableEvaluator]


class NewScenario(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an evaluator must do, in English and whatever other languages there are. It is not changed afterwards."""

    scenario_key: Key
    programme_id: UUID
    title: Texts
    text: Annotated[dict[LanguageTag, Prose], Meta(min_length=1, max_length=50)]


class ScenarioBody(Struct, frozen=True, kw_only=True):
    scenario_id: UUID
    scenario_key: str
    programme_id: UUID
    title: dict[str, str]
    text: dict[str, str]


class ScenariosBody(Struct, frozen=True, kw_only=True):
    scenarios: list[ScenarioBody]
