"""Sums → figures with their uncertainty: means, variances, intervals, shares. float64, the server only.

Pure: no clock, no I/O, and no rule about who may see what (comparisons/suppression.py). Start reading at sums.py.
scipy is imported where it is used: a server process that never compares anything must not pay its memory.
"""
