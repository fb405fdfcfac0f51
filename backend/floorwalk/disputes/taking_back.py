"""What a reviewer takes back without a dispute: one evaluation of a visit, or its link to a person ("this was not me").

The remedies are those of an upheld dispute (remedy.py), by the reviewer's own right: whether they may look at this
visit, and whether it is as they read it, is visits/reviews.py; the layer over the original is visits/corrections.py.
"""

from typing import Literal
from uuid import UUID

from floorwalk.coaching import export_corrections
from floorwalk.coaching.export_corrections import Corrected
from floorwalk.disputes import queries
from floorwalk.disputes.remedy import Remedy
from floorwalk.infrastructure import audit_log
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.errors import NotFound
from floorwalk.visits import corrections, reviews
from floorwalk.visits.lifecycle import State
from floorwalk.visits.reviews import Reviewing


async def take_back(
    connection: Connection,
    reviewing: Reviewing,
    visit_id: UUID,
    evaluation_id: UUID,
    remedy: Literal[Remedy.UNLINK, Remedy.VOID],
    reason: str,
    seen: str,
) -> UUID:
    """The id of the correction. Figures follow at once, and every export that held the interaction gets a notice.

    `seen` is what If-Match says. Raises NotFound, VisitIsVoid, OwnVisit, VisitChanged, TakenUpByAnother, NotTakenUp,
    MoveRefused, NothingCorrected (nobody is named).
    """
    organisation_id = reviewing.organisation_id
    await reviews.may_correct(connection, reviewing, evaluation_id, visit_id, seen)
    case = await queries.case_of(connection, organisation_id, evaluation_id)
    if case is None:
        raise NotFound
    act = corrections.remove_staff_link if remedy is Remedy.UNLINK else corrections.void_evaluation
    correction_id = await act(connection, organisation_id, reviewing.account_id, evaluation_id, reason, "review")
    if case["state"] != State.PUBLISHED or case["staff_member_id"] is None:  # then no export can hold it
        return correction_id
    held = Corrected(correction_id, case["staff_member_id"], case["store_id"], case["visited_on"], case["published_at"])
    noted = await export_corrections.note(connection, organisation_id, held, now())
    if noted:
        await audit_log.record(
            connection, organisation_id, reviewing.account_id, "visit.exports_noted", "visit", visit_id,
            {"evaluation_id": str(evaluation_id), "export_ids": sorted(map(str, noted))},
        )  # fmt: skip
    return correction_id
