"""One interaction of a visit: every fault at its path, or its evaluation, scored and packed.

Pure. The visit around it is checking.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from uuid import UUID

from floorwalk.kernel.errors import Fault
from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.errors import CriterionRatedTwice, ScoringProblem
from floorwalk.scoring.model import Rated, ScoringRubric
from floorwalk.scoring.score import InteractionScore, score_of
from floorwalk.scoring.stars import Star as ScoredStar
from floorwalk.scoring.stars import check_star
from floorwalk.visits.model import Programme, Surroundings, TakenEvaluation
from floorwalk.visits.packing import packed
from floorwalk.visits.wire import Described, Interaction, Named, Rating, Staff


class Faults:
    """What was found so far in one visit."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: str, code: str, detail: str) -> None:
        self.found.append(Fault(path, code, detail))


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when an interaction happened, and what may be referred to there."""

    around: Surroundings
    programme: Programme
    store_id: UUID
    visited_on: date


def checked_evaluation(faults: Faults, place: Place, position: int, interaction: Interaction) -> TakenEvaluation | None:
    """The interaction scored and packed; None after a fault that leaves nothing to score."""
    path = f"interactions[{position}]"
    version = place.around.versions.get(interaction.rubric_version_id)
    if version is None:
        faults.add(f"{path}.rubric_version_id", "visits.rubric_version_unknown", "There is no such version.")
        return None
    if version.rubric_key not in place.programme.rubric_keys:
        faults.add(
            f"{path}.rubric_version_id", "visits.rubric_not_of_programme", "The programme does not use this rubric."
        )
        return None
    _check_staff(faults, f"{path}.staff", interaction.staff, place)
    if interaction.touchpoint_key is not None and interaction.touchpoint_key not in version.touchpoint_keys:
        faults.add(f"{path}.touchpoint_key", "visits.touchpoint_unknown", "The version has no such touchpoint.")
    score = scored(faults, f"{path}.", version, interaction.ratings)
    if score is None:
        return None
    _check_stars(faults, path, version, interaction, score)
    for place_in, one in enumerate(interaction.evidence):
        if one.criterion_key is not None and one.criterion_key not in version.place_of:
            faults.add(
                f"{path}.evidence[{place_in}].criterion_key",
                "visits.evidence_criterion_unknown",
                "The version has no such criterion.",
            )
    staff = interaction.staff
    return TakenEvaluation(
        evaluation_id=interaction.evaluation_id,
        interaction_id=interaction.interaction_id,
        position=position,
        version=version,
        staff_kind=staff_kind_of(interaction.staff),
        staff_member_id=staff.staff_member_id if isinstance(staff, Named) else None,
        staff_role_title=staff.role_title if isinstance(staff, Described) else None,
        touchpoint_key=interaction.touchpoint_key,
        weight=interaction.weight,
        started_at=interaction.started.at,
        submitted_at=interaction.submitted.at,
        packed=packed(version, interaction.ratings, score, interaction.started.elapsed_ms),
        stars=[
            {"act": star.act, "touchpoint_key": star.touchpoint_key, "evidence": star.evidence, "weight": star.weight}
            for star in interaction.stars
        ],
        evidence=[
            {
                "evidence_id": str(one.evidence_id),
                "criterion_key": one.criterion_key,
                "sha256": one.sha256,
                "size_bytes": one.size_bytes,
                "file_name": one.file_name,
                "taken_at": one.taken.at.astimezone(UTC).isoformat() if one.taken is not None else None,
            }
            for one in interaction.evidence
        ],
        indifferent_ticked=interaction.indifferent,
        comment=interaction.comment or None,
        score=score,
    )


def staff_kind_of(staff: Staff) -> str:
    if isinstance(staff, Named):
        return "named"
    return "described" if isinstance(staff, Described) else "unknown"


def _check_staff(
    faults: Faults,
    path: str,
    staff: Staff,
    place: Place,
) -> None:
    allowed = place.programme.staff_identification
    if isinstance(staff, Named):
        if allowed != "named":
            faults.add(path, "visits.staff_identification_refused", "This programme names nobody.")
        elif not any(
            posting.store_id == place.store_id
            and posting.valid_from <= place.visited_on
            and (posting.valid_to is None or place.visited_on <= posting.valid_to)
            for posting in place.around.postings.get(staff.staff_member_id, ())
        ):
            faults.add(f"{path}.staff_member_id", "visits.staff_not_posted", "Not posted at this store on that day.")
    elif isinstance(staff, Described) and allowed == "none":
        faults.add(path, "visits.staff_identification_refused", "This programme describes nobody.")


def scored(faults: Faults, path: str, version: CompiledVersion, ratings: Sequence[Rating]) -> InteractionScore | None:
    """The score; None after a fault. `path` ends with a dot, or is empty."""
    try:
        score = score_of(version.rubric, ratings)
    except ScoringProblem as first:
        told = list(rating_faults(version.rubric, ratings)) or [first]
        for problem in told:
            faults.add(f"{path}{problem.path}", problem.code, meaning_of(problem))
        return None
    for key in score.unanswered_required:
        faults.add(f"{path}ratings", "visits.criterion_unanswered", f"The criterion {key} has no rating.")
    return None if score.unanswered_required else score


def rating_faults(rubric: ScoringRubric, ratings: Iterable[Rated]) -> Iterator[ScoringProblem]:
    """Every fault of these ratings: scoring stops at the first, and a person wants to hear of all."""
    seen: set[str] = set()
    for place, rating in enumerate(ratings):
        try:
            score_of(rubric, [rating])
        except ScoringProblem as problem:
            problem.path = problem.path.replace("ratings[0]", f"ratings[{place}]", 1)
            yield problem
        if rating.criterion_key in seen:
            yield CriterionRatedTwice(f"ratings[{place}].criterion_key")
        seen.add(rating.criterion_key)


def meaning_of(problem: ScoringProblem) -> str:
    """The class's own first sentence: what this refusal means."""
    return (type(problem).__doc__ or "").strip().partition("\n")[0]


def _check_stars(
    faults: Faults, path: str, version: CompiledVersion, interaction: Interaction, score: InteractionScore
) -> None:
    for place, star in enumerate(interaction.stars):
        at = f"{path}.stars[{place}]"
        try:
            check_star(
                ScoredStar(star.act, star.touchpoint_key, star.evidence, star.weight),
                at,
                critical_failed=score.critical_failed,
            )
        except ScoringProblem as problem:
            faults.add(problem.path, problem.code, meaning_of(problem))
        if star.touchpoint_key not in version.touchpoint_keys:
            faults.add(f"{at}.touchpoint_key", "visits.touchpoint_unknown", "The version has no such touchpoint.")
