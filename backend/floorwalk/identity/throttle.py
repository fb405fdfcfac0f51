"""How many passwords may be guessed: which counters a sign-in belongs to, and what they say.

Pure. The counters are rows shared by all processes (queries.py); counting before the password is looked at, and
giving the count back after a success, is service.py.

Three counters for a browser that is not known: this account from this address; this address, whatever the account;
this account, wherever from. A browser that has signed in to the account before has a counter of its own and none of
these, so nobody can lock the owner out from elsewhere.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_LOCK = timedelta(minutes=15)  # at most 96 further guesses a day, of one account, from everywhere together


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter: after `limit` failures it is locked, at each further failure for twice as long."""

    bucket: bytes
    limit: int
    first_lock: timedelta
    forgotten_after: timedelta
    counts_many_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What is stored for a counter."""

    failures: int
    last_failure_at: datetime
    locked_until: datetime | None


def counters_of(email_folded: str, address: str, device: str | None, *, behind_proxy: bool) -> list[Counter]:
    """The counters of one attempt. `device` is the known browser's own mark; None for any other.

    Behind a proxy every browser has the proxy's address, for forwarding headers are never believed: then the
    address counts for a whole company, and its limit is ten times as high.
    """
    hour = timedelta(hours=1)
    if device is not None:
        return [Counter(_bucket("device", email_folded, device), 10, timedelta(minutes=5), hour)]
    place = _network_of(address)
    return [
        Counter(_bucket("pair", email_folded, place), 10, LONGEST_LOCK, hour),
        Counter(
            _bucket("address", place),
            100 if behind_proxy else 10,
            timedelta(minutes=1),
            timedelta(minutes=15),
            counts_many_accounts=True,
        ),
        Counter(_bucket("account", email_folded), 30, timedelta(minutes=1), hour),
    ]


def change_counter_of(account_id: object) -> Counter:
    """The counter for the present password, asked for again before it is changed."""
    return Counter(_bucket("change", str(account_id)), 10, timedelta(minutes=5), timedelta(hours=1))


def counted(counters: Sequence[Counter], stored: Sequence[Count | None], at: datetime) -> list[Count] | timedelta:
    """Each counter with this attempt counted as failed; or how long to wait, and nothing is counted."""
    waits = [count.locked_until - at for count in stored if count and count.locked_until and count.locked_until > at]
    if waits:
        return max(waits)
    return [_one_more(counter, count, at) for counter, count in zip(counters, stored, strict=True)]


def _one_more(counter: Counter, count: Count | None, at: datetime) -> Count:
    forgotten = count is None or at - count.last_failure_at > counter.forgotten_after
    failures = 1 if count is None or forgotten else count.failures + 1
    over = failures - counter.limit
    lock = None if over < 0 else min(counter.first_lock * 2 ** min(over, 20), LONGEST_LOCK)
    return Count(failures, at, at + lock if lock else None)


def _network_of(address: str) -> str:
    # One subscriber holds a whole IPv6 /64: counting single addresses there would count nothing.
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _bucket(*parts: str) -> bytes:
    return hashlib.sha256("\n".join(parts).encode()).digest()
