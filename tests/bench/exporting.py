"""What an export about people costs: the ratings' file beside a bare COPY, and whole exports in their own process.

9,000 people with six visits each; 417 of them, with 100,080 ratings, are those of one area.
"""

import asyncio
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.coaching import export_files, queries
from floorwalk.coaching.approvals import KIND
from floorwalk.coaching.gathering import Gathered, days_of_stores, gather
from floorwalk.coaching.model import Purpose
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.coaching.wire import ExportAsked, PopulationAsked, question_of
from floorwalk.identity.queries import viewer_of_account
from floorwalk.infrastructure import background_work
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from tests.bench.chain import AREAS, BEGINNING, PEOPLE_EACH, STORES, BenchChain
from tests.bench.cluster import Cluster
from tests.bench.filling import LAST_ON

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = STORES * PEOPLE_EACH
OF_AN_AREA = 417
VISITS_EACH = 6
VISITS = PEOPLE * VISITS_EACH
TURNS = 3
# As rating_rows writes them, but for the codes, which no statement can compute: ids stand in their place.
BARE = """
    select e.staff_member_id, e.visit_id, e.position + 1, v.visited_on, v.mode, v.evaluator_id, e.comparability_key,
           e.touchpoint_key, one.place, one.state, one.score_bp, one.outcome
      from evaluation e join visit v using (organisation_id, visit_id),
           unnest(e.rating_states, e.scores_bp, e.outcomes) with ordinality as one (state, score_bp, outcome, place)
     where e.organisation_id = $1 and v.organisation_id = $1 and e.staff_member_id = any($2::uuid[])
     order by e.staff_member_id, v.visited_on, e.visit_id, e.position, one.place
"""


async def arrange(connection: Connection, chain: BenchChain) -> UUID:
    """Who was observed where, by two evaluators in turn; the first 417 in the stores of one area. The account of HR."""
    organisation_id, account_id, people = chain.organisation_id, new_id(), chain.staff_ids
    of_area, elsewhere = chain.store_ids[::AREAS], [s for p, s in enumerate(chain.store_ids) if p % AREAS]
    stores = [
        of_area[place % len(of_area)] if place < OF_AN_AREA else elsewhere[place % len(elsewhere)]
        for place in range(PEOPLE)
    ]
    async with connection.transaction():
        await connection.execute("delete from staff_posting where organisation_id = $1", organisation_id)
        await connection.executemany(
            "insert into staff_posting (organisation_id, staff_posting_id, staff_member_id, store_id, role_title,"
            " valid_from) values ($1, $2, $3, $4, 'Sales', $5)",
            [(organisation_id, new_id(), p, s, BEGINNING) for p, s in zip(people, stores, strict=True)],
        )
        await connection.execute(
            "create temp table numbered on commit drop as select visit_id, row_number() over (order by visit_id) - 1"
            " as number from visit where organisation_id = $1",
            organisation_id,
        )
        await connection.execute(
            """
            update evaluation set staff_kind = 'named', staff_member_id = ($2::uuid[])[1 + number % $3]
              from numbered where evaluation.organisation_id = $1 and evaluation.visit_id = numbered.visit_id
            """,
            organisation_id, people, PEOPLE,
        )  # fmt: skip
        await connection.execute(
            """
            update visit set store_id = ($2::uuid[])[1 + number % $3], programme_id = $4,
                             evaluator_id = case when number / $3 % 2 = 0 then $6::uuid else $5 end
              from numbered where visit.organisation_id = $1 and visit.visit_id = numbered.visit_id
            """,
            organisation_id, stores, PEOPLE, chain.programme_id, chain.other_evaluator_id,
            chain.evaluator_id,
        )  # fmt: skip
        await connection.execute(
            "insert into staff_notice (organisation_id, staff_notice_id, programme_id, text_version, languages,"
            " given_on, channel) values ($1, $2, $3, '1', '{en}', $4, 'board')",
            organisation_id, new_id(), chain.programme_id, BEGINNING,
        )  # fmt: skip
        await connection.execute(
            "insert into account (organisation_id, account_id, email, display_name, language, created_at)"
            " values ($1, $2, 'bench-hr@linden.example', 'Bench HR', 'en', $3)",
            organisation_id, account_id, now(),
        )  # fmt: skip
        await connection.execute(
            "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, granted_at)"
            " values ($1, $2, $3, 'hr', 'organisation', $4)",
            organisation_id, new_id(), account_id, now(),
        )  # fmt: skip
    await connection.execute("vacuum analyze")
    return account_id


