"""Loading the sample chain: through the same services that a real chain is built with, visits through the take path."""

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from floorwalk.identity import account_queries
from floorwalk.identity.accounts import invite
from floorwalk.identity.model import Grant, ScopeKind
from floorwalk.identity.passwords import hash_of
from floorwalk.identity.queries import replace_password
from floorwalk.identity.service import folded
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.service import (
    add_area,
    add_programme,
    add_store,
    ensure_organisation,
    record_staff_notice,
)
from floorwalk.organisation.wire import NewArea, NewProgramme, NewStaffNotice, NewStore
from floorwalk.rubrics.service import publish as publish_rubric
from floorwalk.samples import queries
from floorwalk.samples.asking import ask
from floorwalk.samples.cast import (
    ACCOUNTS,
    AREAS,
    EVALUATORS,
    NAME,
    OPENING_HOURS,
    SEED,
    STORES,
    TIME_ZONE,
    TOWN,
    SamplePerson,
    SampleStore,
    staff,
)
from floorwalk.samples.coaching import coach
from floorwalk.samples.seeing import Json, interaction_seen, visit_seen
from floorwalk.settings import Settings
from floorwalk.sync.decoding import read_visit
from floorwalk.visits.folding import fold_once
from floorwalk.visits.queries import Places, referred_by, surroundings
from floorwalk.visits.service import Evaluating, take
from floorwalk.visits.service import publish as publish_visit

DAYS = 365
BATCH = 50  # visits a transaction
WAITING_DAYS = 9  # mystery visits younger than this wait for the reviewer
# In the repository, or inside an installed package.
FOLDERS = (Path(__file__).parents[3] / "schemas" / "samples", Path(__file__).parent / "rubrics")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was loaded; both empty where a chain of one's own is in the database already."""

    visit_count: int
    sign_ins: list[tuple[str, str, str]]  # role, e-mail, password


class Made(NamedTuple):
    """A visit in the form that a phone sends."""

    evaluator_id: UUID
    received_at: datetime
    visit: Json


class Published(NamedTuple):
    rubric_version_id: UUID
    document: Json
    programme_id: UUID


@dataclass(frozen=True, slots=True)
class Chain:
    """What the visits refer to."""

    organisation_id: UUID
    store_ids: dict[str, UUID]
    staff: dict[str, list[tuple[SamplePerson, UUID]]]  # by store_code
    evaluators: list[tuple[UUID, float]]  # with severity
    floor: Published
    mystery: Published


def _say_on_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")


async def load(where: Settings | str, say: Say = _say_on_stderr) -> SampleSummary:
    """Loads the sample chain into an empty database, in one transaction: all of it or nothing.

    Loaded before, it only says the sign-ins again; into a chain of one's own it loads nothing. `where` is the
    settings, or the URL of a migrated database.
    """
    url = where if isinstance(where, str) else where.database_url
    if url is None:
        raise ValueError("no database to load the sample chain into")
    database = Database(url, pool_size=1)
    try:
        async with database.transaction() as work:
            connection = await work.connection()
            organisation_id = await ensure_organisation(connection, NAME, TIME_ZONE, "en")
            held = await queries.what_it_holds(connection, organisation_id, folded(ACCOUNTS[0].email))
            if held == "something else":
                return SampleSummary(0, [])
            if held == "nothing":
                await _load(connection, organisation_id, say)
            count = await queries.visit_count(connection, organisation_id)
        return SampleSummary(count, [(one.role.value, one.email, one.password) for one in ACCOUNTS])
    finally:
        await database.close()


