"""What the API's description must say and no route can say of itself; openapi_document.py puts it in.

By the operation's name, which is slice.function. A name that is no operation fails tests/contract.
"""

from collections.abc import Mapping
from typing import Any

from floorwalk.attachments.api import PART_TYPE
from floorwalk.organisation.import_api import CSV_TYPE, XLSX_TYPE
from floorwalk.sync.answers_wire import AnswerBatch, AssignmentAnswer
from floorwalk.sync.rescue_api import ZIP_TYPE
from floorwalk.sync.wire import Batch
from floorwalk.visits.wire import VisitDocument

TAGS: Mapping[str, str] = {
    "identity": "Signing in, one's own account, invitations and grants.",
    "organisation": "Areas, stores, staff members, business areas, programmes and staff notices.",
    "rubrics": "Rubrics and their published versions.",
    "attachments": "How phones send photos.",
    "visits": "Single visits, their pictures, and the assignments that ask for them.",
    "sync": "What phones send and fetch, and what is brought in from a phone's rescue file.",
    "comparisons": "Figures per store, business area, criterion and staff member.",
    "coaching": "Coaching plans, action items, the showcase; exports about people.",
    "rights": "What is held about a person: handed out, corrected, deleted at their request.",
    "disputes": "A staff member's own results, and how they and their store answer: acknowledgement, comment, dispute;"
    " and what a reviewer changes of what counts.",
    "app": "This description.",
}

# Refusals beyond those that follow from a route's form: session, right, path, body.
ALSO_REFUSES: Mapping[str, tuple[int, ...]] = {
    "identity.sign_in": (401, 403, 429),
    "identity.change_password": (429,),
    "identity.accept_invitation": (403, 409),
    "identity.open_result_link": (403,),
    "identity.invite": (409,),
    "identity.give_grant": (409,),
    "identity.revoke_grant": (409,),
    "identity.disable": (409,),
    "organisation.add_area": (409,),
    "organisation.move_area": (409,),
    "organisation.add_store": (409,),
    "organisation.move_store": (409,),
    "organisation.staff_members": (404,),
    "organisation.add_programme": (409,),
    "visits.add_assignment": (404, 409),
    "visits.close_assignment": (409,),
    "visits.add_scenario": (409,),
    "attachments.send_part": (409,),
    "visits.take_up": (409,),
    "visits.put_back": (409,),
    "visits.send_back": (409, 412, 428),
    "comparisons.compare_stores": (404,),
    "comparisons.compare_business_areas": (404,),
    "comparisons.compare_criterion": (404,),
    "comparisons.compare_business_area": (404,),
    "comparisons.compare_on_common_criteria": (404,),
    "comparisons.compare_two": (404,),
    "comparisons.compare_evaluators": (404,),
    "comparisons.read_my_area": (404,),
    "comparisons.list_visits_behind": (404,),
    "comparisons.read_my_severity": (404,),
    "comparisons.changes": (429,),
    "sync.bring_in_rescue_file": (404,),
    "rights.own_archive": (404,),
    "rights.retention_report": (404,),
    "coaching.preview_export": (404,),
    "coaching.create_export": (404,),
    "coaching.cancel_export": (409,),
    "coaching.approve_export": (409,),
    "coaching.refuse_export": (409,),
    "coaching.read_manifest": (409,),
    "coaching.make_link": (409,),
    "coaching.download_file": (409,),
    "coaching.list_plans": (404,),
    "coaching.open_plan": (404,),
    "coaching.confirm_plan": (409,),
    "coaching.record_plan_shown": (409,),
    "coaching.end_plan": (409,),
    "coaching.ask_follow_up": (409,),
    "coaching.coaching_choices": (404,),
    "coaching.read_due": (404,),
    "coaching.confirm_own_plan": (409,),
    "coaching.list_action_items": (404,),
    "coaching.open_action_item": (404,),
    "coaching.move_action_item": (409,),
    "coaching.ask_for_card": (404, 409),
    "coaching.answer_for_card": (409,),
    "disputes.void_evaluation": (409, 412, 428),
    "disputes.remove_staff_link": (409, 412, 428),
    "disputes.add_correction": (409, 412, 428),
    "disputes.void_visit": (409, 412),
    "disputes.publish": (409, 412, 428),
    "disputes.raise_dispute": (404, 409),
    "disputes.decide": (409,),
    "disputes.appeal": (409,),
    "disputes.dispute_ledger": (404,),
}

# Routes that read the body themselves: media type to form; bytes is a file.
SHEET = {CSV_TYPE: bytes, XLSX_TYPE: bytes}
READ_BY_THE_ROUTE: Mapping[str, Mapping[str, Any]] = {
    "organisation.import_stores": SHEET,
    "organisation.import_staff": SHEET,
    "visits.import_assignment_list": SHEET,
    "sync.take_visits": {"application/json": Batch},
    "sync.take_assignment_answers": {"application/json": AnswerBatch},
    "attachments.send_part": {PART_TYPE: bytes},
    "sync.bring_in_rescue_file": {ZIP_TYPE: bytes},
}

CSRF = {"X-CSRF-Token": "What writing requests of this session carry in the header of the same name."}
ANSWER_HEADERS: Mapping[str, Mapping[str, str]] = {
    "identity.session": CSRF,
    "identity.sign_in": CSRF,
    "identity.accept_invitation": CSRF,
    "identity.open_result_link": CSRF,
    "identity.change_password": CSRF,
    "sync.device_bundle": {"ETag": "For If-None-Match of the next time."},
    "visits.review": {"ETag": "For If-Match of whatever is done to the visit."},
}

FORMS_WITHIN = (VisitDocument, AssignmentAnswer)  # forms that stand in others only as raw JSON


def completed(components: dict[str, Any]) -> dict[str, Any]:
    """The batches with the forms of what is in them, which the decoders leave raw so that a bad one stands alone."""
    for batch, items, form in (("Batch", "visits", "VisitDocument"), ("AnswerBatch", "answers", "AssignmentAnswer")):
        components[batch]["properties"][items]["items"] = {
            "$ref": f"#/components/schemas/{form}",
            "description": "One that breaks this form is refused in its own result, and the others are taken.",
        }
    return components
