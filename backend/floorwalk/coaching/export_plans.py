"""Coaching plans in an export: as rows of the workbook's sheet, and as lines of a dossier. Pure.

What became of a plan is said as the plan's own screen says it (plans_of_people.py); free text has its names masked, and
what a person said of the plan stays with the two who agreed it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from floorwalk.coaching.export_files import AreaRow
from floorwalk.coaching.masking import masked
from floorwalk.coaching.plans_of_people import PlanOfPerson
from floorwalk.coaching.pseudonyms import Pseudonyms
from floorwalk.coaching.wire import Language
from floorwalk.comparisons.wire import Figure

PLANS = (
    "person", "scope_kind", "scope", "agreement", "agreed_on", "reobserve_by", "ended_on", "plan_state",
    "baseline_visits", "baseline_mean_bp", "baseline_ci_low_bp", "baseline_ci_high_bp", "follow_up_visits",
    "follow_up_mean_bp", "follow_up_ci_low_bp", "follow_up_ci_high_bp", "verdict", "reason", "more_observations",
    "smallest_effect_bp", "effect_bp",
)  # fmt: skip


def plan_rows_of(
    plans: Iterable[PlanOfPerson], pseudonyms: Pseudonyms, names: frozenset[str]
) -> dict[str, list[AreaRow]]:
    """By the person's code, in the order of their days."""
    rows: dict[str, list[AreaRow]] = {}
    for plan in plans:
        person = pseudonyms.person(plan.staff_member_id)
        rows.setdefault(person, []).append(
            (
                person, plan.scope_kind.value, plan.scope_ref, masked(plan.agreement, names), plan.agreed_on,
                plan.reobserve_by, plan.ended_on, plan.state.value, *_figure(plan.baseline), plan.follow_up_visits,
                *_figure(plan.follow_up)[1:], plan.verdict.value, plan.reason, plan.more_observations,
                plan.smallest_effect_bp, plan.effect_bp,
            )
        )  # fmt: skip
    return rows


def observed_of(rows: Iterable[AreaRow]) -> str:
    """What of the plans is the person's own: everything but figures, which borrow the spread of everybody."""
    return repr([(*row[:9], row[12], row[16]) for row in rows])


def plan_lines_of(
    rows: Iterable[AreaRow], titles: Mapping[str, str], language: Language, points: Any
) -> list[dict[str, Any]]:
    """For a dossier. `titles` are those of criteria and business areas by key; `points` writes basis points."""
    lines = []
    for row in rows:
        plan = dict(zip(PLANS, row, strict=True))
        before, after = plan["baseline_mean_bp"], plan["follow_up_mean_bp"]
        lines.append(
            {
                "scope": titles.get(str(plan["scope"]), plan["scope"]),
                "agreement": plan["agreement"],
                "agreed_on": plan["agreed_on"],
                "verdict": plan["verdict"],
                "figures": None
                if before is None or after is None
                else [points(before, language), points(after, language)],
                "more": plan["more_observations"],
                "smallest": None
                if plan["smallest_effect_bp"] is None
                else points(plan["smallest_effect_bp"], language),
            }
        )
    return lines


def _figure(figure: Figure | None) -> tuple[int | None, int | None, int | None, int | None]:
    if figure is None:
        return (None, None, None, None)
    return (figure.visit_count, figure.raw_mean_bp, figure.ci_low_bp, figure.ci_high_bp)
