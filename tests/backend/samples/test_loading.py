"""The sample chain: complete, atomic, once."""

import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.service import add_store, ensure_organisation
from floorwalk.organisation.wire import NewStore
from floorwalk.samples import load

pytestmark = pytest.mark.slow


def quietly(_: str) -> None:
    """Progress that nobody reads."""


class TestLoadingTheSampleChain:
    async def test_it_is_complete_and_loaded_only_once(self, database_url: str, connection: Connection) -> None:
        first = await load(database_url, quietly)
        assert first.visit_count > 1_400
        assert {role for role, _, _ in first.sign_ins} == {
            "administrator", "rubric_author", "evaluator", "reviewer", "area_manager", "store_manager", "hr",
            "staff_member",
        }  # fmt: skip
        again = await load(database_url, quietly)
        assert again == first
        assert await connection.fetchval("select count(*) from visit") == first.visit_count

    async def test_some_mystery_visits_wait_for_the_reviewer(self, database_url: str, connection: Connection) -> None:
        await load(database_url, quietly)
        waiting = await connection.fetchval("select count(*) from evaluation where state = 'submitted'")
        published = await connection.fetchval(
            "select count(*) from visit join evaluation using (organisation_id, visit_id)"
            " where mode = 'covert' and state = 'published'"
        )
        assert 0 < waiting < published

    async def test_a_chain_of_ones_own_is_left_alone(self, database_url: str, connection: Connection) -> None:
        async with connection.transaction():
            organisation_id = await ensure_organisation(connection)
            await add_store(connection, organisation_id, None, NewStore(store_code="7", name="Our own"))
        summary = await load(database_url, quietly)
        assert summary.sign_ins == []
        assert await connection.fetchval("select count(*) from store") == 1
