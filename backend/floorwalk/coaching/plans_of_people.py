"""The coaching plans of people as an export takes them along: what was agreed, and what became of it.

Figures are those of the screens, with rule P5 applied to each plan by itself; evaluators are nowhere in them.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from floorwalk.coaching import plan_queries
from floorwalk.coaching.plan_model import PlanScope
from floorwalk.coaching.plan_outcomes import PlanSeen, seen
from floorwalk.coaching.plan_reading import baseline_body, follow_up_body
from floorwalk.coaching.plan_scopes import scopes_of
from floorwalk.coaching.plans_lifecycle import PlanState
from floorwalk.comparisons.wire import Figure, Texts
from floorwalk.infrastructure.database import Connection
from floorwalk.statistics.coaching_outcome import CoachingVerdict


class PlanOfPerson(NamedTuple):
    """One plan. A figure is None where rule P5 allows none; `reason` says why there is no verdict yet.

    `agreement`, `person_comment` and `drop_reason` are free text of people: mask names before they leave the house.
    """

    plan_id: UUID
    staff_member_id: UUID
    store_id: UUID
    scope_kind: PlanScope
    scope_ref: str | None  # business_area_key or criterion_key; None for everything
    scope_title: Texts | None
    agreement: str
    agreed_on: date
    reobserve_by: date
    ended_on: date | None
    state: PlanState
    shown_by_coach: bool
    person_comment: str | None
    drop_reason: str | None
    baseline: Figure | None  # as it is today; equal to the frozen one unless observations were corrected
    follow_up: Figure | None
    follow_up_visits: int
    verdict: CoachingVerdict
    reason: str | None
    more_observations: int | None
    smallest_effect_bp: int | None
    expected_bp: int | None
    effect_bp: int | None


async def plans_of_people(
    connection: Connection, organisation_id: UUID, staff_member_ids: Collection[UUID], from_on: date, to_on: date
) -> list[PlanOfPerson]:
    """Plans that were under way on a day of the period, by person and day. Whose they may be is the caller's to say."""
    rows = await plan_queries.plans_in_period(connection, organisation_id, staff_member_ids, from_on, to_on)
    scopes = await scopes_of(connection, organisation_id)
    return [
        _of(plan, scopes.title_of(plan.row["scope_kind"], plan.row["scope_ref"]))
        for plan in await seen(connection, organisation_id, rows)
    ]


def _of(plan: PlanSeen, title: Texts | None) -> PlanOfPerson:
    row, outcome = plan.row, plan.outcome
    baseline, follow_up = baseline_body(plan), follow_up_body(plan)
    return PlanOfPerson(
        row["plan_id"],
        row["staff_member_id"],
        row["store_id"],
        PlanScope(row["scope_kind"]),
        row["scope_ref"],
        title,
        row["agreement"],
        row["agreed_on"],
        row["reobserve_by"],
        row["ended_on"],
        PlanState(row["state"]),
        row["shown_by_coach"],
        row["person_comment"],
        row["drop_reason"],
        baseline.figure if plan.baseline_now is None else baseline.now,
        follow_up.figure,
        follow_up.visit_count,
        outcome.verdict,
        outcome.reason,
        outcome.more_observations,
        outcome.smallest_effect_bp,
        outcome.expected_bp,
        outcome.effect_bp,
    )
