"""What must become of each visit of a batch, in plain Python: the model that the server is compared with (Q12).

Knows nothing of the server's code: a visit is known by its id, its content by its hash, a later revision may add
interactions and change none.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A visit as some phone froze it: its very bytes, and whether the server can make sense of them."""

    visit_id: str | None
    revision: int
    body: bytes
    answers: tuple[tuple[str, str], ...]  # interaction id and its ratings as text, in the visit's order
    flaw: str | None = None  # the code it is refused with, if it comes as something new

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Expected:
    status: Literal["accepted", "superseded", "refused"]
    code: str | None = None  # of the refusal


@dataclass
class KnownVisit:
    owner: str
    newest: Record
    accepted: list[str] = field(default_factory=list)  # hashes, oldest first


def record_of(visit: Json, flaw: str | None = None) -> Record:
    interactions = visit.get("interactions", [])
    return Record(
        visit.get("visit_id"),
        visit.get("revision", 0),
        json.dumps(visit).encode(),
        tuple((one["interaction_id"], json.dumps(one["ratings"])) for one in interactions),
        flaw,
    )


class ServerModel:
    """The visits that are stored, and what a further record would meet."""

    def __init__(self) -> None:
        self.visits: dict[str, KnownVisit] = {}

    def take_batch(self, owner: str, records: Sequence[Record]) -> list[Expected]:
        return [self.take(owner, record) for record in records]

    def take(self, owner: str, record: Record) -> Expected:
        if record.visit_id is None or record.flaw == "request.invalid":  # cannot be read at all
            return Expected("refused", record.flaw)
        known = self.visits.get(record.visit_id)
        if known is None:
            if record.flaw is not None:
                return Expected("refused", record.flaw)
            self.visits[record.visit_id] = KnownVisit(owner, record, [record.content_hash])
            return Expected("accepted")
        if known.owner != owner:
            return Expected("refused", "sync.visit_id_taken")
        if record.content_hash == known.newest.content_hash:
            return Expected("accepted")
        if record.content_hash in known.accepted:
            return Expected("superseded")
        if record.revision <= known.newest.revision:
            return Expected("refused", "sync.revision_conflict")
        if record.flaw is not None:
            return Expected("refused", record.flaw)
        if not set(known.newest.answers) <= set(record.answers):
            return Expected("refused", "visits.published_evaluation_changed")
        known.newest = record
        known.accepted.append(record.content_hash)
        return Expected("accepted")
