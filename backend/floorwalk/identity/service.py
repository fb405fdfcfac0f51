"""Signing in and out, changing the password, accepting an invitation. Managing accounts is accounts.py.

Passwords are checked between two transactions, never inside one: a check takes a core for tens of milliseconds, and
a connection to the database is too dear to wait for it.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from floorwalk.identity import account_queries, passwords, queries
from floorwalk.identity.errors import InvitationRefused, SignInRefused, TooManyAttempts, WrongCurrentPassword
from floorwalk.identity.model import Viewer
from floorwalk.identity.sessions import SESSION_LIFETIME, Token, device_mark, is_mark_of
from floorwalk.identity.throttle import Counter, change_counter_of, counted, counters_of
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session, and what its browser is given."""

    viewer: Viewer
    organisation_name: str
    token: Token
    device_mark: str


@dataclass(frozen=True, slots=True)
class Browser:
    """Where an attempt comes from: the address of the connection itself, and what the browser holds."""

    address: str
    device_mark: str | None
    session: Token | None
    behind_proxy: bool


def folded(email: str) -> str:
    """The spelling under which an address is found."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


async def sign_in(database: Database, email: str, password: str, browser: Browser) -> SignedIn:
    """A new session; one that this browser already had is ended, so that no token outlives its sign-in.

    Raises SignInRefused for every reason alike, TooManyAttempts, SignInBusy.
    """
    name = folded(email)
    async with database.transaction() as work:
        connection = await work.connection()
        account = await queries.account_of_address(connection, name)
        known = None
        if account is not None and is_mark_of(browser.device_mark, account.account_id, account.password_hash or ""):
            known = browser.device_mark
        counters = counters_of(name, browser.address, known, behind_proxy=browser.behind_proxy)
        await _count(connection, counters, now())
    right = await passwords.fits(account.password_hash if account else None, password)
    if account is None or account.password_hash is None or account.disabled or not right:
        raise SignInRefused
    async with database.transaction() as work:
        connection = await work.connection()
        at = now()
        await queries.give_back(connection, counters, at)
        if browser.session is not None:
            await queries.end_session(connection, browser.session, at)
        await queries.forget_old_sessions(connection, account.organisation_id, account.account_id, at)
        token = Token.fresh(account.organisation_id)
        await queries.insert_session(connection, token, account.account_id, at, at + SESSION_LIFETIME)
        viewer = await queries.viewer_of_session(connection, token, at)
        if viewer is None:  # disabled between the two transactions
            raise SignInRefused
        await _record(connection, viewer, "session.started")
        return SignedIn(
            viewer=viewer,
            organisation_name=await queries.organisation_name(connection, viewer.organisation_id),
            token=token,
            device_mark=known or device_mark(account.account_id, account.password_hash),
        )


async def sign_out(connection: Connection, viewer: Viewer, token: Token) -> None:
    """Ends this session."""
    await queries.end_session(connection, token, now())
    await _record(connection, viewer, "session.ended")


async def sign_out_everywhere(connection: Connection, viewer: Viewer) -> None:
    """Ends every session of the account, this one too."""
    await queries.end_all_sessions(connection, viewer.organisation_id, viewer.account_id, now())
    await _record(connection, viewer, "session.all_ended")


async def change_password(database: Database, viewer: Viewer, current: str, new: str) -> SignedIn:
    """Ends every session of the account and begins a new one for this browser.

    Raises WrongCurrentPassword, PasswordTooWeak, TooManyAttempts, SignInBusy.
    """
    counters = [change_counter_of(viewer.account_id)]
    async with database.transaction() as work:
        connection = await work.connection()
        await _count(connection, counters, now())
        before = await queries.password_hash_of(connection, viewer.organisation_id, viewer.account_id)
    if not await passwords.fits(before, current):
        raise WrongCurrentPassword
    passwords.refuse_if_weak(new, viewer.email, "new_password")
    after = await passwords.hash_of(new)
    async with database.transaction() as work:
        connection = await work.connection()
        at = now()
        if not await queries.replace_password(connection, viewer.organisation_id, viewer.account_id, before, after):
            raise WrongCurrentPassword
        await queries.give_back(connection, counters, at)
        await _record(connection, viewer, "password.changed")
        return await _begin_again(connection, viewer, after, at)


async def accept_invitation(database: Database, written: str, password: str) -> SignedIn:
    """Sets the account's password, once for each link, and signs in.

    Raises InvitationRefused for every reason alike, PasswordTooWeak, SignInBusy.
    """
    token = Token.read(written)
    if token is None:
        raise InvitationRefused
    async with database.transaction() as work:
        invited = await account_queries.invited_by(await work.connection(), token, now())
    if invited is None:
        raise InvitationRefused
    passwords.refuse_if_weak(password, invited.email, "password")
    password_hash = await passwords.hash_of(password)
    async with database.transaction() as work:
        connection = await work.connection()
        at = now()
        if not await account_queries.use_invitation(connection, token, at):
            raise InvitationRefused  # a second use came first, while this one's password was being hashed
        if not await queries.replace_password(
            connection, token.organisation_id, invited.account_id, invited.password_hash, password_hash
        ):
            raise InvitationRefused
        await account_queries.close_invitations(connection, token.organisation_id, invited.account_id, at)
        viewer = await account_queries.viewer_of_account(connection, token.organisation_id, invited.account_id)
        await _record(connection, viewer, "invitation.accepted")
        return await _begin_again(connection, viewer, password_hash, at)


async def _begin_again(connection: Connection, viewer: Viewer, password_hash: str, at: datetime) -> SignedIn:
    await queries.end_all_sessions(connection, viewer.organisation_id, viewer.account_id, at)
    token = Token.fresh(viewer.organisation_id)
    await queries.insert_session(connection, token, viewer.account_id, at, at + SESSION_LIFETIME)
    return SignedIn(
        viewer=viewer,
        organisation_name=await queries.organisation_name(connection, viewer.organisation_id),
        token=token,
        device_mark=device_mark(viewer.account_id, password_hash),
    )


async def _count(connection: Connection, counters: Sequence[Counter], at: datetime) -> None:
    # Counted before the password is looked at: a hundred guesses at once would otherwise all find a count of nine.
    counts = counted(counters, await queries.counts_for_update(connection, counters), at)
    if isinstance(counts, timedelta):
        raise TooManyAttempts(retry_after_seconds=max(1, -int(-counts.total_seconds() // 1)))
    await queries.store_counts(connection, counters, counts)


async def _record(connection: Connection, viewer: Viewer, act: str) -> None:
    await audit_log.record(connection, viewer.organisation_id, viewer.account_id, act, "account", viewer.account_id, {})
