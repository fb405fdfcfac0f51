"""Plans' rows with what was observed of their people: baseline, follow-up, outcome. Reads; decides nothing else.

The HR export and every screen take the figures of a plan from here, so that they are the same everywhere.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import msgspec

from floorwalk.coaching import plan_queries
from floorwalk.coaching.plan_figures import Interaction, Judged, Observed, judged, observed_between
from floorwalk.coaching.plan_model import Baseline, PlanScope
from floorwalk.coaching.plan_queries import Row
from floorwalk.infrastructure.database import Connection
from floorwalk.rubrics.service import versions

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan's row with its figures. `baseline_now` is None while nothing behind the baseline has changed."""

    row: Row
    baseline: Baseline
    baseline_now: Baseline | None
    follow_up: Observed
    follow_up_from_on: date
    follow_up_to_on: date
    outcome: Judged


async def seen(connection: Connection, organisation_id: UUID, rows: Collection[Row]) -> list[PlanSeen]:
    """The plans in the order of the rows."""
    if not rows:
        return []
    baselines = [plan_queries.baseline_in(row) for row in rows]
    observations = await interactions_of(
        connection,
        organisation_id,
        {(row["staff_member_id"], row["store_id"]) for row in rows},
        min(baseline.from_on for baseline in baselines),
        max(row["today"] for row in rows),
    )
    return [
        _seen(row, baseline, observations[row["staff_member_id"], row["store_id"]])
        for row, baseline in zip(rows, baselines, strict=True)
    ]


async def interactions_of(
    connection: Connection, organisation_id: UUID, pairs: Collection[tuple[UUID, UUID]], from_on: date, to_on: date
) -> defaultdict[tuple[UUID, UUID], list[Interaction]]:
    """By person and store."""
    rows = await plan_queries.observed(connection, organisation_id, pairs, from_on, to_on)
    compiled = await versions(connection, organisation_id, {row["rubric_version_id"] for row in rows})
    found: defaultdict[tuple[UUID, UUID], list[Interaction]] = defaultdict(list)
    for row in rows:
        found[row["staff_member_id"], row["store_id"]].append(
            Interaction(
                row["visit_id"],
                row["visited_on"],
                row["evaluator_id"],
                row["raw_bp"],
                row["scores_bp"],
                compiled[row["rubric_version_id"]],
                row["noticed"],
            )
        )
    return found


def _seen(row: Row, baseline: Baseline, everything: list[Interaction]) -> PlanSeen:
    scope, ref = PlanScope(row["scope_kind"]), row["scope_ref"]
    comparable = [one for one in everything if one.version.comparability_key == row["comparability_key"]]
    before = observed_between(scope, ref, comparable, baseline.from_on, baseline.to_on)
    baseline_now = None
    if before.reason is not baseline.reason or (before.reason is None and before.sums != baseline.sums):
        baseline_now = msgspec.structs.replace(
            baseline,
            reason=before.reason,
            sums=None if before.reason else before.sums,
            interactions=before.interactions,
        )
    from_on, to_on = row["agreed_on"] + ONE_DAY, last_day_of(row)
    follow_up = observed_between(scope, ref, comparable, from_on, to_on)
    others = [one for one in everything if one.version.comparability_key != row["comparability_key"]]
    elsewhere = bool(observed_between(scope, ref, others, from_on, to_on).by_visit)
    outcome = judged(baseline_now or baseline, follow_up, elsewhere=elsewhere)
    return PlanSeen(row, baseline, baseline_now, follow_up, from_on, to_on, outcome)


def last_day_of(row: Row) -> date:
    """Of the follow-up: what is seen after a plan has ended says nothing about it."""
    ended_on: date | None = row["ended_on"]
    return ended_on or row["today"]
