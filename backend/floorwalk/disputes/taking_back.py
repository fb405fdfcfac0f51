"""What a reviewer changes of what is published, by their own right: corrected ratings, one evaluation or its link to a
person taken back without a dispute, a visit made void, and more of a visit published.

Figures follow at once, and every export that held what changed gets a notice (coaching/export_corrections.py). Whether
they may look at this visit, and whether it is as they read it, is visits/reviews.py; the layer over the original is
visits/corrections.py. The remedies are those of an upheld dispute (remedy.py).
"""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from floorwalk.coaching.export_corrections import noting
from floorwalk.disputes.remedy import Remedy
from floorwalk.infrastructure.database import Connection
from floorwalk.visits import corrections, reviews
from floorwalk.visits.correcting import Corrected
from floorwalk.visits.reviews import Reviewing


async def correct(
    connection: Connection,
    reviewing: Reviewing,
    visit_id: UUID,
    evaluation_id: UUID,
    corrected: Mapping[str, Corrected],
    reason: str,
    seen: str,
) -> list[UUID]:
    """The ids of the corrections. `seen` is what If-Match says. Raises what reviews.may_correct and corrections.correct
    do."""
    organisation_id, account_id = reviewing.organisation_id, reviewing.account_id
    await reviews.may_correct(connection, reviewing, evaluation_id, visit_id, seen)
    async with noting(connection, organisation_id, account_id, visit_id) as noted:
        done = await corrections.correct(
            connection, organisation_id, account_id, evaluation_id, corrected, reason, "review"
        )
        noted.cause_id = done[0]
    return done


async def take_back(
    connection: Connection,
    reviewing: Reviewing,
    visit_id: UUID,
    evaluation_id: UUID,
    remedy: Literal[Remedy.UNLINK, Remedy.VOID],
    reason: str,
    seen: str,
) -> UUID:
    """The id of the correction. `seen` is what If-Match says. Raises NotFound, VisitIsVoid, OwnVisit, VisitChanged,
    TakenUpByAnother, NotTakenUp, MoveRefused, NothingCorrected (nobody is named).
    """
    organisation_id, account_id = reviewing.organisation_id, reviewing.account_id
    await reviews.may_correct(connection, reviewing, evaluation_id, visit_id, seen)
    act = corrections.remove_staff_link if remedy is Remedy.UNLINK else corrections.void_evaluation
    async with noting(connection, organisation_id, account_id, visit_id) as noted:
        noted.cause_id = await act(connection, organisation_id, account_id, evaluation_id, reason, "review")
    return noted.cause_id


async def void_visit(
    connection: Connection, reviewing: Reviewing, visit_id: UUID, reason: str, seen: str | None
) -> None:
    """Raises what reviews.void does."""
    async with noting(connection, reviewing.organisation_id, reviewing.account_id, visit_id) as noted:
        await reviews.void(connection, reviewing, visit_id, reason, seen)
        noted.cause_id = visit_id


async def publish(connection: Connection, reviewing: Reviewing, visit_id: UUID, seen: str) -> int:
    """How many evaluations. Of a visit that was published in part an export may hold that part. Raises what
    reviews.publish does."""
    async with noting(connection, reviewing.organisation_id, reviewing.account_id, visit_id):
        return await reviews.publish(connection, reviewing, visit_id, seen)