async def exporting(running: Cluster, database: str, chain: BenchChain, folder: Path) -> dict[str, Any]:
    async with running.connection_to(database) as connection:
        account_id = await arrange(connection, chain)
        area_id = await connection.fetchval("select area_id from area where area_code = 'A0'")
    pool = Database(running.url_of(database), 4)
    try:
        found: dict[str, Any] = {"ratings_file": await _beside_copy(pool, chain, account_id, area_id, folder)}
        found["exports"] = [
            await _whole(pool, running.url_of(database), chain, account_id, folder, what, asked)
            for what, asked in (
                ("417 people, 100,080 ratings", _asked(area_id)),
                ("the same with 417 dossiers", _asked(area_id, with_dossiers=True)),
                ("9,000 people", _asked(None)),
            )
        ]
    finally:
        await pool.close()
    return found


def _asked(area_id: UUID | None, *, with_dossiers: bool = False) -> ExportAsked:
    return ExportAsked(
        purpose=Purpose.COACHING,
        from_on=LAST_ON - timedelta(days=1_100),
        to_on=LAST_ON,
        population=PopulationAsked(area_id=area_id),
        retain_until_on=now().date() + timedelta(days=90),
        with_dossiers=with_dossiers,
    )


async def _beside_copy(
    pool: Database, chain: BenchChain, account_id: UUID, area_id: UUID, folder: Path
) -> dict[str, Any]:
    """Seconds of the ratings' file and of COPY, in turns, both from the statement to the closed file."""
    asked, ours, bare = _asked(area_id), [], []
    async with pool.transaction() as work:
        viewer = await viewer_of_account(await work.connection(), chain.organisation_id, account_id)
    if viewer is None:
        raise RuntimeError("the account of HR is missing")
    async with pool.transaction() as work:
        gathered = await gather(work, viewer, asked)
        pseudonyms = Pseudonyms(b"bench", question_of(asked))
        people = sorted(gathered.released, key=pseudonyms.person)
        rows = 0
        for _ in range(TURNS):
            began = time.perf_counter()
            rows = await _written(gathered, pseudonyms, people, folder / "ours.csv")
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            await gathered.connection.copy_from_query(
                BARE, chain.organisation_id, people, output=str(folder / "bare.csv"), format="csv"
            )
            bare.append(time.perf_counter() - began)
    return {
        "ratings": rows,
        "seconds": round(min(ours), 2),
        "copy_seconds": round(min(bare), 2),
        "speed_against_copy": round(min(bare) / min(ours), 2),
        "turns": TURNS,
    }


async def _written(gathered: Gathered, pseudonyms: Pseudonyms, people: list[UUID], path: Path) -> int:
    async def observed() -> Any:
        stores = list(days_of_stores(gathered.windows))
        period, organisation_id = (
            gathered.period,
            await gathered.connection.fetchval("select organisation_id from organisation"),
        )
        async for row in queries.observations_of_people(gathered.connection, organisation_id, stores, period, people):
            yield row, gathered.people.versions[row["rubric_version_id"]]

    rows = 0
    with path.open("wb") as file:
        async for _, lines in export_files.rating_rows(observed(), pseudonyms):
            rows += len(lines)
            file.write(b"".join(lines))
    return rows - 1


async def _whole(
    pool: Database, url: str, chain: BenchChain, account_id: UUID, folder: Path, what: str, asked: ExportAsked
) -> dict[str, Any]:
    """From asking to issued files, as the server has it done: a process of its own, with its start and its memory."""
    export_id = new_id()
    async with pool.transaction() as work:
        await background_work.ask(
            await work.connection(), chain.organisation_id, export_id, KIND, account_id, msgspec.to_builtins(asked)
        )
    environment = os.environ | {
        "FLOORWALK_DATABASE_URL": url,
        "FLOORWALK_DATA_DIR": str(folder / "data-of-exports"),
        "PYTHONPATH": str(ROOT / "backend"),
    }
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "floorwalk", "work"], env=environment)  # noqa: ASYNC220
    _, code, used = await asyncio.to_thread(os.wait4, process.pid, 0)
    took = time.perf_counter() - began
    async with pool.transaction() as work:
        manifest = await (await work.connection()).fetchval(
            "select manifest from export where organisation_id = $1 and export_id = $2",
            chain.organisation_id,
            export_id,
        )
    if code != 0 or manifest is None:
        raise RuntimeError(f"{what}: the process ended with {code}")
    return {
        "what": what,
        "seconds": round(took, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "memory_mb": round(used.ru_maxrss / 1_000),
        "released": manifest["released"],
        "files_mb": {file["name"]: round(file["size_bytes"] / 1e6, 1) for file in manifest["files"]},
    }
