"""Two filled organisations: the cast with visits, an export and a voided visit, and another company beside it.

Made once for a module of tests; what a test destroys (a session, a grant), it makes for itself first.
"""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from litestar import Litestar

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.backend.attachments.sending import a_photo, named, sha256_of, uploaded, with_photos
from tests.backend.coaching.coaching_cast import a_plan, opened, starred
from tests.cast import PASSWORD_HASH, Chain, a_browser, load_cast, sign_in, signed_in
from tests.cast_assignments import assigned, assignment, day, with_scenario
from tests.cast_visits import Json, accepted, floor_visit, mystery_visit, publish_samples
from tests.exports import exported

OTHER_DOMAIN = "elsewhere.example"
EVERY_ROLE = ("administrator", "rubric_author", "evaluator", "reviewer", "area_manager", "hr")


@dataclass
class World:
    """The cast (`chain`), another organisation (`elsewhere`), and what there is to ask for."""

    app: Litestar
    connection: Connection
    chain: Chain
    elsewhere: Chain
    callers: dict[str, httpx.AsyncClient] = field(default_factory=dict)  # by name; anonymous and zoe among them
    visits: dict[str, str] = field(default_factory=dict)  # ids, by what they are
    pictures: dict[str, str] = field(default_factory=dict)  # a stored photo of the visit of that name
    uploads: dict[str, str] = field(default_factory=dict)  # hashes of announced photos that are never whole
    exports: dict[str, Json] = field(default_factory=dict)  # rhea's and zoe's
    notices: dict[str, str] = field(default_factory=dict)  # `own` and `elsewhere`: of the floor programmes
    evaluations: dict[str, str] = field(default_factory=dict)  # of the visit of that name
    disputes: dict[str, str] = field(default_factory=dict)  # by who raised it
    zoe_email: str = ""
    reviewed_programme: str = ""
    asked: int = 0  # assignments made so far: each has a first day of its own

    async def fresh_account(self, where: Chain, *grants: tuple[str, str], staff_code: str | None = None) -> str:
        """A new active account, with grants at (role, scope kind) of the whole organisation; its address."""
        account_id, at = new_id(), datetime.now(UTC)
        email = f"account-{account_id}@{OTHER_DOMAIN}"
        organisation_id = where.organisation_id
        await self.connection.execute(
            "insert into account (organisation_id, account_id, email, display_name, language, password_hash,"
            " created_at) values ($1, $2, $3, 'Made for a test', 'en', $4, $5)",
            organisation_id, account_id, email, PASSWORD_HASH, at,
        )  # fmt: skip
        await self.connection.execute(
            "insert into sign_in_name (email_folded, organisation_id, account_id) values ($1, $2, $3)",
            email, organisation_id, account_id,
        )  # fmt: skip
        for role, scope_kind in grants:
            await self.connection.execute(
                "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, granted_at)"
                " values ($1, $2, $3, $4, $5, $6)",
                organisation_id, new_id(), account_id, role, scope_kind, at,
            )  # fmt: skip
        where.account_ids[email] = account_id
        return email

    async def fresh_person(self, where: Chain) -> str:
        """A new staff member of Hafen."""
        staff_member_id, posting_id = new_id(), new_id()
        await self.connection.execute(
            "insert into staff_member (organisation_id, staff_member_id, staff_code, display_name, first_name)"
            " values ($1, $2, $3, 'Made For A Test', 'Made')",
            where.organisation_id, staff_member_id, f"T{staff_member_id.hex}",
        )  # fmt: skip
        await self.connection.execute(
            "insert into staff_posting (organisation_id, staff_posting_id, staff_member_id, store_id, role_title,"
            " valid_from) values ($1, $2, $3, $4, 'Till', '2024-01-01')",
            where.organisation_id, posting_id, staff_member_id, where.hafen,
        )  # fmt: skip
        return str(staff_member_id)

    async def fresh_visit(self, where: Chain, store_id: UUID) -> str:
        """A new published visit of the organisation's Mira."""
        return await submitted(where, "mira", floor_visit(where, store_id))

    def new_assignment(self, where: Chain, store_id: UUID) -> Json:
        """What the organisation's Mira is asked for; each time for other days."""
        self.asked += 1
        return assignment(where, store_id, from_on=day(self.asked), to_on=day(self.asked))

    async def fresh_assignment(self, where: Chain, store_id: UUID) -> str:
        return await assigned(where.otto, self.new_assignment(where, store_id))

    async def waiting_visit(self) -> str:
        """A new visit in a programme that publishes after review."""
        visit = floor_visit(self.chain) | {"programme_id": self.reviewed_programme}
        return await submitted(self.chain, "mira", visit)

    async def taken_up_visit(self) -> str:
        """A new visit that waits, and that Vera reads."""
        visit_id = await self.waiting_visit()
        answer = await self.chain.vera.post(f"/api/reviews/{visit_id}/take-up")
        assert answer.status_code == 200, answer.text
        return visit_id

    async def evaluation_of(self, visit_id: str) -> str:
        """The first evaluation of the visit; an id that nothing has, of a visit that there is not."""
        found = await self.connection.fetchval(
            "select evaluation_id from evaluation where visit_id = $1::text::uuid order by position", visit_id
        )
        return str(found or new_id())

    async def signed_in_again(self, caller: str) -> None:
        """After a session has ended or a password has changed."""
        client = self.callers[caller]
        if caller == "anonymous":
            return
        email = self.zoe_email if caller == "zoe" else f"{caller}@linden.example"
        await self.connection.execute("delete from sign_in_attempt")  # whoever tests refusals is not locked out
        await self.connection.execute("update account set password_hash = $2 where email = $1", email, PASSWORD_HASH)
        client.cookies.clear()
        client.headers.pop("X-CSRF-Token", None)
        await sign_in(client, email)


