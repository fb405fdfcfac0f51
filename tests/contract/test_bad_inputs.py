"""What is wrong is refused: never a fault of ours, never stored, soon, and within a bounded memory (Q33)."""

import contextlib
import ctypes
import gc
import json
import time
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path

import httpx
import pytest

from tests.cast import a_browser
from tests.contract.asking import ASKS, Ask
from tests.contract.bad_inputs import Bad, bad_requests
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.routes import Operation, operations
from tests.contract.world import World

pytestmark = pytest.mark.slow  # some six thousand requests
INPUTS_OF_A_ROUTE = 150
LONGEST_ANSWER_SECONDS = 0.5  # of this process's work, which is the server's: other tests may run beside it
LONGEST_FILE_SECONDS = 2.0
MOST_MEMORY_BYTES = 64 * 1024 * 1024
MOST_READ_MB = {"sync.bring_in_rescue_file": 300}  # photos of a whole phone; into a file, not into memory
COUNTED = frozenset({"sign_in_attempt"})  # refusing is what fills it


def writing() -> list[Operation]:
    return [operation for operation in operations() if operation.writes]


async def stored(world: World) -> dict[str, tuple[int, int]]:
    """Of every table but those that count refusals: how many rows, and a hash of all of them."""
    names = await world.connection.fetch("select tablename from pg_tables where schemaname = 'public'")
    tables = sorted({row["tablename"] for row in names} - COUNTED)
    counted = " union all ".join(
        f"select '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text from {table} t"
        for table in tables
    )
    return {table: (rows, int(total)) for table, rows, total in await world.connection.fetch(counted)}


