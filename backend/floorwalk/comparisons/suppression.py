"""Which figures may be shown, and when one about a person has too little behind it.

Pure. Who may look at all is organisation/scope.py; computing a figure is figures.py. Small groups (P9) concern
viewers who see figures of groups but no people: no role of today is one (docs/decisions/0004).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Display(StrEnum):
    """What a screen does with a mean."""

    HIDDEN = "hidden"  # the visits are listed in its place
    PROVISIONAL = "provisional"
    SHOWN = "shown"


FEWEST_VISITS_PROVISIONAL = 3
FEWEST_VISITS_SHOWN = 5


def display_of(visits: int) -> Display:
    """The display rule: up to 2 visits no mean, 3 or 4 a provisional one, from 5 a mean."""
    if visits < FEWEST_VISITS_PROVISIONAL:
        return Display.HIDDEN
    return Display.PROVISIONAL if visits < FEWEST_VISITS_SHOWN else Display.SHOWN


# The evidence floor for people (P5): fewer of any, and there is no figure.
FEWEST_INTERACTIONS = 5
FEWEST_VISITS = 5
FEWEST_EVALUATORS = 2
FEWEST_DAYS = 2


class Insufficient(StrEnum):
    """Why there is no figure about a person. In this order: the first that holds is the one that is said."""

    TOO_FEW_INTERACTIONS = "too_few_interactions"
    TOO_FEW_VISITS = "too_few_visits"
    TOO_FEW_EVALUATORS = "too_few_evaluators"
    TOO_FEW_DAYS = "too_few_days"
    OPEN_DISPUTE = "open_dispute"  # an interaction that counts is disputed and not decided yet
    NOTICE_TOO_LATE = "notice_too_late"
    WOULD_REVEAL_ANOTHER = "would_reveal_another"  # with this figure, the store's own would tell somebody withheld
    NO_FORMAL_NOTICE = "no_formal_notice"  # in an export for a formal process: told, but not that it may come to that
    NOT_APPROVED = "not_approved"  # in such an export: enough evidence came after it was asked for; nobody approved it


@dataclass(frozen=True, slots=True)
class PersonEvidence:
    """What stands behind a figure about a person, under one comparability key. Interactions are those with a score.

    `noticed` is whether each observation came after the day on which this person was told by a notice for that store;
    `disputed` whether a dispute about one of the interactions is undecided.
    """

    interactions: int
    visits: int
    evaluators: int
    days: int
    noticed: bool
    disputed: bool = False


NO_EVIDENCE = PersonEvidence(0, 0, 0, 0, noticed=True)


def insufficiency_of(evidence: PersonEvidence) -> Insufficient | None:
    """The first reason against a figure; None if there may be one."""
    if evidence.interactions < FEWEST_INTERACTIONS:
        return Insufficient.TOO_FEW_INTERACTIONS
    if evidence.visits < FEWEST_VISITS:
        return Insufficient.TOO_FEW_VISITS
    if evidence.evaluators < FEWEST_EVALUATORS:
        return Insufficient.TOO_FEW_EVALUATORS
    if evidence.days < FEWEST_DAYS:
        return Insufficient.TOO_FEW_DAYS
    if evidence.disputed:
        return Insufficient.OPEN_DISPUTE
    return None if evidence.noticed else Insufficient.NOTICE_TOO_LATE


def withheld_beside(evidence: Mapping[UUID, PersonEvidence], shown: Collection[UUID], interactions: int) -> UUID | None:
    """Who must be withheld as well: the person with least evidence of those shown, where the store's `interactions`
    less theirs are those of one person withheld alone, so that its figures less theirs would be that person's.
    """
    withheld = [one for one, found in evidence.items() if one not in shown and found.interactions]
    left_over = interactions - sum(evidence[one].interactions for one in shown)
    if len(withheld) != 1 or left_over > evidence[withheld[0]].interactions:
        return None
    return min(shown, key=lambda one: (evidence[one].interactions, str(one)), default=None)


def is_noticed(first_observed_on: date, earliest_notice_on: date | None) -> bool:
    """A notice must be older than the first observation: one given on the same day may have come after it."""
    return earliest_notice_on is not None and earliest_notice_on < first_observed_on
