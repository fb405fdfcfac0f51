"""The written form of the device bundle."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from floorwalk.sync.wire import ReceiptBody
from floorwalk.visits.wire import VisitDocument


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A form that we write and never read."""


class BundleOrganisation(Written, frozen=True, kw_only=True):
    organisation_id: UUID
    name: str


class BundleViewer(Written, frozen=True, kw_only=True):
    account_id: UUID
    display_name: str
    evaluator_id: UUID | None


class BundleBusinessArea(Written, frozen=True, kw_only=True):
    business_area_key: str
    title: dict[str, str]


class BundleProgramme(Written, frozen=True, kw_only=True):
    programme_id: UUID
    programme_key: str
    title: dict[str, str]
    mode: Literal["floor", "covert"]
    staff_identification: Literal["none", "role", "named"]
    publication: Literal["at_once", "after_review"]
    rubric_version_ids: list[UUID]  # the newest of each of its rubrics


class BundleRubricVersion(Written, frozen=True, kw_only=True):
    rubric_version_id: UUID
    rubric_key: str
    version_number: Annotated[int, Meta(ge=1)]
    version_label: str
    comparability_key: str
    document: dict[str, Any]


class BundleStaffMember(Written, frozen=True, kw_only=True):
    """A first name and a role: as much as a tile shows."""

    staff_member_id: UUID
    first_name: str
    role_title: str


class BundleStore(Written, frozen=True, kw_only=True):
    store_id: UUID
    store_code: str
    name: str
    area_name: str | None
    time_zone: str
    address: str | None
    opening_hours: str | None
    programme_ids: list[UUID]  # those whose notice its staff have been given
    staff: list[BundleStaffMember]


class BundleScenario(Written, frozen=True, kw_only=True):
    title: dict[str, str]
    text: dict[str, str]


class BundleAssignment(Written, frozen=True, kw_only=True):
    """What the evaluator is asked to do: days are the store's, `to_on` is the last one."""

    assignment_id: UUID
    store_id: UUID
    programme_id: UUID
    rubric_version_id: UUID  # the newest of its rubric; once it is started, the one it began with
    scenario: BundleScenario | None
    from_on: date
    to_on: date
    state: Literal["open", "accepted", "started"]


class BundleQuestion(Written, frozen=True, kw_only=True):
    """About one criterion of one interaction; `criterion_key` of null: about the interaction as a whole."""

    evaluation_id: UUID
    criterion_key: str | None
    question: str


class BundleReturn(Written, frozen=True, kw_only=True):
    """A visit that a reviewer returned. The answer is the visit's next revision, with words to questions or without.

    `document` is what the evaluator said, whatever phone it came from; `receipt` is that of its newest revision.
    """

    return_id: UUID
    returned_at: datetime
    due_at: datetime
    visited_on: date
    questions: list[BundleQuestion]
    document: VisitDocument
    receipt: ReceiptBody


class BundleCorrected(Written, frozen=True, kw_only=True):
    """A visit of the evaluator in which something counts differently; what and why stands on its page."""

    visit_id: UUID
    store_id: UUID
    visited_on: date
    correction_count: Annotated[int, Meta(ge=1)]
    corrected_at: datetime


class Bundle(Written, frozen=True, kw_only=True):
    """Everything a phone needs to work offline; the server's time is the phone's chance to measure its own clock."""

    server_time: datetime
    organisation: BundleOrganisation
    viewer: BundleViewer
    business_areas: list[BundleBusinessArea]
    programmes: list[BundleProgramme]
    rubric_versions: list[BundleRubricVersion]
    stores: list[BundleStore]
    assignments: list[BundleAssignment]  # of the next 14 days, and whatever was started
    returns: list[BundleReturn]
    corrected: list[BundleCorrected]  # of the last 30 days
