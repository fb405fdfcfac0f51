"""The cast and its rubrics, for the tests of this folder."""

from tests.cast import chain
from tests.cast_visits import stage

__all__ = ["chain", "stage"]
