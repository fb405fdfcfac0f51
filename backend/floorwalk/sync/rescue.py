"""Bringing in a rescue file: what waited on a phone, as if its evaluator had sent it. Again changes nothing.

Each visit goes through sync/service.py and is stored once, whoever sends it and however often. Unfinished drafts are
named and not stored: an evaluation with unanswered criteria may not be submitted, and a complete one only by its
author. The file itself is rescue_archive.py, what is said is rescue_wire.py.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.attachments.pictures import LookingAtPictures
from floorwalk.identity.model import Viewer
from floorwalk.identity.queries import viewer_of_account
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import UnitOfWork
from floorwalk.infrastructure.problems import body_of
from floorwalk.kernel.canonical import sha256_hex
from floorwalk.kernel.errors import Problem
from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.versions import versions
from floorwalk.sync import queries
from floorwalk.sync.answers_wire import MOST_ANSWERS, AnswerBatch
from floorwalk.sync.assignment_answers import take_answers
from floorwalk.sync.decoding import UNREADABLE
from floorwalk.sync.errors import RescueAccountUnknown, RescueHashDiffers
from floorwalk.sync.rescue_archive import RescueArchive, RescueDocument, RescuedPhoto, records_of
from floorwalk.sync.rescue_photos import hand_on_photos
from floorwalk.sync.rescue_wire import RescuedDraftBody, RescuedVisitBody, RescueReportBody
from floorwalk.sync.service import as_received, take_visits
from floorwalk.sync.wire import MOST_VISITS, PROTOCOL, Batch, Result

NO_DEVICE = UUID(int=0)  # a phone that had not yet given itself a name


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A visit of the outbox: the very text that the phone would have sent, and the hash it noted then."""

    content_hash: str
    body: str


