"""What an export for a formal process needs beyond any other: grounds, a notice that says so, the people approved."""

from datetime import UTC, date, datetime
from uuid import UUID

from floorwalk.coaching.formal_process import decided, faults_of, role_among, said_rows, texts_given, trace_of
from floorwalk.coaching.model import Decision, Purpose
from floorwalk.coaching.wire import ExportAsked, FormalBasis, FormalProcess, NoticeReliedOn
from floorwalk.comparisons.suppression import Insufficient
from floorwalk.identity.model import Role

ANNA, BEN, CLARA, DENIZ = (UUID(int=number) for number in range(1, 5))
DAY = date(2026, 9, 30)
BASIS = FormalBasis(country="DE", legal_basis="BDSG § 26 (1)", staff_notice_ids=[UUID(int=9)])


def question(purpose: Purpose, basis: FormalBasis | None) -> ExportAsked:
    return ExportAsked(purpose=purpose, from_on=DAY, to_on=DAY, retain_until_on=DAY, formal_process=basis)


def notice(text_version: str, given_on: date, store_code: str | None = None) -> NoticeReliedOn:
    return NoticeReliedOn(
        programme_key="floor", store_code=store_code, text_version=text_version, given_on=given_on,
        channel="notice board", reference=None,
    )  # fmt: skip


class TestTheGrounds:
    def test_stand_where_the_purpose_is_a_formal_process(self) -> None:
        [fault] = faults_of(question(Purpose.FORMAL_PROCESS, None))
        assert fault.code == "coaching.formal_basis_missing"
        assert faults_of(question(Purpose.FORMAL_PROCESS, BASIS)) == []

    def test_and_nowhere_else(self) -> None:
        for purpose in (Purpose.COACHING, Purpose.TRAINING_PLANNING, Purpose.RECOGNITION):
            [fault] = faults_of(question(purpose, BASIS))
            assert fault.code == "coaching.formal_basis_of_another_purpose"
            assert faults_of(question(purpose, None)) == []

    def test_and_the_people_are_in_the_trace_of_a_formal_process_alone(self) -> None:
        assert trace_of(question(Purpose.COACHING, None), [ANNA]) == {}
        trace = trace_of(question(Purpose.FORMAL_PROCESS, BASIS), [BEN, ANNA])
        assert trace["formal_process"]["legal_basis"] == "BDSG § 26 (1)"
        assert trace["staff_member_ids"] == [str(ANNA), str(BEN)]


DECISIONS = {
    ANNA: Decision(frozenset({"k"}), None),
    BEN: Decision(frozenset({"k"}), None),
    CLARA: Decision(frozenset(), Insufficient.NOTICE_TOO_LATE),
    DENIZ: Decision(frozenset(), Insufficient.TOO_FEW_DAYS),
}


class TestWhoMayLeave:
    def test_whoever_was_not_told_has_a_reason_of_their_own(self) -> None:
        result = decided(DECISIONS, None)
        assert result[CLARA] == Decision(frozenset(), Insufficient.NO_FORMAL_NOTICE)
        assert {who: one for who, one in result.items() if who != CLARA} == {
            who: one for who, one in DECISIONS.items() if who != CLARA
        }

    def test_an_approval_holds_for_the_people_it_was_given_for(self) -> None:
        result = decided(DECISIONS, {ANNA})
        assert result[ANNA] == DECISIONS[ANNA]
        assert result[BEN] == Decision(frozenset(), Insufficient.NOT_APPROVED)
        assert result[DENIZ] == DECISIONS[DENIZ]


class TestWhatIsSaid:
    FORMAL = FormalProcess(
        country="DE",
        legal_basis="BDSG § 26 (1)",
        notices=[notice("2", date(2026, 5, 1), "0102"), notice("2", date(2026, 4, 1), "0101"), notice("1", DAY)],
        asked_by_role=Role.HR,
        asked_at=datetime(2026, 10, 1, 8, tzinfo=UTC),
        approved_by_role=Role.ADMINISTRATOR,
        approved_at=datetime(2026, 10, 2, 8, tzinfo=UTC),
    )

    def test_the_first_sheet_says_everything_line_by_line(self) -> None:
        rows = said_rows(self.FORMAL)
        assert [said for said, _ in rows] == [
            *("purpose", "country", "legal_basis", "notice", "notice", "notice"),
            *("asked_by_role", "asked_on", "approved_by_role", "approved_on"),
        ]
        assert ("notice", "2; floor; 0102; 2026-05-01; notice board") in rows
        assert dict(rows)["approved_by_role"] == "administrator"

    def test_a_text_given_in_many_stores_is_one_text_from_its_first_day(self) -> None:
        assert [(one.text_version, one.given_on) for one in texts_given(self.FORMAL)] == [
            ("2", date(2026, 4, 1)),
            ("1", DAY),
        ]

    def test_who_is_both_hr_and_administrator_acts_as_hr(self) -> None:
        assert role_among([Role.ADMINISTRATOR, Role.HR]) is Role.HR
        assert role_among([Role.ADMINISTRATOR]) is Role.ADMINISTRATOR
