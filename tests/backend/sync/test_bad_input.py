"""Bytes that no phone of ours sends: a clear refusal with a path, nothing stored, never a fault of the server."""

import json
from typing import Any

import httpx

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, chain
from tests.cast_visits import Json, accepted, batch_of, floor_visit, mystery_visit, stage

__all__ = ["chain", "stage"]

JSON = {"Content-Type": "application/json"}


async def post(evaluator: httpx.AsyncClient, body: bytes) -> httpx.Response:
    return await evaluator.post("/api/sync/visits", content=body, headers=JSON)


def written(batch: Json) -> bytes:
    return json.dumps(batch).encode()


ENVELOPES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ""),
    "no JSON": (b"visits", ""),
    "half of it": (b'{"protocol":1,"visits":[', ""),
    "a list": (b"[]", ""),
    "null": (b"null", ""),
    "not a number": (b'{"protocol":NaN}', ""),
    "broken UTF-8": (b'{"protocol":1,"app_version":"\xff\xfe"}', ""),
    "a lone surrogate": (b'{"protocol":1,"app_version":"\\ud800"}', ""),
    "depth 100 000": (b'{"visits":' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
    "100 000 unknown keys": (json.dumps({str(number): number for number in range(100_000)}).encode(), ""),
    "an unknown field": (written(batch_of([{}]) | {"urgent": True}), ""),
    "another protocol": (written(batch_of([{}]) | {"protocol": 2}), "protocol"),
    "protocol 2^63": (written(batch_of([{}]) | {"protocol": 2**63}), "protocol"),
    "protocol 1e400": (b'{"protocol":1e400}', "protocol"),
    "no id of the device": (written(batch_of([{}]) | {"device_id": "phone"}), "device_id"),
    "a time without a zone": (written(batch_of([{}]) | {"sent_at": "2026-11-23T09:00:00"}), "sent_at"),
    "a month 13": (written(batch_of([{}]) | {"sent_at": "2026-13-23T09:00:00Z"}), "sent_at"),
    "no visits": (written(batch_of([])), "visits"),
    "51 visits": (written(batch_of([{}] * 51)), "visits"),
    "a visit for a list of visits": (written(batch_of([]) | {"visits": {}}), "visits"),
}


class TestABatchThatCannotBeRead:
    async def test_it_is_refused_as_a_problem_with_a_path(self, stage: Chain, connection: Connection) -> None:
        for name, (body, path) in ENVELOPES.items():
            answer = await post(stage.mira, body)
            assert answer.status_code == 400, (name, answer.text)
            assert answer.headers["content-type"] == "application/problem+json", name
            assert answer.json()["errors"][0]["path"] == path, (name, answer.text)
        assert await connection.fetchval("select count(*) from visit") == 0

    async def test_more_than_two_mebibytes_are_refused_before_they_are_read(self, stage: Chain) -> None:
        for size in (2 * 1024 * 1024 + 1, 10_000_000):
            answer = await post(stage.mira, b'{"app_version":"' + b"x" * size + b'"}')
            assert answer.status_code == 413
            assert answer.headers["content-type"] == "application/problem+json"


def changed(visit: Json, path: str, value: Any) -> Json:
    """The visit with something else at a dotted path; numbers are places in lists."""
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inside: Any = visit
    for part in way:
        inside = inside[part]
    inside[last] = value
    return visit


DEFECTS: dict[str, tuple[str, Any, str]] = {
    "an unknown field": ("interactions.0.mood", "good", "interactions[0]"),
    "an id that is none": ("visit_id", "1", "visit_id"),
    "revision 0": ("revision", 0, "revision"),
    "a revision of 2^63": ("revision", 2**63, "revision"),
    "a truth value for a number": ("revision", True, "revision"),
    "a text for a number": ("interactions.0.weight", "1", "interactions[0].weight"),
    "a fraction": ("interactions.0.weight", 1.5, "interactions[0].weight"),
    "a third mode": ("mode", "hidden", "mode"),
    "no interaction": ("interactions", [], "interactions"),
    "61 interactions": ("interactions", [{}] * 61, "interactions"),
    "null for a list": ("interactions", None, "interactions"),
    "201 ratings": (
        "interactions.0.ratings",
        [{"criterion_key": "a", "state": "scored"}] * 201,
        "interactions[0].ratings",
    ),
    "a list as an answer": ("interactions.0.ratings.0.answer", ["met"], "interactions[0].ratings[0].answer"),
    "a fraction as an answer": ("interactions.0.ratings.4.answer", 3.0, "interactions[0].ratings[4].answer"),
    "an answer of 2^70": ("interactions.0.ratings.4.answer", 2**70, "interactions[0].ratings[4].answer"),
    "a fifth state": ("interactions.0.ratings.0.state", "forgotten", "interactions[0].ratings[0].state"),
    "a key with a NUL": ("interactions.0.ratings.0.criterion_key", "a\0", "interactions[0].ratings[0].criterion_key"),
    "a comment with a NUL": ("interactions.0.comment", "so\0so", "interactions[0].comment"),
    "a comment of 5 000": ("comment", "x" * 5_000, "comment"),
    "a visit of 300 KiB": ("comment", "ä" * 150_000, ""),
    "staff of a fourth kind": ("interactions.0.staff", {"kind": "guessed"}, "interactions[0].staff"),
    "elapsed below 0": ("started.elapsed_ms", -1, "started.elapsed_ms"),
    "a day for an instant": ("started.at", "2026-11-23", "started.at"),
    "no zone": ("ended.at", "2026-11-23T10:00:00", "ended.at"),
    "depth 5 000": ("comment", json.loads("[" * 900 + "]" * 900), "comment"),
}


NO_VALUES = (
    b"NaN", b"-Infinity", b"1e400", b'"\\ud800"', b'"\xc3\x28"', b'"\xed\xa0\x80"', b"[" * 5_000 + b"]" * 5_000,
)  # fmt: skip


class TestAVisitThatCannotBeRead:
    async def test_it_alone_is_refused_with_a_path(self, stage: Chain, connection: Connection) -> None:
        for number, (name, (place, value, path)) in enumerate(DEFECTS.items(), start=1):
            bad = changed(floor_visit(stage), place, value)
            answer = await stage.mira.post("/api/sync/visits", json=batch_of([bad, floor_visit(stage)]))
            assert answer.status_code == 200, (name, answer.text)
            refused, taken = answer.json()["results"]
            assert refused["status"] == "refused", name
            assert refused["problem"]["errors"][0]["path"].startswith(path), (name, refused["problem"])
            assert taken["status"] == "accepted", name
            assert await connection.fetchval("select count(*) from visit") == number

    async def test_bytes_that_are_no_value_are_refused(self, stage: Chain, connection: Connection) -> None:
        for raw in NO_VALUES:
            body = written(batch_of([floor_visit(stage) | {"comment": "HERE"}])).replace(b'"HERE"', raw)
            answer = await post(stage.mira, body)
            assert answer.status_code in (200, 400), (raw, answer.text)
            if answer.status_code == 200:
                assert answer.json()["results"][0]["status"] == "refused", raw
        assert await connection.fetchval("select count(*) from visit") == 0

    async def test_a_measured_value_of_a_month_is_kept_to_the_millisecond(
        self, stage: Chain, connection: Connection
    ) -> None:
        await accepted(stage.mira, mystery_visit(stage, query_time=2_678_400_001))
        assert 2_678_400_001 in await connection.fetchval("select answers from evaluation")