class _Instant(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    offset_minutes: int = 0

    @property
    def day(self) -> date | None:
        """By the phone's clock and offset; None beyond the calendar."""
        try:
            return (self.at + timedelta(minutes=self.offset_minutes)).date()
        except OverflowError:
            return None


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a visit as the report shows, also of one that is refused."""

    visit_id: UUID
    revision: int
    store_id: UUID
    started: _Instant
    interactions: list[msgspec.Raw]


class _Answered(msgspec.Struct, frozen=True, kw_only=True):
    state: str | None = None


class _Draft(msgspec.Struct, frozen=True, kw_only=True):
    interaction_id: UUID
    store_id: UUID
    rubric_version_id: UUID
    started: _Instant
    ratings: dict[str, _Answered]


class _Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was said to an assignment: the fields that the phone would have sent, of those that it keeps."""

    answer_id: UUID
    assignment_id: UUID
    answer: str
    reason: str | None = None
    rubric_version_id: UUID | None = None
    answered: msgspec.Raw


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one entry; `shown` is None for one whose text says nothing of itself."""

    shown: _Shown | None
    status: str
    receipt_id: UUID | None = None
    problem: Problem | None = None
    result: Result | None = None


async def take_rescue(
    work: UnitOfWork,
    organisation_id: UUID,
    brought_by: UUID | None,
    archive: RescueArchive,
    now: datetime,
    blobs: Blobs,
    pictures: LookingAtPictures,
) -> RescueReportBody:
    """Stores every visit of the file that can be stored, batch by batch, and says what became of all that is in it.

    `brought_by` is the administrator; None is the command line. Commits as it goes: a batch that the database refuses
    in part begins its transaction anew, and must not take the one before with it. Raises RescueFileRefused,
    RescueAccountUnknown, NotAnEvaluator.
    """
    document = await asyncio.to_thread(archive.document)
    author = await viewer_of_account(await work.connection(), organisation_id, document.account.account_id)
    if author is None:
        raise RescueAccountUnknown
    entries = list(records_of(document.outbox, _Entry))
    outcomes = await _taken(work, author, brought_by, document, [entry for entry in entries if entry], now)
    photos = [photo for photo in records_of(document.photos, RescuedPhoto) if photo and archive.has_photo(photo)]
    photos_taken = await hand_on_photos(work, author, archive, photos, blobs, pictures)
    answers = list(records_of(document.assignment_answers, _Answer))
    answers_taken = await _answers_taken(work, author, [answer for answer in answers if answer], now)
    drafts = list(records_of(document.drafts, _Draft))
    connection = await work.connection()
    await audit_log.record(
        connection,
        organisation_id,
        brought_by,
        "rescue.imported",
        "account",
        author.account_id,
        {"import_id": str(new_id())}
        | _counts(outcomes)
        | {"drafts": len(drafts), "photos": photos_taken, "answers": answers_taken},
    )
    return RescueReportBody(
        made_at=document.made_at,
        app_version=document.app_version,
        author=author.display_name,
        visits=await _visit_bodies(connection, organisation_id, outcomes),
        drafts=await _draft_bodies(connection, organisation_id, [draft for draft in drafts if draft]),
        unreadable=entries.count(None) + drafts.count(None) + answers.count(None),
        photos=len(photos),
        photos_taken=photos_taken,
        assignment_answers=len(answers),
        assignment_answers_taken=answers_taken,
    )


async def _taken(
    work: UnitOfWork,
    author: Viewer,
    brought_by: UUID | None,
    document: RescueDocument,
    entries: Sequence[_Entry],
    now: datetime,
) -> list[_Outcome]:
    """One outcome for each entry, in the order of the phone's queue."""
    outcomes: dict[int, _Outcome] = {}
    sound: list[int] = []
    for place, entry in enumerate(entries):
        if sha256_hex(entry.body.encode()) == entry.content_hash:
            sound.append(place)
        else:
            outcomes[place] = _Outcome(_shown(entry), "refused", problem=RescueHashDiffers())
    for first in range(0, len(sound), MOST_VISITS):
        places = sound[first : first + MOST_VISITS]
        batch = Batch(
            protocol=PROTOCOL,
            app_version=document.app_version,
            device_id=document.device_id or NO_DEVICE,
            sent_at=now + timedelta(milliseconds=document.clock_skew_ms or 0),
            visits=tuple(msgspec.Raw(entries[place].body.encode()) for place in places),
        )
        answer = await take_visits(work, author, batch, now, brought_by=brought_by)
        await work.commit()
        for place, result in zip(places, answer.results, strict=True):
            outcomes[place] = _outcome(_shown(entries[place]), result, now)
    return [outcomes[place] for place in range(len(entries))]


async def _answers_taken(work: UnitOfWork, author: Viewer, answers: Sequence[_Answer], now: datetime) -> int:
    """How many of them are kept now, whenever they came."""
    taken = 0
    for first in range(0, len(answers), MOST_ANSWERS):
        raws = tuple(msgspec.Raw(msgspec.json.encode(one)) for one in answers[first : first + MOST_ANSWERS])
        said = await take_answers(work, author, AnswerBatch(answers=raws), now)
        await work.commit()
        taken += sum(result.status == "taken" for result in said.results)
    return taken


def _outcome(shown: _Shown | None, result: Result, now: datetime) -> _Outcome:
    if result.receipt is None:
        return _Outcome(shown, "refused", result=result)
    is_new = result.status == "accepted" and result.receipt.received_at == as_received(now)
    return _Outcome(shown, "accepted" if is_new else "known", receipt_id=result.receipt.receipt_id)


def _shown(entry: _Entry) -> _Shown | None:
    try:
        return msgspec.json.decode(entry.body, type=_Shown)
    except UNREADABLE:
        return None


def _counts(outcomes: Iterable[_Outcome]) -> dict[str, int]:
    said = [outcome.status for outcome in outcomes]
    return {status: said.count(status) for status in ("accepted", "known", "refused")}


async def _visit_bodies(connection: Any, organisation_id: UUID, outcomes: Sequence[_Outcome]) -> list[RescuedVisitBody]:
    names = await queries.store_names(
        connection, organisation_id, {outcome.shown.store_id for outcome in outcomes if outcome.shown}
    )
    return [
        RescuedVisitBody(
            visit_id=one.shown.visit_id if one.shown else None,
            revision=one.shown.revision if one.shown else None,
            store_name=names.get(one.shown.store_id) if one.shown else None,
            begun_on=one.shown.started.day if one.shown else None,
            interactions=len(one.shown.interactions) if one.shown else None,
            status=one.status,  # type: ignore[arg-type]  # one of the three words of _outcome
            receipt_id=one.receipt_id,
            problem=body_of(one.problem) if one.problem else one.result.problem if one.result else None,
        )
        for one in outcomes
    ]


async def _draft_bodies(connection: Any, organisation_id: UUID, drafts: Sequence[_Draft]) -> list[RescuedDraftBody]:
    names = await queries.store_names(connection, organisation_id, {draft.store_id for draft in drafts})
    known = await versions(connection, organisation_id, {draft.rubric_version_id for draft in drafts})
    return [
        RescuedDraftBody(
            interaction_id=draft.interaction_id,
            store_name=names.get(draft.store_id),
            begun_on=draft.started.day,
            answered=sum(rating.state is not None for rating in draft.ratings.values()),
            criteria=len(known[draft.rubric_version_id].criteria) if draft.rubric_version_id in known else None,
        )
        for draft in drafts
    ]
