"""The ledger's counts, and which of its figures a viewer without rights on people may see (P9)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from floorwalk.disputes.ledger import (
    Disputed,
    LedgerEntry,
    Published,
    Tally,
    by_criterion,
    by_evaluator,
    by_store,
    tally_of,
    withheld,
)
from floorwalk.disputes.lifecycle import DisputeState

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
LINDEN, HAFEN, MIRA, EMIL, VERSION = (UUID(int=number) for number in range(1, 6))
S = DisputeState


def dispute(
    state: DisputeState,
    *,
    days: int | None = None,
    evaluation: int = 0,
    store: UUID = LINDEN,
    evaluator: UUID = MIRA,
    criterion: str = "",
) -> Disputed:
    decided_at = None if days is None else AT + timedelta(days=days)
    return Disputed(store, evaluator, UUID(int=evaluation), criterion, state, AT, decided_at)


class TestCounting:
    def test_an_evaluation_counts_once_and_partly_upheld_is_upheld(self) -> None:
        disputes = [
            dispute(S.UPHELD, days=2),
            dispute(S.PARTLY_UPHELD_ON_APPEAL, days=10),
            dispute(S.REJECTED, days=4, evaluation=1),
            dispute(S.OPEN, evaluation=2),
        ]
        assert tally_of(20, disputes) == Tally(20, disputed=3, disputes=4, decided=3, upheld=2, median_hours=4 * 24)

    def test_on_appeal_it_is_undecided_again(self) -> None:
        assert tally_of(20, [dispute(S.APPEALED, days=3)]) == Tally(20, 1, 1, 0, 0, None)

    def test_nothing_disputed_has_no_median(self) -> None:
        assert tally_of(3, []) == Tally(3, 0, 0, 0, 0, None)

    def test_groups_hold_their_own_and_a_criterion_counts_the_versions_that_have_it(self) -> None:
        other = UUID(int=9)
        published = [
            Published(LINDEN, MIRA, VERSION, 7),
            Published(LINDEN, EMIL, VERSION, 2),
            Published(HAFEN, EMIL, other, 4),
        ]
        disputes = [dispute(S.OPEN, criterion="greeting"), dispute(S.OPEN, store=HAFEN, evaluator=EMIL)]
        stores, evaluators = by_store(published, disputes), by_evaluator(published, disputes)
        assert {store: (one.published, one.disputes) for store, one in stores.items()} == {
            LINDEN: (9, 1),
            HAFEN: (4, 1),
        }
        assert {who: (one.published, one.disputes) for who, one in evaluators.items()} == {MIRA: (7, 1), EMIL: (6, 1)}
        criteria = by_criterion(published, disputes, {VERSION: ["greeting", "need"], other: ["need"]})
        assert {key: one.published for key, one in criteria.items()} == {"greeting": 9}


def shown(entries: dict[str, LedgerEntry]) -> dict[str, tuple[bool, bool]]:
    return {key: (not one.withholds_disputed, not one.withholds_upheld) for key, one in entries.items()}


class TestSmallGroups:
    MANY, MORE = Tally(50, 12, 12, 9, 3, 40), Tally(60, 20, 20, 18, 3, 40)
    FEW_DECIDED, FEW = Tally(50, 2, 2, 1, 1, 40), Tally(4, 1, 1, 0, 0, None)

    def test_who_may_see_people_sees_all(self) -> None:
        entries = withheld({"few": self.FEW, "decided": self.FEW_DECIDED}, sees_people=True)
        assert shown(entries) == {"few": (True, True), "decided": (True, True)}

    def test_large_groups_are_shown_and_so_is_none_decided(self) -> None:
        none_decided = Tally(50, 2, 2, 0, 0, None)
        entries = withheld({"many": self.MANY, "none": none_decided}, sees_people=False)
        assert shown(entries) == {"many": (True, True), "none": (True, True)}

    def test_one_withheld_alone_takes_the_smallest_shown_with_it(self) -> None:
        entries = withheld({"many": self.MANY, "more": self.MORE, "decided": self.FEW_DECIDED}, sees_people=False)
        assert shown(entries) == {"many": (True, False), "more": (True, True), "decided": (True, False)}

    def test_several_withheld_cover_one_another(self) -> None:
        entries = withheld({"many": self.MANY, "few": self.FEW, "fewer": self.FEW}, sees_people=False)
        assert shown(entries) == {"many": (True, True), "few": (False, False), "fewer": (False, False)}

    def test_one_group_alone_is_withheld_without_another(self) -> None:
        assert shown(withheld({"few": self.FEW}, sees_people=False)) == {"few": (False, False)}
