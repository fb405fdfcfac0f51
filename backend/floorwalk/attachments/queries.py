"""Every statement about photos on their way. Announcing them is part of a visit's own statement (visits/ingest.py)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.infrastructure.database import Connection


class Upload(NamedTuple):
    """Whose bytes, and which: what parts are kept under."""

    organisation_id: UUID
    evaluator_id: UUID
    sha256: str


# Every row that announces these bytes, locked in one order, so that parts of one photo come in one after the other.
ANNOUNCED = """
select evidence_id, visit_id, state, size_bytes, settled_at, stored_sha256, media_type, problem_code
  from evidence where organisation_id = $1 and evaluator_id = $2 and sha256 = $3
 order by evidence_id
"""


async def announced(connection: Connection, upload: Upload, *, locked: bool = False) -> list[Any]:
    rows: list[Any] = await connection.fetch(ANNOUNCED + ("for update" if locked else ""), *upload)
    return rows


async def received_bytes(connection: Connection, upload: Upload) -> int:
    """Where the next part begins; the parts are never read for it."""
    found: int = await connection.fetchval(
        """
        select coalesce(max(from_byte + size_bytes), 0) from evidence_part
         where organisation_id = $1 and evaluator_id = $2 and sha256 = $3
        """,
        *upload,
    )
    return found


async def part_at(connection: Connection, upload: Upload, from_byte: int) -> bytes | None:
    found: bytes | None = await connection.fetchval(
        """
        select content from evidence_part
         where organisation_id = $1 and evaluator_id = $2 and sha256 = $3 and from_byte = $4
        """,
        *upload,
        from_byte,
    )
    return found


async def add_part(connection: Connection, upload: Upload, from_byte: int, content: bytes, at: datetime) -> None:
    await connection.execute(
        """
        insert into evidence_part (organisation_id, evaluator_id, sha256, from_byte, size_bytes, content, received_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        *upload,
        from_byte,
        len(content),
        content,
        at,
    )


async def content_of(connection: Connection, upload: Upload) -> bytes:
    """All parts, joined."""
    rows = await connection.fetch(
        """
        select content from evidence_part
         where organisation_id = $1 and evaluator_id = $2 and sha256 = $3 order by from_byte
        """,
        *upload,
    )
    return b"".join(row["content"] for row in rows)


async def drop_parts(connection: Connection, upload: Upload) -> None:
    await connection.execute(
        "delete from evidence_part where organisation_id = $1 and evaluator_id = $2 and sha256 = $3", *upload
    )


async def settle(
    connection: Connection,
    organisation_id: UUID,
    evidence_ids: Collection[UUID],
    state: str,
    at: datetime,
    stored_sha256: str | None,
    media_type: str | None,
    problem_code: str | None,
) -> None:
    await connection.execute(
        """
        update evidence set state = $3, settled_at = $4, stored_sha256 = $5, media_type = $6, problem_code = $7
         where organisation_id = $1 and evidence_id = any($2::uuid[])
        """,
        organisation_id,
        list(evidence_ids),
        state,
        at,
        stored_sha256,
        media_type,
        problem_code,
    )


async def hold_blob(connection: Connection, organisation_id: UUID, stored_sha256: str) -> None:
    """Until the transaction ends nobody else stores or removes this picture: it is shared by equal photos."""
    await connection.execute(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))", f"evidence {organisation_id} {stored_sha256}"
    )


async def is_stored(connection: Connection, organisation_id: UUID, stored_sha256: str) -> bool:
    found: bool = await connection.fetchval(
        "select exists (select from evidence where organisation_id = $1 and stored_sha256 = $2)",
        organisation_id,
        stored_sha256,
    )
    return found


async def of_visit(connection: Connection, organisation_id: UUID, visit_id: UUID) -> list[Any]:
    """How far each photo of the visit came."""
    rows: list[Any] = await connection.fetch(
        """
        select evidence_id, state, size_bytes, problem_code, stored_sha256, media_type
          from evidence where organisation_id = $1 and visit_id = $2
        """,
        organisation_id,
        visit_id,
    )
    return rows


async def drop_abandoned_parts(connection: Connection, before: datetime) -> int:
    """Parts of photos of which nothing came since `before`; how many photos. The rows stay announced."""
    rows = await connection.fetch(
        """
        delete from evidence_part gone
         using (select organisation_id, evaluator_id, sha256 from evidence_part
                 group by organisation_id, evaluator_id, sha256 having max(received_at) < $1) abandoned
         where gone.organisation_id = abandoned.organisation_id and gone.evaluator_id = abandoned.evaluator_id
           and gone.sha256 = abandoned.sha256
        returning gone.organisation_id, gone.evaluator_id, gone.sha256
        """,
        before,
    )
    return len({tuple(row) for row in rows})


async def remove(connection: Connection, organisation_id: UUID, evidence_ids: Sequence[UUID], at: datetime) -> None:
    """The rows stay and say that the picture is gone."""
    await connection.execute(
        """
        update evidence set state = 'removed', settled_at = $3, stored_sha256 = null, media_type = null
         where organisation_id = $1 and evidence_id = any($2::uuid[])
        """,
        organisation_id,
        list(evidence_ids),
        at,
    )
