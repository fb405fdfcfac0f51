"""Whoever reads figures about a person leaves a row: who, when, for what, and whose figures (P12)."""

import json

import pytest

from tests.contract.asking import ASKS
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.world import World

NO_FIGURES = {
    "GET /api/staff-members": "who works where",
    "GET /api/session": "oneself",
    "GET /api/accounts": "who may sign in",
    "GET /api/device/bundle": "first names to choose from",
    "GET /api/coaching/choices": "names to choose from",
}
OF_A_STORE = "GET /api/comparisons/stores/{store_id}"
OF_EVALUATORS = "GET /api/comparisons/evaluators"


@pytest.mark.slow
async def test_every_answer_with_figures_about_a_person_names_them_in_the_log(world: World) -> None:
    anna = str(world.chain.staff_ids["0001"])
    without, looks = [], 0
    for route in sorted(route for route in ROWS if route.startswith("GET ") and route not in NO_FIGURES):
        for target, statuses in ROWS[route].items():
            for caller, status in zip(CALLERS, statuses, strict=True):
                if status != 200 or caller == "zoe":
                    continue
                ask = await ASKS[route](world, target)
                before = await world.connection.fetchval("select max(audit_id::text) from audit_log")
                answer = await world.callers[caller].get(ask.path)
                shows_people = anna in answer.text or "Anna Albers" in answer.text or route == OF_EVALUATORS
                if route == OF_A_STORE:  # where evidence is not sufficient stands a reason, and no figure
                    shows_people = any(person["figure"] for person in answer.json().get("staff", ()))
                # An evaluator's own visits, as she wrote them down; a person's own results leave a row without details.
                is_own = caller == "mira" or (caller == "sam" and route.startswith("GET /api/own/"))
                if not shows_people or is_own or route.startswith("GET /api/audit-log"):
                    continue
                looks += 1
                rows = await world.connection.fetch(
                    "select act, account_id, detail from audit_log where audit_id::text > $1", before
                )
                of_this = [row for row in rows if row["account_id"] == world.chain.account_ids[caller]]
                named = [row for row in of_this if anna in json.dumps(row["detail"]) or "EV-" in str(row["detail"])]
                has_purpose = all("purpose" in row["detail"] for row in named)
                if not named or not has_purpose:
                    without.append(f"{caller} {route} {target}: {[row['act'] for row in rows]}")
    assert not without, "\n".join(without)
    assert looks > 8


@pytest.mark.slow
async def test_each_file_of_an_export_that_is_fetched_leaves_a_row_that_leads_to_its_people(world: World) -> None:
    export = world.exports["rhea"]
    ask = await ASKS["GET /api/exports/{export_id}/files/{name}"](world, "rheas")
    assert (await world.chain.rhea.get(ask.path)).status_code == 200
    acts = await world.connection.fetch(
        "select act, detail from audit_log where object_id = $1 order by audit_id", export["export_id"]
    )
    assert (acts[0]["act"], acts[-1]["act"]) == ("export.asked", "export.downloaded")
    [created] = [row["detail"] for row in acts if row["act"] == "export.created"]
    assert created["purpose"] == "coaching"
    assert created["staff_member_ids"] == [str(world.chain.staff_ids["0001"])]
