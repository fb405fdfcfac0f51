"""The sample chain: a fictional company with a year of visits, for trying Floorwalk out. No person in it is real.

`load` is the only way in. Who and where is cast.py, what the evaluators saw is seeing.py.
"""

from floorwalk.samples.loading import SampleSummary, load

__all__ = ["SampleSummary", "load"]
