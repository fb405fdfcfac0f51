"""What identity reads and writes as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.identity.permissions import verbs_of

NO_CONTROL = r"^[^\u0000-\u001f\u007f]*$"  # PostgreSQL takes no NUL, and a name has no line breaks
HAS_LETTERS = r"^[^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f][^\u0000-\u001f\u007f]*$"  # and is not just blanks
ADDRESS = r"^[^\u0000-\u0020\u007f@]+@[^\u0000-\u0020\u007f@]+$"  # whether it exists, only a letter can tell
Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=ADDRESS)]
TypedEmail = Annotated[str, Meta(max_length=254, pattern=NO_CONTROL)]  # anything: a wrong one is refused as unknown
TypedPassword = Annotated[str, Meta(max_length=1000)]  # what is too long for a password is simply not the password
NewPassword = Annotated[str, Meta(max_length=1000, description="12 to 200 characters; frequent ones are refused")]
LinkToken = Annotated[str, Meta(max_length=200)]
Name = Annotated[str, Meta(min_length=1, max_length=120, pattern=HAS_LETTERS)]
Code = Annotated[str, Meta(min_length=1, max_length=64, pattern=NO_CONTROL)]


class SignIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """E-mail address and password."""

    email: TypedEmail
    password: TypedPassword


class PasswordChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The present password, and the one that takes its place."""

    current_password: TypedPassword
    new_password: NewPassword


class GrantBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A role with a scope; the id that the scope kind names is given, the other is not."""

    role: Role
    scope_kind: ScopeKind
    area_id: UUID | None = None
    store_id: UUID | None = None

    @property
    def grant(self) -> Grant:
        return Grant(self.role, self.scope_kind, self.area_id, self.store_id)


class InvitationRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is invited, and what they may do from the beginning. `staff_code` names the person a staff member is."""

    email: Email
    display_name: Name
    grants: Annotated[list[GrantBody], Meta(max_length=50)] = []
    staff_code: Code | None = None


class InvitationBody(Struct, frozen=True, kw_only=True):
    """The secret of the link; it is shown this once."""

    account_id: UUID
    invitation_link_token: str
    expires_at: datetime


class Acceptance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The secret of an invitation link, and the password chosen."""

    token: LinkToken
    password: NewPassword


class LinkOpened(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The secret of a link to one's own results."""

    token: LinkToken


class ResultLinkBody(Struct, frozen=True, kw_only=True):
    """The secret of a link to a person's own results; it is shown this once."""

    result_link_token: str
    expires_at: datetime


class OrganisationBody(Struct, frozen=True, kw_only=True):
    organisation_id: UUID
    name: str


class ViewerBody(Struct, frozen=True, kw_only=True):
    """Who is signed in, and what they may do."""

    account_id: UUID
    display_name: str
    email: str
    language: str
    organisation: OrganisationBody
    evaluator_id: UUID | None
    grants: list[GrantBody]
    verbs: list[str]


class HeldGrantBody(Struct, frozen=True, kw_only=True):
    """A grant of an account."""

    grant_id: UUID
    role: Role
    scope_kind: ScopeKind
    area_id: UUID | None
    store_id: UUID | None


class AccountBody(Struct, frozen=True, kw_only=True):
    """Somebody who signs in, or is invited to."""

    account_id: UUID
    email: str
    display_name: str
    state: Literal["invited", "active", "disabled"]
    created_at: datetime
    grants: list[HeldGrantBody]


class AccountsPage(Struct, frozen=True, kw_only=True):
    accounts: list[AccountBody]
    next_cursor: str | None


def body_of_grant(grant: Grant) -> GrantBody:
    return GrantBody(role=grant.role, scope_kind=grant.scope_kind, area_id=grant.area_id, store_id=grant.store_id)


def body_of_viewer(viewer: Viewer, organisation_name: str) -> ViewerBody:
    return ViewerBody(
        account_id=viewer.account_id,
        display_name=viewer.display_name,
        email=viewer.email,
        language=viewer.language,
        organisation=OrganisationBody(organisation_id=viewer.organisation_id, name=organisation_name),
        evaluator_id=viewer.evaluator_id,
        grants=[body_of_grant(grant) for grant in viewer.grants],
        verbs=sorted(verbs_of(viewer)),
    )
