"""Whether evaluators rate systematically differently, and by how much: y = μ + store + evaluator + e.

An additive mixed model, both effects random, fitted by restricted maximum likelihood (REML) on the sums of the cells
store × evaluator. It is a second column, never in place of the raw score, shown to the evaluator and the calibration
lead only (P10); and it is offered only where three gates say that the data can tell evaluators from their stores.

Henderson's mixed model equations; the likelihood profiled over the residual variance as in Bates et al., Fitting
Linear Mixed-Effects Models Using lme4, Journal of Statistical Software 67 (2015), section 3.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

LEVEL = 0.05  # of the test that evaluators differ at all
FEWEST_EVALUATORS = 5
FEWEST_VISITS_EACH = 8
MOST_CONFOUNDED = 0.3  # |correlation| between evaluators' effects and their stores' effects
ALIKE = 1e-6  # residual standard deviations: effects closer than that differ by rounding alone
Z_95 = 1.959963984540054
ABSENT = math.log(1e-9)  # log of a variance ratio that is taken for none
LARGEST = math.log(1e6)
ABOVE_NONE = 1e-9  # so that the search stays where the likelihood has a slope; nothing at all is tried after it


class Cell(NamedTuple):
    """The visits of one evaluator to one store: how many, and the sums of their scores (bp) and squares (bp²)."""

    store: Hashable
    evaluator: Hashable
    visits: int
    score_sum: int
    square_sum: int


class Refusal(StrEnum):
    """Why no adjusted column is offered."""

    TOO_FEW_EVALUATORS = "too_few_evaluators"
    NO_SPREAD = "no_spread"  # all visits are alike, or each store and evaluator has a visit of its own
    NOT_SIGNIFICANT = "not_significant"
    CONFOUNDED_WITH_STORES = "confounded_with_stores"


class Severity(NamedTuple):
    """One evaluator's systematic difference in bp, positive for generous, with its 95 % interval."""

    evaluator: Hashable
    effect: float
    low: float
    high: float
    visits: int
    stores: int


@dataclass(frozen=True, slots=True)
class SeverityFit:
    """Variances in bp². `refusal` None: an adjusted column may be offered. Severities stand in either case."""

    mean: float
    store_variance: float
    evaluator_variance: float
    residual_variance: float
    p_value: float  # that evaluators do not differ
    confounding: float | None  # the correlation of the third gate; None where no store has seen two evaluators
    severities: tuple[Severity, ...]  # none where the evaluator variance is nothing
    refusal: Refusal | None


def severity_of(cells: Sequence[Cell]) -> SeverityFit | Refusal:
    """The fit; a refusal alone where nothing can be fitted. The order of the cells does not matter."""
    import numpy as np
    from scipy.special import chdtrc

    model = _Model.of(cells)
    if model is None:
        return Refusal.NO_SPREAD
    both, without = model.fitted(), model.fitted(with_evaluators=False)
    # The variance lies at the edge of what it can be: half a point mass at 0, half χ² with one degree of freedom.
    gain = max(0.0, without.deviance - both.deviance)
    p_value = 1.0 if gain == 0 else 0.5 * float(chdtrc(1, gain))
    severities = model.severities(both)
    confounding = model.confounding(both)
    eligible = int(np.count_nonzero(model.evaluator_visits >= FEWEST_VISITS_EACH))
    refusal = None
    if eligible < FEWEST_EVALUATORS:
        refusal = Refusal.TOO_FEW_EVALUATORS
    elif p_value > LEVEL:
        refusal = Refusal.NOT_SIGNIFICANT
    elif confounding is None or abs(confounding) > MOST_CONFOUNDED:
        refusal = Refusal.CONFOUNDED_WITH_STORES
    return SeverityFit(
        mean=float(both.solution[0]),
        store_variance=both.residual_variance * both.store_ratio,
        evaluator_variance=both.residual_variance * both.evaluator_ratio,
        residual_variance=both.residual_variance,
        p_value=p_value,
        confounding=confounding,
        severities=severities,
        refusal=refusal,
    )


class _Fit(NamedTuple):
    """Variance ratios to the residual variance (0: the effect is absent), and the equations' solution."""

    deviance: float
    residual_variance: float
    store_ratio: float
    evaluator_ratio: float
    solution: "Matrix"  # μ, stores, evaluators
    factor: "Matrix"  # Cholesky's, lower, of the equations for μ and evaluators once the stores are solved for
    by_rest: "Matrix"  # stores × (μ, evaluators) of the equations
    store_diagonal: "Matrix"  # the stores' own block of them


