"""Who is asking: roles, scopes, grants, and the viewer that every request carries. Frozen values, no I/O."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    RUBRIC_AUTHOR = "rubric_author"
    EVALUATOR = "evaluator"
    REVIEWER = "reviewer"
    AREA_MANAGER = "area_manager"
    STORE_MANAGER = "store_manager"
    HR = "hr"
    STAFF_MEMBER = "staff_member"


class ScopeKind(StrEnum):
    ORGANISATION = "organisation"
    AREA = "area"  # the whole subtree
    STORE = "store"
    OWN = "own"  # a staff member's own results


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with a scope; exactly the id that the scope kind names is set."""

    role: Role
    scope_kind: ScopeKind
    area_id: UUID | None = None
    store_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """The account behind a request, with what it has been granted."""

    organisation_id: UUID
    account_id: UUID
    display_name: str
    email: str
    language: str
    evaluator_id: UUID | None
    staff_member_id: UUID | None
    grants: tuple[Grant, ...]
