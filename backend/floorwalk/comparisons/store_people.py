"""The people of one store, each with the evidence of rule P5 and, only where that is enough, figures.

By name, and never in the order of a figure. The page of the store and the table of people both read them here.
"""

from typing import Any, NamedTuple
from uuid import UUID

from floorwalk.comparisons import store_queries
from floorwalk.comparisons.figures import Prior
from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.service import Scene
from floorwalk.comparisons.suppression import (
    NO_EVIDENCE,
    Insufficient,
    PersonEvidence,
    insufficiency_of,
    withheld_beside,
)
from floorwalk.statistics.interval import NoInterval

NOT_SUFFICIENT_ALONE = "not_sufficient_alone"  # on every figure about a person (P4)
SUMS = ("m", "w_sum", "t_sum", "ww_sum", "wt_sum", "tt_sum", "interactions")


class Person(NamedTuple):
    """`figures` are empty where there is a reason against them."""

    staff_member_id: UUID
    staff_code: str
    display_name: str
    role_title: str | None
    evidence: PersonEvidence
    reason: Insufficient | None
    figures: ScopeFigures
    prior: Prior


async def people_with_evidence(
    scene: Scene, store_id: UUID, *, reads_visits: bool, prior: Prior | None = None
) -> list[Person]:
    """Everybody posted to the store in the period or observed there, in the order of the alphabet.

    `reads_visits`: whoever gets this may read each interaction with its person anyway; from others one person more is
    withheld where the store's figures would else tell another's. `prior`: the spread of people in stores under the
    chosen key, if it has been read already.
    """
    organisation_id = scene.viewer.organisation_id
    observed: dict[UUID, Any] = {}
    if scene.key is not None:
        rows = await store_queries.people_observed(
            scene.connection, organisation_id, store_id, scene.key, scene.windows_of(store_id)
        )
        observed = {row["staff_member_id"]: row for row in rows}
    evidence = {staff_member_id: evidence_of(row) for staff_member_id, row in observed.items()}
    reasons = {staff_member_id: insufficiency_of(found) for staff_member_id, found in evidence.items()}
    shown = [staff_member_id for staff_member_id, reason in reasons.items() if reason is None]
    if not reads_visits:
        also = withheld_beside(evidence, shown, scene.figures_of_store(store_id).interactions)
        if also is not None:
            reasons[also] = Insufficient.WOULD_REVEAL_ANOTHER
    if prior is None:
        priors = await scene.priors_of("staff_member") if shown else {}  # else no figure needs it
        prior = priors.get("", NoInterval.SPREAD_UNKNOWN)
    people = await store_queries.people_of_store(
        scene.connection, organisation_id, store_id, list(observed), scene.period
    )
    return [
        Person(
            row["staff_member_id"],
            row["staff_code"],
            row["display_name"],
            row["role_title"],
            evidence.get(row["staff_member_id"], NO_EVIDENCE),
            reason,
            NOTHING if reason else ScopeFigures(*(observed[row["staff_member_id"]][name] for name in SUMS)),
            prior,
        )
        for row in people
        for reason in (reasons.get(row["staff_member_id"], insufficiency_of(NO_EVIDENCE)),)
    ]


def evidence_of(observed: Any) -> PersonEvidence:
    return PersonEvidence(
        observed["w_sum"],
        observed["m"],
        observed["evaluators"],
        observed["days"],
        noticed=observed["noticed"],
        disputed=observed["disputed"],
    )
