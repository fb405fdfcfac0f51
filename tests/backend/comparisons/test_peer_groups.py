"""Who is compared with whom, and when stores that the viewer may not see stay out of it."""

from uuid import UUID

import pytest

from floorwalk.comparisons.model import NOTHING, ScopeFigures
from floorwalk.comparisons.peer_groups import PeerStores
from floorwalk.comparisons.standing import Peers
from floorwalk.kernel.ids import new_id

SCORED = ScopeFigures(5, 5, 35_000, 5, 35_000, 245_000_000)


def some_stores(count: int) -> list[UUID]:
    return [new_id() for _ in range(count)]


class TestPeersAreThoseShown:
    def test_no_other_store_enters_and_one_without_a_score_neither(self) -> None:
        own, empty = some_stores(3), new_id()
        stores = PeerStores(Peers.AREA, {}, frozenset([*own, empty]))
        groups = stores.units_of(dict.fromkeys(own, SCORED) | {empty: NOTHING}, {})
        assert list(groups) == ["area"]
        assert set(groups["area"].sums) == set(own)
        assert not groups["area"].is_limited


class TestPeersAreTheWholeOrganisation:
    @pytest.mark.parametrize(("unseen", "enters"), [(0, True), (1, False), (4, False), (5, True), (12, True)])
    def test_stores_that_the_viewer_may_not_see_enter_only_in_number(self, unseen: int, enters: bool) -> None:
        own, others = some_stores(2), some_stores(unseen)
        stores = PeerStores(Peers.ORGANISATION, {}, frozenset(own))
        units = stores.units_of(dict.fromkeys(own, SCORED), dict.fromkeys([*own, *others], SCORED))["organisation"]
        assert set(units.sums) == set(own) | (set(others) if enters else set())
        assert units.is_limited is not enters

    def test_a_store_that_was_never_scored_is_nobodys_cover(self) -> None:
        own, others = some_stores(2), some_stores(5)
        everywhere = dict.fromkeys(own + others[:4], SCORED) | {others[4]: NOTHING}
        stores = PeerStores(Peers.ORGANISATION, {}, frozenset(own))
        assert set(stores.units_of(dict.fromkeys(own, SCORED), everywhere)["organisation"].sums) == set(own)

    def test_a_store_counts_as_it_is_shown(self) -> None:
        own = new_id()
        in_the_area = SCORED._replace(m=3)
        stores = PeerStores(Peers.ORGANISATION, {}, frozenset([own]))
        assert stores.units_of({own: in_the_area}, {own: SCORED})["organisation"].sums[own].m == 3

    def test_one_that_is_seen_but_not_shown_enters(self) -> None:
        shown, seen = some_stores(2)
        stores = PeerStores(Peers.ORGANISATION, {}, frozenset([shown, seen]))
        units = stores.units_of({shown: SCORED}, {shown: SCORED, seen: SCORED})["organisation"]
        assert set(units.sums) == {shown, seen}


class TestPeersHaveTheSameFormat:
    def test_each_format_is_a_group_and_stores_without_one_are_a_group_too(self) -> None:
        large, small, neither = some_stores(3)
        stores = PeerStores(
            Peers.FORMAT, {large: "Large", small: "Small", neither: None}, frozenset([large, small, neither])
        )
        groups = stores.units_of(dict.fromkeys([large, small, neither], SCORED), {})
        assert {key: set(units.sums) for key, units in groups.items()} == {
            "format:Large": {large}, "format:Small": {small}, "format:": {neither},
        }  # fmt: skip
        assert [stores.format_in(key) for key in groups] == ["Large", "Small", None]

    def test_where_one_format_has_few_unseen_stores_they_stay_out_of_all(self) -> None:
        # Else the organisation's figure less the other formats' would be that of the few.
        own, many, few = some_stores(2), some_stores(6), some_stores(2)
        formats = dict.fromkeys([own[0], *many], "Large") | dict.fromkeys([own[1], *few], "Small")
        everywhere = dict.fromkeys([*own, *many, *few], SCORED)
        stores = PeerStores(Peers.FORMAT, formats, frozenset(own))
        groups = stores.units_of(dict.fromkeys(own, SCORED), everywhere)
        assert {key: set(units.sums) for key, units in groups.items()} == {
            "format:Large": {own[0]}, "format:Small": {own[1]},
        }  # fmt: skip
        assert all(units.is_limited for units in groups.values())
