"""The figures of a run as tables, each beside what it should be."""

from collections.abc import Sequence
from typing import Any

# From shared quality targets Q1 to Q4: what is to be reached on two cores.
LEAST_PER_SECOND = {1: 200, 8: 500, 32: 500}
MOST_MS = {1: ("p95_ms", 8), 8: ("p95_ms", 30), 32: ("p99_ms", 150)}
MOST_CPU_S = 4
MOST_MEMORY_MB = 150
MOST_GROWTH = 1.1
MOST_STATEMENTS = 4
LEAST_OF_COPY = 0.5
MOST_STATISTICS_MS = 500  # issue 4
MOST_SEVERITY_MS = 5_000


def show(figures: dict[str, Any]) -> None:
    machine = figures["machine"]
    print(f"\n{machine['cores']} cores, {machine['processor']}; load before {machine['load_before']:.1f}")
    if "accept" in figures:
        _accept(figures["accept"])
    if "grow" in figures:
        _grow(figures["grow"])
    for compared in figures.get("compare", ()):
        _compare(compared)
    if "estimate" in figures:
        _estimate(figures["estimate"])
    if "exports" in figures:
        _exports(figures["exports"])


def _exports(found: dict[str, Any]) -> None:
    one = found["ratings_file"]
    print(
        f"\nThe file of {one['ratings']:,} ratings: {one['seconds']} s; bare COPY {one['copy_seconds']} s;"
        f" {one['speed_against_copy']} of its speed (at least {LEAST_OF_COPY}:"
        f" {_said(one['speed_against_copy'] >= LEAST_OF_COPY)})"
    )
    rows = [
        [
            each["what"], each["seconds"], each["cpu_seconds"], each["memory_mb"],
            ", ".join(f"{name} {size} MB" for name, size in each["files_mb"].items()),
        ]
        for each in found["exports"]
    ]  # fmt: skip
    _table(["whole export", "s", "CPU s", "most memory MB", "files"], rows)


def _accept(found: dict[str, Any]) -> None:
    print(f"\nVisits over HTTP ({found['visit_bytes']:,} bytes each, {found['stored_before']:,} stored before)")
    rows = []
    for run in found["runs"]:
        cpu = run["cpu_s_per_1000"]
        rows.append(
            [
                run["connections"], run["server"], run["per_second"], run["p50_ms"], run["p95_ms"], run["p99_ms"],
                cpu["server"], cpu["database"], cpu["total"], sum(run["not_accepted"].values()), _verdict(run),
            ]
        )  # fmt: skip
    _table(
        ["conn.", "server", "visits/s", "p50 ms", "p95 ms", "p99 ms", "CPU s/1000: server", "database", "both",
         "not accepted", "target"],
        rows,
    )  # fmt: skip
    ratios = ", ".join(f"{ratio} at {connections}" for connections, ratio in found["ratio_to_floor"].items())
    print(f"Share of the raw floor's rate: {ratios}")
    memory, idle = found["memory_mb"]["after_10000"], found["memory_mb"]["idle"]
    print(
        f"Memory (PSS) after {found['stored_before']:,} visits: server {memory['server']} MB, database"
        f" {memory['database']} MB, both {memory['total']} MB; just started {idle['total']} MB (at most"
        f" {MOST_MEMORY_MB}: {_said(memory['total'] <= MOST_MEMORY_MB)})"
    )
    for run in found["runs"]:
        for what, count in run["not_accepted"].items():
            print(f"  {run['server']} at {run['connections']}: {count} × {what[:200]}")


def _verdict(run: dict[str, Any]) -> str:
    if run["server"] == "raw floor":
        return ""
    connections = run["connections"]
    percentile, most_ms = MOST_MS[connections]
    fits = (
        run["per_second"] >= LEAST_PER_SECOND[connections]
        and run[percentile] <= most_ms
        and run["cpu_s_per_1000"]["total"] <= MOST_CPU_S
    )
    return f"≥ {LEAST_PER_SECOND[connections]}/s, {percentile[:3]} ≤ {most_ms}, ≤ {MOST_CPU_S} s: {_said(fits)}"


def _grow(found: dict[str, Any]) -> None:
    print("\nSQL time of a visit")
    _table(
        ["visits stored", "median ms", "mean ms", "× the smallest"],
        [
            [f"{one['visits_stored']:,}", one["sql_ms_median"], one["sql_ms_mean"], one["ratio"]]
            for one in found["by_visits_stored"]
        ],
    )
    growth = found["by_visits_stored"][-1]["ratio"]
    print(
        f"At most {MOST_GROWTH} ×: {_said(growth <= MOST_GROWTH)}. {found['statements']} statements a visit"
        f" ({found['statements_with_begin_and_commit']} with begin and commit; at most {MOST_STATEMENTS}:"
        f" {_said(found['statements'] <= MOST_STATEMENTS)}). Full scans over 1,000 rows: {len(found['full_scans'])}."
    )
    for scan in found["full_scans"]:
        print(f"  {scan}")


def _compare(found: dict[str, Any]) -> None:
    print(f"\nComparisons at {found['visits_stored']:,} visits")
    _table(
        ["question", "first ms", "median ms", "least ms", "p95 ms", "SQL in it ms", "bare SQL ms", "× bare SQL",
         "× fewest visits", "statements", "answer kB"],
        [
            [
                one["question"], one["first_ms"], one["median_ms"], one["least_ms"], one["p95_ms"],
                one["sql_in_request_median_ms"],
                one["bare_sql_median_ms"], one["ratio_to_bare_sql"], one["ratio_to_smallest"], one["statements"],
                one["answer_kb"],
            ]
            for one in found["questions"]
        ],
    )  # fmt: skip
    for one in found["questions"]:
        for scan in one["full_scans"]:
            print(f"  full scan, {one['question']}: {scan}")


def _estimate(found: dict[str, Any]) -> None:
    print(f"\nStatistics of {found['stores']} stores, {found['evaluators']} evaluators, {found['visits']:,} visits")
    _table(
        ["what", "median ms", "least ms", "CPU ms", "at most ms"],
        [
            [what, one["median_ms"], one["least_ms"], one["cpu_median_ms"], most]
            for what, one, most in (
                ("all but severity", found["all"], MOST_STATISTICS_MS),
                ("severity (REML)", found["severity"], MOST_SEVERITY_MS),
            )
        ],
    )


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [list(headings), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(headings))]
    for number, row in enumerate(cells):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if number == 0:
            print("| " + " | ".join("-" * width for width in widths) + " |")


def _said(fits: bool) -> str:
    return "yes" if fits else "NO"
