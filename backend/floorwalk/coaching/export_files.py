"""The rows of an export's CSV files, as schemas/exports describes them. Nothing typed by an evaluator stands in them.

Text is written by csv_cells.safe_text, and empty is absent. Reading is queries.py; where the bytes go is files.py.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from floorwalk.coaching.csv_cells import CsvLines, safe_text
from floorwalk.coaching.model import Tally
from floorwalk.coaching.people import People
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.comparisons.figures import figure_of
from floorwalk.comparisons.suppression import Display, insufficiency_of
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.score import gap_of
from floorwalk.statistics.interval import NoInterval

BUSINESS_AREAS_FILE = "people-business-areas.csv"
RATINGS_FILE = "people-ratings.csv"
PSEUDONYMS_FILE = "pseudonyms.csv"
BUSINESS_AREA_COLUMNS = (
    "person", "business_area", "comparability_key", "rubric_key", "rubric_versions", "interactions", "visits",
    "evaluators", "days", "exceeded", "met", "below", "gap_bp", "mean_bp", "ci_low_bp", "ci_high_bp", "display",
    "reason", "flags",
)  # fmt: skip
RATING_COLUMNS = (
    "person", "visit", "interaction", "visited_on", "mode", "evaluator", "comparability_key", "rubric_key",
    "rubric_version", "touchpoint_key", "business_area", "criterion_key", "weight", "state", "score_bp", "outcome",
)  # fmt: skip
PSEUDONYM_COLUMNS = ("person", "staff_code", "display_name", "releasable", "reason")
NOT_SUFFICIENT_ALONE = "not_sufficient_alone"
STATES = {1: "scored", 2: "not_applicable", 3: "not_observed", 4: "cannot_remember"}
OUTCOMES = {1: "exceeded", 0: "met", -1: "below", None: ""}
# The end of a rating's line, ready for its score: lines by the hundred thousand are put together from such pieces.
RATED = {
    (number, outcome): f",{state},%b,{word}\n".encode()
    for number, state in STATES.items()
    for outcome, word in OUTCOMES.items()
}


AreaRow = tuple[object, ...]  # the cells of BUSINESS_AREA_COLUMNS; None is absent


def area_rows_of(
    people: People, released: Mapping[UUID, frozenset[str]], pseudonyms: Pseudonyms
) -> dict[str, list[AreaRow]]:
    """By the person's code: one row for each released person × business area, in their order.

    One with too little of its own says so and holds no figure.
    """
    priors, by_key = people.priors(), versions_by_key(people)
    rows = [
        (pseudonyms.person(cell.staff_member_id), cell.business_area, cell.comparability_key, tally)
        for cell, tally in people.cells.items()
        if cell.comparability_key in released.get(cell.staff_member_id, ())
    ]
    by_person: dict[str, list[AreaRow]] = {}
    for person, business_area, key, tally in sorted(rows, key=lambda row: row[:3]):
        rubric_key, labels = by_key[key]
        prior = priors.get((key, business_area), NoInterval.SPREAD_UNKNOWN)
        by_person.setdefault(person, []).append(
            (person, business_area, key, rubric_key, labels, *figure_cells(tally, prior))
        )
    return by_person


def versions_by_key(people: People) -> dict[str, tuple[str, str]]:
    """By comparability key: the rubric, and the labels of its versions separated by spaces."""
    by_key: dict[str, list[CompiledVersion]] = {}
    for version in sorted(people.versions.values(), key=lambda one: one.version_number):
        by_key.setdefault(version.comparability_key, []).append(version)
    return {
        key: (versions[0].rubric_key, " ".join(version.version_label for version in versions))
        for key, versions in by_key.items()
    }


def figure_cells(tally: Tally, prior: Any) -> tuple[object, ...]:
    """From `interactions` to `flags`: what every table of figures about people says in the same words."""
    figures, evidence = tally.figures, tally.evidence
    counts = (figures.w_sum, figures.m, evidence.evaluators, evidence.days)
    reason = insufficiency_of(evidence)
    if reason is not None:
        return (*counts, *(None,) * 7, Display.HIDDEN.value, reason.value, NOT_SUFFICIENT_ALONE)
    figure = figure_of(figures, prior, [NOT_SUFFICIENT_ALONE])
    return (
        *counts, figures.exceeded, figures.met, figures.below,
        gap_of(figures.exceeded, figures.met, figures.below), figure.raw_mean_bp, figure.ci_low_bp,
        figure.ci_high_bp, figure.display.value, None, " ".join(figure.flags),
    )  # fmt: skip


async def business_area_lines(by_person: Mapping[str, list[AreaRow]]) -> AsyncIterator[list[bytes]]:
    line = CsvLines()
    yield [line.of(*BUSINESS_AREA_COLUMNS)]
    for rows in by_person.values():
        yield [line.of(*map(_csv_cell, row)) for row in rows]


def _csv_cell(cell: object) -> object:
    return safe_text(cell) if isinstance(cell, str) else cell


async def rating_rows(
    observed: AsyncIterator[tuple[Mapping[str, Any], CompiledVersion]], pseudonyms: Pseudonyms
) -> AsyncIterator[tuple[str, list[bytes]]]:
    """The person's code and one row for each rating given, in the order of the rubric; what was left unanswered has
    none. The rows of one interaction come together. The heading comes first, of nobody."""
    line = CsvLines()
    yield "", [line.of(*RATING_COLUMNS)]
    criteria_of: dict[UUID, list[bytes]] = {}
    async for row, version in observed:
        criteria = criteria_of.get(version.rubric_version_id)
        if criteria is None:
            criteria = [
                line.of("", safe_text(one.business_area), safe_text(one.criterion_key), one.weight).rstrip(b"\n")
                for one in version.criteria
            ]
            criteria_of[version.rubric_version_id] = criteria
        person = pseudonyms.person(row["staff_member_id"])
        before = line.of(
            person, pseudonyms.visit(row["visit_id"]), row["position"] + 1,
            row["visited_on"].isoformat(), row["mode"], pseudonyms.evaluator(row["evaluator_id"]),
            version.comparability_key, safe_text(version.rubric_key), safe_text(version.version_label),
            safe_text(row["touchpoint_key"] or ""),
        )[:-1]  # fmt: skip
        yield (
            person,
            [
                before + criterion + RATED[state, outcome] % (b"" if score_bp is None else b"%d" % score_bp)
                for criterion, state, score_bp, outcome in zip(
                    criteria, row["rating_states"], row["scores_bp"], row["outcomes"], strict=True
                )
                if state
            ],
        )


async def pseudonym_rows(people: Sequence[tuple[str, str, str, str | None]]) -> AsyncIterator[list[bytes]]:
    """The key: code, staff code, name, reason or None. Withheld people too, for the manifest names them by code."""
    line = CsvLines()
    yield [line.of(*PSEUDONYM_COLUMNS)]
    for person, staff_code, display_name, reason in sorted(people):
        releasable = "true" if reason is None else "false"
        yield [line.of(person, safe_text(staff_code), safe_text(display_name), releasable, reason or "")]
