"""From rows to the written form of a visit, leaving out what this viewer may not know. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from floorwalk.rubrics.model import CompiledVersion
from floorwalk.scoring.score import coverage_of, gap_of
from floorwalk.visits.packing import BASIS_NAMED, OUTCOME_NAMED, STATE_NAMED, unpacked
from floorwalk.visits.wire_out import (
    CorrectionBody,
    EvaluatorBody,
    EvidenceBody,
    InteractionBody,
    MarkBody,
    OriginalRatingBody,
    RatingBody,
    StaffBody,
    StarBody,
    VisitBody,
    VisitedStoreBody,
    VisitSummary,
)


def summary_of(row: Mapping[str, Any]) -> VisitSummary:
    return VisitSummary(
        visit_id=row["visit_id"],
        store=store_of(row),
        programme_id=row["programme_id"],
        mode=row["mode"],
        visited_on=row["visited_on"],
        raw_bp=row["raw_bp"],
        interaction_count=row["interaction_count"],
        waiting_count=row["waiting_count"],
        critical_failed=row["critical_failed"],
        not_possible=row["not_possible"],
        voided_at=row["voided_at"],
    )


def store_of(row: Mapping[str, Any]) -> VisitedStoreBody:
    return VisitedStoreBody(store_id=row["store_id"], store_code=row["store_code"], name=row["name"])


def visit_of(
    row: Mapping[str, Any],
    evaluations: Sequence[Mapping[str, Any]],
    versions: Mapping[UUID, CompiledVersion],
    photos: Mapping[UUID, Mapping[str, Any]],
    corrections: Mapping[UUID, Sequence[Mapping[str, Any]]],
    *,
    shows_people: bool,
) -> VisitBody:
    """The visit. In covert mode its evaluator is named to nobody but those who see all of it (P10)."""
    shows_evaluator = row["sees_all"] or row["mode"] == "floor"
    interactions = [
        interaction_of(
            evaluation,
            versions[evaluation["rubric_version_id"]],
            evidence_of(evaluation, photos, shows_names=shows_evaluator),
            corrections.get(evaluation["evaluation_id"], ()),
            shows_people=shows_people,
        )
        for evaluation in evaluations
    ]
    return VisitBody(
        visit_id=row["visit_id"],
        store=store_of(row),
        programme_id=row["programme_id"],
        mode=row["mode"],
        origin=row["origin"],
        revision=row["revision"],
        visited_on=row["visited_on"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        received_at=row["received_at"],
        clock_is_odd=row["clock_is_odd"],
        raw_bp=row["raw_bp"],
        not_possible=row["not_possible"],
        voided_at=row["voided_at"],
        void_reason=row["void_reason"],
        evaluator=EvaluatorBody(
            evaluator_id=row["evaluator_id"],
            evaluator_code=row["evaluator_code"],
            display_name=row["evaluator_name"],
        )
        if shows_evaluator
        else None,
        marks=[MarkBody(**mark) for mark in row["marks"]],
        comment=row["comment"],
        interactions=interactions,
        evidence_missing=sum(
            photo.state in ("announced", "refused") for interaction in interactions for photo in interaction.evidence
        ),
    )


def evidence_of(
    row: Mapping[str, Any], photos: Mapping[UUID, Mapping[str, Any]], *, shows_names: bool
) -> list[EvidenceBody]:
    """The evaluation's photos as its evaluator named them, with how far each came."""
    named = [(UUID(one["evidence_id"]), one) for one in row["evidence"]]
    return [
        EvidenceBody(
            evidence_id=evidence_id,
            criterion_key=one["criterion_key"],
            state=photos[evidence_id]["state"],
            problem_code=photos[evidence_id]["problem_code"],
            size_bytes=photos[evidence_id]["size_bytes"],
            file_name=one["file_name"] if shows_names else None,
            taken_at=datetime.fromisoformat(one["taken_at"]) if one["taken_at"] is not None else None,
        )
        for evidence_id, one in named
        if evidence_id in photos
    ]


