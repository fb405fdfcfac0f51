"""Each writing route leaves a row in the audit log in its own transaction (Q41): no row, nothing written."""

from dataclasses import replace

import pytest

from tests.contract.asking import ASKS
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.routes import operations
from tests.contract.test_permission_matrix import asked
from tests.contract.world import World

WRITING = [f"{operation.method} {operation.path}" for operation in operations() if operation.writes]
WRITES_NOTHING = {
    "POST /api/rubrics/check": "looks at a document that was sent",
    "POST /api/rights/people": "looks for a name, which is to stand in no address",
    "PUT /api/evidence/{sha256}": "a part of a photo is no act yet; the whole photo leaves a row",
}
# Counted apart from what they lead to, so that a guess that fails is counted too.
COUNTERS = "sign_in_attempt"


async def fingerprint(world: World) -> dict[str, str]:
    """What stands in each table but the log."""
    tables = await world.connection.fetch(
        "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        " and relname not in ('audit_log', $1)",
        COUNTERS,
    )
    return {
        one["relname"]: await world.connection.fetchval(
            f"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {one['relname']} t"
        )
        for one in tables
    }


def test_what_is_said_to_write_nothing_is_a_route() -> None:
    assert set(WRITES_NOTHING) <= set(WRITING)


@pytest.mark.slow
@pytest.mark.parametrize("route", sorted(set(WRITING) - set(WRITES_NOTHING)))
async def test_a_row_is_left_and_without_it_nothing_is_written(world: World, route: str) -> None:
    target, caller = next(
        (target, caller)
        for target, statuses in ROWS[route].items()
        for caller, status in zip(CALLERS, statuses, strict=True)
        if (status < 300 and caller not in ("anonymous", "zoe")) or route == "POST /api/session"
    )
    ask = await ASKS[route](world, target)
    ask = replace(ask, path=ask.path.replace("dry_run=true", "dry_run=false"))
    if route == "POST /api/rubrics/publish":  # the cast's is published: the same again changes nothing
        ask = replace(ask, json=ask.json | {"rubric_key": "another-rubric"})
    before = await fingerprint(world)
    await world.connection.execute("revoke insert on audit_log from current_user")
    try:
        async with asked(world, route, ask, caller) as answer:
            refused = answer.status_code
            assert await fingerprint(world) == before, f"{route} wrote without a row ({refused})"
    finally:
        await world.connection.execute("grant insert on audit_log to current_user")
    assert refused == 500 or "/sync/" in route, refused  # a batch says of each record what became of it
    rows = await world.connection.fetchval("select count(*) from audit_log")
    async with asked(world, route, ask, caller) as answer:
        assert answer.is_success, answer.text
        assert await world.connection.fetchval("select count(*) from audit_log") > rows
