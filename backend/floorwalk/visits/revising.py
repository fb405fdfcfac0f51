"""What a later revision of a visit may change: everything that is not published yet.

Pure. The lock, the reading and the writing are service.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from floorwalk.visits.errors import PublishedEvaluationChanged, PublishedVisitMoved
from floorwalk.visits.lifecycle import Act, By, State, allows
from floorwalk.visits.model import TakenEvaluation, TakenVisit


def kept_and_replaced(rows: Sequence[Mapping[str, Any]], visit: TakenVisit) -> tuple[set[UUID], list[UUID], list[UUID]]:
    """Which stored evaluations stand as they are, which do but wait again, and which the revision replaces.

    What a reviewer has corrected before publication waits again with its corrections if the evaluator says the same
    as before: words to a question undo no correction.
    Raises PublishedEvaluationChanged where one that stands would change or vanish.
    """
    now_said = {evaluation.evaluation_id: evaluation for evaluation in visit.evaluations}
    kept: set[UUID] = set()
    resubmitted: list[UUID] = []
    replaced: list[UUID] = []
    for row in rows:
        evaluation_id = row["evaluation_id"]
        if allows(State(row["state"]), Act.SUBMIT, By.EVALUATOR):
            same = row["original"] is not None and evaluation_id in now_said
            if same and says_the_same(row, now_said[evaluation_id]):
                resubmitted.append(evaluation_id)
            else:
                replaced.append(evaluation_id)
        elif evaluation_id in now_said and says_the_same(row, now_said[evaluation_id]):
            kept.add(evaluation_id)
        else:
            raise PublishedEvaluationChanged(evaluation_id)
    return kept, resubmitted, replaced


def says_the_same(row: Mapping[str, Any], evaluation: TakenEvaluation) -> bool:
    """Whether the evaluator says what is stored; its place in the visit does not matter.

    Compared with what they said, and not with what counts since it was corrected: a phone does not know that.
    """
    packed = evaluation.packed
    row = {**row, **said_originally(row)}
    return (
        row["interaction_id"] == evaluation.interaction_id
        and row["rubric_version_id"] == evaluation.version.rubric_version_id
        and row["staff_kind"] == evaluation.staff_kind
        and row["staff_member_id"] == evaluation.staff_member_id
        and row["staff_role_title"] == evaluation.staff_role_title
        and row["touchpoint_key"] == evaluation.touchpoint_key
        and row["weight"] == evaluation.weight
        and row["started_at"] == evaluation.started_at
        and row["submitted_at"] == evaluation.submitted_at
        and all(row[name] == getattr(packed, name) for name in packed._fields)
        and row["stars"] == evaluation.stars
        and row["evidence"] == evaluation.evidence
        and row["indifferent_ticked"] == evaluation.indifferent_ticked
        and row["comment"] == evaluation.comment
    )


def said_originally(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The columns that were corrected, as the evaluator said them; empty if there was no correction."""
    original = row["original"]
    if original is None:
        return {}
    named = original["staff_member_id"]
    return {**original, "staff_member_id": UUID(named) if named is not None else None}


def staying(row: Mapping[str, Any], visit: TakenVisit) -> TakenVisit:
    """The revision at the store and on the day that figures are published for. Raises PublishedVisitMoved.

    A day that an odd clock told may differ with each reading; the one told first stands.
    """
    if row["store_id"] != visit.store_id:
        raise PublishedVisitMoved
    if row["visited_on"] != visit.visited_on and not (row["clock_is_odd"] or visit.clock_is_odd):
        raise PublishedVisitMoved
    return replace(visit, visited_on=row["visited_on"])