async def _load(connection: Connection, organisation_id: UUID, say: Say) -> None:
    say("Loading the sample chain: twelve stores and a year of visits …")
    await queries.name_organisation(connection, organisation_id, NAME)
    today = now().astimezone(ZoneInfo(TIME_ZONE)).date()
    chain = await _arrange(connection, organisation_id, today)
    chance = random.Random(SEED)  # noqa: S311  (a sample, not a secret)
    planned = sorted(_planned(chance), key=lambda plan: plan.days_ago, reverse=True)
    for begin in range(0, len(planned), BATCH):
        batch = [(plan, _made(chain, plan, today, chance)) for plan in planned[begin : begin + BATCH]]
        await _take(connection, chain, batch)
        if (begin + BATCH) % 500 == 0:
            say(f"  {begin + BATCH} of {len(planned)} visits")
    while await fold_once(connection):
        pass
    people = {person.code: person_id for there in chain.staff.values() for person, person_id in there}
    await coach(connection, organisation_id, chain.store_ids, people, today)
    await queries.gather_statistics(connection)
    say(f"  {len(planned)} visits, {sum(len(people) for people in chain.staff.values())} staff members, ready.")


async def _arrange(connection: Connection, organisation_id: UUID, today: date) -> Chain:
    """Areas, stores, staff, rubrics, programmes with their notices, evaluators and accounts."""
    area_ids: dict[str | None, UUID | None] = {None: None}
    for code, name, above in AREAS:
        area = NewArea(area_code=code, name=name, parent_area_id=area_ids[above])
        area_ids[code] = (await add_area(connection, organisation_id, None, area)).area_id
    store_ids: dict[str, UUID] = {}
    for store in STORES:
        new = NewStore(
            store_code=store.code,
            name=store.name,
            format="city",
            address=f"{store.name} {int(store.code) % 100}, {TOWN}",
            opening_hours=OPENING_HOURS,
            area_id=area_ids[store.area],
        )
        store_ids[store.code] = (await add_store(connection, organisation_id, None, new)).store_id
    people: dict[str, list[tuple[SamplePerson, UUID]]] = {}
    for person in staff():
        people.setdefault(person.store_code, []).append((person, new_id()))
    posted_from = today - timedelta(days=3 * DAYS)
    await queries.post_staff(connection, organisation_id, store_ids, people, posted_from)
    evaluators = [(new_id(), code, severity) for code, severity in EVALUATORS]
    await queries.add_evaluators(connection, organisation_id, [(one, code) for one, code, _ in evaluators])
    floor = await _programme(
        connection, organisation_id, today, "floor-service", "floor", "named", "at_once",
        {"en": "Service on the floor", "de": "Service auf der Fläche"},
    )  # fmt: skip
    mystery = await _programme(
        connection, organisation_id, today, "mystery-visit", "covert", "role", "after_review",
        {"en": "Mystery visits", "de": "Testbesuche"},
    )  # fmt: skip
    await _accounts(connection, organisation_id, area_ids, store_ids)
    await ask(connection, organisation_id, store_ids, mystery.programme_id, today)
    return Chain(
        organisation_id, store_ids, people, [(one, severity) for one, _, severity in evaluators], floor, mystery
    )


async def _programme(
    connection: Connection,
    organisation_id: UUID,
    today: date,
    rubric: Literal["floor-service", "mystery-visit"],
    mode: Literal["floor", "covert"],
    staff_identification: Literal["role", "named"],
    publication: Literal["at_once", "after_review"],
    title: dict[str, str],
) -> Published:
    folder = next(one for one in FOLDERS if one.is_dir())
    document: Json = msgspec.json.decode((folder / f"{rubric}.rubric.json").read_bytes())
    published = await publish_rubric(connection, organisation_id, None, document)
    programme = await add_programme(
        connection,
        organisation_id,
        None,
        NewProgramme(
            programme_key=rubric,
            title=title,
            mode=mode,
            rubric_keys=[rubric],
            staff_identification=staff_identification,
            publication=publication,
        ),
    )
    notice = NewStaffNotice(
        programme_id=programme.programme_id,
        text_version="2025-1",
        languages=["de", "en"],
        given_on=today - timedelta(days=DAYS + 30),
        channel="notice board and staff meeting",
        reference="works agreement 7/2025",
    )
    await record_staff_notice(connection, organisation_id, None, notice)
    return Published(published.rubric_version_id, document, programme.programme_id)


