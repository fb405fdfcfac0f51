"""Looking at a photo in a child process: off the event loop, one at a time, with bounded memory and time.

A child of its own for each: a decoder that is led astray takes nothing with it. Costs a tenth of a second to start.
"""

import asyncio
import logging
import signal
import subprocess
import sys
from dataclasses import dataclass

from floorwalk.attachments import reencoding
from floorwalk.attachments.errors import CheckingBusy

LONGEST_WAIT_SECONDS = 30  # by the clock: the child's own bound is processor time
MOST_WAITING = 8  # in this process; who comes later asks again
logger = logging.getLogger("floorwalk")
OUT_OF_BOUNDS = frozenset({-signal.SIGXCPU, -signal.SIGXFSZ})


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of a photo."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Refused for good: the same bytes will always be."""

    problem_code: str


class ChildFailed(Exception):
    """The child ended without a verdict by the machine's fault, not the picture's: it may get through another time."""


class LookingAtPictures:
    """The line in front of the one child. Belongs to one event loop."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def look_at(self, content: bytes) -> Picture | NotTaken:
        """Raises CheckingBusy if the line is long, or if the machine could not get through."""
        self.refuse_if_busy()
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(looked_at, content)
        except ChildFailed as failed:
            logger.warning("a photo could not be looked at: %s", failed)
            raise CheckingBusy from failed
        finally:
            self._waiting -= 1

    def refuse_if_busy(self) -> None:
        """Before a photo's bytes are fetched. Raises CheckingBusy."""
        if self._waiting >= MOST_WAITING:
            raise CheckingBusy


def looked_at(content: bytes) -> Picture | NotTaken:
    """The child's verdict. Raises ChildFailed."""
    command = [sys.executable, "-I", "-B", str(reencoding.__file__)]
    try:
        done = subprocess.run(  # noqa: S603 our own program
            command, input=content, capture_output=True, timeout=LONGEST_WAIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise ChildFailed("no verdict in time") from late
    said, _, picture = done.stdout.partition(b"\n")
    if done.returncode == 0 and said.startswith(b"image/"):
        return Picture(said.decode(), picture)
    if done.returncode == 0 and said:
        return NotTaken(said.decode())
    if done.returncode in OUT_OF_BOUNDS:
        return NotTaken(reencoding.TOO_MANY_PIXELS)
    if done.returncode in (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL, -signal.SIGABRT):
        return NotTaken(reencoding.UNREADABLE)  # the decoder broke on it
    raise ChildFailed(f"exit {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
