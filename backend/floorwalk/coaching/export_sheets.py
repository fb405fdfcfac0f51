"""The sheets of an export's workbook and what stands in them. How a cell is written is workbook.py.

Stars hold free text, with the people named in it masked (masking.py). Comments are in no sheet.
"""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from floorwalk.coaching.export_files import (
    BUSINESS_AREA_COLUMNS,
    NOT_SUFFICIENT_ALONE,
    AreaRow,
    figure_cells,
    versions_by_key,
)
from floorwalk.coaching.export_plans import PLANS
from floorwalk.coaching.export_texts import DEFINITIONS, TITLE
from floorwalk.coaching.formal_process import said_rows
from floorwalk.coaching.masking import masked
from floorwalk.coaching.people import People
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.coaching.records import CriterionCounts, PersonRecord, criteria_in_order
from floorwalk.coaching.wire import FormalProcess, Language, SheetMade
from floorwalk.coaching.workbook import Column, Kind, Sheet, Workbook
from floorwalk.comparisons.figures import Prior
from floorwalk.scoring.score import gap_of
from floorwalk.statistics.interval import NoInterval

WORKBOOK_FILE = "people.xlsx"
WIDTHS: Mapping[str, int] = {
    "person": 16, "business_area": 22, "criterion_key": 26, "comparability_key": 18, "rubric_key": 22,
    "rubric_versions": 18, "visit": 16, "visited_on": 12, "touchpoint_key": 16, "act": 40, "evidence": 80,
    "scope": 26, "agreement": 80, "plan_state": 20, "verdict": 18, "reason": 22, "flags": 22, "sheet": 16,
    "column": 20, "meaning": 100, "said": 20, "value": 100,
}  # fmt: skip
ORDINARY_WIDTH = 12
DAYS = frozenset({"visited_on", "agreed_on", "reobserve_by", "ended_on"})
TEXTS = frozenset({*WIDTHS, "display", "scope_kind"} - DAYS)
FIGURES = BUSINESS_AREA_COLUMNS[5:]
PEOPLE = ("person", "comparability_key", "rubric_key", "rubric_versions", *FIGURES)
CRITERIA = (
    "person", "business_area", "criterion_key", "comparability_key", "ratings", "visits", "evaluators", "days",
    "not_scored", "exceeded", "met", "below", "gap_bp", "reason", "flags",
)  # fmt: skip
STARS = ("person", "visit", "visited_on", "touchpoint_key", "weight", "act", "evidence")
DEFINED = ("sheet", "column", "meaning")
FORMAL = ("said", "value")


class Sheets:
    """The workbook of one export while it is written; people come one after the other."""

    def __init__(
        self,
        path: Path,
        language: Language,
        pseudonyms: Pseudonyms,
        names: frozenset[str],
        formal: FormalProcess | None,
    ) -> None:
        self._workbook = Workbook(path, TITLE[language])
        self._pseudonyms, self._names, self._language = pseudonyms, names, language
        self._first: list[Sheet] = []
        if formal is not None:  # before everything else, so that nobody reads a figure without it
            self._first = [self._workbook.sheet("formal_process", _columns(FORMAL))]
            for row in said_rows(formal):
                self._first[0].add(row)
        self._people = self._workbook.sheet("people", _columns(PEOPLE))
        self._areas = self._workbook.sheet("business_areas", _columns(BUSINESS_AREA_COLUMNS))
        self._criteria = self._workbook.sheet("criteria", _columns(CRITERIA))
        self._plans = self._workbook.sheet("coaching_plans", _columns(PLANS))
        self._stars = self._workbook.sheet("stars", _columns(STARS))
        self._definitions = self._workbook.sheet("definitions", _columns(DEFINED))

    def add_person(
        self, people_rows: list[AreaRow], area_rows: list[AreaRow], plan_rows: list[AreaRow], record: PersonRecord
    ) -> None:
        for row in people_rows:
            self._people.add(row)
        for row in area_rows:
            self._areas.add(row)
        for row in plan_rows:
            self._plans.add(row)
        person = self._pseudonyms.person(record.staff_member_id)
        for key, counts in criteria_in_order(record):
            self._criteria.add((person, key.business_area, key.criterion_key, key.comparability_key, *_counted(counts)))
        for row in star_rows_of(record, self._pseudonyms, self._names):
            self._stars.add(row)

    def close(self) -> list[SheetMade]:
        for sheet, column, meanings in DEFINITIONS:
            self._definitions.add((sheet, column, meanings[self._language]))
        self._workbook.close()
        sheets = (*self._first, self._people, self._areas, self._criteria, self._plans, self._stars, self._definitions)
        return [SheetMade(name=sheet.name, row_count=sheet.row_count) for sheet in sheets]


def people_rows_of(
    people: People, released: Mapping[UUID, frozenset[str]], pseudonyms: Pseudonyms, priors: Mapping[str, Prior]
) -> dict[str, list[AreaRow]]:
    """By the person's code: one row for each released person × comparability key. `priors`: by comparability key."""
    by_key = versions_by_key(people)
    rows: dict[str, list[AreaRow]] = {}
    for (staff_member_id, key), tally in sorted(people.people.items(), key=lambda one: one[0].comparability_key):
        if key in released.get(staff_member_id, ()):
            person = pseudonyms.person(staff_member_id)
            prior = priors.get(key, NoInterval.SPREAD_UNKNOWN)
            rows.setdefault(person, []).append((person, key, *by_key[key], *figure_cells(tally, prior)))
    return rows


def star_rows_of(record: PersonRecord, pseudonyms: Pseudonyms, names: frozenset[str]) -> list[AreaRow]:
    person = pseudonyms.person(record.staff_member_id)
    return [
        (
            person, pseudonyms.visit(star.visit_id), star.visited_on, star.touchpoint_key, star.weight,
            masked(star.act, names), masked(star.evidence, names),
        )
        for star in record.stars
    ]  # fmt: skip


def _counted(counts: CriterionCounts) -> AreaRow:
    evidence, reason = counts.tally.evidence, counts.reason
    n = (evidence.interactions, evidence.visits, evidence.evaluators, evidence.days, counts.not_scored)
    if reason is not None:
        return (*n, None, None, None, None, reason.value, NOT_SUFFICIENT_ALONE)
    exceeded, met, below = counts.outcomes
    return (*n, exceeded, met, below, gap_of(exceeded, met, below), None, NOT_SUFFICIENT_ALONE)


def _columns(keys: tuple[str, ...]) -> list[Column]:
    return [Column(_heading(key), _kind(key), WIDTHS.get(key, ORDINARY_WIDTH)) for key in keys]


def _heading(key: str) -> str:
    return key.removesuffix("_bp") + "_points" if key.endswith("_bp") else key


def _kind(key: str) -> Kind:
    if key in DAYS:
        return "day"
    if key.endswith("_bp"):
        return "points"
    return "text" if key in TEXTS else "count"
