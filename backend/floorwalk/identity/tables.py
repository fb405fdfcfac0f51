"""Tables of who signs in. The organisation's own row stands in organisation/tables.py."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from floorwalk.identity.model import Role, ScopeKind
from floorwalk.infrastructure.columns import Tenant, belongs_to, instant, one_of


class AccountRow(Tenant, table=True):
    """Somebody who signs in."""

    __tablename__ = "account"

    account_id: UUID = Field(primary_key=True)
    email: str  # as typed; the name used at sign-in is in sign_in_name
    display_name: str
    language: str = Field(default="en")
    password_hash: str | None = Field(default=None)  # none until an invitation is accepted
    staff_member_id: UUID | None = Field(default=None)  # the person whose own results this account may see
    created_at: datetime = instant()
    disabled_at: datetime | None = instant(nullable=True)


class SignInNameRow(SQLModel, table=True):
    """Which account an e-mail address means: the address is known before its organisation is."""

    __tablename__ = "sign_in_name"
    __table_args__ = (belongs_to("account", "account_id"),)

    email_folded: str = Field(primary_key=True)
    organisation_id: UUID
    account_id: UUID


class GrantRow(Tenant, table=True):
    """A role with a scope."""

    __tablename__ = "account_grant"
    __table_args__ = (
        belongs_to("account", "account_id"),
        one_of("role", Role),
        one_of("scope_kind", ScopeKind),
        sa.CheckConstraint(
            "(scope_kind = 'area') = (area_id is not null) and (scope_kind = 'store') = (store_id is not null)",
            name="scope_is_named",
        ),
        sa.Index("ix_account_grant_account", "organisation_id", "account_id"),
    )

    grant_id: UUID = Field(primary_key=True)
    account_id: UUID
    role: str
    scope_kind: str
    area_id: UUID | None = Field(default=None)
    store_id: UUID | None = Field(default=None)
    granted_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)


class SignInSessionRow(Tenant, table=True):
    """A signed-in browser. Only the hash of its token is kept."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        belongs_to("account", "account_id"),
        sa.Index("ix_sign_in_session_account", "organisation_id", "account_id"),
    )

    token_hash: bytes = Field(primary_key=True)
    account_id: UUID
    started_at: datetime = instant()
    expires_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)


class InvitationRow(Tenant, table=True):
    """A link with which an account sets its first password, once."""

    __tablename__ = "invitation"
    __table_args__ = (belongs_to("account", "account_id"),)

    token_hash: bytes = Field(primary_key=True)
    account_id: UUID
    invited_at: datetime = instant()
    expires_at: datetime = instant()
    accepted_at: datetime | None = instant(nullable=True)


class ResultLinkRow(Tenant, table=True):
    """A link with which a staff member sees their own results, once, without a password. Only its hash is kept."""

    __tablename__ = "result_link"
    __table_args__ = (belongs_to("account", "account_id"),)

    token_hash: bytes = Field(primary_key=True)
    account_id: UUID
    issued_at: datetime = instant()
    expires_at: datetime = instant()
    opened_at: datetime | None = instant(nullable=True)


class SignInAttemptRow(SQLModel, table=True):
    """Failed sign-ins counted over all processes; what a bucket stands for is throttle.py, and is kept hashed."""

    __tablename__ = "sign_in_attempt"

    bucket: bytes = Field(primary_key=True)
    failures: int
    last_failure_at: datetime = instant()
    locked_until: datetime | None = instant(nullable=True)
