"""The follow-up visit that a plan proposes, and its confirmation: an assignment like any other.

A proposal is nothing stored: it follows from the plan, until an assignment has been made of it or the plan is over.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from floorwalk.coaching import plan_queries
from floorwalk.coaching.plan_errors import NoFollowUpProposed
from floorwalk.coaching.plan_queries import Row
from floorwalk.coaching.plan_wire import FollowUpAsked
from floorwalk.coaching.plans_lifecycle import ENDED, PlanState
from floorwalk.comparisons.wire import Texts, texts_of
from floorwalk.identity.model import Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.errors import NotFound
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.visits import assignments
from floorwalk.visits.assignment_wire import NewAssignment

WINDOW = timedelta(days=14)  # of the proposal: the last two weeks before the day of re-observation
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Proposal:
    programme_id: UUID
    programme_title: Texts
    rubric_key: str
    from_on: date
    to_on: date


async def proposal_of(connection: Connection, organisation_id: UUID, row: Row) -> Proposal | None:
    """None where a follow-up was made, the plan is over, or no programme names the people whom it observes (P3)."""
    if row["follow_up_assignment_id"] is not None or PlanState(row["state"]) in ENDED:
        return None
    if row["comparability_key"] is None:
        return None
    programme = await plan_queries.programme_of_key(
        connection, organisation_id, row["comparability_key"], row["store_id"]
    )
    if programme is None:
        return None
    first = max(row["agreed_on"] + ONE_DAY, row["today"], row["reobserve_by"] - WINDOW)
    return Proposal(
        programme["programme_id"],
        texts_of(programme["title"]),
        programme["rubric_key"],
        first,
        max(row["reobserve_by"], first),
    )


async def confirm(connection: Connection, viewer: Viewer, plan_id: UUID, asked: FollowUpAsked) -> UUID:
    """Makes the assignment. Raises NotFound, NoFollowUpProposed, and what making any assignment raises."""
    organisation_id = viewer.organisation_id
    readable = await stores_visible_to(connection, viewer, Verb.COACHING_READ)
    assignable = await stores_visible_to(connection, viewer, Verb.ASSIGNMENT_WRITE)
    row = await plan_queries.plan_by_id(connection, organisation_id, plan_id, lock=True)
    if row is None or row["store_id"] not in readable & assignable:
        raise NotFound
    proposal = await proposal_of(connection, organisation_id, row)
    if proposal is None:
        raise NoFollowUpProposed
    assignment_id = await assignments.make(
        connection,
        organisation_id,
        viewer.account_id,
        assignable,
        NewAssignment(
            store_id=row["store_id"],
            programme_id=proposal.programme_id,
            rubric_key=proposal.rubric_key,
            evaluator_id=asked.evaluator_id,
            from_on=asked.from_on,
            to_on=asked.to_on,
        ),
    )
    await plan_queries.note_follow_up(connection, organisation_id, plan_id, assignment_id)
    await audit_log.record(
        connection, organisation_id, viewer.account_id, "coaching_plan.follow_up_asked", "coaching_plan", plan_id,
        {"assignment_id": str(assignment_id)},
    )  # fmt: skip
    return assignment_id
