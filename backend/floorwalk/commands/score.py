"""`floorwalk score --rubric FILE --ratings FILE`: what ratings would be worth. An author's sandbox; stores nothing."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from floorwalk.commands.documents import FileUnreadable, document_in
from floorwalk.commands.running import DONE, REFUSED
from floorwalk.rubrics.check import check
from floorwalk.rubrics.compiled import compiled
from floorwalk.scoring.document import ratings_of, result_document
from floorwalk.scoring.errors import ScoringProblem
from floorwalk.scoring.model import Rating, ScoringRubric
from floorwalk.scoring.rounding import shown
from floorwalk.scoring.score import InteractionScore, score_of
from floorwalk.visits.interactions import meaning_of, rating_faults


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("score", help="score ratings against a rubric, for its author")
    parser.add_argument("--rubric", type=Path, required=True, metavar="FILE", help="a rubric document")
    parser.add_argument(
        "--ratings",
        type=Path,
        required=True,
        metavar="FILE",
        help='a list of {"criterion_key": …, "state": "scored", "answer": …}',
    )
    parser.add_argument("--json", action="store_true", help="the result as JSON, every figure in basis points")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        document = document_in(arguments.rubric)
        given = document_in(arguments.ratings)
    except FileUnreadable as unreadable:
        sys.stderr.write(f"error: {unreadable}\n")
        return REFUSED
    faults = [f"{fault.path or 'the rubric'}: {fault.detail} [{fault.code}]" for fault in check(document)]
    if not faults:
        rubric = compiled(document)
        try:
            ratings = ratings_of(given)
            score = score_of(rubric, ratings)
        except ScoringProblem as first:
            faults = [_sentence(problem) for problem in _all(first, rubric, given)]
    if faults:
        sys.stderr.writelines(f"error: {fault}\n" for fault in faults)
        return REFUSED
    if arguments.json:
        print(json.dumps(result_document(score), indent=2))
    else:
        print("\n".join(_lines(document, ratings, score)))
    return DONE


def _all(first: ScoringProblem, rubric: ScoringRubric, given: object) -> list[ScoringProblem]:
    """Every fault of the ratings, where they can be read at all."""
    try:
        return list(rating_faults(rubric, ratings_of(given))) or [first]
    except ScoringProblem:
        return [first]


def _sentence(problem: ScoringProblem) -> str:
    return f"{problem.path}: {meaning_of(problem)} [{problem.code}]"


def _lines(document: dict[str, Any], ratings: list[Rating], score: InteractionScore) -> Iterator[str]:
    state_of = {rating.criterion_key: rating.state for rating in ratings}
    worth = {rating.criterion_key: rating for rating in score.ratings}
    for section in document["sections"]:
        yield f"{section['title']['en']}: {shown(score.sections[section['section_key']])}"
        for criterion in section["criteria"]:
            key = criterion["criterion_key"]
            rated = worth.get(key)
            state = state_of.get(key, "not answered")
            said = shown(rated.score_bp) if rated is not None and state == "scored" else state.replace("_", " ")
            outcome = f", {rated.outcome}" if rated is not None and rated.outcome else ""
            critical = ", critical failure" if key in score.critical_failures else ""
            yield f"  {criterion['title']['en']} (weight {criterion['weight']}): {said}{outcome}{critical}"
    yield ""
    yield f"Score: {shown(score.raw_bp)} ({score.raw_bp if score.raw_bp is not None else 'no'} bp)"
    if score.final_bp != score.raw_bp:
        yield f"After the critical failure: {shown(score.final_bp)}"
    yield f"Exceeded {score.exceeded}, met {score.met}, below {score.below}; gap {shown(score.gap_bp)}"
    yield f"Coverage: {shown(score.coverage_bp)}"
    if score.indifferent_by_markers:
        yield "Indifferent, by its markers"
    if score.unanswered_required:
        yield f"Could not be submitted yet; not answered: {', '.join(score.unanswered_required)}"
