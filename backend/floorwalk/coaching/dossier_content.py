"""What stands in one person's dossier, as values that the template only lays out. Pure.

Strengths and gaps come from the criteria, as counts; means with intervals from the business areas. Whatever has too
little behind it is left out or said to be too little, never estimated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from floorwalk.coaching.export_files import BUSINESS_AREA_COLUMNS, AreaRow
from floorwalk.coaching.export_plans import plan_lines_of
from floorwalk.coaching.formal_process import texts_given
from floorwalk.coaching.masking import masked
from floorwalk.coaching.model import Purpose
from floorwalk.coaching.records import CriterionCounts, CriterionKey, PersonRecord, most_and_least, trend_of
from floorwalk.coaching.wire import FormalProcess, Language
from floorwalk.comparisons.figures import Prior, figure_of
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.rounding import rdiv
from floorwalk.statistics.interval import NoInterval

MOST_CRITERIA = 5  # on each side: what fits on half a page, and what a conversation can hold
MOST_NOTICES = 12  # texts on the first page of a formal process; all of them stand in the workbook and the manifest
MOST_STARS = 2
MOST_PLANS = 2  # with the stars and the trend, what fits on the second page
MOST_POINTS = 6  # of the trend
LONGEST_TITLE = 90  # characters: two lines
LONGEST_EVIDENCE = 180  # characters of a star or an agreement: two lines


@dataclass(frozen=True, slots=True)
class DossierQuestion:
    """What is the same in every dossier of one export."""

    purpose: Purpose
    from_on: date
    to_on: date
    retain_until_on: date
    language: Language
    versions: Mapping[UUID, CompiledVersion]
    area_titles: Mapping[str, Mapping[str, str]]
    priors: Mapping[str, Prior]  # of whole interactions, by comparability key
    names: frozenset[str]  # to be masked
    formal: FormalProcess | None = None


def content_of(
    question: DossierQuestion,
    person: str,
    people_rows: list[AreaRow],
    area_rows: list[AreaRow],
    plan_rows: list[AreaRow],
    record: PersonRecord,
) -> dict[str, Any]:
    """The rows are those of the workbook. With several comparability keys the one with most interactions is shown,
    and the dossier says that there are others."""
    language = question.language
    released = {str(row[1]): row for row in people_rows}
    key = max(released, key=lambda one: (_count(released[one][4]), one))
    whole = dict(zip(("interactions", "visits", "evaluators", "days"), released[key][4:8], strict=True))
    figures = dict(zip(BUSINESS_AREA_COLUMNS[9:16], released[key][8:15], strict=True))
    titles = criterion_titles(question.versions, key, language)
    criteria = {place: counts for place, counts in record.criteria.items() if place.comparability_key == key}
    strengths, gaps = most_and_least(criteria, MOST_CRITERIA)
    return {
        "language": language,
        "person": person,
        "purpose": question.purpose.value,
        "from_on": day_text(question.from_on, language),
        "to_on": day_text(question.to_on, language),
        "retain_until_on": day_text(question.retain_until_on, language),
        "rubric": next(
            said(one.document["title"], language) for one in question.versions.values() if one.comparability_key == key
        ),
        "other_keys": len(released) - 1,
        "counts": whole,
        "mean": _mean(figures["mean_bp"], figures["ci_low_bp"], figures["ci_high_bp"], language),
        "outcomes": [figures["exceeded"], figures["met"], figures["below"]],
        "strengths": [_criterion(one, titles, 0) for one in strengths],
        "gaps": [_criterion(one, titles, 2) for one in gaps],
        "areas": [_area(row, question) for row in area_rows if row[2] == key],
        "stars": [
            {
                "act": _shortened(masked(star.act, question.names), LONGEST_TITLE),
                "evidence": _shortened(masked(star.evidence, question.names), LONGEST_EVIDENCE),
                "on": day_text(star.visited_on, language),
            }
            for star in record.stars[-MOST_STARS:]
        ],
        "star_count": len(record.stars),
        "trend": _trend(question, key, record),
        "plans": _plans(question, titles, plan_rows),
        "formal": None if question.formal is None else _formal(question.formal, language),
    }


def _formal(formal: FormalProcess, language: Language) -> dict[str, Any]:
    """The first page, which no other purpose has."""
    return {
        "country": formal.country,
        "legal_basis": formal.legal_basis,
        "notices": [
            {"text": one.text_version, "on": day_text(one.given_on, language), "reference": one.reference}
            for one in texts_given(formal)[:MOST_NOTICES]
        ],
        "asked_by": formal.asked_by_role.value,
        "asked_on": day_text(formal.asked_at.date(), language),
        "approved_by": formal.approved_by_role.value,
        "approved_on": day_text(formal.approved_at.date(), language),
    }


def criterion_titles(versions: Mapping[UUID, CompiledVersion], key: str, language: Language) -> dict[str, str]:
    """Of the newest version under the key."""
    titles: dict[str, str] = {}
    for version in sorted(versions.values(), key=lambda one: one.version_number):
        if version.comparability_key == key:
            for section in version.document["sections"]:
                for criterion in section["criteria"]:
                    titles[criterion["criterion_key"]] = said(criterion["title"], language)
    return titles


def said(texts: Mapping[str, str], language: str) -> str:
    """In the wished language, else in English, else in the first there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def day_text(day: date, language: Language) -> str:
    if language == "de":
        return f"{day.day}. {day.month}. {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def points_text(value_bp: int, language: Language) -> str:
    """One decimal from the stored integer: rdiv(bp, 10), as everywhere."""
    tenths = rdiv(value_bp, 10)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}{',' if language == 'de' else '.'}{abs(tenths) % 10}"


