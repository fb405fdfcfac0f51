"""The server from start to stop: database, migrations, workers, and all of it down again in the opposite order.

The application is built once, here, before any connection is open; the workers are forks and share its memory. What
is needed only at the start, such as migrations, happens in a child that ends. What the workers run is app.py.
"""

import contextlib
import errno
import gc
import http.client
import importlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, NoReturn

from floorwalk.infrastructure.parent_death import die_with_parent
from floorwalk.infrastructure.postgres import DataFolderRefused, PostgresRefused, own_database, say_on_stderr
from floorwalk.infrastructure.stopping import keep_only_the_reading_end, prepare_for_stop, say_stop
from floorwalk.settings import BadSetting, Settings

APPLICATION = "floorwalk.app:create_app"
STOP_SECONDS = 10  # for requests under way; streams end before (infrastructure/stopping.py)
READY_POLL_SECONDS = 0.05
READY_QUIET_SECONDS = 30.0
RESTART_PAUSE_SECONDS = 1.0  # after workers died again and again, before all of them are started anew
DONE, FAILED, NOT_UNDERSTOOD = 0, 1, 2

SignIn = tuple[str, str, str]  # role, e-mail, password


class Stopped(BaseException):
    """Somebody asked us to stop before there were workers. Not an Exception: nothing on the way may swallow it."""


def serve(*, with_sample: bool, application: str = APPLICATION) -> int:
    """Serves until SIGTERM or SIGINT. The exit code: 0 stopped, 1 could not serve, 2 a setting must change."""
    try:
        settings = Settings.from_environment()
        with _stoppable(), _port_of_ours(settings), own_database(settings) as url:
            os.environ["FLOORWALK_DATABASE_URL"] = url  # the workers read it from there
            sign_ins = _prepared(url, with_sample=with_sample)
            return _serve_until_stopped(settings, application, sign_ins)
    except Stopped:
        return DONE
    except (BadSetting, DataFolderRefused, PortTaken) as refusal:
        say_on_stderr(f"error: {refusal}")
        return NOT_UNDERSTOOD
    except (PostgresRefused, PreparationFailed) as refusal:
        say_on_stderr(f"error: {refusal}")
        return FAILED


# --- the port ------------------------------------------------------------------------------------------------------


class PortTaken(Exception):
    """The address to listen on cannot be had; the text says why and what to do."""


@contextlib.contextmanager
def _port_of_ours(settings: Settings) -> Iterator[None]:
    """Granian's workers share the port by SO_REUSEPORT, and would share it with another server too.

    So the port must be free now, and an abstract socket, which ends with us, keeps a second Floorwalk from it until
    the workers listen.
    """
    with socket.socket(socket.AF_UNIX) as claim:
        if sys.platform == "linux":
            try:
                claim.bind(f"\0floorwalk-port-{settings.port}")
            except OSError as taken:
                raise _port_taken(settings) from taken
        _try_to_bind(settings)
        yield


def _try_to_bind(settings: Settings) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as refusal:
        if refusal.errno == errno.EADDRINUSE:
            raise _port_taken(settings) from refusal
        raise PortTaken(
            f"{settings.host} port {settings.port} cannot be listened on: {refusal.strerror}. "
            "Choose others with FLOORWALK_HOST and FLOORWALK_PORT."
        ) from refusal


def _port_taken(settings: Settings) -> PortTaken:
    return PortTaken(
        f"Port {settings.port} on {settings.host} is taken by another program. "
        f"Stop it, or choose another port: FLOORWALK_PORT={settings.port + 1 if settings.port < 65535 else 8000}"
    )


# --- before there are workers --------------------------------------------------------------------------------------


