"""Which names of time zones are known. Pure, but for the time zone database that Python reads."""

from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=1000)
def is_time_zone(name: str) -> bool:
    """Whether the IANA database has a zone of this name."""
    try:
        return ZoneInfo(name).key == name
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError; a folder's name is an OSError
        return False
