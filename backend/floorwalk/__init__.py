"""Floorwalk: mystery-shopper and floor-interaction logging, compared honestly."""

__version__ = "0.1.0"
