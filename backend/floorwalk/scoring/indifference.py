"""Whether an interaction was indifferent: said by the evaluator, or shown by marked criteria.

Reported beside the score and never inside it.
"""

from typing import NamedTuple

INDIFFERENCE_RULE_VERSION = 1
MARKERS_BELOW_AT_LEAST = 2  # one slip is a slip; two are an attitude


class Indifference(NamedTuple):
    """Both findings are kept, with the version of the rule that made the second one."""

    ticked: bool
    by_markers: bool
    rule_version: int

    @property
    def indifferent(self) -> bool:
        return self.ticked or self.by_markers


def shows_by_markers(markers_below: int) -> bool:
    """Whether that many indifference markers with the outcome `below` show indifference."""
    return markers_below >= MARKERS_BELOW_AT_LEAST


def indifference_of(*, ticked: bool, by_markers: bool) -> Indifference:
    """The evaluator's tick beside InteractionScore.indifferent_by_markers, under the present rule."""
    return Indifference(ticked, by_markers, INDIFFERENCE_RULE_VERSION)
