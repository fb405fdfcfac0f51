"""Taking a batch: each visit stands for itself, and nothing is said before it is stored.

The caller commits before it sends what this returns. What becomes of one visit is visits/service.py.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec

from floorwalk.coaching.export_corrections import noting
from floorwalk.identity.model import ScopeKind, Viewer
from floorwalk.identity.permissions import Verb, grants_for
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.infrastructure.problems import body_of, is_unavailable
from floorwalk.kernel.errors import Problem
from floorwalk.sync.app_versions import is_update_wanted
from floorwalk.sync.decoding import read_visit
from floorwalk.sync.errors import NotAnEvaluator
from floorwalk.sync.wire import Batch, BatchAnswer, ReceiptBody, Result
from floorwalk.visits.errors import NotStorable
from floorwalk.visits.model import Surroundings
from floorwalk.visits.queries import Places, referred_by, seen_again, surroundings
from floorwalk.visits.service import Evaluating, Taken, take
from floorwalk.visits.wire import VisitDocument

logger = logging.getLogger("floorwalk")


@dataclass(frozen=True, slots=True)
class Readable:
    """A visit of the batch that could be read."""

    position: int
    document: VisitDocument
    content_hash: str


async def take_batch(work: UnitOfWork, viewer: Viewer, batch: Batch, now: datetime) -> BatchAnswer:
    """What take_visits does, for the viewer who sent them."""
    return await take_visits(work, viewer, batch, now, brought_by=viewer.account_id)


async def take_visits(
    work: UnitOfWork, viewer: Viewer, batch: Batch, now: datetime, *, brought_by: UUID | None
) -> BatchAnswer:
    """Stores what can be stored of the viewer's and says of each visit what became of it, in the order sent.

    `brought_by` is the account that the audit log names; None is the command line. Raises NotAnEvaluator for an
    account that evaluates nothing.
    """
    if viewer.evaluator_id is None:
        raise NotAnEvaluator
    received_at = as_received(now)
    results: dict[int, Result] = {}
    readable: list[Readable] = []
    for position, raw in enumerate(batch.visits):
        try:
            readable.append(Readable(position, *read_visit(raw)))
        except Problem as problem:
            results[position] = _refused(position, _visit_id_in(raw), problem)
    if readable:
        evaluating = Evaluating(viewer.organisation_id, brought_by, viewer.evaluator_id)
        around = await _around(await work.connection(), viewer, readable, received_at)
        skew = batch.sent_at - received_at
        # By id, so that two batches with the same visits never wait for each other in a circle.
        in_order = sorted(readable, key=lambda one: (one.document.visit_id, one.position))
        try:
            taken = await _take_all(await work.connection(), evaluating, in_order, around, received_at, skew)
        except asyncpg.PostgresError as error:
            if is_unavailable(error):
                raise
            # One row was refused by the database and took the transaction with it: again, each visit by itself.
            logger.warning("a batch is taken visit by visit after %s", type(error).__name__)
            await work.roll_back()
            taken = await _take_each(work, viewer, evaluating, in_order, received_at, skew)
        results.update(taken)
    return BatchAnswer(
        server_time=now,
        results=[results[position] for position in range(len(batch.visits))],
        update_wanted=is_update_wanted(batch.app_version),
    )


def as_received(at: datetime) -> datetime:
    """An instant of receipt: to the millisecond, as a receipt shows it, so it is stored."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


async def _take_all(
    connection: Connection,
    evaluating: Evaluating,
    readable: list[Readable],
    around: Surroundings,
    received_at: datetime,
    skew: timedelta,
) -> dict[int, Result]:
    """All in one transaction and with no statement but their own; what stands in it again is looked at again."""
    results: dict[int, Result] = {}
    seen: set[UUID] = set()
    for one in readable:
        visit_id = one.document.visit_id
        if visit_id in seen:
            around = await seen_again(connection, evaluating.organisation_id, around, visit_id)
        seen.add(visit_id)
        results[one.position] = await _take_one(connection, evaluating, one, around, received_at, skew)
    return results


async def _take_each(
    work: UnitOfWork,
    viewer: Viewer,
    evaluating: Evaluating,
    readable: list[Readable],
    received_at: datetime,
    skew: timedelta,
) -> dict[int, Result]:
    """Each behind a savepoint of its own; what the database refuses is refused alone."""
    results: dict[int, Result] = {}
    connection = await work.connection()
    for one in readable:
        try:
            async with connection.transaction():
                around = await _around(connection, viewer, [one], received_at)
                results[one.position] = await _take_one(connection, evaluating, one, around, received_at, skew)
        except asyncpg.PostgresError as error:
            if is_unavailable(error):
                raise
            logger.exception("visit %s passed every check and was refused by the database", one.document.visit_id)
            results[one.position] = _refused(one.position, one.document.visit_id, NotStorable())
    return results


async def _take_one(
    connection: Connection,
    evaluating: Evaluating,
    one: Readable,
    around: Surroundings,
    received_at: datetime,
    skew: timedelta,
) -> Result:
    visit_id, stored = one.document.visit_id, around.stored.get(one.document.visit_id)
    what = (evaluating, one.document, one.content_hash, around, received_at, skew)
    try:
        if stored is None or stored.content_hash == one.content_hash:
            taken = await take(connection, *what)
        else:  # a later revision, which may add to what an export holds
            async with noting(connection, evaluating.organisation_id, evaluating.account_id, visit_id):
                taken = await take(connection, *what)
    except Problem as problem:
        return _refused(one.position, one.document.visit_id, problem)
    return _received(one.position, taken)


async def _around(
    connection: Connection, viewer: Viewer, readable: list[Readable], received_at: datetime
) -> Surroundings:
    referred = referred_by(one.document for one in readable)
    return await surroundings(connection, viewer.organisation_id, places_of(viewer), referred, received_at.date())


def places_of(viewer: Viewer) -> Places:
    """Where the viewer may submit visits."""
    grants = grants_for(viewer, Verb.VISIT_SUBMIT)
    return Places(
        any(grant.scope_kind is ScopeKind.ORGANISATION for grant in grants),
        [grant.area_id for grant in grants if grant.area_id is not None],
        [grant.store_id for grant in grants if grant.store_id is not None],
    )


def _received(position: int, taken: Taken) -> Result:
    receipt = taken.receipt
    return Result(
        position=position,
        visit_id=receipt.visit_id,
        status=taken.status,
        receipt=ReceiptBody(
            receipt_id=receipt.receipt_id,
            visit_id=receipt.visit_id,
            revision=receipt.revision,
            content_hash=receipt.content_hash,
            received_at=receipt.received_at,
        ),
        problem=None,
    )


def _refused(position: int, visit_id: UUID | None, problem: Problem) -> Result:
    return Result(position=position, visit_id=visit_id, status="refused", receipt=None, problem=body_of(problem))


class _WithId(msgspec.Struct):
    """Only the id of a visit that cannot be read as a whole."""

    visit_id: UUID


def _visit_id_in(raw: msgspec.Raw) -> UUID | None:
    """So that the phone can tell which of its visits is meant; None where not even that can be read."""
    try:
        return msgspec.json.decode(raw, type=_WithId).visit_id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
