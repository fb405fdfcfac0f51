"""Every table of the database: where a person's archive shows what it holds about them, or why it does not.

A table or a column that stands in none of this fails test_the_archive_is_whole.py. In a condition $1 is the person.
"""

from typing import NamedTuple

ACCOUNTS = "account_id in (select account_id from account where staff_member_id = $1)"
EVALUATIONS = (
    "evaluation_id in (select evaluation_id from evaluation where staff_member_id = $1"
    " or original ->> 'staff_member_id' = $1::uuid::text)"
)
VISITS = (
    "visit_id in (select visit_id from evaluation where staff_member_id = $1"
    " or original ->> 'staff_member_id' = $1::uuid::text)"
)
THEIRS = "staff_member_id = $1"


class Held(NamedTuple):
    """In which part of the archive, and which rows are about the person."""

    section: str
    condition: str


HELD = {
    "account": Held("accounts", THEIRS),
    "account_grant": Held("grants", ACCOUNTS),
    "acknowledgement": Held("acknowledgements", THEIRS),
    "audit_log": Held(
        "log",
        "(object_kind = 'staff_member' and object_id = $1::uuid::text"
        " or detail -> 'staff_member_ids' ? $1::uuid::text)",
    ),
    "coaching_plan": Held("plans", THEIRS),
    "correction": Held("corrections", EVALUATIONS),
    "dispute": Held("disputes", THEIRS),
    "dispute_decision": Held("decisions", "dispute_id in (select dispute_id from dispute where staff_member_id = $1)"),
    "evaluation": Held("interactions", THEIRS),
    "evidence": Held("photos", VISITS),
    "invitation": Held("invitations", ACCOUNTS),
    "notice_given": Held("notices", THEIRS),
    "result_link": Held("links", ACCOUNTS),
    "showcase_card": Held("cards", THEIRS),
    "sign_in_session": Held("sessions", ACCOUNTS),
    "staff_member": Held("person", THEIRS),
    "staff_posting": Held("postings", THEIRS),
    "superseded_revision": Held("earlier_revisions", VISITS),
    "visit": Held("visits", VISITS),
    "visit_fact": Held("figures", "scope_kind = 'staff_member' and scope_ref = $1::uuid::text"),
    "visit_return": Held("returns", VISITS),
}
# Shown under another name, or as the sentence of something that holds more.
SHOWN_AS = {
    "account_grant.area_id": "area_code",
    "account_grant.store_id": "store_code",
    "coaching_plan.store_id": "store_code",
    "notice_given.staff_notice_id": "text_version",
    "showcase_card.store_id": "store_code",
    "staff_posting.store_id": "store_code",
    "visit.evaluator_id": "evaluator",
    "visit.programme_id": "programme_key",
    "visit.store_id": "store_code",
    "visit_return.questions": "question",
    "visit_return.answers": "answer",
}
# Packed, or added up: tests of their own compare them.
SHOWN_ELSEWHERE = {
    "evaluation.rating_states": "ratings",
    "evaluation.answers": "ratings",
    "evaluation.scores_bp": "ratings",
    "evaluation.outcomes": "ratings",
    "evaluation.bases": "ratings",
    "evaluation.comments": "ratings",
    "evaluation.text_answers": "ratings",
    "evaluation.edited_keys": "ratings",
    "evaluation.stars": "stars",
    "evaluation.evidence": "photos",
    "evaluation.original": "originals",
    "superseded_revision.said": "earlier_revisions",
    **{
        f"visit_fact.{column}": "figures"
        for column in (
            "comparability_key", "visited_on", "w", "t", "interactions", "exceeded", "met", "below", "weight_scored",
            "weight_applicable", "critical_failed", "below_meets", "stars", "indifferent",
        )
    },
}  # fmt: skip

