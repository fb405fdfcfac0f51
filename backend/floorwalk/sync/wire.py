"""The written forms of sync: a batch of visits in, one result each out. A visit's own form is visits/wire.py."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from floorwalk.infrastructure.problems import ProblemBody
from floorwalk.visits.wire import Strict

PROTOCOL = 1
MOST_VISITS = 50
LARGEST_BATCH_BYTES = 2 * 1024 * 1024


class Batch(Strict, frozen=True, kw_only=True):
    """What a phone sends. Each visit is read by itself, so that a bad one never refuses its neighbours."""

    protocol: Annotated[int, Meta(ge=PROTOCOL, le=PROTOCOL)]
    app_version: Annotated[str, Meta(min_length=1, max_length=40)]
    device_id: UUID
    sent_at: Annotated[datetime, Meta(tz=True)]
    visits: Annotated[tuple[msgspec.Raw, ...], Meta(min_length=1, max_length=MOST_VISITS)]


class ReceiptBody(msgspec.Struct, frozen=True, kw_only=True):
    """Proof of storage. The phone deletes only what a receipt names by id and hash."""

    receipt_id: UUID
    visit_id: UUID
    revision: int
    content_hash: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="sha256 of the visit's bytes as sent")]
    received_at: datetime


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one visit. The same content again gives the same result, whenever and however often.

    `superseded`: it was accepted once, and a later revision has replaced it since.
    """

    position: Annotated[int, Meta(ge=0)]
    visit_id: UUID | None
    status: Literal["accepted", "superseded", "refused"]
    receipt: ReceiptBody | None
    problem: ProblemBody | None


class BatchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`update_wanted`: the phone's app is so old that it should look for a new one, now that its visits are taken."""

    server_time: datetime
    results: list[Result]
    update_wanted: bool