class PreparationFailed(Exception):
    """Migrations or the sample chain did not get through; the child has said why."""


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Until granian takes the signals over, they end whatever we are doing."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _prepared(url: str, *, with_sample: bool) -> Sequence[SignIn]:
    """Migrates and loads the sample chain in a child, so that this process need not hold what they import."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_prepare, args=(url, with_sample, theirs, os.getpid()), name="preparation")
    child.start()
    theirs.close()
    try:
        sign_ins: Sequence[SignIn] = ours.recv()
    except EOFError:
        child.join()
        raise PreparationFailed("The database could not be prepared; the reason stands above.") from None
    except BaseException:
        child.terminate()
        raise
    finally:
        ours.close()
        child.join()
    return sign_ins


def _prepare(url: str, with_sample: bool, answer: Connection, launcher_pid: int) -> None:
    """In the child. Says what is wrong by itself, and answers only when all is done."""
    import asyncio

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    die_with_parent(launcher_pid)

    async def prepare() -> Sequence[SignIn]:
        from floorwalk.migrations.runner import upgrade

        await upgrade(url, say_on_stderr)
        if not with_sample:
            return ()
        samples = importlib.import_module("floorwalk.samples")
        summary = await samples.load(Settings.from_environment())
        return tuple(summary.sign_ins)

    answer.send(asyncio.run(prepare()))


# --- workers -------------------------------------------------------------------------------------------------------


def _serve_until_stopped(settings: Settings, application: str, sign_ins: Sequence[SignIn]) -> int:
    ready = threading.Event()
    threading.Thread(
        target=_announce_when_ready, args=(settings, sign_ins, ready), name="announcement", daemon=True
    ).start()
    built = _built(application)
    while True:
        try:
            _run_workers(settings, built)
        except SystemExit:
            if not ready.is_set():
                say_on_stderr("error: The server processes end as soon as they start; the reason stands above.")
                return FAILED
            # Granian gives up when a worker dies twice within seconds, as one does under an attack or a bad host.
            say_on_stderr("The server processes died again and again; all of them are started anew.")
            with _stoppable():
                time.sleep(RESTART_PAUSE_SECONDS)
        else:
            return DONE


def _built(application: str) -> Any:
    """The application, ready to be forked: 190 MB in two workers that import it each, 135 MB in two that share it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads, which no fork takes along
    module, _, factory = application.partition(":")
    built = getattr(importlib.import_module(module), factory)()
    gc.collect()
    gc.freeze()  # a collection in a worker then leaves the shared pages alone
    return built


def _run_workers(settings: Settings, built: Any) -> None:
    """Returns after an orderly stop. Raises SystemExit when granian gives up."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    prepare_for_stop()
    multiprocessing.set_start_method("fork", force=True)  # granian takes the default, which is another from 3.14 on
    hang_up = signal.getsignal(signal.SIGHUP)
    launcher_pid = os.getpid()
    server = Granian(
        target="floorwalk",  # only a name: the loader below has the application
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        http=HTTPModes.http1,  # a proxy speaks HTTP/2 to the world; streams cut by a client are noticed sooner so
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )

    interrupt: Any = server.signal_handler_interrupt

    def stop(_signal: int, _frame: FrameType | None) -> None:
        say_stop()
        interrupt()

    def take_signals() -> None:
        """Granian would let open streams hold up a stop, and take a closed terminal for a wish to reload."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN if hang_up is signal.SIG_IGN else stop)

    def in_the_worker(_target: str) -> Any:
        """Before anything else of ours."""
        # A fork begins with the launcher's handlers, which would swallow an early wish to stop.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        die_with_parent(launcher_pid)
        keep_only_the_reading_end()
        os.setpgid(0, 0)  # Ctrl-C in the terminal is for the launcher, which stops its workers in order
        return built

    server.on_startup(take_signals)
    server.serve(target_loader=in_the_worker)


# --- what a person sees --------------------------------------------------------------------------------------------


def _announce_when_ready(settings: Settings, sign_ins: Sequence[SignIn], ready: threading.Event) -> None:
    began = time.monotonic()
    next_word_after_seconds = READY_QUIET_SECONDS
    while not _is_ready(settings):
        time.sleep(READY_POLL_SECONDS)
        if time.monotonic() - began > next_word_after_seconds:
            say_on_stderr(f"The server is not ready after {time.monotonic() - began:.0f} s; still trying …")
            next_word_after_seconds *= 2
    ready.set()
    lines = ["", f"Floorwalk is at {address_of(settings)}   (Ctrl-C stops it)"]
    if sign_ins:
        lines += ["", "Sign in to the sample chain as", *_columns(sign_ins)]
    sys.stdout.write("\n".join([*lines, "", ""]))
    sys.stdout.flush()


def _columns(rows: Sequence[SignIn]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def address_of(settings: Settings) -> str:
    """For a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104 only compared
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{settings.port}"


def _is_ready(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 only compared
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
