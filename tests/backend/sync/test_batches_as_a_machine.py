"""Q12: two phones, one server, and a network that doubles, reorders, cuts and delays batches, against a model.

`./dev test` runs SEQUENCES of them, always the same ones. All 10,000, chosen anew each time, take some minutes:

    FLOORWALK_SEQUENCES=10000 .venv/bin/python -m pytest tests/backend/sync/test_batches_as_a_machine.py
"""

import asyncio
import json
import os
import random
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from floorwalk.app import create_app
from floorwalk.infrastructure.database import prepare_connection
from floorwalk.kernel.ids import new_id
from floorwalk.settings import Settings
from tests.backend.sync.batches_model import Json, Record, ServerModel, record_of
from tests.cast import Chain, a_browser, load_cast, sign_in
from tests.cast_visits import (
    batch_of,
    floor_visit,
    interaction,
    publish_samples,
    ratings_of,
    rubric_document,
    some_time,
)

pytestmark = pytest.mark.slow

SEQUENCES = 1_500
STEPS = 14
PHONES = ("first phone", "second phone")
DELAYED_DAYS = 30
FLOOR = rubric_document("floor-service")
ROWS = """
select visit.visit_id::text, visit.revision, visit.content_hash, visit.receipt_id::text,
       array(select evaluation.interaction_id::text from evaluation
              where evaluation.organisation_id = $1 and evaluation.visit_id = visit.visit_id
              order by evaluation.position) as interaction_ids,
       array(select content_hash::text from superseded_revision earlier
              where earlier.organisation_id = $1 and earlier.visit_id = visit.visit_id
              order by earlier.revision) as earlier,
       (select count(*) from visit_fact fact where fact.organisation_id = $1 and fact.visit_id = visit.visit_id
                                               and fact.scope_kind = 'store') as facts_of_store,
       (select count(*) from audit_log where audit_log.organisation_id = $1 and act like 'visit.%'
                                         and object_kind = 'visit' and object_id = visit.visit_id::text) as audited
  from visit where visit.organisation_id = $1 and visit.visit_id = any($2::uuid[])
"""

T = TypeVar("T")


class World:
    """The app in this process on the real PostgreSQL. Sequences share it; each makes visits of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, chain: Chain, connection: Any) -> None:
        self.loop = loop
        self.chain = chain
        self.connection = connection
        self.phones: dict[str, httpx.AsyncClient] = {}
        self.stranger: httpx.AsyncClient | None = None
        self.stored = 0  # visits, over all sequences

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)


@pytest.fixture
def world(database_url: str, settings: Settings) -> Iterator[World]:
    """On an event loop of its own, because a state machine's rules are ordinary functions."""
    loop = asyncio.new_event_loop()
    stack = AsyncExitStack()

    async def opened() -> World:
        app = create_app(settings)
        stack.push_async_callback(app.state.database.close)
        connection = await asyncpg.connect(database_url)
        stack.push_async_callback(connection.close)
        await prepare_connection(connection)
        chain = await load_cast(connection, app)
        chain.clients["rubi"] = await stack.enter_async_context(a_browser(app))
        await publish_samples_as_rubi(chain)
        made = World(loop, chain, connection)
        for phone in PHONES:
            made.phones[phone] = await sign_in(await stack.enter_async_context(a_browser(app)), "mira@linden.example")
        made.stranger = await sign_in(await stack.enter_async_context(a_browser(app)), "emil@linden.example")
        return made

    yield loop.run_until_complete(opened())
    loop.run_until_complete(stack.aclose())
    loop.close()


async def publish_samples_as_rubi(chain: Chain) -> None:
    await sign_in(chain.rubi, "rubi@linden.example")
    await publish_samples(chain)


def posted(records: list[Record], **more: Any) -> bytes:
    """A batch with the records' very bytes in it."""
    head = json.dumps(batch_of([]) | more)
    return head.replace('"visits": []', f'"visits": [{", ".join(one.body.decode() for one in records)}]').encode()


