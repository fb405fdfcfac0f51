"""The only place that asks what time it is. Tests pass their own `Clock`."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present instant, aware, UTC."""
    return datetime.now(UTC)
