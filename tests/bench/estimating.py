"""How long the statistics take once the sums are read: 500 stores × 200 evaluators × 30,000 visits, in one process.

Everything that the list of stores, its tiers, ranks, shares and differences needs; and the evaluators' severities.
"""

import time
from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np

from floorwalk.comparisons.standing import _ranked_group_of, funnel_of, group_of
from floorwalk.statistics.consistency import typical_swing_of
from floorwalk.statistics.differences import difference_of
from floorwalk.statistics.interval import Interval, SpreadPrior, interval_of, interval_of_mean_of_means
from floorwalk.statistics.multiplicity import false_discovery_adjusted, holm_adjusted
from floorwalk.statistics.severity import Cell, severity_of
from floorwalk.statistics.spreads import Spreads, design_effect_among, prior_of
from floorwalk.statistics.sums import SixSums
from floorwalk.statistics.wilson import share_interval_of

STORES, EVALUATORS, VISITS = 500, 200, 30_000
TURNS = 7


def estimating() -> dict[str, Any]:
    chance = np.random.default_rng(4)
    stores, evaluators = chance.integers(0, STORES, VISITS), chance.integers(0, EVALUATORS, VISITS)
    level, severity = chance.normal(7_200, 400, STORES), chance.normal(0, 300, EVALUATORS)
    scores = np.rint(level[stores] + severity[evaluators] + chance.normal(0, 900, VISITS)).clip(0, 10_000).astype(int)
    failed = (chance.random(VISITS) < 0.05).astype(int)
    units = {store: _six(scores[stores == store]) for store in range(STORES)}
    failures = [_six(failed[stores == store]) for store in range(STORES)]
    cells: dict[tuple[int, int], list[int]] = {}
    for store, evaluator, score in zip(stores.tolist(), evaluators.tolist(), scores.tolist(), strict=True):
        cells.setdefault((store, evaluator), []).append(score)
    made = [Cell(*key, len(own), sum(own), sum(score * score for score in own)) for key, own in cells.items()]
    everything = _timed(lambda: _everything(units, failures))
    severities = _timed(lambda: severity_of(made))
    return {
        "stores": STORES,
        "evaluators": EVALUATORS,
        "visits": VISITS,
        "all": everything,
        "severity": severities,
    }


def _six(totals: Any) -> SixSums:
    """Of visits that weigh 1 each."""
    count, total = len(totals), int(totals.sum())
    return SixSums(count, count, total, count, total, int((totals**2).sum()))


def _everything(units: dict[int, SixSums], failures: list[SixSums]) -> None:
    """What was kept from the turn before is forgotten first."""
    interval_of.cache_clear()
    _ranked_group_of.cache_clear()
    prior = prior_of(Spreads(*([unit[place] for unit in units.values()] for place in range(6))))
    assert isinstance(prior, SpreadPrior)
    group = group_of(units, prior, ranked=True)
    assert group.centre is not None
    intervals = {key: place.interval for key, place in group.places.items()}
    interval_of_mean_of_means(intervals.values())
    funnel_of(group.centre, prior, max(unit.m for unit in units.values()))
    for key, interval in intervals.items():
        typical_swing_of(interval, units[key])
    effect = design_effect_among(Spreads(*([unit[place] for unit in failures] for place in range(6))))
    for unit in failures:
        share_interval_of(unit.t_sum, unit.w_sum, effect)
    known = [interval for interval in intervals.values() if isinstance(interval, Interval)]
    differences = [difference_of(one, other).p_value for one, other in pairwise(known)]
    false_discovery_adjusted(differences)
    holm_adjusted(differences)


def _timed(act: Callable[[], object]) -> dict[str, float]:
    """Milliseconds, of the clock and of the processor; the first turn, which imports, is left out."""
    took, cost = [], []
    for _ in range(TURNS + 1):
        began, spent = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began) * 1_000)
        cost.append((time.process_time() - spent) * 1_000)
    return {
        "median_ms": round(median(took[1:]), 1),
        "least_ms": round(min(took[1:]), 1),
        "cpu_median_ms": round(median(cost[1:]), 1),
    }