def memory_bytes() -> int:
    """What this process, in which the server runs, keeps: garbage and the allocator's reserve are given back first."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)  # the C library of most Linux machines has it
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


async def sent(caller: httpx.AsyncClient, operation: Operation, ask: Ask, bad: Bad) -> httpx.Response:
    headers: list[tuple[bytes, bytes]] = [(b"if-match", b"*")]  # what is wrong is the body, and not its time
    if bad.media_type is not None:
        headers.append((b"content-type", bad.media_type.encode()))
    if bad.content_encoding is not None:
        headers.append((b"content-encoding", bad.content_encoding.encode()))
    request = caller.build_request(operation.method, ask.path, content=bad.content, headers=headers)
    return await caller.send(request)


@pytest.mark.parametrize("operation", writing(), ids=lambda one: one.name)
class TestARouteThatWrites:
    async def test_refuses_what_is_wrong_and_stores_nothing(self, world: World, operation: Operation) -> None:
        route = f"{operation.method} {operation.path}"
        caller, target = _somebody_who_may(route)
        ask = await ASKS[route](world, target)
        takes_json = "application/json" in operation.described.get("requestBody", {}).get("content", {})
        cases = list(bad_requests(ask.json, INPUTS_OF_A_ROUTE)) if ask.json is not None else _for_files(operation)
        client = _client(world, operation, caller)
        memory_before, faults, refused = memory_bytes(), [], []
        for bad in cases:
            began = time.process_time()
            answer = await sent(client, operation, ask, bad)
            seconds = time.process_time() - began
            faults += _faults_of(operation, bad, answer, seconds)
            if answer.is_success:
                if takes_json and bad.must_be_refused and not _lists_faults(operation, answer):
                    faults.append(f"{bad.said}: taken with {answer.status_code}")
                if ask.path in ("/api/session", "/api/sessions", "/api/password"):
                    await world.signed_in_again(caller)
            else:
                refused.append(bad)
        before = await stored(world)
        for bad in refused:
            again = await sent(client, operation, ask, bad)
            if again.is_success:
                faults.append(f"{bad.said}: refused at first, then taken with {again.status_code}")
        after = await stored(world)
        changed = {table: (before[table], after[table]) for table in before if before[table] != after[table]}
        assert not faults, "\n".join(faults)
        assert not changed, f"refused, and yet stored: {changed}"
        assert memory_bytes() - memory_before < MOST_MEMORY_BYTES

    async def test_refuses_a_body_that_is_too_large_before_it_has_read_it(
        self, world: World, operation: Operation
    ) -> None:
        if "requestBody" not in operation.described:
            without_body = (
                "identity.disable",
                "disputes.publish",
                "visits.close_assignment",
                "visits.take_up",
                "visits.put_back",
                "coaching.cancel_export",
                "coaching.make_link",
                "disputes.issue_result_link",
                "organisation.acknowledge_notice",
                "coaching.confirm_plan",
                "coaching.record_plan_shown",
                "rights.delete_staff_member",
            )
            assert operation.method == "DELETE" or operation.name in without_body
            return
        route = f"{operation.method} {operation.path}"
        caller, target = _somebody_who_may(route)
        ask = await ASKS[route](world, target)
        media_type = next(iter(operation.described["requestBody"]["content"]))
        read = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal read
            for _ in range(400):
                read += 1
                yield b"x" * (1024 * 1024)

        answer = await _client(world, operation, caller).request(
            operation.method, ask.path, content=endless(), headers={"content-type": media_type}
        )
        assert answer.status_code == 413
        assert answer.json()["code"] == "request.too_large"
        assert read < MOST_READ_MB.get(operation.name, 60)  # of 400


def _somebody_who_may(route: str) -> tuple[str, str]:
    """A caller and a target for which the matrix has a success; anybody where it has none."""
    for target, statuses in ROWS[route].items():
        for caller, status in zip(CALLERS, statuses, strict=True):
            if status < 300 and caller not in ("anonymous", "zoe"):
                return caller, target
    return "anonymous", next(iter(ROWS[route]))


def _lists_faults(operation: Operation, answer: httpx.Response) -> bool:
    """Whether that is what the route is for, and it did."""
    return operation.name == "rubrics.check" and answer.json()["problems"] != []


def _client(world: World, operation: Operation, caller: str) -> httpx.AsyncClient:
    """Where one enters, a browser of its own: a success would make another of the caller."""
    return world.callers[caller] if operation.described["security"] else a_browser(world.app)


def _for_files(operation: Operation) -> list[Bad]:
    """For a route that takes a file: bytes that are none. For one that takes nothing: a body all the same."""
    contents = operation.described.get("requestBody", {}).get("content", {})
    bodies = [bad.content for bad in bad_requests(None, INPUTS_OF_A_ROUTE)]
    if not contents:
        return [Bad("a body where none is taken", content, must_be_refused=False) for content in bodies[:1]]
    return [
        Bad(f"as {media_type}: {content[:20]!r}", content, media_type, must_be_refused=False)
        for content, media_type in zip(bodies, cycle(contents), strict=False)
    ]


def _faults_of(operation: Operation, bad: Bad, answer: httpx.Response, seconds: float) -> list[str]:
    faults = []
    if str(answer.status_code) not in operation.described["responses"]:
        faults.append(f"{bad.said}: {answer.status_code} is not documented: {answer.text[:200]}")
    if answer.status_code >= 400:
        if answer.headers.get("content-type") != "application/problem+json":
            faults.append(f"{bad.said}: refused as {answer.headers.get('content-type')}")
        elif not {"type", "title", "status", "code", "detail", "instance"} <= set(json.loads(answer.content)):
            faults.append(f"{bad.said}: half a problem: {answer.text[:200]}")
    takes_files = "text/csv" in operation.described.get("requestBody", {}).get("content", {})
    if seconds > (LONGEST_FILE_SECONDS if takes_files else LONGEST_ANSWER_SECONDS):
        faults.append(f"{bad.said}: answered after {seconds:.2f} s")
    return faults


def test_the_inputs_are_about_a_hundred_and_fifty() -> None:
    body = {"area_code": "a", "name": "b", "parent_area_id": None}
    assert 130 <= len(list(bad_requests(body, INPUTS_OF_A_ROUTE))) <= 180


async def test_a_stranger_is_told_so_whatever_is_sent(world: World) -> None:
    async with a_browser(world.app) as stranger:
        for operation in writing():
            if operation.described["security"]:
                path = operation.path.replace("{", "").replace("}", "")
                answer = await stranger.request(operation.method, path, content=b"{", headers={"content-type": "x"})
                assert answer.status_code in (401, 404), operation.name
