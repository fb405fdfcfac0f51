"""The unit of work: one transaction for statements written by hand and for SQLModel rows."""

from uuid import UUID

import pytest
from sqlmodel import select

from floorwalk.infrastructure.database import Connection, Database
from floorwalk.infrastructure.tables import AuditLogRow
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id

ORGANISATION = UUID("0190a000-0000-7000-8000-000000000001")


def an_entry() -> AuditLogRow:
    return AuditLogRow(
        organisation_id=ORGANISATION,
        audit_id=new_id(),
        happened_at=now(),
        act="test",
        object_kind="thing",
        object_id="1",
        detail={"said": ["ä", 1, None]},
    )


class TestAUnitOfWork:
    async def test_rows_and_statements_see_one_another_before_the_commit(self, database: Database) -> None:
        async with database.transaction() as work:
            session = await work.session()
            session.add(an_entry())
            await session.flush()
            detail = await (await work.connection()).fetchval("select detail from audit_log")
            assert detail == {"said": ["ä", 1, None]}
            found = (await session.exec(select(AuditLogRow))).one()
            assert found.detail == {"said": ["ä", 1, None]}

    async def test_an_exception_undoes_both(self, database: Database, connection: Connection) -> None:
        with pytest.raises(RuntimeError):
            async with database.transaction() as work:
                (await work.session()).add(an_entry())
                await (await work.connection()).execute(
                    "insert into sign_in_attempt values ('\\x00', 1, $1, null)", now()
                )
                raise RuntimeError
        assert await connection.fetchval("select count(*) from audit_log") == 0
        assert await connection.fetchval("select count(*) from sign_in_attempt") == 0

    async def test_a_row_added_without_a_flush_is_there_after_the_commit(
        self, database: Database, connection: Connection
    ) -> None:
        async with database.transaction() as work:
            (await work.session()).add(an_entry())
        assert await connection.fetchval("select count(*) from audit_log") == 1

    async def test_a_killed_connection_is_not_handed_out_again(
        self, database: Database, connection: Connection
    ) -> None:
        async with database.transaction() as work:
            pid = await (await work.connection()).fetchval("select pg_backend_pid()")
        await connection.fetchval("select pg_terminate_backend($1)", pid)
        async with database.transaction() as work:
            assert await (await work.connection()).fetchval("select 1") == 1