class Batches(RuleBasedStateMachine):
    """Every step checks what the server says; at the end, what it holds is what the model holds."""

    world: World  # set by the test

    def __init__(self) -> None:
        super().__init__()
        self.model = ServerModel()
        self.kept: dict[str, list[list[Record]]] = {phone: [] for phone in PHONES}  # visits, each with its revisions
        self.receipts: dict[str, Json] = {}  # by content hash: whoever asks, it stays the first one
        self.under_way: list[tuple[str, list[Record]]] = []
        self.chance = random.Random(0)

    # --- on a phone

    @rule(phone=st.sampled_from(PHONES), delayed=st.booleans())
    def a_visit_is_logged(self, phone: str, delayed: bool) -> None:
        visit = floor_visit(self.world.chain, days_ago=DELAYED_DAYS if delayed else 0, chance=self.chance)
        self.kept[phone].append([record_of(visit)])

    @precondition(lambda self: any(self.kept.values()))
    @rule(which=st.integers(0, 99), change=st.sampled_from(["adds", "adds", "changes", "same number"]))
    def another_revision_is_frozen(self, which: int, change: str) -> None:
        revisions = self.visit(which)
        visit = json.loads(revisions[-1].body)
        if change == "same number":
            revisions.append(record_of(visit | {"comment": f"Written over {self.chance.random()}"}))
            return
        interactions = visit["interactions"]
        if change == "changes":
            ratings = [one | {"comment": "Changed after it was published."} for one in interactions[0]["ratings"]]
            interactions = [interactions[0] | {"ratings": ratings}, *interactions[1:]]
        else:
            more = interaction(self.world.chain.floor_version, ratings_of(FLOOR, self.chance), some_time())
            interactions = [*interactions, more]
        revisions.append(record_of(visit | {"revision": visit["revision"] + 1, "interactions": interactions}))

    @precondition(lambda self: any(self.kept.values()))
    @rule(which=st.integers(0, 99))
    def the_visit_is_restored_on_the_other_phone(self, which: int) -> None:
        phone, place = self.place(which)
        other = PHONES[1 - PHONES.index(phone)]
        self.kept[other].append(list(self.kept[phone][place]))

    @precondition(lambda self: any(self.kept.values()))
    @rule(
        phone=st.sampled_from(PHONES),
        picks=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=6),
        bad=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=2),
    )
    def a_batch_leaves(self, phone: str, picks: list[tuple[int, int]], bad: list[tuple[int, int]]) -> None:
        """Any of its visits in any order, any revision of each, any of them twice; and some that are bad."""
        records = []
        for which, revision in picks:
            if self.kept[phone]:
                revisions = self.kept[phone][which % len(self.kept[phone])]
                records.append(revisions[revision % len(revisions)])
        for place, kind in bad:
            records.insert(place, self.bad_record(kind))
        if records:
            self.under_way.append((phone, records))

    # --- on the way, and at the server

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 99), again=st.booleans())
    def a_batch_arrives(self, which: int, again: bool) -> None:
        """Any of them, so that they overtake each other; `again`: its reply is lost, and it will be sent once more."""
        place = which % len(self.under_way)
        phone, records = self.under_way[place] if again else self.under_way.pop(place)
        answer = self.post(phone, posted(records))
        assert answer.status_code == 200, answer.text
        self.compare("mira", records, answer.json()["results"])

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 99))
    def two_copies_of_a_batch_arrive_at_once(self, which: int) -> None:
        _, records = self.under_way.pop(which % len(self.under_way))
        if len({one.visit_id for one in records}) < len(records):
            return  # which of two revisions a copy finds stored would be chance
        body = posted(records)

        async def both() -> list[httpx.Response]:
            return list(await asyncio.gather(*(self.world.phones[one].post(**request(body)) for one in PHONES)))

        one, other = self.world.run(both())
        assert one.json()["results"] == other.json()["results"]
        self.compare("mira", records, one.json()["results"])

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 99), per_mille=st.integers(0, 999))
    def a_batch_arrives_cut(self, which: int, per_mille: int) -> None:
        phone, records = self.under_way[which % len(self.under_way)]
        body = posted(records)
        answer = self.post(phone, body[: len(body) * per_mille // 1000])
        assert answer.status_code == 400, answer.text

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 99), protocol=st.sampled_from([0, 2, 99]))
    def a_batch_of_another_protocol_arrives(self, which: int, protocol: int) -> None:
        phone, records = self.under_way[which % len(self.under_way)]
        assert self.post(phone, posted(records, protocol=protocol)).status_code == 400

    @precondition(lambda self: any(self.kept.values()))
    @rule(which=st.integers(0, 99))
    def another_evaluator_sends_the_visit(self, which: int) -> None:
        record = self.visit(which)[0]
        if record.visit_id not in self.model.visits:
            return  # then it would become that person's
        assert self.world.stranger is not None
        answer = self.world.run(self.world.stranger.post(**request(posted([record]))))
        self.compare("emil", [record], answer.json()["results"])

    def teardown(self) -> None:
        """What is stored, row by row."""
        self.world.stored += len(self.model.visits)
        organisation_id = self.world.chain.organisation_id
        rows = self.world.run(self.world.connection.fetch(ROWS, organisation_id, list(self.model.visits)))
        assert len(rows) == len(self.model.visits)
        for row in rows:
            known = self.model.visits[row["visit_id"]]
            assert (row["revision"], row["content_hash"]) == (known.newest.revision, known.newest.content_hash)
            assert row["receipt_id"] == self.receipts[known.newest.content_hash]["receipt_id"]
            assert row["interaction_ids"] == [interaction_id for interaction_id, _ in known.newest.answers]
            assert row["earlier"] == known.accepted[:-1]
            assert (row["facts_of_store"], row["audited"]) == (1, len(known.accepted))
        assert self.world.run(self.world.connection.fetchval("select count(*) from visit")) == self.world.stored

    # --- words of the above

    def compare(self, owner: str, records: list[Record], results: list[Json]) -> None:
        # The server takes the visits of a batch by id, and those of one id as they stand in it.
        assert [result["position"] for result in results] == list(range(len(records)))
        for record, expected, result in zip(records, self.model.take_batch(owner, records), results, strict=True):
            code = result["problem"]["code"] if result["problem"] else None
            assert (result["status"], code) == (expected.status, expected.code), record
            assert result["visit_id"] == record.visit_id
            if expected.status != "refused":
                receipt = self.receipts.setdefault(record.content_hash, result["receipt"])
                assert result["receipt"] == receipt
                assert (receipt["content_hash"], receipt["revision"]) == (record.content_hash, record.revision)

    def post(self, phone: str, body: bytes) -> httpx.Response:
        return self.world.run(self.world.phones[phone].post(**request(body)))

    def place(self, which: int) -> tuple[str, int]:
        places = [(phone, place) for phone in PHONES for place in range(len(self.kept[phone]))]
        return places[which % len(places)]

    def visit(self, which: int) -> list[Record]:
        phone, place = self.place(which)
        return self.kept[phone][place]

    def bad_record(self, kind: int) -> Record:
        visit = floor_visit(self.world.chain, days_ago=0)
        match kind:
            case 0:
                return Record(None, 0, b'{"nonsense": 1}', (), "request.invalid")
            case 1:
                return record_of(visit | {"colour": "blue"}, "request.invalid")
            case 2:
                return record_of(visit | {"store_id": str(new_id())}, "visits.store_unknown")
            case 3:
                visit["interactions"][0]["rubric_version_id"] = str(new_id())  # a version that was never published
                return record_of(visit, "visits.rubric_version_unknown")
            case _:
                visit["interactions"][0]["ratings"].pop()
                return record_of(visit, "visits.criterion_unanswered")


def request(body: bytes) -> dict[str, Any]:
    return {"url": "/api/sync/visits", "content": body, "headers": {"Content-Type": "application/json"}}


def test_any_sequence_of_batches_leaves_what_the_model_says(world: World) -> None:
    asked = os.environ.get("FLOORWALK_SEQUENCES")
    chosen = settings(
        max_examples=int(asked or SEQUENCES),
        stateful_step_count=STEPS,
        derandomize=asked is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    Batches.world = world
    run_state_machine_as_test(Batches, settings=chosen)
