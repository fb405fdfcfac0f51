"""Refusals of identity. Each tells a stranger nothing: not whether an address, a link or a thing exists."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwalk.kernel.errors import Fault, Problem


@dataclass(eq=False)
class NotSignedIn(Problem):
    """No session, or one that has ended."""

    code = "identity.not_signed_in"
    kind = "unauthenticated"
    sentence = "This needs a session."


@dataclass(eq=False)
class NotAllowed(Problem):
    """Signed in, but no grant carries the verb anywhere."""

    code = "identity.not_allowed"
    kind = "forbidden"
    sentence = "None of your roles may do this."


@dataclass(eq=False)
class CsrfRefused(Problem):
    """A writing request without the token of its session."""

    code = "identity.csrf_refused"
    kind = "forbidden"
    sentence = "The header X-CSRF-Token does not belong to this session."


@dataclass(eq=False)
class OriginRefused(Problem):
    """A writing request that another site's page sent."""

    code = "identity.origin_refused"
    kind = "forbidden"
    sentence = "This request comes from another origin."


@dataclass(eq=False)
class HttpsRequired(Problem):
    """A password or a session over plain HTTP, elsewhere than on this machine."""

    code = "identity.https_required"
    kind = "forbidden"
    sentence = "Signing in needs HTTPS; plain HTTP is for localhost only."


@dataclass(eq=False)
class SignInRefused(Problem):
    """Unknown address, wrong password, no password yet, disabled: one answer for all."""

    code = "identity.sign_in_refused"
    kind = "unauthenticated"
    sentence = "E-mail address and password do not fit together."


@dataclass(eq=False)
class TooManyAttempts(Problem):
    """Guessing was stopped; the same for known and unknown addresses."""

    retry_after_seconds: int
    code = "identity.too_many_attempts"
    kind = "too_many"
    sentence = "Too many attempts; wait {retry_after_seconds} seconds."


@dataclass(eq=False)
class SignInBusy(Problem):
    """More sign-ins at once than this process checks passwords for."""

    retry_after_seconds: int = 2
    code = "identity.sign_in_busy"
    kind = "unavailable"
    sentence = "Too many sign-ins at this moment."


@dataclass(eq=False)
class WrongCurrentPassword(Problem):
    """The present password, asked for again before it is changed, is not right."""

    code = "identity.wrong_current_password"
    kind = "forbidden"
    sentence = "The current password is not right."


@dataclass(eq=False)
class PasswordTooWeak(Problem):
    """A new password that would be guessed: too short, too common, or made of the address."""

    path: str
    reason: str
    code = "identity.password_too_weak"
    kind = "invalid"
    sentence = "Choose another password: {reason}."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault(path=self.path, code=self.code, detail=self.reason),)


@dataclass(eq=False)
class InvitationRefused(Problem):
    """The link was never given, was used, or is too old: one answer for all."""

    code = "identity.invitation_refused"
    kind = "invalid"
    sentence = "This invitation link is not valid any more; ask for a new one."


@dataclass(eq=False)
class ResultLinkRefused(Problem):
    """The link to one's own results was never issued, was opened, or is too old: one answer for all."""

    code = "identity.result_link_refused"
    kind = "invalid"
    sentence = "This link is not valid any more; ask for a new one."


@dataclass(eq=False)
class EmailTaken(Problem):
    """Somebody signs in with this address already."""

    code = "identity.email_taken"
    kind = "conflict"
    sentence = "An account with this e-mail address exists already."


@dataclass(eq=False)
class GrantRefused(Problem):
    """A role with a scope that it cannot have, or with a place that is not there."""

    path: str
    reason: str
    code = "identity.grant_refused"
    kind = "invalid"
    sentence = "This grant cannot be given: {reason}."

    @property
    def faults(self) -> Sequence[Fault]:
        return (Fault(path=self.path, code=self.code, detail=self.reason),)


@dataclass(eq=False)
class GrantExists(Problem):
    """The account has this very grant."""

    code = "identity.grant_exists"
    kind = "conflict"
    sentence = "The account has this grant already."


@dataclass(eq=False)
class LastAdministrator(Problem):
    """Without an administrator nobody could grant anything any more."""

    code = "identity.last_administrator"
    kind = "conflict"
    sentence = "This is the last administrator; make another one first."
