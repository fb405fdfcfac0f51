"""One cast everywhere: the people, stores and programmes that tests speak of. All of it is fictional.

Here: organisation, areas, stores, staff, accounts, grants, programmes and notices, put straight into the tables, and
the clients that have signed in through the API. Rubrics and visits are cast_visits.py.

The area tree: north (Linden, Neumarkt) with coast below it (Hafen); south (Schlossberg).
"""

import unicodedata
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from floorwalk.identity.queries import insert_session
from floorwalk.identity.sessions import SESSION_LIFETIME, Token
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.service import begin_organisation

PASSWORD = "floorwalk-sample-cast"
ANY_STATE = {"If-Match": "*"}  # of a visit: the test does not care what happened to it meanwhile
# Argon2id with the smallest cost there is, so that signing in takes a millisecond; the parameters travel in the hash.
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$087p8Qn+5St1WJOmPuoWmA$ReePRYYiHBPNsrCG2AKD2P4F3hwtwEwd5aD26ZZUEQA"
BEGINNING = date(2000, 1, 1)
NOTICE_GIVEN_ON = date(2024, 1, 1)
BASE_URL = "http://localhost"


@dataclass
class Chain:
    """Ids of the cast, and one client for each person; `client_of` gives a further one."""

    app: Litestar
    organisation_id: UUID
    area_ids: dict[str, UUID]  # by area_code: north, coast, south
    store_ids: dict[str, UUID]  # by store_code
    staff_ids: dict[str, UUID]  # by staff_code
    account_ids: dict[str, UUID]  # by first name, lower case
    evaluator_ids: dict[str, UUID]  # mira, emil
    floor_programme: UUID
    mystery_programme: UUID
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    floor_version: UUID | None = None  # set by cast_visits
    mystery_version: UUID | None = None

    @property
    def linden(self) -> UUID:
        return self.store_ids["0101"]

    @property
    def hafen(self) -> UUID:
        return self.store_ids["0102"]

    @property
    def neumarkt(self) -> UUID:
        return self.store_ids["0103"]

    @property
    def schlossberg(self) -> UUID:
        """Outside Ada's area."""
        return self.store_ids["0201"]

    @property
    def mira(self) -> httpx.AsyncClient:
        return self.clients["mira"]

    @property
    def emil(self) -> httpx.AsyncClient:
        """A second evaluator."""
        return self.clients["emil"]

    @property
    def jonas(self) -> httpx.AsyncClient:
        return self.clients["jonas"]

    @property
    def ada(self) -> httpx.AsyncClient:
        return self.clients["ada"]

    @property
    def rhea(self) -> httpx.AsyncClient:
        return self.clients["rhea"]

    @property
    def otto(self) -> httpx.AsyncClient:
        return self.clients["otto"]

    @property
    def nils(self) -> httpx.AsyncClient:
        return self.clients["nils"]

    @property
    def rubi(self) -> httpx.AsyncClient:
        return self.clients["rubi"]

    @property
    def vera(self) -> httpx.AsyncClient:
        return self.clients["vera"]

    @property
    def sam(self) -> httpx.AsyncClient:
        """Anna Albers's own account; her staff_code is 0001."""
        return self.clients["sam"]


