"""Taking a photo in parts, looking at it when it is whole, and letting go of what has expired.

A part is committed before it is answered. When all bytes are here, the photo is looked at outside any transaction,
and then stored and settled in one. Statements are queries.py; what a picture must be is reencoding.py.
"""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from floorwalk.attachments import queries
from floorwalk.attachments.errors import BeyondAnnouncedSize, ContentDiffers, WrongOffset
from floorwalk.attachments.pictures import LookingAtPictures, NotTaken, Picture
from floorwalk.attachments.queries import Upload
from floorwalk.attachments.wire import UploadBody
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.audit_log import record
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection, UnitOfWork
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound

SHA256 = re.compile("[0-9a-f]{64}")
PARTS_KEPT = timedelta(days=30)  # since the last part came; the phone has all of it until then, and begins again


def blob_key(organisation_id: UUID, stored_sha256: str) -> str:
    """Two hexadecimal characters as a folder: some thousand files in each, not a million in one."""
    return f"{organisation_id}/{stored_sha256[:2]}/{stored_sha256}"


async def upload_of(connection: Connection, viewer: Viewer, sha256: str) -> UploadBody:
    """How far these bytes came. Raises NotFound unless a visit of this very evaluator announces them."""
    upload = _upload(viewer, sha256)
    rows = await queries.announced(connection, upload)
    return _body(upload, rows, await _received(connection, upload, rows))


async def take_part(
    work: UnitOfWork,
    viewer: Viewer,
    sha256: str,
    offset: int,
    content: bytes,
    blobs: Blobs,
    pictures: LookingAtPictures,
) -> UploadBody:
    """The next part. The one before once more is harmless; an empty one asks to look at what is here.

    Raises NotFound, WrongOffset, BeyondAnnouncedSize; for the last part also ContentDiffers, CheckingBusy.
    """
    upload = _upload(viewer, sha256)
    connection = await work.connection()
    rows = await queries.announced(connection, upload, locked=True)
    received = await _received(connection, upload, rows)
    waiting = [row for row in rows if row["state"] == "announced"]
    if not waiting:
        return _body(upload, rows, received)
    known = _settled_before(rows)
    if known is not None:
        await _settle_alike(connection, viewer, upload, waiting, known)
        return await upload_of(connection, viewer, sha256)
    received = await _added(connection, upload, waiting, received, offset, content)
    sizes = {row["size_bytes"] for row in waiting}
    if received not in sizes:
        return _body(upload, rows, received)
    await work.commit()  # the part is safe, and nobody waits for this photo's lock while it is looked at
    pictures.refuse_if_busy()
    await _settle(work, viewer, upload, blobs, pictures, is_last_chance=received == max(sizes))
    return await upload_of(await work.connection(), viewer, sha256)


async def _added(
    connection: Connection, upload: Upload, waiting: Sequence[Any], received: int, offset: int, content: bytes
) -> int:
    """How many bytes are here afterwards."""
    if offset != received:
        if content and await queries.part_at(connection, upload, offset) == content:
            return received  # its answer was lost on the way
        raise WrongOffset(received)
    if offset + len(content) > (largest := max(row["size_bytes"] for row in waiting)):
        raise BeyondAnnouncedSize(largest)
    if content:
        await queries.add_part(connection, upload, offset, content, now())
    return received + len(content)


async def _settle(
    work: UnitOfWork,
    viewer: Viewer,
    upload: Upload,
    blobs: Blobs,
    pictures: LookingAtPictures,
    *,
    is_last_chance: bool,
) -> None:
    """Looks at what is here, and stores or refuses it; another process may be doing the same, and one of them does."""
    content = await queries.content_of(await work.connection(), upload)
    await work.commit()
    if not content or await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest()) != upload.sha256:
        if content and is_last_chance:
            await _throw_away(work, viewer, upload)
            raise ContentDiffers
        return
    verdict = await pictures.look_at(content)
    connection = await work.connection()
    rows = await queries.announced(connection, upload, locked=True)
    waiting = [row["evidence_id"] for row in rows if row["state"] == "announced"]
    if not waiting:
        return
    if isinstance(verdict, NotTaken):
        state, stored_sha256, media_type, problem_code = "refused", None, None, verdict.problem_code
    else:
        state, media_type, problem_code = "stored", verdict.media_type, None
        stored_sha256 = hashlib.sha256(verdict.content).hexdigest()
        await queries.hold_blob(connection, upload.organisation_id, stored_sha256)
        await blobs.put(blob_key(upload.organisation_id, stored_sha256), verdict.content)
    await queries.settle(
        connection, upload.organisation_id, waiting, state, now(), stored_sha256, media_type, problem_code
    )
    await queries.drop_parts(connection, upload)
    await _audited(connection, viewer, upload, waiting, verdict)


