"""The assignments that a phone carries, with what is needed to do them without a network."""

import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, chain
from tests.cast_assignments import answered, assigned, assignment, carried, day, said, with_scenario
from tests.cast_visits import stage

__all__ = ["chain", "stage"]


async def carried_ids(chain: Chain) -> list[str]:
    return [one["assignment_id"] for one in (await carried(chain.mira))["assignments"]]


class TestWhatAPhoneCarries:
    async def test_is_the_assignment_with_its_scenario_and_the_facts_of_its_store(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute(
            "update store set address = 'Lindenstr. 1', opening_hours = 'Mon–Sat 9–20' where store_id = $1",
            stage.linden,
        )
        wanted = assignment(stage, scenario_id=await with_scenario(stage))
        assignment_id = await assigned(stage.otto, wanted)
        bundle = await carried(stage.mira)
        assert bundle["assignments"] == [
            {
                "assignment_id": assignment_id,
                "store_id": str(stage.linden),
                "programme_id": str(stage.mystery_programme),
                "rubric_version_id": str(stage.mystery_version),
                "scenario": {
                    "title": {"en": "A gift", "de": "Ein Geschenk"},
                    "text": {
                        "en": "You look for a gift.\nAsk for advice.",
                        "de": "Du suchst ein Geschenk.\nFrag um Rat.",
                    },
                },
                "from_on": wanted["from_on"],
                "to_on": wanted["to_on"],
                "state": "open",
            }
        ]
        [linden] = [one for one in bundle["stores"] if one["store_id"] == str(stage.linden)]
        assert (linden["address"], linden["opening_hours"]) == ("Lindenstr. 1", "Mon–Sat 9–20")

    async def test_is_ones_own_alone(self, stage: Chain) -> None:
        await assigned(stage.otto, assignment(stage, evaluator_id=str(stage.evaluator_ids["emil"])))
        assert await carried_ids(stage) == []

    @pytest.mark.parametrize(("from_on", "to_on", "is_carried"), [(-20, 0, True), (14, 20, True), (16, 20, False)])
    async def test_is_what_touches_the_next_fourteen_days(
        self, stage: Chain, from_on: int, to_on: int, is_carried: bool
    ) -> None:
        assignment_id = await assigned(stage.otto, assignment(stage, from_on=day(from_on), to_on=day(to_on)))
        assert await carried_ids(stage) == [assignment_id] * is_carried

    async def test_is_no_longer_there_once_it_is_over_unless_it_was_started(
        self, stage: Chain, connection: Connection
    ) -> None:
        started = await assigned(stage.otto, assignment(stage))
        await answered(stage.mira, said(started, "started"))
        for store in (stage.hafen, stage.neumarkt):
            other = await assigned(stage.otto, assignment(stage, store))
            if store == stage.hafen:
                await answered(stage.mira, said(other, "declined"))
        assert len(await carried_ids(stage)) == 2
        await connection.execute("update assignment set from_on = current_date - 9, to_on = current_date - 2")
        assert await carried_ids(stage) == [started]