KEY = "a key of ours, which says nothing"
OTHER = "another person: whoever decided, coached, recorded or reviewed stands in no archive but their own"
EVALUATOR = "about the evaluator and their phone"
SECRET = "a hash of a secret"
FILE = "about the file, whose content stands in no archive: it may show others"
LEFT_OUT_COLUMNS = {
    "account.account_id": KEY,
    "account.password_hash": SECRET,
    "account.staff_member_id": KEY,
    "account_grant.account_id": KEY,
    "account_grant.grant_id": KEY,
    "acknowledgement.staff_member_id": KEY,
    "audit_log.account_id": "by the roles of whoever it was",
    "audit_log.audit_id": KEY,
    "audit_log.detail": "its purpose is shown; the rest are keys, of others as well",
    "audit_log.object_id": KEY,
    "coaching_plan.coach_account_id": OTHER,
    "coaching_plan.follow_up_assignment_id": OTHER,
    "coaching_plan.opened_by_account_id": OTHER,
    "coaching_plan.staff_member_id": KEY,
    "correction.account_id": OTHER,
    "dispute.raised_by_account_id": OTHER,
    "dispute.staff_member_id": KEY,
    "dispute.store_id": "the visit of its interaction says it",
    "dispute.visit_id": "its interaction is named",
    "dispute_decision.decided_by_account_id": OTHER,
    "evaluation.interaction_id": KEY,
    "evaluation.position": "the order in which the evaluator worked",
    "evaluation.rated_after_ms": EVALUATOR,
    "evaluation.rubric_version_id": KEY,
    "evaluation.staff_member_id": KEY,
    "evidence.evaluator_id": OTHER,
    "evidence.media_type": FILE,
    "evidence.problem_code": FILE,
    "evidence.settled_at": FILE,
    "evidence.sha256": FILE,
    "evidence.size_bytes": FILE,
    "evidence.stored_sha256": FILE,
    "invitation.account_id": KEY,
    "invitation.token_hash": SECRET,
    "notice_given.recorded_by_account_id": OTHER,
    "notice_given.staff_member_id": KEY,
    "result_link.account_id": KEY,
    "result_link.token_hash": SECRET,
    "showcase_card.asked_by_account_id": OTHER,
    "showcase_card.staff_member_id": KEY,
    "showcase_card.star_place": KEY,
    "showcase_card.visit_id": "its interaction is named",
    "sign_in_session.account_id": KEY,
    "sign_in_session.token_hash": SECRET,
    "staff_member.staff_member_id": KEY,
    "staff_posting.staff_member_id": KEY,
    "staff_posting.staff_posting_id": KEY,
    "superseded_revision.content_hash": EVALUATOR,
    "superseded_revision.receipt_id": EVALUATOR,
    "visit.assignment_id": EVALUATOR,
    "visit.clock_is_odd": EVALUATOR,
    "visit.clock_skew_ms": EVALUATOR,
    "visit.content_hash": EVALUATOR,
    "visit.not_possible": "a visit with an interaction has none",
    "visit.raw_bp": "a mean over everybody who was seen in the visit",
    "visit.receipt_id": EVALUATOR,
    "visit.received_at": EVALUATOR,
    "visit.started_offset_minutes": EVALUATOR,
    "visit_fact.evaluator_id": OTHER,
    "visit_fact.scope_kind": KEY,
    "visit_fact.scope_ref": KEY,
    "visit_fact.store_id": KEY,
    "visit_fact.visit_id": KEY,
    "visit_return.account_id": OTHER,
    "visit_return.answer_within_hours": EVALUATOR,
    "visit_return.evaluator_id": OTHER,
    "visit_return.fetched_at": EVALUATOR,
    "visit_return.return_id": KEY,
}

PLACE = "about places, standards or the product itself"
ADDED_UP = "the person's figures again, added up for reading"
IN_WORDS = "about no observed person; a name in its words is shown under mentions"
IN_THE_LOG = "names people by a code at most; who asked, what for and when stands in the log"
LEFT_OUT_TABLES = {
    "action_item": IN_WORDS,
    "action_item_comment": IN_WORDS,
    "alembic_version": PLACE,
    "area": PLACE,
    "assignment": IN_WORDS,
    "assignment_answer": IN_WORDS,
    "background_work": IN_THE_LOG,
    "business_area": PLACE,
    "changed_store": PLACE,
    "day_sum": ADDED_UP,
    "evaluator": EVALUATOR,
    "evidence_part": "a photo on its way, which is named once it is there",
    "export": IN_THE_LOG,
    "export_approval": IN_WORDS,
    "export_correction": "about an export; what was corrected is shown",
    "export_link": IN_THE_LOG,
    "import_headings": PLACE,
    "interaction_sum": ADDED_UP,
    "organisation": PLACE,
    "programme": PLACE,
    "review": OTHER,
    "rubric": PLACE,
    "rubric_version": PLACE,
    "scenario": PLACE,
    "scope_sum": ADDED_UP,
    "sign_in_attempt": "a keyed hash of an address and a machine, for an hour; it leads to nobody",
    "sign_in_name": "the account's address once more, as it is looked up",
    "staff_notice": "the text for everybody; when the person was told is shown",
    "store": PLACE,
    "store_membership": PLACE,
    "sum_delta": ADDED_UP,
    "wave": PLACE,
}