async def _audited(
    connection: Connection, viewer: Viewer, upload: Upload, evidence_ids: Sequence[UUID], verdict: Picture | NotTaken
) -> None:
    """The write of a photo is its settling: one row for each that was announced. Parts alone are a transport."""
    act = "evidence.stored" if isinstance(verdict, Picture) else "evidence.refused"
    detail = {"sha256": upload.sha256}
    if isinstance(verdict, NotTaken):
        detail["problem_code"] = verdict.problem_code
    for evidence_id in evidence_ids:
        await record(connection, upload.organisation_id, viewer.account_id, act, "evidence", evidence_id, detail)


async def _throw_away(work: UnitOfWork, viewer: Viewer, upload: Upload) -> None:
    """In a transaction of its own, which the refusal that follows does not take back."""
    connection = await work.connection()
    await queries.announced(connection, upload, locked=True)
    await queries.drop_parts(connection, upload)
    await record(
        connection, upload.organisation_id, viewer.account_id, "evidence.begun_again", "evidence", upload.sha256, {}
    )
    await work.commit()


def _settled_before(rows: Sequence[Any]) -> Any | None:
    """The same bytes as another photo of this evaluator's, which need not be sent twice."""
    return next((row for row in rows if row["state"] in ("stored", "refused")), None)


async def _settle_alike(
    connection: Connection, viewer: Viewer, upload: Upload, waiting: Sequence[Any], known: Any
) -> None:
    ids = [row["evidence_id"] for row in waiting]
    if known["stored_sha256"] is not None:
        await queries.hold_blob(connection, upload.organisation_id, known["stored_sha256"])
    await queries.settle(
        connection,
        upload.organisation_id,
        ids,
        known["state"],
        now(),
        known["stored_sha256"],
        known["media_type"],
        known["problem_code"],
    )
    act = f"evidence.{known['state']}"
    for evidence_id in ids:
        await record(
            connection, upload.organisation_id, viewer.account_id, act, "evidence", evidence_id,
            {"sha256": upload.sha256, "as": str(known["evidence_id"])},
        )  # fmt: skip


async def _received(connection: Connection, upload: Upload, rows: Sequence[Any]) -> int:
    if not rows:
        raise NotFound
    if _settled_before(rows) is not None:
        size_bytes: int = max(row["size_bytes"] for row in rows)
        return size_bytes
    return await queries.received_bytes(connection, upload)


def _upload(viewer: Viewer, sha256: str) -> Upload:
    if viewer.evaluator_id is None or SHA256.fullmatch(sha256) is None:
        raise NotFound
    return Upload(viewer.organisation_id, viewer.evaluator_id, sha256)


def _body(upload: Upload, rows: Sequence[Any], received_bytes: int) -> UploadBody:
    """Of several photos with these bytes, the state of the one that has come least far."""
    least = next((row for row in rows if row["state"] == "announced"), None) or _settled_before(rows) or rows[0]
    state = least["state"]
    if state == "announced" and received_bytes > 0:
        state = "partial"
    return UploadBody(
        sha256=upload.sha256,
        state=state,
        received_bytes=received_bytes,
        size_bytes=max(row["size_bytes"] for row in rows),
        evidence_ids=[row["evidence_id"] for row in rows],
        stored_sha256=least["stored_sha256"],
        settled_at=least["settled_at"],
        problem_code=least["problem_code"],
    )


async def picture(blobs: Blobs, organisation_id: UUID, stored_sha256: str) -> bytes:
    """The picture's bytes. Raises NotFound if the storage has lost them."""
    found = await blobs.get(blob_key(organisation_id, stored_sha256))
    if found is None:
        raise NotFound
    return found


async def remove(
    connection: Connection, blobs: Blobs, organisation_id: UUID, evidence: Sequence[tuple[UUID, str]], at: datetime
) -> None:
    """Lets go of expired pictures, given by evidence_id and stored hash; one that a younger photo shares stays.

    Needs a transaction. Deleted before the commit: after a crash in between, the next pass finds it gone.
    """
    await queries.remove(connection, organisation_id, [evidence_id for evidence_id, _ in evidence], at)
    for stored_sha256 in sorted({stored_sha256 for _, stored_sha256 in evidence}):
        await queries.hold_blob(connection, organisation_id, stored_sha256)
        if not await queries.is_stored(connection, organisation_id, stored_sha256):
            await blobs.delete(blob_key(organisation_id, stored_sha256))
    for evidence_id, _ in evidence:
        await record(connection, organisation_id, None, "evidence.removed", "evidence", evidence_id, {"why": "expired"})


async def drop_abandoned_parts(connection: Connection, at: datetime) -> int:
    """How many photos had parts of which no further one came for PARTS_KEPT."""
    return await queries.drop_abandoned_parts(connection, at - PARTS_KEPT)
