"""What the export routes take and answer. Days are inclusive; sizes in bytes; hashes are SHA-256 in hex."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from floorwalk.coaching.approval_lifecycle import ApprovalState
from floorwalk.coaching.countries import CountryCode
from floorwalk.coaching.model import ChangeNoted, ExportState, Purpose, Unreadable
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.identity.model import Role
from floorwalk.organisation.wire import LINE

Language = Literal["en", "de"]


class PopulationAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At most one of the three; with none, everybody in the scope of the one who asks. A person is named by leaving
    nothing else: questions from before there was that choice keep their form, and so their codes."""

    area_id: UUID | None = None
    store_id: UUID | None = None
    staff_member_id: UUID | msgspec.UnsetType = msgspec.UNSET

    @property
    def person(self) -> UUID | None:
        return None if self.staff_member_id is msgspec.UNSET else self.staff_member_id


class FormalBasis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an export for a formal process rests on (P2): whose law, which rule of it, and the notices that told staff
    it may come to that. It goes into every file and into the log, so it names nobody."""

    country: CountryCode
    legal_basis: Annotated[str, msgspec.Meta(min_length=3, max_length=300, pattern=LINE)]
    staff_notice_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=1000)]


class ExportAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why, when, of whom, and until when the recipient may keep it. `formal_process` where that is the purpose, and
    only there."""

    purpose: Purpose
    from_on: date
    to_on: date
    population: PopulationAsked = msgspec.field(default_factory=PopulationAsked)
    retain_until_on: date
    language: Language = "en"  # of definitions and dossiers
    with_dossiers: bool = False  # a PDF of two pages for each released person
    formal_process: FormalBasis | None = None


class WithheldByReason(msgspec.Struct, frozen=True, kw_only=True):
    reason: Insufficient
    people: int


class PersonPreviewed(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the population; `reason` says why nothing about them can leave."""

    staff_code: str
    display_name: str
    releasable: bool
    reason: Insufficient | None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """Before anything leaves. Rows in the order of the staff codes."""

    people: int
    releasable: int
    withheld: int
    withheld_by_reason: list[WithheldByReason]
    rows: list[PersonPreviewed]


class FileMade(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    size_bytes: int
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    row_count: int


class PersonWithheld(msgspec.Struct, frozen=True, kw_only=True):
    """By the person's code inside this export."""

    person: str
    reason: Insufficient


class VersionExported(msgspec.Struct, frozen=True, kw_only=True):
    rubric_key: str
    version_number: int
    version_label: str
    comparability_key: str
    content_hash: str


class SheetMade(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet of the workbook; `row_count` without its heading."""

    name: str
    row_count: int


class InteractionUnreadable(msgspec.Struct, frozen=True, kw_only=True):
    """Stored, but not as its rubric says: left out of every figure. By the visit's code, and its place from 1."""

    visit: str
    interaction: int
    reason: Unreadable


class CorrectionNotice(msgspec.Struct, frozen=True, kw_only=True):
    """After an export was issued, something changed of a visit of that day which is in it: by a dispute, a reviewer,
    or the evaluator."""

    visited_on: date
    noted_at: datetime
    change: ChangeNoted


class ChangedSince(msgspec.Struct, frozen=True, kw_only=True):
    """Against the account's last export of the same question, by code: who came, who went, of whom something else was
    observed, and of whom nothing else was but the interval moved, for it borrows the spread of everybody. With what
    was noted at that export until then."""

    export_id: UUID
    created_at: datetime
    added: list[str]
    removed: list[str]
    changed: list[str]
    only_intervals: list[str]
    corrections: list[CorrectionNotice] = msgspec.field(default_factory=list)


class NoticeReliedOn(msgspec.Struct, frozen=True, kw_only=True):
    """A notice whose text says that results may be used in a formal process; no store is every store."""

    programme_key: str
    store_code: str | None
    text_version: str
    given_on: date
    channel: str
    reference: str | None


class FormalProcess(msgspec.Struct, frozen=True, kw_only=True):
    """On what grounds an export left for a formal process, and who stood for it: people by their role."""

    country: CountryCode
    legal_basis: str
    notices: list[NoticeReliedOn]
    asked_by_role: Role
    asked_at: datetime
    approved_by_role: Role
    approved_at: datetime


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is: enough to check its files and to explain its figures."""

    format_version: int
    export_id: UUID
    purpose: Purpose
    from_on: date
    to_on: date
    population: PopulationAsked
    retain_until_on: date
    created_at: datetime
    expires_at: datetime
    scoring_versions: list[int]
    rubric_versions: list[VersionExported]
    people: int
    released: int
    withheld: list[PersonWithheld]
    files: list[FileMade]
    caution: str
    language: Language = "en"
    sheets: list[SheetMade] = msgspec.field(default_factory=list)
    unreadable: list[InteractionUnreadable] = msgspec.field(default_factory=list)
    changed_since: ChangedSince | None = None  # None: nothing like it was exported before
    formal_process: FormalProcess | None = None  # None: for another purpose


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """The second person's word as whoever asked sees it: open until `expires_at`; then by which role, when, and the
    note of an approval or the reason of a refusal."""

    state: ApprovalState
    expires_at: datetime
    decided_by_role: Role | None
    decided_at: datetime | None
    reason: str | None


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """An export from the asking to its files. While it is being made `done` of `total` people are written; when it is
    ready its files can be fetched until `expires_at` by the account that asked for it."""

    export_id: UUID
    asked: ExportAsked
    person_name: str | None  # of the one person whom it is about; None where it names none, or one who is gone
    asked_at: datetime
    state: ExportState
    done: int
    total: int
    fault_code: str | None
    created_at: datetime | None
    expires_at: datetime | None
    manifest: Manifest | None
    corrections: list[CorrectionNotice]
    approval: Approval | None  # None: it needs none


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The address of one file: good once, for the account that asked for it, until `expires_at`."""

    address: str
    expires_at: datetime


class Exports(msgspec.Struct, frozen=True, kw_only=True):
    """One's own exports, newest first, at most 200."""

    exports: list[Export]


def manifest_of(document: dict[str, Any]) -> Manifest:
    """From its stored form."""
    return msgspec.convert(document, Manifest)


def question_of(asked: ExportAsked) -> dict[str, Any]:
    """What decides the figures, as JSON values: not until when they may be kept, nor in which language and forms."""
    question: dict[str, Any] = msgspec.to_builtins(asked)
    return {name: question[name] for name in ("purpose", "from_on", "to_on", "population")}