async def _accounts(
    connection: Connection,
    organisation_id: UUID,
    area_ids: Mapping[str | None, UUID | None],
    store_ids: Mapping[str, UUID],
) -> None:
    """One sign-in for each role. The invitations are taken up at once, by the password that is printed."""
    for one in ACCOUNTS:
        grant = Grant(
            one.role,
            one.scope_kind,
            area_id=area_ids[one.place] if one.scope_kind is ScopeKind.AREA else None,
            store_id=store_ids[one.place] if one.scope_kind is ScopeKind.STORE and one.place else None,
        )
        name = f"{one.first_name} {one.family_name}"
        invited = await invite(connection, organisation_id, None, one.email, name, [grant], one.staff_code)
        await account_queries.close_invitations(connection, organisation_id, invited.account_id, now())
        await replace_password(connection, organisation_id, invited.account_id, None, await hash_of(one.password))


class Plan(NamedTuple):
    """A visit to be made: where, in which programme, how long ago."""

    store: SampleStore
    is_mystery: bool
    days_ago: int


def _planned(chance: random.Random) -> Iterator[Plan]:
    for store in STORES:
        for is_mystery, count in ((False, store.floor_visits), (True, store.mystery_visits)):
            for _ in range(count):
                yield Plan(store, is_mystery, chance.randint(1, DAYS - 5))


def _made(chain: Chain, plan: Plan, today: date, chance: random.Random) -> Made:
    """The visit as a phone would send it, and who made it."""
    evaluator_id, severity = chance.choice(chain.evaluators)
    at = datetime.combine(
        today - timedelta(days=plan.days_ago),
        time(chance.randint(10, 18), chance.randint(0, 59)),
        ZoneInfo(TIME_ZONE),
    )
    drifted = plan.store.quality + plan.store.drift * (0.5 - plan.days_ago / DAYS)
    quality = 0.3 + 0.7 * (drifted - severity + chance.gauss(0, 0.35))
    used = chain.mystery if plan.is_mystery else chain.floor
    interactions = []
    for number in range(1 if plan.is_mystery else chance.choice((1, 2, 2, 3))):
        person, staff_member_id = chance.choice(chain.staff[plan.store.code])
        told: Json = {"kind": "named", "staff_member_id": str(staff_member_id)}
        if plan.is_mystery:
            told = {"kind": "described", "role_title": person.role_title}
        elif chance.random() < 0.1:
            told = {"kind": "unknown"}
        interactions.append(
            interaction_seen(
                used.rubric_version_id,
                used.document,
                told,
                at + timedelta(minutes=2 + 6 * number),
                quality + 0.7 * person.quality,
                chance,
            )
        )
    mode = "covert" if plan.is_mystery else "floor"
    visit = visit_seen(
        chain.store_ids[plan.store.code], used.programme_id, mode, at, 8 + 6 * len(interactions), interactions
    )
    return Made(evaluator_id, at + timedelta(hours=1), visit)


async def _take(connection: Connection, chain: Chain, batch: list[tuple[Plan, Made]]) -> None:
    """Through the path of a phone's batch; each visit arrived an hour after it began."""
    read = [(plan, made, *read_visit(msgspec.Raw(msgspec.json.encode(made.visit)))) for plan, made in batch]
    around = await surroundings(
        connection,
        chain.organisation_id,
        Places(True, [], []),
        referred_by([document for _, _, document, _ in read]),
        now().date(),
    )
    for plan, made, document, content_hash in read:
        evaluating = Evaluating(chain.organisation_id, None, made.evaluator_id)
        await take(connection, evaluating, document, content_hash, around, made.received_at, timedelta(0))
        if plan.is_mystery and plan.days_ago > WAITING_DAYS:
            await publish_visit(connection, chain.organisation_id, None, document.visit_id)
