"""How a server starts, what it leaves behind when it stops, and what it refuses to start with."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.backend.launcher.running import (
    PATIENCE_SECONDS,
    Server,
    environment,
    eventually,
    free_port,
    is_running,
    owner_of,
    server,
)

pytestmark = pytest.mark.slow


class TestStarting:
    def test_a_folder_with_spaces_and_a_path_longer_than_a_socket_may_have_is_no_obstacle(self, tmp_path: Path) -> None:
        folder = tmp_path / "data of our shop" / ("x" * 120)
        folder.parent.mkdir()
        with server(folder) as started:
            assert started.answer()[0] == 200
            assert "Floorwalk is at http://127.0.0.1:" in started.said()

    def test_two_servers_side_by_side_have_a_database_each(self, tmp_path: Path) -> None:
        with server(tmp_path / "one") as one, server(tmp_path / "two") as two:
            assert (one.answer()[0], two.answer()[0]) == (200, 200)
            assert one.postmaster() != two.postmaster()

    def test_postgresql_runs_as_whoever_started_it_but_never_as_root(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            expected = {os.getuid()} if os.getuid() else {owner_of(started.postmaster())} - {0}
            assert {owner_of(started.postmaster())} == expected

    def test_no_folder_above_the_data_is_opened_to_others(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        with server(closed / "data") as started:
            assert started.answer()[0] == 200
        assert closed.stat().st_mode & 0o777 == 0o700

    def test_a_start_that_was_cut_short_is_made_good_by_the_next(self, tmp_path: Path) -> None:
        (tmp_path / "data" / "postgres.new").mkdir(parents=True)
        (tmp_path / "data" / "postgres.new" / "half a cluster").touch()
        with server(tmp_path / "data") as started:
            assert started.answer()[0] == 200


class TestStopping:
    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_nothing_is_left_running_and_the_exit_code_says_so(self, tmp_path: Path, how: int) -> None:
        with server(tmp_path / "data") as started:
            everything = started.everything()
            assert len(everything) > 4
            assert started.stop(how) == 0
            assert not any(is_running(pid) for pid in everything)
            assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()

    def test_a_request_under_way_is_answered_first(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as started:
            answers: list[int] = []
            asking = threading.Thread(target=lambda: answers.append(started.answer("/slow")[0]))
            asking.start()
            eventually((tmp_path / "data" / "slow request").exists, "the slow request is under way")
            assert started.stop() == 0
            asking.join()
            assert answers == [200]

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_an_open_stream_is_ended_and_holds_no_process_up(self, tmp_path: Path, how: int) -> None:
        with server(tmp_path / "data") as started:
            heard: list[str] = []
            listening = threading.Thread(target=lambda: heard.append(started.answer("/stream")[1]))
            listening.start()
            eventually((tmp_path / "data" / "open stream").exists, "the stream is open")
            assert started.stop(how) == 0
            listening.join()
            assert heard == ["begun and ended"]
            assert "refused to gracefully stop" not in started.said()

    def test_a_stop_while_it_is_still_starting_is_obeyed(self, tmp_path: Path) -> None:
        started = Server(tmp_path / "data")
        eventually(lambda: (tmp_path / "data").exists(), "the start has begun")
        assert started.stop() == 0
        assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()


class TestRefusingToStart:
    def test_a_port_that_another_program_has_is_named(self, tmp_path: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen(1)
            port = other.getsockname()[1]
            refused = Server(tmp_path / "data", port)
            assert refused.process.wait(PATIENCE_SECONDS) == 2
            assert f"Port {port} on 127.0.0.1 is taken" in refused.said()
            assert not (tmp_path / "data").exists()

    def test_a_port_that_another_floorwalk_has_is_named(self, tmp_path: Path) -> None:
        with server(tmp_path / "one") as first:
            refused = Server(tmp_path / "two", first.port)
            assert refused.process.wait(PATIENCE_SECONDS) == 2
            assert f"Port {first.port} on 127.0.0.1 is taken" in refused.said()
            assert first.answer()[0] == 200

    def test_a_folder_that_another_server_uses_is_named_and_that_server_goes_on(self, tmp_path: Path) -> None:
        with server(tmp_path / "data") as first:
            refused = Server(tmp_path / "data")
            assert refused.process.wait(PATIENCE_SECONDS) == 2
            assert f"(process {first.process.pid}) already uses the data folder" in refused.said()
            assert first.answer()[0] == 200

    def test_a_setting_that_cannot_be_meant_is_named(self, tmp_path: Path) -> None:
        refused = subprocess.run(
            [sys.executable, "-m", "floorwalk", "serve"],
            env=environment(tmp_path / "data", FLOORWALK_PORT="eight thousand"),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert refused.returncode == 2
        assert "FLOORWALK_PORT must be a whole number" in refused.stderr

    @pytest.mark.parametrize(
        ("application", "said"),
        [("no_such_factory", "no_such_factory"), ("make_one_that_fails_at_start", "end as soon as they start")],
    )
    def test_an_application_that_cannot_start_ends_the_server_and_its_database(
        self, tmp_path: Path, application: str, said: str
    ) -> None:
        code = (
            "import sys; from floorwalk.launcher import serve; "
            f"sys.exit(serve(with_sample=False, application='tests.backend.launcher.tiny_app:{application}'))"
        )
        refused = subprocess.run(
            [sys.executable, "-c", code],
            env=environment(tmp_path / "data", FLOORWALK_PORT=str(free_port())),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert refused.returncode == 1
        assert said in refused.stderr
        assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()
