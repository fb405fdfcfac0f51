"""From stored sums to the figures of an answer: rounding, interval, display rule, flags.

Pure. What is summed is queries.py; the statistics are floorwalk/statistics. A figure that is hidden holds no mean
here already, so that no screen and no export can show it by mistake.
"""

from collections.abc import Iterable, Sequence

from floorwalk.comparisons.model import ScopeFigures
from floorwalk.comparisons.suppression import Display, display_of
from floorwalk.comparisons.wire import Figure, Outcomes, Overall
from floorwalk.scoring.rounding import rdiv
from floorwalk.scoring.score import coverage_of, gap_of
from floorwalk.statistics.interval import (
    Interval,
    NoInterval,
    SpreadPrior,
    interval_of,
    interval_of_mean_of_means,
    rounded_outwards_if_flat,
)

Prior = SpreadPrior | NoInterval
DISPLAY_FLAGS = {Display.HIDDEN: ["too_few_visits"], Display.PROVISIONAL: ["provisional"], Display.SHOWN: []}


def mean_bp_of(figures: ScopeFigures) -> int | None:
    """rdiv(T, W): the mean as it is stored and shown."""
    return rdiv(figures.t_sum, figures.w_sum) if figures.w_sum else None


def figure_of(figures: ScopeFigures, prior: Prior, also: Sequence[str] = ()) -> Figure:
    """The figure of one scope; `also` are flags of the caller."""
    display = display_of(figures.m)
    flags = [*DISPLAY_FLAGS[display], *also]
    mean_bp = low_bp = high_bp = None
    if display is not Display.HIDDEN:
        mean_bp = mean_bp_of(figures)
        answer = interval_of(figures.sums, prior)
        if isinstance(answer, Interval):
            low_bp, high_bp = rounded_outwards_if_flat(answer)
        else:
            flags.append(answer.value)
    return Figure(
        raw_mean_bp=mean_bp,
        visit_count=figures.m,
        interaction_count=figures.interactions,
        ci_low_bp=low_bp,
        ci_high_bp=high_bp,
        display=display,
        flags=flags,
    )


def overall_of(stores: Iterable[ScopeFigures], prior: Prior, also: Sequence[str] = ()) -> Overall:
    """The mean of the stores' means as they stand in the rows, each store with a score counting 1."""
    scored = [figures for figures in stores if figures.w_sum]
    visits = sum(figures.m for figures in scored)
    display = display_of(visits)
    flags = [*DISPLAY_FLAGS[display], *also]
    mean_bp = low_bp = high_bp = None
    if display is not Display.HIDDEN:
        mean_bp = rdiv(sum(rdiv(figures.t_sum, figures.w_sum) for figures in scored), len(scored))
        intervals = [answer for one in scored if isinstance(answer := interval_of(one.sums, prior), Interval)]
        answer = prior if isinstance(prior, NoInterval) else interval_of_mean_of_means(intervals)
        if isinstance(answer, Interval):
            low_bp, high_bp = rounded_outwards_if_flat(answer)
        else:
            flags.append(answer.value)
    return Overall(
        raw_mean_bp=mean_bp,
        visit_count=visits,
        interaction_count=sum(figures.interactions for figures in scored),
        ci_low_bp=low_bp,
        ci_high_bp=high_bp,
        display=display,
        flags=flags,
        store_count=len(scored),
    )


def outcomes_of(figures: ScopeFigures) -> Outcomes:
    return Outcomes(
        exceeded=figures.exceeded,
        met=figures.met,
        below=figures.below,
        gap_bp=gap_of(figures.exceeded, figures.met, figures.below),
    )


def coverage_bp_of(figures: ScopeFigures) -> int | None:
    return coverage_of(figures.weight_scored, figures.weight_applicable)
