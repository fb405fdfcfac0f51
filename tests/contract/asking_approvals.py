"""How the routes of a second person's word are asked: an export for a formal process, asked for anew each time."""

from typing import Any

from tests.contract.ask import NEVER, Ask, Maker
from tests.contract.world import World, export_question
from tests.exports import a_formal_notice, asked, formal


def approval(path: str, json: Any = None) -> Maker:
    """Of one that HR asked for and that waits."""

    async def made(world: World, target: str) -> Ask:
        export_id = NEVER
        if target != "never":
            where = world.elsewhere if target == "elsewhere" else world.chain
            question = export_question() | formal(await a_formal_notice(where))
            export_id = (await asked(where.rhea, **question))["export_id"]
        return Ask(f"/api/export-approvals/{export_id}{path}", json)

    return made
