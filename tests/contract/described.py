"""The API's description made ready for generated requests: right requests of the cast stand in it as examples.

So that a generator reaches what it could never guess: an id that there is, a password, a rubric.
"""

import copy
import json
from typing import Any
from urllib.parse import unquote

from tests.contract.asking import ASKS, Ask
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.routes import document
from tests.contract.world import World

# They end the session that the other requests need: signing in ends the one before it.
ENTERING_OR_LEAVING = (
    "identity.sign_in",
    "identity.accept_invitation",
    "identity.sign_out",
    "identity.sign_out_everywhere",
    "identity.change_password",
)
# What fits the schema and is refused with 400 all the same, because no schema can say the rule.
MORE_RULES_THAN_SCHEMA = {
    "identity.accept_invitation": "a link that was given out, and a password that is not guessed",
    "identity.change_password": "a password that is not guessed",
    "identity.invite": "a staff code that there is",
    "identity.give_grant": "the id that the scope kind names, and no other",
    "identity.list_accounts": "a cursor that was given out",
    "organisation.add_area": "a parent that there is",
    "organisation.move_area": "a parent that there is",
    "organisation.stores": "a cursor that was given out",
    "organisation.add_store": "an area and a time zone that there are, days in order",
    "organisation.move_store": "an area that there is",
    "organisation.staff_members": "a cursor that was given out",
    "organisation.add_programme": "every text in English",
    "organisation.record_staff_notice": "a programme that there is, and a text where it covers a formal process",
    "organisation.set_dispute_days": "days that are written as whole numbers",
    "organisation.audit_entries": "a cursor that was given out, and texts that can be kept",
    "organisation.audit_file": "texts that can be kept",
    "organisation.import_stores": "a file of stores",
    "organisation.import_staff": "a file of staff",
    "sync.bring_in_rescue_file": "a rescue file",
    "rubrics.check": "texts that can be kept",
    "rubrics.publish": "a rubric that hangs together",
    "visits.visits": "a cursor that was given out",
    "visits.list_assignments": "a cursor that was given out",
    "visits.add_assignment": "programme, rubric, evaluator and days that fit together",
    "visits.import_assignment_list": "a file of assignments",
    "visits.add_scenario": "a programme that there is, and every text in English",
    "disputes.void_visit": "texts that can be kept, and the tag of what was read",
    "disputes.publish": "the tag of what was read",
    "visits.send_back": "the tag of what was read, and questions about this visit",
    "disputes.add_correction": "the tag of what was read, and ratings that the rubric takes",
    "disputes.disputes": "a cursor that was given out",
    "disputes.own_results_page": "a cursor that was given out",
    "disputes.acknowledge_result": "texts that can be kept",
    "disputes.appeal": "texts that can be kept",
    "organisation.notice_given": "a day on or after the notice's own",
    "comparisons.compare_stores": "days in order",
    "comparisons.compare_business_areas": "days in order",
    "comparisons.compare_within_store": "days in order",
    "comparisons.compare_criterion": "days in order",
    "comparisons.compare_business_area": "days in order",
    "comparisons.compare_on_common_criteria": "days in order",
    "comparisons.list_visits_behind": "days in order, and a figure that there is",
    "comparisons.compare_two": "days in order, and sides that share none",
    "comparisons.compare_evaluators": "days in order",
    "comparisons.read_my_severity": "days in order",
    "comparisons.read_my_area": "days in order",
    "coaching.open_plan": "a person, a coach, a scope and days that fit together",
    "coaching.end_plan": "texts that can be kept",
    "coaching.ask_follow_up": "an evaluator and days that fit together",
    "coaching.confirm_own_plan": "texts that can be kept",
    "coaching.open_action_item": "an owner, a scope, visits and days that fit together",
    "coaching.move_action_item": "a reason where it is dropped, and only there",
    "coaching.comment_action_item": "texts that can be kept",
    "coaching.ask_for_card": "a place that is written as a whole number",
    "disputes.raise_dispute": "a criterion where a rating is disputed, and only there",
    "disputes.void_evaluation": "the tag of what was read",
    "disputes.remove_staff_link": "the tag of what was read",
    "disputes.decide": "ratings that the rubric takes",
    "disputes.dispute_ledger": "days in order",
    "identity.open_result_link": "a link that was issued and not opened yet",
    "rights.correct_name": "texts that can be kept",
    "coaching.preview_export": "days in order, a retention that is not over, and grounds exactly for a formal process",
    "coaching.create_export": "days in order, a retention that is not over, and grounds exactly for a formal process",
    "coaching.approve_export": "texts that can be kept",
    "coaching.refuse_export": "texts that can be kept",
    "rights.find_people": "texts that can be kept",
}


async def with_examples(world: World) -> dict[str, Any]:
    """The description with one right request of the cast in each operation that the cast may do."""
    described = copy.deepcopy(document())
    described["components"]["securitySchemes"]["session"]["name"] = "floorwalk"  # its name over plain HTTP
    # What breaks its form is refused in its own result; only the batch can be a bad request.
    for batch, items in (("Batch", "visits"), ("AnswerBatch", "answers")):
        described["components"]["schemas"][batch]["properties"][items]["items"] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            route = f"{method.upper()} {path}"
            _put_example(operation, path, await ASKS[route](world, _target_of(route)))
    return described


def _target_of(route: str) -> str:
    """What somebody of the cast may do this to; anything where nobody may."""
    for target, statuses in ROWS[route].items():
        for caller, status in zip(CALLERS, statuses, strict=True):
            if status < 300 and caller not in ("anonymous", "zoe"):
                return target
    return next(iter(ROWS[route]))


def _put_example(operation: dict[str, Any], path: str, ask: Ask) -> None:
    asked, _, query = ask.path.partition("?")
    values = {
        template[1:-1]: unquote(value)
        for template, value in zip(path.split("/"), asked.split("/"), strict=True)
        if template.startswith("{")
    }
    values |= dict(pair.split("=", 1) for pair in query.split("&") if pair)
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "If-Match":
            parameter["example"] = "*"
        if parameter["name"] in values:
            parameter["example"] = values[parameter["name"]]
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == "application/json":
            content["example"] = json.loads(json.dumps(ask.json))
        elif media_type == ask.media_type and ask.content is not None and ask.content.isascii():
            content["example"] = ask.content.decode()  # an example is text; an archive cannot be one
