"""Many questions asked at once: p-values adjusted so that the number of questions does not make findings.

Two rules for two purposes. Pairs that stand in one picture: Holm, over exactly the pairs shown. Lists in which a few
false alarms are bearable: the false discovery rate of Benjamini and Hochberg.
"""

from collections.abc import Sequence


def holm_adjusted(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values in the order given; each may be compared with the level itself.

    Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979) 65-70.
    """
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted


def false_discovery_adjusted(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values in the order given: those at or under q are findings, of which a share q may be false.

    Benjamini and Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical Society B 57 (1995)
    289-300. By hand, for scipy.stats costs a server process 80 MB; a test holds it against that.
    """
    count = len(p_values)
    adjusted = [0.0] * count
    smallest = 1.0
    for rank, place in enumerate(sorted(range(count), key=p_values.__getitem__, reverse=True)):
        smallest = min(smallest, p_values[place] * count / (count - rank))
        adjusted[place] = smallest
    return adjusted
