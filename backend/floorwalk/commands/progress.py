"""How far a long command is: a bar on a terminal, a plain line now and then elsewhere, nothing for what is quick."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

QUIET_SECONDS = 2.0  # nothing is shown for what takes less
REDRAW_SECONDS = 0.1
LINE_SECONDS = 10.0  # between two plain lines
BAR_CELLS = 30


class Progress:
    """Counts what is done. `total` is None where the end is not known.

    Use it in a `with` block, and call `advance` as often as convenient; it draws only when something is due.
    """

    def __init__(self, what: str, total: int | None = None, *, unit: str = "rows", out: TextIO | None = None) -> None:
        self._what = what
        self._total = total
        self._unit = unit
        self._out = sys.stderr if out is None else out
        self._on_terminal = self._out.isatty()
        self._done = 0
        self._began = time.monotonic()
        self._next_at = self._began + QUIET_SECONDS
        self._drawn = False

    def advance(self, by: int = 1) -> None:
        self.reach(self._done + by)

    def reach(self, done: int) -> None:
        self._done = done
        now = time.monotonic()
        if now >= self._next_at:
            self._next_at = now + (REDRAW_SECONDS if self._on_terminal else LINE_SECONDS)
            self._draw(now)

    def _draw(self, now: float) -> None:
        self._drawn = True
        line = f"{self._what}: {self._done:,}"
        if self._total:
            share = min(self._done / self._total, 1.0)
            if self._on_terminal:
                filled = int(share * BAR_CELLS)
                line = f"{self._what} [{'█' * filled}{'·' * (BAR_CELLS - filled)}] {self._done:,}"
            line += f" of {self._total:,}"
        line += f" {self._unit}, {now - self._began:.0f} s"
        self._out.write(f"\r\x1b[K{line}" if self._on_terminal else f"{line}\n")
        self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._drawn:
            if kind is None:
                self._draw(time.monotonic())
            if self._on_terminal:
                self._out.write("\n")
                self._out.flush()
