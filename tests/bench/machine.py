"""What the processes of a server cost: CPU seconds and memory, read from /proc."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds so far, or MB of memory: of the server's own processes, and of the database's."""

    server: float
    database: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.server - other.server, self.database - other.database)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.server + other.server, self.database + other.database)

    @property
    def total(self) -> float:
        return self.server + self.database


def tree_of(pid: int) -> list[int]:
    """The process and everything under it, as far as it still lives."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                waiting += [int(child) for child in children.read_text().split()]
            except OSError:
                continue  # it has ended meanwhile
    return found


def cpu_seconds_of(server_pid: int, database_pid: int) -> Cost:
    """Of both trees, children that ended and were waited for included."""
    return Cost(_sum(_cpu_seconds, tree_of(server_pid)), _sum(_cpu_seconds, tree_of(database_pid)))


def pss_mb_of(server_pid: int, database_pid: int) -> Cost:
    """Proportional set size: what is shared counts once over all."""
    return Cost(_sum(_pss_mb, tree_of(server_pid)), _sum(_pss_mb, tree_of(database_pid)))


def _sum(figure: Callable[[int], float], pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        try:
            total += figure(pid)
        except OSError:
            continue  # it has ended meanwhile
    return total


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def _pss_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
