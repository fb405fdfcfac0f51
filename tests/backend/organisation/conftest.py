"""The cast, for the tests of this folder."""

from tests.cast import chain

__all__ = ["chain"]