# code, name, parent
AREAS = (("north", "North", None), ("coast", "Coast", "north"), ("south", "South", None))
# code, name, area
STORES = (
    ("0101", "Linden", "north"),
    ("0102", "Hafen", "coast"),
    ("0103", "Neumarkt", "north"),
    ("0201", "Schlossberg", "south"),
)
# code, name, role title, store
STAFF = (
    ("0001", "Anna Albers", "Sales adviser", "0101"),
    ("0002", "Ben Brandt", "Sales adviser", "0101"),
    ("0003", "Clara Conrad", "Till", "0101"),
    ("0004", "Deniz Demir", "Sales adviser", "0101"),
    ("0005", "Ella Ernst", "Store deputy", "0101"),
    ("0006", "Finn Fuchs", "Sales adviser", "0102"),
    ("0007", "Greta Gruber", "Till", "0102"),
    ("0008", "Hugo Haas", "Sales adviser", "0103"),
    ("0009", "Ida Ivers", "Sales adviser", "0201"),
)
# first name, family name, grants as (role, scope kind, area or store code)
PEOPLE: tuple[tuple[str, str, tuple[tuple[str, str, str | None], ...]], ...] = (
    ("Mira", "Moser", (("evaluator", "organisation", None),)),
    ("Emil", "Egger", (("evaluator", "organisation", None),)),
    ("Jonas", "Jansen", (("store_manager", "store", "0101"),)),
    ("Ada", "Adler", (("area_manager", "area", "north"),)),
    ("Rhea", "Richter", (("hr", "organisation", None),)),
    ("Otto", "Ohm", (("administrator", "organisation", None),)),
    ("Nils", "Neumann", ()),
    ("Rubi", "Roth", (("rubric_author", "organisation", None),)),
    ("Vera", "Vogel", (("reviewer", "organisation", None),)),
    ("Sam", "Albers", (("staff_member", "own", None),)),
)


async def load_cast(connection: Connection, app: Litestar, domain: str = "linden.example") -> Chain:
    """Writes the cast into the tables in one transaction. Nobody has signed in yet."""
    async with connection.transaction():
        return await _load(connection, app, domain)


async def _load(connection: Connection, app: Litestar, domain: str) -> Chain:
    at = datetime(2024, 1, 1, 8, tzinfo=UTC)
    organisation_id = await begin_organisation(connection, "Linden Stores", "Europe/Berlin", "en", at)
    area_ids = {code: new_id() for code, _, _ in AREAS}
    store_ids = {code: new_id() for code, _, _ in STORES}
    staff_ids = {code: new_id() for code, _, _, _ in STAFF}
    account_ids = {first.lower(): new_id() for first, _, _ in PEOPLE}
    evaluator_ids = {"mira": new_id(), "emil": new_id()}
    floor, mystery = new_id(), new_id()

    async def put(table: str, rows: Iterable[dict[str, Any]]) -> None:
        written = [{"organisation_id": organisation_id} | row for row in rows]
        columns = list(written[0])
        places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
        await connection.executemany(
            f"insert into {table} ({', '.join(columns)}) values ({places})",
            [tuple(row[column] for column in columns) for row in written],
        )

    await put(
        "area",
        (
            {
                "area_id": area_ids[code],
                "area_code": code,
                "name": name,
                "parent_area_id": area_ids[parent] if parent else None,
            }
            for code, name, parent in AREAS
        ),
    )
    await put(
        "store",
        (
            {"store_id": store_ids[code], "store_code": code, "name": name, "time_zone": "Europe/Berlin"}
            for code, name, _ in STORES
        ),
    )
    await put(
        "store_membership",
        (
            {
                "store_membership_id": new_id(),
                "store_id": store_ids[code],
                "area_id": area_ids[area],
                "valid_from": BEGINNING,
            }
            for code, _, area in STORES
        ),
    )
    await put(
        "staff_member",
        (
            {
                "staff_member_id": staff_ids[code],
                "staff_code": code,
                "display_name": name,
                "first_name": name.split(" ")[0],
            }
            for code, name, _, _ in STAFF
        ),
    )
    await put(
        "staff_posting",
        (
            {
                "staff_posting_id": new_id(),
                "staff_member_id": staff_ids[code],
                "store_id": store_ids[store],
                "role_title": role,
                "valid_from": BEGINNING,
            }
            for code, _, role, store in STAFF
        ),
    )
    await put(
        "account",
        (
            {
                "account_id": account_ids[first.lower()],
                "email": f"{first.lower()}@{domain}",
                "display_name": f"{first} {family}",
                "language": "en",
                "password_hash": PASSWORD_HASH,
                "staff_member_id": staff_ids["0001"] if first == "Sam" else None,
                "created_at": at,
            }
            for first, family, _ in PEOPLE
        ),
    )
    await put(
        "sign_in_name",
        (
            {
                "email_folded": unicodedata.normalize("NFKC", f"{name}@{domain}").casefold(),
                "account_id": account_ids[name],
            }
            for name in account_ids
        ),
    )
    await put(
        "account_grant",
        (
            {
                "grant_id": new_id(),
                "account_id": account_ids[first.lower()],
                "role": role,
                "scope_kind": kind,
                "area_id": area_ids[code] if kind == "area" and code else None,
                "store_id": store_ids[code] if kind == "store" and code else None,
                "granted_at": at,
            }
            for first, _, grants in PEOPLE
            for role, kind, code in grants
        ),
    )
    await put(
        "evaluator",
        (
            {
                "evaluator_id": evaluator_ids[name],
                "evaluator_code": f"EV-{name.upper()}",
                "account_id": account_ids[name],
            }
            for name in evaluator_ids
        ),
    )
    await put(
        "programme",
        (
            {
                "programme_id": programme_id,
                "programme_key": key,
                "title": title,
                "mode": mode,
                "staff_identification": identification,
                "publication": "at_once",
                "rubric_keys": [key],
                "dispute_window_days": 14,
                "evidence_retention_days": 90,
                "named_link_retention_days": 365,
            }
            for programme_id, key, title, mode, identification in (
                (floor, "floor-service", {"en": "Floor service", "de": "Service auf der Fläche"}, "floor", "named"),
                (mystery, "mystery-visit", {"en": "Mystery visit", "de": "Testkauf"}, "covert", "role"),
            )
        ),
    )
    await put(
        "staff_notice",
        (
            {
                "staff_notice_id": new_id(),
                "programme_id": programme_id,
                "text_version": "2024-1",
                "languages": ["en", "de"],
                "given_on": NOTICE_GIVEN_ON,
                "channel": "notice board",
            }
            for programme_id in (floor, mystery)
        ),
    )
    return Chain(
        app=app,
        organisation_id=organisation_id,
        area_ids=area_ids,
        store_ids=store_ids,
        staff_ids=staff_ids,
        account_ids=account_ids,
        evaluator_ids=evaluator_ids,
        floor_programme=floor,
        mystery_programme=mystery,
    )


