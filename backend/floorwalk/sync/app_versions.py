"""Which versions of the web app phones may still have. The one place that lists them.

Pure. The newest is the web app's own (frontend/src/app-version.ts, held together by a test). Whatever a phone's
version, its visits are taken; an update is only asked for afterwards.
"""

from collections.abc import Sequence

RELEASED = ("2026.11.0", "2026.12.0")  # oldest first
TAKEN_BACK = 2  # releases before the newest that are as good as it: a phone may lie in a drawer over the holidays


def is_update_wanted(app_version: str, released: Sequence[str] = RELEASED) -> bool:
    """Whether a phone with this version is to be told: it is older than two releases back, or none of ours.

    A version newer than ours is not told: while servers are updated one by one, a phone may be ahead of one.
    """
    oldest_unasked = released[max(0, len(released) - 1 - TAKEN_BACK)]
    numbers = _numbers_of(app_version)
    return numbers is None or numbers < (_numbers_of(oldest_unasked) or ())


def _numbers_of(version: str) -> tuple[int, ...] | None:
    """ "2026.11.0" as numbers, so that 2026.9 comes before 2026.10; None for anything else."""
    parts = version.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return tuple(map(int, parts))
