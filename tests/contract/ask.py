"""What a request of the permission matrix is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.contract.world import World

NEVER = "0190f5c2-dead-7000-8000-000000000000"  # an id that nothing has


@dataclass(frozen=True)
class Ask:
    """One request: the path filled in, and its body."""

    path: str
    json: Any = None
    content: bytes | None = None
    media_type: str | None = None


Maker = Callable[[World, str], Awaitable[Ask]]


def plain(path: str, json: Any = None) -> Maker:
    """A request that is the same for every target."""

    async def made(world: World, target: str) -> Ask:
        return Ask(path, json)

    return made
