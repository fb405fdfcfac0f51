"""The one statement that a batch is checked against sees the same stores as organisation.scope."""

from datetime import date

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.identity.permissions import Verb
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.sync.service import places_of
from floorwalk.visits.queries import Referred, surroundings
from tests.cast import Chain, chain

__all__ = ["chain"]


def evaluator(chain: Chain, *grants: Grant) -> Viewer:
    return Viewer(
        organisation_id=chain.organisation_id,
        account_id=chain.account_ids["mira"],
        display_name="Mira",
        email="mira@linden.example",
        language="en",
        evaluator_id=chain.evaluator_ids["mira"],
        staff_member_id=None,
        grants=grants,
    )


class TestTheStoresOfAnEvaluator:
    async def test_both_ways_of_asking_see_the_same(self, chain: Chain, connection: Connection) -> None:
        await connection.execute(
            "update store_membership set valid_to = $1 where store_id = $2", date(2020, 1, 1), chain.neumarkt
        )
        north, coast, south = (
            Grant(Role.EVALUATOR, ScopeKind.AREA, area_id=chain.area_ids[code]) for code in ("north", "coast", "south")
        )
        one_store = Grant(Role.EVALUATOR, ScopeKind.STORE, store_id=chain.neumarkt)
        elsewhere = Grant(Role.AREA_MANAGER, ScopeKind.AREA, area_id=chain.area_ids["south"])
        everywhere = Grant(Role.EVALUATOR, ScopeKind.ORGANISATION)
        sizes = []
        for grants in (
            (), (north,), (coast,), (south,), (one_store,), (elsewhere,), (north, one_store), (coast, elsewhere),
            (everywhere,),
        ):  # fmt: skip
            viewer = evaluator(chain, *grants)
            referred = Referred(set(chain.store_ids.values()), *(set() for _ in range(6)))
            around = await surroundings(connection, chain.organisation_id, places_of(viewer), referred, now().date())
            seen = await stores_visible_to(connection, viewer, Verb.VISIT_SUBMIT)
            assert set(around.time_zone_of_store) == set(seen), grants
            sizes.append(len(seen))
        assert sizes == [0, 2, 1, 1, 1, 0, 3, 1, 4]
