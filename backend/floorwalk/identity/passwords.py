"""Passwords: hashed and checked with Argon2id off the event loop, a few at once; and which ones are refused.

Who may try how often is throttle.py.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from floorwalk.identity.errors import PasswordTooWeak, SignInBusy

Result = TypeVar("Result")

SHORTEST, LONGEST = 12, 200  # characters; length is what counts (NIST SP 800-63B), and nobody hashes a novel
FEWEST_DIFFERENT = 5  # characters
AT_ONCE = 2  # checks in one process: each takes a core for its time, and 19 MiB
MOST_WAITING = 40  # about two seconds of work; more are told to come back

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)  # OWASP's smallest that it recommends
# Checked in place of a hash that is not there, so that an unknown address takes as long. Of no password at all.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$0N60FxZuYJFTy7z1gzVMwg$GaTpYXytcmueBbBFj7Ps7Jxu9YxpZYdeSgZdMjVXimY"
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="password")
_waiting = 0

# The most frequent ones of the published lists that are long enough to pass, and what belongs to this product.
_COMMON = frozenset(
    """
    password1234 password12345 password123456 passwordpassword 123456789012 1234567890123 12345678901234
    123456789123 1234567891011 qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopasdf qwerty123456
    1q2w3e4r5t6y 1qaz2wsx3edc zaq12wsxcde3 abcdefghijkl abc123456789 administrator welcome12345 iloveyou1234
    letmein12345 monkey123456 changeme1234 trustno1trustno1 passw0rd1234 p@ssw0rd1234 floorwalk123
    floorwalkfloorwalk mysteryshopper mysteryshopping
    """.split()  # noqa: SIM905  (a list of thirty literals is harder to read)
)


async def hash_of(password: str) -> str:
    """An Argon2id hash with its parameters in it. Raises SignInBusy if too many wait already."""
    return await _in_a_thread(_hasher.hash, _spelled(password))


async def fits(password_hash: str | None, password: str) -> bool:
    """Whether the password made the hash; without a hash False, after the same work.

    Raises SignInBusy if too many wait already.
    """
    right = await _in_a_thread(_verified, password_hash or _NOBODY, _spelled(password))
    return right and password_hash is not None


def refuse_if_weak(password: str, email: str, path: str) -> None:
    """Raises PasswordTooWeak, at `path`."""
    plain = _spelled(password).casefold()
    name = email.casefold()
    if len(password) < SHORTEST:
        raise PasswordTooWeak(path=path, reason=f"at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise PasswordTooWeak(path=path, reason=f"at most {LONGEST} characters")
    if plain in _COMMON:
        raise PasswordTooWeak(path=path, reason="it is among the most frequent ones")
    if len(set(plain)) < FEWEST_DIFFERENT:
        raise PasswordTooWeak(path=path, reason=f"at least {FEWEST_DIFFERENT} different characters")
    if plain in (name, name.partition("@")[0]):
        raise PasswordTooWeak(path=path, reason="it is your e-mail address")


def _spelled(password: str) -> str:
    return unicodedata.normalize("NFKC", password)  # two keyboards may send two spellings of one character


def _verified(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


async def _in_a_thread(act: Callable[..., Result], *arguments: str) -> Result:
    global _waiting
    if _waiting >= MOST_WAITING:
        raise SignInBusy
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, act, *arguments)
    finally:
        _waiting -= 1
