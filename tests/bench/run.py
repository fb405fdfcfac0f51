"""Measures the backend on this machine, in one run: `./dev bench`, or `python tests/bench/run.py`.

Prints tables and writes all figures as JSON; changes nothing else. What the figures mean, and what they should be, is
docs/performance.md. Everything compared takes turns, because a machine is not equally fast from minute to minute.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from floorwalk.samples import load  # noqa: E402
from tests.bench import report  # noqa: E402
from tests.bench.accepting import accepting  # noqa: E402
from tests.bench.chain import MANAGER_EMAIL, load_chain  # noqa: E402
from tests.bench.cluster import Cluster, cluster  # noqa: E402
from tests.bench.comparing import comparing  # noqa: E402
from tests.bench.estimating import estimating  # noqa: E402
from tests.bench.exporting import VISITS, exporting  # noqa: E402
from tests.bench.filling import fill, sum_up  # noqa: E402
from tests.bench.growing import growing  # noqa: E402

PARTS = ("accept", "grow", "compare", "estimate", "exports")
SIZES = (3_000, 30_000, 300_000)
QUICK_SIZES = (3_000, 30_000)
COMPARED_AT = (100_000, 1_000_000)
QUICK_COMPARED_AT = (30_000, 100_000)
EMPTY = "bench_empty"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="about two minutes; figures are rougher, sizes smaller")
    parser.add_argument("--only", metavar="PARTS", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the JSON goes; default: a new temporary file")
    wish = parser.parse_args()
    parts = tuple(wish.only.split(","))
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    out: Path = wish.out or Path(tempfile.gettempdir()) / f"floorwalk-bench-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    with tempfile.TemporaryDirectory(prefix="fwb-") as folder, cluster(Path(folder) / "data") as running:
        figures = asyncio.run(measured(running, Path(folder), parts, quick=wish.quick))
    out.write_text(json.dumps(figures, indent=2) + "\n")
    report.show(figures)
    print(f"\nAll figures: {out}")
    return 0


async def measured(running: Cluster, folder: Path, parts: tuple[str, ...], *, quick: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": quick,
        "machine": {
            "cores": len(os.sched_getaffinity(0)),
            "processor": _processor(),
            "system": platform.platform(),
            "python": platform.python_version(),
            "load_before": os.getloadavg()[0],
        },
    }
    if "estimate" in parts:
        with _step("the statistics of 500 stores"):
            figures["estimate"] = estimating()
    if set(parts) <= {"estimate"}:
        return figures
    await running.create(EMPTY)
    async with running.connection_to(EMPTY) as connection:
        chain = await load_chain(connection)
    if "accept" in parts:
        with _step("visits over HTTP, against the raw floor"):
            figures["accept"] = await accepting(running, chain, EMPTY, folder, quick=quick)
    if "exports" in parts:
        with _step(f"exports about people, {VISITS:,} visits"):
            await running.create("bench_exports", copy_of=EMPTY)
            async with running.connection_to("bench_exports") as connection:
                await fill(connection, chain, VISITS)
            figures["exports"] = await exporting(running, "bench_exports", chain, folder)
    if "grow" not in parts and "compare" not in parts:
        return figures
    sizes = QUICK_SIZES if quick else SIZES
    compared_at = QUICK_COMPARED_AT if quick else COMPARED_AT
    before = EMPTY
    databases: dict[int, str] = {}
    wanted = {*(sizes if "grow" in parts else ()), *(compared_at if "compare" in parts else ())}
    for size in sorted(wanted):
        with _step(f"a database with {size:,} visits"):
            name = f"bench_{size}"
            await running.create(name, copy_of=before)
            async with running.connection_to(name) as connection:
                await fill(connection, chain, size)
            databases[size] = before = name
    if "compare" in parts:
        summed: dict[int, str] = {}
        for size in compared_at:
            with _step(f"the sums of {size:,} visits"):
                summed[size] = f"bench_compared_{size}"
                await running.create(summed[size], copy_of=databases[size])
                async with running.connection_to(summed[size]) as connection:
                    await sum_up(connection, chain)
        with _step("comparisons"):
            area_id = str(chain.region_ids[0])
            figures["compare"] = await comparing(running, summed, MANAGER_EMAIL, folder, quick=quick, area_id=area_id)
        figures["compare"] += await _of_the_sample_chain(running, folder, quick=quick)
    if "grow" in parts:
        with _step("the SQL of a visit as visits accumulate"):
            grown = {size: databases[size] for size in sizes}
            figures["grow"] = await growing(running, chain, grown, folder, quick=quick)
    return figures


async def _of_the_sample_chain(running: Cluster, folder: Path, *, quick: bool) -> list[dict[str, Any]]:
    name = "bench_sample"
    await running.create(name)
    with _step("the sample chain"):
        summary = await load(running.url_of(name))
    email, password = next((email, password) for role, email, password in summary.sign_ins if role == "area_manager")
    with _step("comparisons on the sample chain"):
        return await comparing(running, {0: name}, email, folder, quick=quick, password=password)


class _step:  # reads as a word where it is used
    """Says what is being measured, and how long that took."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._began = time.monotonic()
        sys.stderr.write(f"{self._what} … ")
        sys.stderr.flush()

    def __exit__(self, kind: object, _fault: object, _trace: object) -> None:
        sys.stderr.write(f"{'failed after ' if kind else ''}{time.monotonic() - self._began:.0f} s\n")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


if __name__ == "__main__":
    sys.exit(main())
