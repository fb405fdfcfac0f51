"""Processes killed outright: what comes back, what goes away, and what is still there afterwards."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from tests.backend.launcher.running import Server, command, eventually, is_running, server

pytestmark = pytest.mark.slow


def asked(data_dir: Path, statement: str) -> str:
    """What a command gets from the database for one statement."""
    code = (
        "import asyncio, asyncpg\n"
        "    async def ask():\n"
        "        connection = await asyncpg.connect(url)\n"
        f"        print(await connection.fetchval({statement!r}))\n"
        "        await connection.close()\n"
        "    asyncio.run(ask())"
    )
    with command(data_dir, code) as asking:
        answer, said = asking.communicate(timeout=30)
    assert asking.returncode == 0, said
    return answer.splitlines()[-1]


def said_times(started: Server, times: int) -> bool:
    return started.said().count("The database is back.") == times


def others_than(started: Server, before: set[int]) -> set[int]:
    """The workers, once none of those before is among them."""
    now = started.workers()
    return set() if now & before else now


class TestAKilledLauncher:
    def test_takes_workers_and_database_with_it(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            everything = started.everything()
            started.process.kill()
            eventually(lambda: not any(is_running(pid) for pid in everything), "all of its processes have ended")
            assert started.answer()[0] == 0

    def test_is_followed_by_a_start_that_finds_every_row(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            assert asked(tmp_path / "data", "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number") == "None"
            started.process.kill()
        with server(tmp_path / "data"):
            assert asked(tmp_path / "data", "SELECT count(*) FROM kept") == "1000"


class TestAKilledDatabase:
    def test_is_started_again_and_the_same_workers_answer(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            before, workers = started.postmaster(), started.workers()
            os.kill(before, signal.SIGKILL)
            eventually(lambda: "The database is back." in started.said(), "it was started again", 10)
            eventually(lambda: started.answer()[0] == 200, "the workers reach it", 10)
            assert started.postmaster() != before
            assert started.workers() == workers

    def test_is_started_again_each_time(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            for times in range(1, 4):
                os.kill(started.postmaster(), signal.SIGKILL)
                eventually(partial(said_times, started, times), "it is back", 20)
            eventually(lambda: started.answer()[0] == 200, "the workers reach it", 10)
            assert started.stop() == 0


class TestAKilledWorker:
    def test_is_replaced(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            before = started.workers()
            os.kill(min(before), signal.SIGKILL)
            eventually(lambda: len(started.workers()) == 2 and started.workers() != before, "two workers again")
            eventually(lambda: started.answer()[0] == 200, "they answer")

    def test_is_replaced_however_often_it_is_killed(self, tmp_path: Path) -> None:
        with server(tmp_path / "data", workers=1) as started:
            for _ in range(3):
                before = started.workers()
                os.kill(min(before), signal.SIGKILL)
                eventually(partial(others_than, started, before), "another worker")
            eventually(lambda: started.answer()[0] == 200, "it answers")
            assert started.stop() == 0


class TestAPidFileThatLies:
    @pytest.mark.parametrize("content", ["no number\n", "", "999999999\n/nowhere\n"])
    def test_does_not_keep_the_database_from_starting(self, tmp_path: Path, content: str) -> None:
        with server(tmp_path / "data"):
            pass
        (tmp_path / "data" / "postgres" / "postmaster.pid").write_text(content)
        with server(tmp_path / "data") as started:
            assert started.answer()[0] == 200

    def test_and_names_a_stranger_costs_the_stranger_nothing(self, tmp_path: Path) -> None:
        with server(tmp_path / "data"):
            pass
        (tmp_path / "data" / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n/elsewhere\n")
        with server(tmp_path / "data") as started:
            assert started.answer()[0] == 200

    def test_and_names_an_owner_that_is_gone_is_not_believed(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "owner.json").write_text('{"pid":1,"role":"server","socket_dir":"/tmp/nobody-here"}')
        with server(tmp_path / "data") as started:
            assert started.answer()[0] == 200


def test_the_database_is_no_superusers_and_sorts_alike_on_every_machine(tmp_path: Path) -> None:
    with server(tmp_path / "data"):
        facts = (
            "SELECT (rolsuper, datlocprovider, datlocale, pg_encoding_to_char(encoding),"
            " current_setting('fsync'), current_setting('data_checksums'))::text"
            " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
        )
        assert asked(tmp_path / "data", facts) == "(f,b,C.UTF-8,UTF8,on,on)"