def interaction_of(
    row: Mapping[str, Any],
    version: CompiledVersion,
    evidence: list[EvidenceBody],
    corrections: Sequence[Mapping[str, Any]],
    *,
    shows_people: bool,
) -> InteractionBody:
    return InteractionBody(
        interaction_id=row["interaction_id"],
        evaluation_id=row["evaluation_id"],
        rubric_version_id=row["rubric_version_id"],
        rubric_key=version.rubric_key,
        version_label=version.version_label,
        comparability_key=version.comparability_key,
        state=row["state"],
        is_disputed=row["is_disputed"],
        staff=StaffBody(
            kind=row["staff_kind"],
            staff_member_id=row["staff_member_id"] if shows_people else None,
            display_name=row["display_name"] if shows_people else None,
            role_title=row["staff_role_title"],
        ),
        touchpoint_key=row["touchpoint_key"],
        weight=row["weight"],
        started_at=row["started_at"],
        submitted_at=row["submitted_at"],
        published_at=row["published_at"],
        raw_bp=row["raw_bp"],
        final_bp=row["final_bp"],
        critical_failed=row["critical_failed"],
        exceeded=row["exceeded"],
        met=row["met"],
        below=row["below"],
        gap_bp=gap_of(row["exceeded"], row["met"], row["below"]),
        coverage_bp=coverage_of(row["weight_scored"], row["weight_applicable"]),
        indifferent=row["indifferent_ticked"] or row["indifferent_by_markers"],
        stars=[StarBody(**star) for star in row["stars"]],
        comment=row["comment"],
        evidence=evidence,
        ratings=ratings_of(row, version),
        original_raw_bp=row["original"]["raw_bp"] if row["original"] is not None else None,
        corrections=[
            CorrectionBody(
                kind=one["kind"],
                criterion_key=one["criterion_key"],
                reason=one["reason"],
                source=one["source"],
                corrected_at=one["corrected_at"],
            )
            for one in corrections
        ],
    )


def ratings_of(row: Mapping[str, Any], version: CompiledVersion) -> list[RatingBody]:
    """One for each criterion of the version, in its order, as it counts; beside it what the evaluator said first."""
    originals = _originals_of(row, version)
    answers = {
        rating.criterion_key: rating.answer
        for rating in unpacked(version, row["rating_states"], row["answers"], row["text_answers"])
    }
    written = [
        (section["section_key"], criterion)
        for section in version.document["sections"]
        for criterion in section["criteria"]
    ]
    bases = row["bases"] or [None] * len(written)
    return [
        RatingBody(
            criterion_key=criterion["criterion_key"],
            section_key=section_key,
            business_area=criterion["business_area"],
            kind=criterion["kind"],
            title=criterion["title"],
            state=STATE_NAMED[state] if state else "unanswered",
            answer=answers.get(criterion["criterion_key"]),
            score_bp=score_bp,
            outcome=OUTCOME_NAMED[outcome],
            basis=BASIS_NAMED[basis],
            edited=criterion["criterion_key"] in row["edited_keys"],
            comment=row["comments"].get(criterion["criterion_key"]),
            original=originals.get(criterion["criterion_key"]),
        )
        for (section_key, criterion), state, score_bp, outcome, basis in zip(
            written, row["rating_states"], row["scores_bp"], row["outcomes"], bases, strict=True
        )
    ]


def _originals_of(row: Mapping[str, Any], version: CompiledVersion) -> dict[str, OriginalRatingBody]:
    """Of the ratings that count differently now."""
    said = row["original"]
    if said is None:
        return {}
    answers = {
        rating.criterion_key: rating.answer
        for rating in unpacked(version, said["rating_states"], said["answers"], row["text_answers"])
    }
    return {
        criterion.criterion_key: OriginalRatingBody(
            state=STATE_NAMED[state] if state else "unanswered",
            answer=answers.get(criterion.criterion_key),
            score_bp=said["scores_bp"][place],
            outcome=OUTCOME_NAMED[said["outcomes"][place]],
        )
        for place, (criterion, state) in enumerate(zip(version.criteria, said["rating_states"], strict=True))
        if (state, said["answers"][place]) != (row["rating_states"][place], row["answers"][place])
    }