async def submitted(where: Chain, evaluator: str, visit: Json) -> str:
    await accepted(where.clients[evaluator], visit)
    return str(visit["visit_id"])


@asynccontextmanager
async def world_in(app: Litestar, connection: Connection) -> AsyncIterator[World]:
    """Everything arranged through the API, apart from what no route makes."""
    async with AsyncExitStack() as stack:
        chain = await stack.enter_async_context(signed_in(await load_cast(connection, app)))
        elsewhere = await stack.enter_async_context(signed_in(await load_cast(connection, app, OTHER_DOMAIN)))
        await publish_samples(chain)
        await publish_samples(elsewhere)
        world = World(app, connection, chain, elsewhere)
        world.zoe_email = await world.fresh_account(elsewhere, *((role, "organisation") for role in EVERY_ROLE))
        zoe = await sign_in(await stack.enter_async_context(a_browser(app)), world.zoe_email)
        anonymous = await stack.enter_async_context(a_browser(app))
        world.callers = {"anonymous": anonymous, **chain.clients, "zoe": zoe}
        await _fill(world)
        yield world


async def _fill(world: World) -> None:
    chain, elsewhere, chance = world.chain, world.elsewhere, random.Random(7)
    anna = chain.staff_ids["0001"]
    for days_ago in range(2, 8):
        for evaluator in ("mira", "emil"):
            visit = floor_visit(chain, chain.linden, staff=anna, days_ago=days_ago, chance=chance)
            world.visits[f"linden_{evaluator}"] = await submitted(chain, evaluator, visit)
    await _photographed(
        world, chain, "linden_mira", "mira", floor_visit(chain, chain.linden, staff=anna, chance=chance)
    )
    await _photographed(world, chain, "linden_covert", "mira", mystery_visit(chain, chain.linden, chance=chance))
    await _photographed(world, chain, "hafen", "emil", floor_visit(chain, chain.hafen))
    world.visits["schlossberg"] = await submitted(chain, "emil", floor_visit(chain, chain.schlossberg))
    await _photographed(world, elsewhere, "elsewhere", "mira", floor_visit(elsewhere, elsewhere.linden))
    for name, where in (("miras", chain), ("elsewhere", elsewhere)):
        world.uploads[name] = sha256_of(name.encode())
        never_whole = named(b"", sha256=world.uploads[name], size_bytes=10_000_000)
        await submitted(where, "mira", with_photos(floor_visit(where), never_whole))
    world.visits["voided"] = await submitted(chain, "mira", floor_visit(chain, chain.linden))
    answer = await chain.vera.post(f"/api/visits/{world.visits['voided']}/void", json={"reason": "A test of voiding"})
    assert answer.status_code == 200, answer.text
    await opened(chain.ada, a_plan(chain))
    await starred(chain)
    await with_scenario(chain)
    await world.fresh_assignment(chain, chain.linden)
    await world.fresh_assignment(elsewhere, elsewhere.linden)
    world.reviewed_programme = await reviewed_programme(chain)
    for name, where in (("rhea", chain), ("zoe", elsewhere)):
        world.exports[name] = await exported(where.app, where.rhea, **export_question())
    await _disputed(world)


