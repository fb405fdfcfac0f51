"""The request that is measured: a batch with one visit of 40 ratings, about 6 KB, as a phone writes it.

A template holds places for what must differ from visit to visit; filling them in costs the load generator some µs.
"""

import json
import os
from uuid import UUID

from floorwalk.kernel.ids import new_id
from tests.bench.chain import CRITERIA, BenchChain, answer_of

TEMPLATES = 20
PLACES = ("@VISIT", "@INTERACTION", "@EVALUATION")


def templates(chain: BenchChain, day: str) -> list[str]:
    """JSON texts with `PLACES` in them; each is a visit to another store."""
    return [_template(chain, seed, day) for seed in range(TEMPLATES)]


def _template(chain: BenchChain, seed: int, day: str) -> str:
    def moment(second: int) -> dict[str, object]:
        return {
            "at": f"{day}T09:{second // 60:02}:{second % 60:02}.000Z",
            "offset_minutes": 60,
            "elapsed_ms": 1_000_000 + second * 1_000,
        }

    ratings = [
        {
            "criterion_key": f"criterion-{number:02}",
            "state": "scored",
            "answer": answer_of(number, seed),
            "basis": "seen",
            "at": moment(number * 5),
        }
        for number in range(CRITERIA)
    ]
    visit = {
        "visit_id": "@VISIT",
        "revision": 1,
        "store_id": str(chain.store_ids[seed * 17 % len(chain.store_ids)]),
        "programme_id": str(chain.programme_id),
        "mode": "floor",
        "started": moment(0),
        "ended": moment(300),
        "language": "en",
        "marks": [],
        "interactions": [
            {
                "interaction_id": "@INTERACTION",
                "evaluation_id": "@EVALUATION",
                "rubric_version_id": str(chain.rubric_version_id),
                "staff": {"kind": "described", "role_title": "Sales adviser"},
                "weight": 1,
                "started": moment(0),
                "submitted": moment(290),
                "ratings": ratings,
                "stars": [],
                "indifferent": False,
                "comment": "Asked twice, got an answer that helped; the fitting room was free at once.",
            }
        ],
        "comment": None,
    }
    batch = {
        "protocol": 1,
        "app_version": "2026.11.0",
        "device_id": str(new_id()),
        "sent_at": f"{day}T09:10:00.000Z",
        "visits": [visit],
    }
    return json.dumps(batch, separators=(",", ":"))


def filled_in(template: str) -> bytes:
    """The template with fresh ids."""
    for place in PLACES:
        template = template.replace(place, str(new_id()))
    return template.encode()


class Bodies:
    """Endless fresh requests: the pieces between the places are cut once."""

    def __init__(self, texts: list[str], head: bytes) -> None:
        self._pieces = [self._cut(text, head) for text in texts]
        self._turn = 0

    @staticmethod
    def _cut(text: str, head: bytes) -> list[bytes]:
        length = len(text) + sum(36 - len(place) for place in PLACES)
        pieces: list[bytes] = []
        rest = text
        for place in PLACES:
            before, _, rest = rest.partition(place)
            pieces.append(before.encode())
        pieces.append(rest.encode())
        pieces[0] = head + b"content-length: %d\r\n\r\n" % length + pieces[0]
        return pieces

    def next(self) -> bytes:
        """A whole request, head and body."""
        first, second, third, last = self._pieces[self._turn]
        self._turn = (self._turn + 1) % len(self._pieces)
        return b"".join((first, _id(), second, _id(), third, _id(), last))


def _id() -> bytes:
    return str(UUID(bytes=os.urandom(6) + b"\x70" + os.urandom(1) + b"\x80" + os.urandom(7))).encode()