def _mean(mean_bp: object, low_bp: object, high_bp: object, language: Language) -> dict[str, Any] | None:
    """Text and place of a figure on the scale from 0 to 100; None where there is none."""
    if not isinstance(mean_bp, int):
        return None
    has_interval = isinstance(low_bp, int) and isinstance(high_bp, int)
    return {
        "text": points_text(mean_bp, language),
        "at": mean_bp / 100,
        "low": low_bp / 100 if isinstance(low_bp, int) else None,
        "high": high_bp / 100 if isinstance(high_bp, int) else None,
        "interval": f"{points_text(low_bp, language)}–{points_text(high_bp, language)}"
        if has_interval and isinstance(low_bp, int) and isinstance(high_bp, int)
        else None,
    }


def _criterion(one: tuple[CriterionKey, CriterionCounts], titles: Mapping[str, str], place: int) -> dict[str, Any]:
    key, counts = one
    return {
        "title": _shortened(titles.get(key.criterion_key, key.criterion_key), LONGEST_TITLE),
        "count": counts.outcomes[place],
        "of": sum(counts.outcomes),
    }


def _area(row: AreaRow, question: DossierQuestion) -> dict[str, Any]:
    cells = dict(zip(BUSINESS_AREA_COLUMNS, row, strict=True))
    key = str(cells["business_area"])
    return {
        "title": said(question.area_titles.get(key, {"en": key}), question.language),
        "interactions": cells["interactions"],
        "visits": cells["visits"],
        "mean": _mean(cells["mean_bp"], cells["ci_low_bp"], cells["ci_high_bp"], question.language),
        "outcomes": None if cells["exceeded"] is None else [cells["exceeded"], cells["met"], cells["below"]],
    }


def _trend(question: DossierQuestion, key: str, record: PersonRecord) -> list[dict[str, Any]]:
    prior = question.priors.get(key, NoInterval.SPREAD_UNKNOWN)
    points = []
    for point in trend_of(record.visits.get(key, []))[-MOST_POINTS:]:
        figure = figure_of(point.figures, prior)
        shown = _mean(figure.raw_mean_bp, figure.ci_low_bp, figure.ci_high_bp, question.language)
        points.append(
            {
                "from_on": day_text(point.from_on, question.language),
                "to_on": day_text(point.to_on, question.language),
                "visits": point.figures.m,
                "mean": shown,
            }
        )
    return points


def _plans(question: DossierQuestion, titles: Mapping[str, str], rows: list[AreaRow]) -> list[dict[str, Any]]:
    areas = {key: said(title, question.language) for key, title in question.area_titles.items()}
    return [
        line
        | {
            "agreed_on": day_text(line["agreed_on"], question.language),
            "agreement": _shortened(line["agreement"], LONGEST_EVIDENCE),
        }
        for line in plan_lines_of(rows[-MOST_PLANS:], {**areas, **titles}, question.language, points_text)
    ]


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _count(cell: object) -> int:
    return cell if isinstance(cell, int) else 0
