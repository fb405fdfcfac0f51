"""The entity tag of a visit under review: another one as soon as anything about it is another.

Pure. Two reviewers at one visit, or a new revision while a reviewer reads: the later writer hears of it (412), and a
request that does not say what it has seen is not taken (428).
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from floorwalk.kernel.canonical import sha256_hex
from floorwalk.visits.errors import TagMissing, VisitChanged


def tag_of(around: Mapping[str, Any]) -> str:
    """From a row of review_queries.TAGGED."""
    seen = [
        around["content_hash"],
        around["revision"],
        around["voided_at"],
        around["reviewer_id"],
        around["taken_up_at"],
        [tuple(one) for one in around["states"]],
        around["last_correction"],
        around["last_return"],
    ]
    return f'"{sha256_hex(msgspec.json.encode(seen))[:32]}"'


def check_tag(if_match: str, tag: str) -> None:
    """`*` is any state. Raises VisitChanged."""
    if if_match.strip() != "*" and tag not in (one.strip() for one in if_match.split(",")):
        raise VisitChanged


def required(if_match: str | None) -> str:
    """Raises TagMissing."""
    if if_match is None:
        raise TagMissing
    return if_match