async def _disputed(world: World) -> None:
    chain, elsewhere = world.chain, world.elsewhere
    for name, where in (("own", chain), ("elsewhere", elsewhere)):
        notices = (await where.otto.get("/api/staff-notices")).json()["staff_notices"]
        programme_id = str(where.floor_programme)
        world.notices[name] = next(one["staff_notice_id"] for one in notices if one["programme_id"] == programme_id)
    for row in await world.connection.fetch("select visit_id, evaluation_id from evaluation"):
        for name, visit_id in world.visits.items():
            if visit_id == str(row["visit_id"]):
                world.evaluations[name] = str(row["evaluation_id"])
    world.disputes["sams"] = await disputed(chain.sam, await observed(chain, chain.linden, "0001"))
    world.disputes["elsewhere"] = await disputed(elsewhere.sam, await observed(elsewhere, elsewhere.linden, "0001"))
    async with a_browser(world.app) as finn:
        opened = await finn.post("/api/result-links/open", json={"token": await issued_token(chain, "0006")})
        finn.headers["X-CSRF-Token"] = opened.headers["X-CSRF-Token"]
        world.disputes["finns"] = await disputed(finn, await observed(chain, chain.hafen, "0006"))


async def observed(where: Chain, store_id: UUID, staff_code: str) -> str:
    """A new published evaluation of this person."""
    visit = floor_visit(where, store_id, staff=where.staff_ids[staff_code])
    await accepted(where.mira, visit)
    return str(visit["interactions"][0]["evaluation_id"])


async def issued_token(where: Chain, staff_code: str) -> str:
    answer = await where.rhea.post(f"/api/staff-members/{where.staff_ids[staff_code]}/result-links")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["result_link_token"])


def disputing(evaluation_id: str) -> Json:
    return {"evaluation_id": evaluation_id, "subject": "facts", "reason": "Asked by the matrix"}


async def disputed(by: httpx.AsyncClient, evaluation_id: str) -> str:
    answer = await by.post("/api/disputes", json=disputing(evaluation_id))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["dispute"]["dispute_id"])


async def _photographed(world: World, where: Chain, name: str, evaluator: str, visit: Json) -> None:
    """A visit with a photo that has arrived, whose file name says who took it."""
    content = a_photo()
    photo = named(content, file_name="Mira Moser.jpg")
    world.visits[name] = await submitted(where, evaluator, with_photos(visit, photo))
    assert (await uploaded(where.clients[evaluator], content))["state"] == "stored"
    world.pictures[name] = photo["evidence_id"]


async def reviewed_programme(chain: Chain) -> str:
    programme = {
        "programme_key": "floor-reviewed",
        "title": {"en": "Floor service, reviewed"},
        "mode": "floor",
        "rubric_keys": ["floor-service"],
        "publication": "after_review",
    }
    answer = await chain.otto.post("/api/programmes", json=programme)
    assert answer.status_code == 201, answer.text
    programme_id: str = answer.json()["programme_id"]
    notice = {"text_version": "1", "languages": ["en"], "given_on": "2024-01-01", "channel": "notice board"}
    told = await chain.otto.post("/api/staff-notices", json=notice | {"programme_id": programme_id})
    assert told.status_code == 201, told.text
    return programme_id


def export_question() -> Json:
    today = datetime.now(UTC).date()
    return {
        "purpose": "coaching",
        "from_on": (today - timedelta(days=60)).isoformat(),
        "to_on": today.isoformat(),
        "population": {},
        "retain_until_on": (today + timedelta(days=30)).isoformat(),
    }
