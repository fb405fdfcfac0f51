"""Commands and a server on one data folder: who starts the database, who joins, who waits."""

import subprocess
from pathlib import Path

import pytest

from tests.backend.launcher.running import Server, command, eventually, is_running, server

pytestmark = pytest.mark.slow

WAIT = "sys.stdin.readline()"


def address_from(process: subprocess.Popen[str]) -> str:
    """Waits for the command's database."""
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address.startswith("postgresql://floorwalk@/floorwalk?host=")
    return address


def postmaster_of(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split("\n")[0])


class TestACommandBesideARunningServer:
    def test_uses_the_servers_database_and_leaves_it_running(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            postmaster = started.postmaster()
            with command(tmp_path / "data", "pass") as joined:
                address_from(joined)
                _, said = joined.communicate(timeout=30)
            assert (joined.returncode, said) == (0, "")
            assert started.postmaster() == postmaster
            assert started.answer()[0] == 200


class TestACommandByItself:
    def test_starts_a_database_and_stops_it_again(self, tmp_path: Path) -> None:
        with command(tmp_path / "data", WAIT) as alone:
            address_from(alone)
            postmaster = postmaster_of(tmp_path / "data")
            assert is_running(postmaster)
            alone.communicate("\n", timeout=30)
        assert alone.returncode == 0
        assert not is_running(postmaster)

    def test_that_is_killed_takes_its_database_with_it(self, tmp_path: Path) -> None:
        with command(tmp_path / "data", WAIT) as alone:
            address_from(alone)
            postmaster = postmaster_of(tmp_path / "data")
            alone.kill()
        eventually(lambda: not is_running(postmaster), "the database has ended")


class TestTwoCommandsAtOnce:
    def test_share_one_database_and_the_one_that_started_it_waits_for_the_other(self, tmp_path: Path) -> None:
        with command(tmp_path / "data", WAIT) as owner, command(tmp_path / "data", WAIT) as guest:
            addresses = {address_from(owner), address_from(guest)}
            assert len(addresses) == 1
            postmaster = postmaster_of(tmp_path / "data")
            first, second = (owner, guest) if owner_pid(tmp_path / "data") == owner.pid else (guest, owner)
            assert first.stdin is not None
            assert first.stderr is not None
            first.stdin.write("\n")
            first.stdin.flush()
            lines = iter(first.stderr.readline, "")
            assert any("Waiting for other commands that use this database" in line for line in lines)
            assert is_running(postmaster)
            second.communicate("\n", timeout=30)
            first.communicate(timeout=30)
        assert (owner.returncode, guest.returncode) == (0, 0)
        assert not is_running(postmaster)

    def test_started_in_the_same_moment_all_get_one(self, tmp_path: Path) -> None:
        together = [command(tmp_path / "data", "pass") for _ in range(4)]
        for process in together:
            process.communicate(timeout=60)
        assert [process.returncode for process in together] == [0, 0, 0, 0]


def owner_pid(data_dir: Path) -> int:
    """Whoever of the two was first to take the folder."""
    from floorwalk.infrastructure.data_folder import DataFolder

    with DataFolder(data_dir) as folder:
        owner = folder.owner()
    assert owner is not None
    return owner.pid


class TestAServerThatFindsACommandAtWork:
    def test_waits_for_it_says_so_and_then_starts(self, tmp_path: Path) -> None:
        with command(tmp_path / "data", WAIT) as busy:
            address_from(busy)
            waiting = Server(tmp_path / "data")
            try:
                eventually(lambda: "Waiting for another Floorwalk process" in waiting.said(), "it says why it waits")
                busy.communicate("\n", timeout=30)
                waiting.until_ready()
                assert waiting.answer()[0] == 200
            finally:
                assert waiting.stop() == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with command(tmp_path / "a file" / "data", "pass") as refused:
        _, said = refused.communicate(timeout=30)
    assert refused.returncode != 0
    assert f"The data folder {tmp_path / 'a file' / 'data'} cannot be used" in said