def _inverse(factor: "Matrix") -> "Matrix":
    """Of the matrix that Cholesky's factor stands for."""
    import numpy as np
    from scipy.linalg import cho_solve

    inverse: Matrix = cho_solve((factor, True), np.eye(len(factor)), check_finite=False)
    return inverse


class _Model:
    """The normal equations of all visits, made from the cells once: 1 + stores + evaluators unknowns."""

    def __init__(self, stores: list[Hashable], evaluators: list[Hashable], counts: "Matrix", sums: "Matrix") -> None:
        import numpy as np

        self.stores, self.evaluators = stores, evaluators
        self.counts = counts  # stores × evaluators
        self.store_visits, self.evaluator_visits = counts.sum(axis=1), counts.sum(axis=0)
        self.visits = float(counts.sum())
        e = len(evaluators)
        # What is left once the stores, whose block of the equations is diagonal, are solved for: thousands of stores
        # then cost as many rows of this product, and no cube.
        self.stores_by_rest = np.hstack([self.store_visits[:, None], counts])
        self.rest = np.zeros((1 + e, 1 + e))
        self.rest[0, 0] = self.visits
        self.rest[0, 1:] = self.rest[1:, 0] = self.evaluator_visits
        self.rest[1:, 1:] = np.diag(self.evaluator_visits)
        self.right_of_stores = sums.sum(axis=1)
        self.right_of_rest = np.concatenate([[sums.sum()], sums.sum(axis=0)])
        self.squares = 0.0

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> "_Model | None":
        """None where nothing is left over to tell effects from chance."""
        import numpy as np

        stores = sorted({cell.store for cell in cells}, key=str)
        evaluators = sorted({cell.evaluator for cell in cells}, key=str)
        visits = sum(cell.visits for cell in cells)
        if visits < 3:
            return None
        # Scores are centred in exact integers first: squares of bp near 10⁸ would eat the digits that matter.
        centre = round(sum(cell.score_sum for cell in cells) / visits)
        at_store = {store: place for place, store in enumerate(stores)}
        at_evaluator = {evaluator: place for place, evaluator in enumerate(evaluators)}
        counts = np.zeros((len(stores), len(evaluators)))
        sums = np.zeros_like(counts)
        squares = 0
        for cell in cells:
            place = at_store[cell.store], at_evaluator[cell.evaluator]
            counts[place] += cell.visits
            sums[place] += cell.score_sum - cell.visits * centre
            squares += cell.square_sum - 2 * centre * cell.score_sum + cell.visits * centre**2
        if squares <= 0:
            return None
        model = cls(stores, evaluators, counts, sums)
        model.squares = float(squares)
        model.centre = float(centre)
        return model

    centre: float

    def fitted(self, *, with_evaluators: bool = True) -> _Fit:
        """REML: −2 log L over the two variance ratios, the residual variance profiled out."""
        from scipy.optimize import minimize

        def deviance(logs: Any) -> tuple[float, list[float]]:
            solved = self._solved(float(logs[0]), float(logs[1]) if with_evaluators else ABSENT)
            return solved.deviance, self._slope(solved)[: len(logs)]

        bounds = [(ABSENT + ABOVE_NONE, LARGEST)] * (2 if with_evaluators else 1)
        best: Any = None
        for start in ((-1.0, -1.0), (-3.0, -3.0)):
            found = minimize(deviance, start[: len(bounds)], jac=True, method="L-BFGS-B", bounds=bounds)
            if best is None or found.fun < best.fun:
                best = found
        logs = [float(log) for log in best.x] + ([] if with_evaluators else [ABSENT])
        # A ratio that crept towards nothing is nothing: then the simpler model has the same likelihood.
        for place in range(len(bounds)):
            simpler = [ABSENT if at == place else log for at, log in enumerate(logs)]
            if self._solved(*simpler).deviance <= self._solved(*logs).deviance + 1e-9:
                logs = simpler
        return self._solved(*logs)

    def _slope(self, fit: _Fit) -> list[float]:
        """Of the deviance along the log of each variance ratio ρ: q − tr(C)/ρ − u'u/(ρσ²), with the effect's q levels
        u and its block C of the equations' inverse. 0 where the effect is absent."""
        import numpy as np
        from scipy.linalg import solve_triangular

        s, slopes = len(self.stores), [0.0, 0.0]
        if fit.store_ratio:
            effects = fit.solution[1 : 1 + s]
            # Of the inverse's block for stores only the trace is needed, and that is a sum of squares.
            spread = solve_triangular(fit.factor, fit.by_rest.T / fit.store_diagonal, lower=True, check_finite=False)
            trace = float((1 / fit.store_diagonal).sum()) + float((spread**2).sum())
            slopes[0] = s - (trace + float(effects @ effects) / fit.residual_variance) / fit.store_ratio
        if fit.evaluator_ratio:
            effects = fit.solution[1 + s :]
            trace = float(np.diag(_inverse(fit.factor))[1:].sum())
            squares = float(effects @ effects) / fit.residual_variance
            slopes[1] = len(self.evaluators) - (trace + squares) / fit.evaluator_ratio
        return slopes

    def _solved(self, store_log: float, evaluator_log: float) -> _Fit:
        import numpy as np
        from scipy.linalg import cho_factor, cho_solve

        s, e = len(self.stores), len(self.evaluators)
        store_ratio, evaluator_ratio = (0.0 if log <= ABSENT else math.exp(log) for log in (store_log, evaluator_log))
        kept = 1 + e if evaluator_ratio else 1
        matrix, right = self.rest[:kept, :kept].copy(), self.right_of_rest[:kept]
        matrix[range(1, kept), range(1, kept)] += 1 / evaluator_ratio if evaluator_ratio else 0.0
        by_rest, log_determinant = self.stores_by_rest[:, :kept], 0.0
        diagonal = self.store_visits + (1 / store_ratio if store_ratio else 0.0)
        if store_ratio:
            rooted = by_rest / np.sqrt(diagonal)[:, None]
            matrix = matrix - rooted.T @ rooted  # symmetric, and half the work for it
            right = right - by_rest.T @ (self.right_of_stores / diagonal)
            log_determinant = float(np.log(diagonal).sum()) + s * math.log(store_ratio)
        factor = np.tril(cho_factor(matrix, lower=True, check_finite=False)[0])
        rest = cho_solve((factor, True), right, check_finite=False)
        stores = (self.right_of_stores - by_rest @ rest) / diagonal if store_ratio else np.zeros(s)
        explained = float(rest @ self.right_of_rest[:kept]) + float(stores @ self.right_of_stores)
        left_over = max(self.squares - explained, self.squares * 1e-12)
        residual = left_over / (self.visits - 1)
        log_determinant += 2 * float(np.log(np.diag(factor)).sum())
        log_determinant += e * math.log(evaluator_ratio) if evaluator_ratio else 0.0
        solution = np.zeros(1 + s + e)
        solution[0], solution[1 : 1 + s], solution[1 + s : s + kept] = rest[0] + self.centre, stores, rest[1:]
        deviance = (self.visits - 1) * math.log(residual) + log_determinant
        return _Fit(deviance, residual, store_ratio, evaluator_ratio, solution, factor, by_rest, diagonal)

    def severities(self, fit: _Fit) -> tuple[Severity, ...]:
        import numpy as np

        if not fit.evaluator_ratio:
            return ()  # nothing measurable: an effect of exactly nothing would claim a certainty that nobody has
        first, errors = 1 + len(self.stores), np.diag(_inverse(fit.factor))  # of prediction, over the residual variance
        told = []
        for place, evaluator in enumerate(self.evaluators):
            effect = float(fit.solution[first + place])
            half = Z_95 * math.sqrt(fit.residual_variance * float(errors[1 + place]))
            visits, stores = int(self.evaluator_visits[place]), int((self.counts[:, place] > 0).sum())
            told.append(Severity(evaluator, effect, effect - half, effect + half, visits, stores))
        return tuple(told)

    def confounding(self, fit: _Fit) -> float | None:
        """The correlation of evaluators' effects with the mean effect of the stores they were sent to.

        None where no store has seen two evaluators: then nothing tells a severe evaluator from a poor store.
        """
        import numpy as np

        s = len(self.stores)
        if not ((self.counts > 0).sum(axis=1) > 1).any():
            return None
        store_effects, evaluator_effects = fit.solution[1 : 1 + s], fit.solution[1 + s :]
        of_their_stores = (self.counts * store_effects[:, None]).sum(axis=0) / self.evaluator_visits
        smallest = ALIKE * math.sqrt(fit.residual_variance)
        if np.ptp(of_their_stores) <= smallest or np.ptp(evaluator_effects) <= smallest:
            return 0.0
        return float(np.corrcoef(evaluator_effects, of_their_stores)[0, 1])
