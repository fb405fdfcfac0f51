"""How the server's processes learn that the server is about to stop, before they are told to end.

Granian's worker takes the signal for itself and waits for every answer under way; an open stream would hold it until
it is killed. So the launcher keeps the writing end of a pipe and closes it first; every worker sees its end. Granian
2.8 has no hook for this.
"""

import asyncio
import os
from collections.abc import Callable

_reading: int | None = None
_writing: int | None = None


def prepare_for_stop() -> None:
    """In the launcher, before it forks."""
    global _reading, _writing
    if _reading is None:
        _reading, _writing = os.pipe()


def say_stop() -> None:
    """In the launcher, from its signal handler: workers' streams end now."""
    _close_writing_end()


def keep_only_the_reading_end() -> None:
    """In a worker, first of all: while any process holds the other end, nobody sees it close."""
    _close_writing_end()


def on_stop(act: Callable[[], None]) -> None:
    """In a worker's event loop: calls `act` when the server is about to stop. Never, where no launcher prepared it."""
    if _reading is None:
        return
    loop, reading = asyncio.get_running_loop(), _reading

    def seen() -> None:
        loop.remove_reader(reading)
        act()

    loop.add_reader(reading, seen)


def _close_writing_end() -> None:
    global _writing
    writing, _writing = _writing, None
    if writing is not None:
        os.close(writing)
