"""What the organisation reads and writes as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

LINE = (
    r"^[^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f][^\u0000-\u001f\u007f]*$"  # no NUL, no line break, not only blanks
)
KEY = "^[a-z0-9][a-z0-9_-]*$"
Code = Annotated[str, Meta(min_length=1, max_length=64, pattern=LINE)]
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=LINE)]
Key = Annotated[str, Meta(min_length=1, max_length=64, pattern=KEY)]
LanguageTag = Annotated[str, Meta(min_length=2, max_length=35, pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Texts = Annotated[dict[LanguageTag, Line], Meta(min_length=1, max_length=50)]


class AreaBody(Struct, frozen=True, kw_only=True):
    """A node in the reporting tree above stores."""

    area_id: UUID
    area_code: str
    name: str
    parent_area_id: UUID | None


class AreasBody(Struct, frozen=True, kw_only=True):
    areas: list[AreaBody]


class NewArea(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An area; without a parent it is at the top."""

    area_code: Code
    name: Line
    parent_area_id: UUID | None = None


class AreaMove(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The new parent; none puts the area at the top."""

    parent_area_id: UUID | None


class StoreBody(Struct, frozen=True, kw_only=True):
    """A store, with the area it is in today."""

    store_id: UUID
    store_code: str
    name: str
    time_zone: str
    format: str | None
    address: str | None
    opening_hours: str | None
    area_id: UUID | None
    area_name: str | None
    opened_on: date | None
    closed_on: date | None


class StoresPage(Struct, frozen=True, kw_only=True):
    stores: list[StoreBody]
    next_cursor: str | None


class NewStore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A store; without a time zone it has the organisation's. It is in its area from its first day on."""

    store_code: Code
    name: Line
    time_zone: Annotated[str, Meta(min_length=1, max_length=64, pattern="^[A-Za-z0-9_+/-]+$")] | None = None
    format: Line | None = None
    address: Line | None = None
    opening_hours: Line | None = None
    area_id: UUID | None = None
    opened_on: date | None = None
    closed_on: date | None = None


class StoreMove(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The area that the store is in from that day on; the day before is the last one in the area it leaves."""

    area_id: UUID
    valid_from: date


class MembershipBody(Struct, frozen=True, kw_only=True):
    """The dated place of a store in the tree; `valid_to` is the last day, absent while it lasts."""

    store_membership_id: UUID
    store_id: UUID
    area_id: UUID
    valid_from: date
    valid_to: date | None


class StaffMemberBody(Struct, frozen=True, kw_only=True):
    """A person, with the store they are posted to today."""

    staff_member_id: UUID
    staff_code: str
    display_name: str
    role_title: str
    store_id: UUID


class StaffMembersPage(Struct, frozen=True, kw_only=True):
    staff_members: list[StaffMemberBody]
    next_cursor: str | None


class BusinessAreaBody(Struct, frozen=True, kw_only=True):
    business_area_key: str
    title: dict[str, str]


class BusinessAreasBody(Struct, frozen=True, kw_only=True):
    business_areas: list[BusinessAreaBody]


Mode = Literal["floor", "covert"]
StaffIdentification = Literal["none", "role", "named"]
Publication = Literal["at_once", "after_review"]


class ProgrammeBody(Struct, frozen=True, kw_only=True):
    """A standing set of rubrics and rules."""

    programme_id: UUID
    programme_key: str
    title: dict[str, str]
    mode: Mode
    staff_identification: StaffIdentification
    publication: Publication
    rubric_keys: list[str]
    rotation_days: int
    dispute_window_days: int
    dispute_decision_days: int
    evidence_retention_days: int
    named_link_retention_days: int


class ProgrammesBody(Struct, frozen=True, kw_only=True):
    programmes: list[ProgrammeBody]


DaysOfAYear = Annotated[int, Meta(ge=1, le=365)]


class NewProgramme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A programme; by default it names nobody (P3), publishes at once, and lets an evaluator come again at any time."""

    programme_key: Key
    title: Texts
    mode: Mode
    rubric_keys: Annotated[list[Key], Meta(min_length=1, max_length=50)]
    staff_identification: StaffIdentification = "role"
    publication: Publication = "at_once"
    rotation_days: Annotated[int, Meta(ge=0, le=365)] = 0
    dispute_window_days: DaysOfAYear = 14
    dispute_decision_days: DaysOfAYear = 14
    evidence_retention_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    named_link_retention_days: Annotated[int, Meta(ge=1, le=3650)] = 365


class DisputeDays(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days to raise a dispute after publication (and to appeal after a decision), and days to decide one."""

    dispute_window_days: DaysOfAYear
    dispute_decision_days: DaysOfAYear


LONG = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$"  # no NUL, not only blanks; lines may break
NoticeTexts = Annotated[
    dict[LanguageTag, Annotated[str, Meta(min_length=1, max_length=20_000, pattern=LONG)]], Meta(max_length=50)
]


class NewStaffNotice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That staff were told of a programme beforehand (P1): of one store, or of all of them.

    `texts` is what they were told, by language, so that each can read it again; empty where it stands on paper alone.
    `covers_formal_process`: the text says that results may be used in a formal process (P2). Then it must stand here,
    in each language, for whoever approves such a use reads it.
    """

    programme_id: UUID
    store_id: UUID | None = None
    text_version: Line
    languages: Annotated[list[LanguageTag], Meta(min_length=1, max_length=50)]
    given_on: date
    channel: Line
    reference: Line | None = None
    texts: NoticeTexts = {}
    covers_formal_process: bool = False


class StaffNoticeBody(Struct, frozen=True, kw_only=True):
    """A recorded notice."""

    staff_notice_id: UUID
    programme_id: UUID
    store_id: UUID | None
    text_version: str
    languages: list[str]
    given_on: date
    channel: str
    reference: str | None
    texts: dict[str, str]
    covers_formal_process: bool


class StaffNoticesBody(Struct, frozen=True, kw_only=True):
    staff_notices: list[StaffNoticeBody]


class LateJoinerBody(Struct, frozen=True, kw_only=True):
    """Somebody who works in a store today and was not told by its newest notice of a programme."""

    staff_member_id: UUID
    staff_code: str
    display_name: str
    store_id: UUID
    store_name: str
    posted_from: date
    staff_notice_id: UUID
    programme_title: dict[str, str]
    text_version: str
    notice_given_on: date


class LateJoinersBody(Struct, frozen=True, kw_only=True):
    """By store and name, at most 1,000."""

    late_joiners: list[LateJoinerBody]


class NoticeGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who was given the notice afterwards, when and how."""

    staff_member_ids: Annotated[list[UUID], Meta(min_length=1, max_length=500)]
    given_on: date
    channel: Line


class OwnNoticeBody(Struct, frozen=True, kw_only=True):
    """What the staff member was told of a programme, or is told now; `given_on` is their own date, if they have one."""

    staff_notice_id: UUID
    programme_title: dict[str, str]
    mode: Mode
    text_version: str
    texts: dict[str, str]
    channel: str
    given_on: date | None
    acknowledged_at: datetime | None


class OwnNoticesBody(Struct, frozen=True, kw_only=True):
    """The newest of each programme that goes on where the person works today."""

    staff_notices: list[OwnNoticeBody]


class ImportProblemBody(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: `row` counts from 1, the headings' row; `column` is the heading, or a missing field."""

    row: int
    column: str
    code: str
    detail: str


class ImportReportBody(Struct, frozen=True, kw_only=True):
    """What an import did, or would do. With problems nothing was done; only the first thousand are listed."""

    dry_run: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    problem_count: int
    problems: list[ImportProblemBody]
    header_mapping: dict[str, str]  # field -> heading in the file