def a_browser(app: Litestar, address: str = "127.0.0.1") -> httpx.AsyncClient:
    """A client with cookies of its own, that nobody has signed in with; `address` is where it calls from."""
    asgi: Any = app  # httpx and Litestar spell the types of ASGI differently
    return httpx.AsyncClient(transport=httpx.ASGITransport(asgi, client=(address, 50000)), base_url=BASE_URL)


async def sign_in(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.AsyncClient:
    """Signs in through the API; the client then carries the session's cookie and its CSRF token."""
    answer = await client.post("/api/session", json={"email": email, "password": password})
    assert answer.status_code == 201, answer.text
    client.headers["X-CSRF-Token"] = answer.headers["X-CSRF-Token"]
    return client


@asynccontextmanager
async def signed_in(chain: Chain) -> AsyncIterator[Chain]:
    """The cast with everybody signed in: with the session that signing in would have made, but without the request."""
    at = now()
    async with AsyncExitStack() as stack:
        async with chain.app.state.database.transaction() as work:
            connection = await work.connection()
            for name, account_id in chain.account_ids.items():
                token = Token.fresh(chain.organisation_id)
                await insert_session(connection, token, account_id, at, at + SESSION_LIFETIME)
                browser = await stack.enter_async_context(a_browser(chain.app))
                browser.cookies.set("floorwalk", token.written, domain="localhost.local")
                browser.headers["X-CSRF-Token"] = token.csrf_token
                chain.clients[name] = browser
        yield chain


@pytest.fixture
async def chain(app: Litestar, connection: Connection) -> AsyncIterator[Chain]:
    """The cast in a fresh database, everybody signed in."""
    async with signed_in(await load_cast(connection, app)) as loaded:
        yield loaded
