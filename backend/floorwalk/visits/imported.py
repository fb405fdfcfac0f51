"""A visit out of another system's history, scored like any other. Reading its file is the import's.

Pure. It has one interaction, nobody in particular on the other side, and no programme.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from floorwalk.kernel.ids import new_id
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.visits.errors import VisitRefused
from floorwalk.visits.interactions import Faults, scored
from floorwalk.visits.model import TakenEvaluation, TakenVisit
from floorwalk.visits.packing import packed
from floorwalk.visits.wire import Rating

MIDDAY = time(12)  # history that knows the day and no hour; at midday every zone has the same day


def imported_visit(
    visit_code: str,
    store_id: UUID,
    evaluator_id: UUID,
    visited_on: date,
    zone: ZoneInfo,
    version: CompiledVersion,
    ratings: Sequence[Rating],
    content_hash: str,
) -> TakenVisit:
    """The visit, scored. Raises VisitRefused with paths such as "ratings[3].answer"."""
    faults = Faults()
    score = scored(faults, "", version, ratings)
    if score is None:
        raise VisitRefused(faults.found)
    local = datetime.combine(visited_on, MIDDAY, zone)
    offset = local.utcoffset()
    at = local.astimezone(UTC)
    return TakenVisit(
        visit_id=new_id(),
        visit_code=visit_code,
        store_id=store_id,
        evaluator_id=evaluator_id,
        programme_id=None,
        assignment_id=None,
        mode="floor" if version.mode == "floor" else "covert",
        origin="import",
        revision=1,
        content_hash=content_hash,
        visited_on=visited_on,
        started_at=at,
        started_offset_minutes=int(offset.total_seconds()) // 60 if offset is not None else 0,
        ended_at=None,
        clock_skew_ms=None,
        clock_is_odd=False,
        marks=[],
        not_possible=None,
        comment=None,
        publication="at_once",
        evaluations=[
            TakenEvaluation(
                evaluation_id=new_id(),
                interaction_id=new_id(),
                position=0,
                version=version,
                staff_kind="unknown",
                staff_member_id=None,
                staff_role_title=None,
                touchpoint_key=None,
                weight=1,
                started_at=at,
                submitted_at=at,
                packed=packed(version, ratings, score, 0),
                stars=[],
                evidence=[],
                indifferent_ticked=False,
                comment=None,
                score=score,
            )
        ],
    )
