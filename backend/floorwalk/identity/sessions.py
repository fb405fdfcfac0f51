"""The written form of a session: its cookie, its stored hash, its CSRF token. And which transport may carry it.

Pure. Storing sessions is queries.py; what is done with them in a request is edge.py.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

SESSION_LIFETIME = timedelta(days=30)  # an evaluator may be without network for weeks; ended on every change of trust
DEVICE_LIFETIME = timedelta(days=365)
INVITATION_LIFETIME = timedelta(days=7)
RESULT_SESSION_LIFETIME = timedelta(days=1)  # of a link to one's own results: perhaps opened on a shared phone
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_TOKEN = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_-]{43})\Z")

Transport = Literal["secure", "local", "open"]  # HTTPS; plain HTTP on this machine; plain HTTP from elsewhere


@dataclass(frozen=True, slots=True)
class Token:
    """A secret that names its organisation, so that it is looked up by the whole key. Never stored, never logged."""

    organisation_id: UUID
    secret: str

    @classmethod
    def fresh(cls, organisation_id: UUID) -> "Token":
        """32 random bytes."""
        return cls(organisation_id, secrets.token_urlsafe(32))

    @classmethod
    def read(cls, written: str) -> "Token | None":
        """None for anything that `written` never made."""
        found = _TOKEN.match(written)
        return cls(UUID(hex=found[1]), found[2]) if found else None

    @property
    def written(self) -> str:
        return f"{self.organisation_id.hex}.{self.secret}"

    @property
    def stored_hash(self) -> bytes:
        """What the database keeps. A plain hash is enough: the secret has 256 random bits."""
        return hashlib.sha256(self.secret.encode()).digest()

    @property
    def csrf_token(self) -> str:
        """Bound to the session, so it dies with it; without the cookie nobody can compute it."""
        return _base64(hmac.digest(self.secret.encode(), b"floorwalk csrf", "sha256"))

    def __repr__(self) -> str:
        return f"Token({self.organisation_id}, …)"


def device_mark(account_id: UUID, password_hash: str, nonce: str | None = None) -> str:
    """Proof that this browser has signed in to this account before; it dies when the password changes."""
    nonce = nonce or secrets.token_urlsafe(12)
    proof = hmac.digest(password_hash.encode(), f"floorwalk device {account_id} {nonce}".encode(), "sha256")
    return f"{nonce}.{_base64(proof)}"


def is_mark_of(written: str | None, account_id: UUID, password_hash: str) -> bool:
    """Whether `written` is a mark that `device_mark` made for this account and this password."""
    if written is None or not written.isascii() or len(written) > 100:
        return False
    nonce, _, _ = written.partition(".")
    return hmac.compare_digest(written, device_mark(account_id, password_hash, nonce or "-"))


def transport_of(scheme: str, host: str, public_origin: str | None) -> Transport:
    """`public_origin` is what a browser sees before a proxy that speaks TLS; forwarding headers are never believed."""
    if public_origin is not None and public_origin.startswith("https://"):
        return "secure"
    if scheme == "https":
        return "secure"
    return "local" if name_of(host) in LOCAL_HOSTS else "open"


def name_of(host: str) -> str:
    """A Host header without its port, lower case."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def cookie_name(kind: Literal["session", "device"], transport: Transport) -> str:
    """`__Host-` makes a browser insist on Secure and on this very host; plain HTTP on this machine cannot have it."""
    name = "floorwalk" if kind == "session" else "floorwalk-device"
    return f"__Host-{name}" if transport == "secure" else name


def cookie_in(header: str, name: str) -> str | None:
    """The value of a cookie in a Cookie header; None if it is not there, or is there twice."""
    found = [value for key, _, value in (part.strip().partition("=") for part in header.split(";")) if key == name]
    return found[0] if len(found) == 1 else None


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
