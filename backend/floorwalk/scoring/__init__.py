"""Rubric × ratings → scores, outcomes and sums, in integers and the standard library alone.

Pure: no clock, no I/O, no float. The same rules run in frontend/src/scoring; schemas/vectors pins both.
Start reading at score.py. Intervals, shrinkage and tiers are floorwalk/statistics.
"""

SCORING_VERSION = 1  # stored with every scored evaluation; a change of any figure makes the next one
