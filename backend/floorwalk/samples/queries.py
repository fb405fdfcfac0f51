"""The few statements that only the sample chain needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.samples.cast import SamplePerson


async def what_it_holds(
    connection: Connection, organisation_id: UUID, sample_email_folded: str
) -> Literal["nothing", "the sample chain", "something else"]:
    """So that the sample chain never mixes with a real one."""
    row = await connection.fetchrow(
        """
        select exists (select from sign_in_name where email_folded = $2) as sample,
               exists (select from store where organisation_id = $1)
            or exists (select from account where organisation_id = $1)
            or exists (select from rubric where organisation_id = $1) as anything
        """,
        organisation_id,
        sample_email_folded,
    )
    if row["sample"]:
        return "the sample chain"
    return "something else" if row["anything"] else "nothing"


async def account_id_of(connection: Connection, organisation_id: UUID, email: str) -> UUID:
    account_id: UUID = await connection.fetchval(
        "select account_id from account where organisation_id = $1 and email = $2", organisation_id, email
    )
    return account_id


async def name_organisation(connection: Connection, organisation_id: UUID, name: str) -> None:
    await connection.execute("update organisation set name = $2 where organisation_id = $1", organisation_id, name)


async def post_staff(
    connection: Connection,
    organisation_id: UUID,
    store_ids: Mapping[str, UUID],
    people: Mapping[str, Sequence[tuple[SamplePerson, UUID]]],
    valid_from: date,
) -> None:
    """Everybody at once: the import takes files, and a file of a hundred would be made only to be read."""
    posted = [(person, one, store_ids[code]) for code, group in people.items() for person, one in group]
    await connection.executemany(
        """
        insert into staff_member (organisation_id, staff_member_id, staff_code, display_name, first_name)
        values ($1, $2, $3, $4, $5)
        """,
        [
            (organisation_id, one, person.code, person.display_name, person.display_name.split(" ")[0])
            for person, one, _ in posted
        ],
    )
    await connection.executemany(
        """
        insert into staff_posting (organisation_id, staff_posting_id, staff_member_id, store_id, role_title, valid_from)
        values ($1, $2, $3, $4, $5, $6)
        """,
        [(organisation_id, new_id(), one, store_id, person.role_title, valid_from) for person, one, store_id in posted],
    )


async def add_evaluators(connection: Connection, organisation_id: UUID, evaluators: Sequence[tuple[UUID, str]]) -> None:
    """Evaluators known by a code, without an account."""
    await connection.executemany(
        "insert into evaluator (organisation_id, evaluator_id, evaluator_code) values ($1, $2, $3)",
        [(organisation_id, evaluator_id, code) for evaluator_id, code in evaluators],
    )


async def visit_count(connection: Connection, organisation_id: UUID) -> int:
    count: int = await connection.fetchval("select count(*) from visit where organisation_id = $1", organisation_id)
    return count


async def gather_statistics(connection: Connection) -> None:
    """The planner knows nothing of tables that were filled a moment ago."""
    await connection.execute("analyze")


async def evaluator_with_account(connection: Connection, organisation_id: UUID) -> tuple[UUID, UUID]:
    """The one evaluator who signs in, and the account."""
    row = await connection.fetchrow(
        "select evaluator_id, account_id from evaluator where organisation_id = $1 and account_id is not null",
        organisation_id,
    )
    return row["evaluator_id"], row["account_id"]
