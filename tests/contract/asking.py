"""How each route of the permission matrix is asked for each of its targets: path ids, body, and what to make first.

What the answers must be stands in permission_matrix.py alone.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from floorwalk.kernel.ids import new_id
from tests.cast import PASSWORD, Chain
from tests.cast_assignments import said, scenario
from tests.cast_visits import Json, batch_of, floor_visit, rubric_document
from tests.contract.ask import NEVER, Ask, Maker, plain
from tests.contract.asking_approvals import approval
from tests.contract.asking_coaching import COACHING_ASKS
from tests.contract.world import World, disputed, disputing, export_question, issued_token, observed
from tests.exports import asked as waiting_export
from tests.exports import link_to
from tests.rescue_files import rescue_document, rescue_file

__all__ = ["ASKS", "NEVER", "Ask", "Maker"]

EXPORTED = "people-ratings.csv"
STORES_CSV = b"store_code,name,area_code\n0101,Linden,north\n"
ASSIGNMENTS_CSV = (
    b"store_code,programme,evaluator_code,from_on,to_on\n0101,mystery-visit,EV-EMIL,2090-01-01,2090-01-05\n"
)
STAFF_CSV = b"staff_code,display_name,role_title,store_code\n0001,Anna Albers,Sales adviser,0101\n"


def file(path: str, content: bytes) -> Maker:
    async def made(world: World, target: str) -> Ask:
        return Ask(path, content=content, media_type="text/csv")

    return made


def store_of(world: World, target: str) -> str:
    places = {
        "linden": world.chain.linden,
        "hafen": world.chain.hafen,
        "schlossberg": world.chain.schlossberg,
        "elsewhere": world.elsewhere.linden,
        "never": NEVER,
    }
    return str(places[target])


def area_of(world: World, target: str) -> str:
    areas = {
        "north": world.chain.area_ids["north"],
        "coast": world.chain.area_ids["coast"],
        "south": world.chain.area_ids["south"],
        "elsewhere": world.elsewhere.area_ids["north"],
        "never": NEVER,
    }
    return str(areas[target])


def at_store(path: str, json: Callable[[World], Any] | None = None) -> Maker:
    async def made(world: World, target: str) -> Ask:
        return Ask(path.format(store_id=store_of(world, target)), json(world) if json else None)

    return made


def in_area(path: str) -> Maker:
    async def made(world: World, target: str) -> Ask:
        return Ask(path + area_of(world, target))

    return made


async def moved_area(world: World, target: str) -> Ask:
    path = f"/api/areas/{area_of(world, target)}/parent"
    return Ask(path, {"parent_area_id": str(world.chain.area_ids["north"]) if target == "coast" else None})


async def moved_store(world: World, target: str) -> Ask:
    store_id = store_of(world, target)
    if target == "hafen":  # a store of its own for each time: a move is kept
        answer = await world.chain.otto.post(
            "/api/stores", json=new_store() | {"area_id": str(world.chain.area_ids["north"])}
        )
        assert answer.status_code == 201, answer.text
        store_id = answer.json()["store_id"]
    body = {"area_id": str(world.chain.area_ids["coast"]), "valid_from": "2026-01-01"}
    return Ask(f"/api/stores/{store_id}/moves", body)


def new_store() -> Json:
    return {"store_code": f"N{new_id().hex[-10:]}", "name": "New"}


async def added_store(world: World, target: str) -> Ask:
    more = {"time_zone": "Europe/Berlin", "format": "Small", "opened_on": "2020-01-01", "closed_on": None}
    return Ask("/api/stores", new_store() | {"area_id": area_of(world, target)} | more)


async def added_area(world: World, target: str) -> Ask:
    return Ask("/api/areas", {"area_code": new_id().hex[-10:], "name": "New", "parent_area_id": area_of(world, target)})


async def added_programme(world: World, target: str) -> Ask:
    body = {"programme_key": f"p{new_id().hex[-10:]}", "title": {"en": "New"}, "mode": "floor"}
    return Ask("/api/programmes", body | {"rubric_keys": ["floor-service"]})


async def recorded_notice(world: World, target: str) -> Ask:
    programmes = {"own": world.chain.floor_programme, "elsewhere": world.elsewhere.floor_programme, "never": NEVER}
    body = {"text_version": "2", "languages": ["en"], "given_on": "2024-01-01", "channel": "letter"}
    return Ask("/api/staff-notices", body | {"programme_id": str(programmes[target])})


def _notice_of(world: World, target: str) -> str:
    return world.notices.get(target, NEVER)


async def given_notice(world: World, target: str) -> Ask:
    where = world.elsewhere if target == "elsewhere" else world.chain
    body = {"staff_member_ids": [str(where.staff_ids["0001"])], "given_on": "2024-02-01", "channel": "letter"}
    return Ask(f"/api/staff-notices/{_notice_of(world, target)}/given", body)


async def acknowledged_notice(world: World, target: str) -> Ask:
    return Ask(f"/api/own/notices/{_notice_of(world, target)}/acknowledge")


async def issued_link(world: World, target: str) -> Ask:
    people = {"anna": world.chain.staff_ids["0001"], "elsewhere": world.elsewhere.staff_ids["0001"]}
    return Ask(f"/api/staff-members/{people.get(target, NEVER)}/result-links")


async def opened_link(world: World, target: str) -> Ask:
    return Ask("/api/result-links/open", {"token": await issued_token(world.chain, "0002")})


def of_evaluation(path: str, json: Any = None) -> Maker:
    async def made(world: World, target: str) -> Ask:
        return Ask(path.format(evaluation_id=world.evaluations.get(target, NEVER)), json)

    return made


async def raised_dispute(world: World, target: str) -> Ask:
    places = {"linden": (world.chain, world.chain.linden, "0001"), "hafen": (world.chain, world.chain.hafen, "0006"),
              "elsewhere": (world.elsewhere, world.elsewhere.linden, "0001")}  # fmt: skip
    evaluation_id = await observed(*places[target]) if target in places else NEVER
    return Ask("/api/disputes", disputing(evaluation_id))


async def read_dispute(world: World, target: str) -> Ask:
    return Ask(f"/api/disputes/{world.disputes.get(target, NEVER)}")


async def _fresh_dispute(world: World, target: str) -> str:
    if target == "never":
        return NEVER
    where = world.elsewhere if target == "elsewhere" else world.chain
    return await disputed(where.sam, await observed(where, where.linden, "0001"))


async def decided_dispute(world: World, target: str) -> Ask:
    body = {"outcome": "rejected", "reason": "Asked by the matrix"}
    return Ask(f"/api/disputes/{await _fresh_dispute(world, target)}/decide", body)


async def appealed_dispute(world: World, target: str) -> Ask:
    dispute_id = await _fresh_dispute(world, target)
    if target == "sams":
        body = {"outcome": "rejected", "reason": "Asked by the matrix"}
        answer = await world.chain.rhea.post(f"/api/disputes/{dispute_id}/decide", json=body)
        assert answer.status_code == 200, answer.text
    return Ask(f"/api/disputes/{dispute_id}/appeal", {"reason": "Asked by the matrix"})


async def read_visit(world: World, target: str) -> Ask:
    return Ask(f"/api/visits/{world.visits.get(target, NEVER)}")


async def read_picture(world: World, target: str) -> Ask:
    return Ask(f"/api/visits/{world.visits.get(target, NEVER)}/evidence/{world.pictures.get(target, NEVER)}")


async def asked_upload(world: World, target: str) -> Ask:
    return Ask(f"/api/evidence/{world.uploads.get(target, '0' * 64)}")


async def sent_part(world: World, target: str) -> Ask:
    path = f"/api/evidence/{world.uploads.get(target, '0' * 64)}?offset=0"
    return Ask(path, content=b"the first part", media_type="application/octet-stream")


async def _visit_to_change(world: World, target: str) -> str:
    if target in ("linden", "schlossberg"):
        return await world.fresh_visit(world.chain, getattr(world.chain, target))
    return world.visits.get(target, NEVER)


async def voided_visit(world: World, target: str) -> Ask:
    return Ask(f"/api/visits/{await _visit_to_change(world, target)}/void", {"reason": "Asked by the matrix"})


async def published_visit(world: World, target: str) -> Ask:
    visit_id = await world.waiting_visit() if target == "waiting" else world.visits.get(target, NEVER)
    return Ask(f"/api/visits/{visit_id}/publish")


async def _visit_under_review(world: World, target: str) -> str:
    if target == "waiting":
        return await world.waiting_visit()
    return await world.taken_up_visit() if target == "taken_up" else await _visit_to_change(world, target)


async def read_queue(world: World, target: str) -> Ask:
    """With a visit in it."""
    await world.waiting_visit()
    return Ask("/api/reviews")


def under_review(path: str) -> Maker:
    async def made(world: World, target: str) -> Ask:
        return Ask(path.format(visit_id=await _visit_under_review(world, target)))

    return made


async def returned_visit(world: World, target: str) -> Ask:
    visit_id = await _visit_under_review(world, target)
    question = {"evaluation_id": await world.evaluation_of(visit_id), "question": "What did they say?"}
    return Ask(f"/api/reviews/{visit_id}/return", {"questions": [question]})


async def corrected_visit(world: World, target: str) -> Ask:
    """Each time to another answer, so that there is something to correct."""
    visit_id = await _visit_under_review(world, target)
    world.asked += 1
    rating = {"criterion_key": "greeting", "state": "scored", "answer": ("below", "exceeded")[world.asked % 2]}
    body = {"evaluation_id": await world.evaluation_of(visit_id), "ratings": [rating], "reason": "Asked by the matrix"}
    return Ask(f"/api/reviews/{visit_id}/corrections", body)


def taken_back(act: str) -> Maker:
    """Of an evaluation that names somebody."""

    async def made(world: World, target: str) -> Ask:
        where = {"linden": world.chain, "elsewhere": world.elsewhere}.get(target)
        evaluation_id = NEVER if where is None else await observed(where, where.linden, "0001")
        visit_id = await world.connection.fetchval(
            "select visit_id from evaluation where evaluation_id = $1::text::uuid", evaluation_id
        )
        body = {"evaluation_id": evaluation_id, "reason": "Asked by the matrix"}
        return Ask(f"/api/reviews/{visit_id or NEVER}/{act}", body)

    return made


async def sent_visit(world: World, target: str) -> Ask:
    visit = floor_visit(world.chain) | {"store_id": store_of(world, target)}
    return Ask("/api/sync/visits", batch_of([visit]))


async def brought_in(world: World, target: str) -> Ask:
    authors = {
        "own": world.chain.account_ids["mira"],
        "elsewhere": world.elsewhere.account_ids["mira"],
        "never": NEVER,
    }
    visits = [floor_visit(world.chain)] if target == "own" else []
    content = rescue_file(rescue_document(authors[target], visits))
    return Ask("/api/rescue", content=content, media_type="application/zip")


async def asked_export(world: World, target: str) -> Ask:
    return Ask("/api/exports", export_question() | _population(world, target))


async def previewed_export(world: World, target: str) -> Ask:
    return Ask("/api/exports/preview", export_question() | _population(world, target))


def _population(world: World, target: str) -> Json:
    return {"population": {} if target == "-" else {"store_id": store_of(world, target)}}


def of_export(path: str) -> Maker:
    async def made(world: World, target: str) -> Ask:
        export = world.exports.get({"rheas": "rhea", "elsewhere": "zoe"}.get(target, ""))
        export_id = export["export_id"] if export else NEVER
        return Ask(path.format(export_id=export_id, name=EXPORTED))

    return made


async def fetched_file(world: World, target: str) -> Ask:
    """By a link that was made for whoever asked for the export, and is good once."""
    owner = {"rheas": world.chain, "elsewhere": world.elsewhere}.get(target)
    if owner is None:
        return Ask(f"/api/exports/{NEVER}/files/{EXPORTED}?link=never")
    return Ask(await link_to(owner.rhea, world.exports["rhea" if target == "rheas" else "zoe"], EXPORTED))


async def cancelled_export(world: World, target: str) -> Ask:
    """One that still waits."""
    owner = {"rheas": world.chain, "elsewhere": world.elsewhere}.get(target)
    export_id = NEVER if owner is None else (await waiting_export(owner.rhea, **export_question()))["export_id"]
    return Ask(f"/api/exports/{export_id}/cancel")


async def of_version(world: World, target: str) -> Ask:
    versions = {"own": world.chain.floor_version, "elsewhere": world.elsewhere.floor_version, "never": NEVER}
    return Ask(f"/api/rubric-versions/{versions[target]}")


async def given_grant(world: World, target: str) -> Ask:
    account_id, _ = await _account(world, target)
    return Ask(f"/api/accounts/{account_id}/grants", {"role": "reviewer", "scope_kind": "organisation"})


async def revoked_grant(world: World, target: str) -> Ask:
    account_id, grant_id = await _account(world, target)
    return Ask(f"/api/accounts/{account_id}/grants/{grant_id}")


async def disabled_account(world: World, target: str) -> Ask:
    account_id, _ = await _account(world, target)
    return Ask(f"/api/accounts/{account_id}/disable")


async def _account(world: World, target: str) -> tuple[str, str]:
    """A fresh account and its only grant."""
    if target == "never":
        return NEVER, NEVER
    where = world.chain if target == "own" else world.elsewhere
    email = await world.fresh_account(where, ("hr", "organisation"))
    grant_id = await world.connection.fetchval(
        "select grant_id from account_grant where account_id = $1", where.account_ids[email]
    )
    return str(where.account_ids[email]), str(grant_id)


async def invited(world: World, target: str) -> Ask:
    body = {"email": f"{new_id()}@linden.example", "display_name": "New", "grants": []}
    return Ask("/api/invitations", body)


async def accepted_invitation(world: World, target: str) -> Ask:
    invitation = await world.chain.otto.post("/api/invitations", json=(await invited(world, target)).json)
    assert invitation.status_code == 201, invitation.text
    token = invitation.json()["invitation_link_token"]
    return Ask("/api/invitations/accept", {"token": token, "password": "a-long-enough-one-7"})


def _place_of(world: World, target: str) -> tuple[Chain, UUID]:
    """The organisation and the store that an assignment is for."""
    where = world.elsewhere if target == "elsewhere" else world.chain
    return where, UUID(store_of(world, target))


async def made_assignment(world: World, target: str) -> Ask:
    return Ask("/api/assignments", world.new_assignment(*_place_of(world, target)))


async def closed_assignment(world: World, target: str) -> Ask:
    made = NEVER if target == "never" else await world.fresh_assignment(*_place_of(world, target))
    return Ask(f"/api/assignments/{made}/close")


async def added_scenario(world: World, target: str) -> Ask:
    programmes = {"own": world.chain.mystery_programme, "elsewhere": world.elsewhere.mystery_programme, "never": NEVER}
    body = scenario(world.chain, f"s{new_id().hex[-10:]}", programme_id=str(programmes[target]))
    return Ask("/api/scenarios", body)


async def dispute_days_set(world: World, target: str) -> Ask:
    programmes = {"own": world.chain.mystery_programme, "elsewhere": world.elsewhere.mystery_programme, "never": NEVER}
    body = {"dispute_window_days": 21, "dispute_decision_days": 10}
    return Ask(f"/api/programmes/{programmes[target]}/dispute-days", body)


async def answered_assignment(world: World, target: str) -> Ask:
    made = NEVER if target == "never" else await world.fresh_assignment(*_place_of(world, target))
    answer = said(made, "accepted")
    if target != "linden":
        answer["answer_id"] = NEVER  # named in the result: the same for what is foreign and what never existed
    return Ask("/api/sync/assignment-answers", {"answers": [answer]})


def of_person(act: str, json: Any = None) -> Maker:
    async def made(world: World, target: str) -> Ask:
        where = world.elsewhere if target == "elsewhere" else world.chain
        staff_member_id = NEVER if target == "never" else await world.fresh_person(where)
        return Ask(f"/api/staff-members/{staff_member_id}/{act}", json)

    return made


ASKS: dict[str, Maker] = COACHING_ASKS | {
    "GET /api/session": plain("/api/session"),
    "POST /api/session": plain("/api/session", {"email": "nils@linden.example", "password": PASSWORD}),
    "DELETE /api/session": plain("/api/session"),
    "DELETE /api/sessions": plain("/api/sessions"),
    "PUT /api/password": plain("/api/password", {"current_password": PASSWORD, "new_password": "another-long-one-3"}),
    "POST /api/invitations": invited,
    "POST /api/invitations/accept": accepted_invitation,
    "POST /api/result-links/open": opened_link,
    "POST /api/staff-members/{staff_member_id}/result-links": issued_link,
    "GET /api/accounts": plain("/api/accounts"),
    "GET /api/audit-log": plain("/api/audit-log"),
    "GET /api/audit-log/csv": plain("/api/audit-log/csv"),
    "POST /api/accounts/{account_id}/grants": given_grant,
    "DELETE /api/accounts/{account_id}/grants/{grant_id}": revoked_grant,
    "POST /api/accounts/{account_id}/disable": disabled_account,
    "GET /api/areas": plain("/api/areas"),
    "POST /api/areas": added_area,
    "PUT /api/areas/{area_id}/parent": moved_area,
    "GET /api/stores": plain("/api/stores"),
    "POST /api/stores": added_store,
    "GET /api/stores/{store_id}": at_store("/api/stores/{store_id}"),
    "POST /api/stores/{store_id}/moves": moved_store,
    "GET /api/staff-members": at_store("/api/staff-members?store_id={store_id}"),
    "POST /api/rights/people": plain("/api/rights/people", {"words": "albers"}),
    "GET /api/rights/retention": plain("/api/rights/retention"),
    "GET /api/staff-members/{staff_member_id}/archive": of_person("archive"),
    "PUT /api/staff-members/{staff_member_id}/name": of_person(
        "name", {"display_name": "Ida Iversen", "first_name": "Ida"}
    ),
    "POST /api/staff-members/{staff_member_id}/deletion": of_person("deletion"),
    "GET /api/own/archive": plain("/api/own/archive"),
    "GET /api/business-areas": plain("/api/business-areas"),
    "GET /api/programmes": plain("/api/programmes"),
    "POST /api/programmes": added_programme,
    "PUT /api/programmes/{programme_id}/dispute-days": dispute_days_set,
    "GET /api/staff-notices": plain("/api/staff-notices"),
    "POST /api/staff-notices": recorded_notice,
    "GET /api/late-joiners": plain("/api/late-joiners"),
    "POST /api/staff-notices/{staff_notice_id}/given": given_notice,
    "GET /api/own/notices": plain("/api/own/notices"),
    "POST /api/own/notices/{staff_notice_id}/acknowledge": acknowledged_notice,
    "POST /api/imports/stores": file("/api/imports/stores?dry_run=true", STORES_CSV),
    "POST /api/imports/staff": file("/api/imports/staff?dry_run=true", STAFF_CSV),
    "GET /api/rubrics": plain("/api/rubrics"),
    "GET /api/rubric-versions/{rubric_version_id}": of_version,
    "POST /api/rubrics/check": plain("/api/rubrics/check", rubric_document("floor-service")),
    "POST /api/rubrics/publish": plain("/api/rubrics/publish", rubric_document("floor-service")),
    "GET /api/visits": at_store("/api/visits?store_id={store_id}"),
    "GET /api/visits/{visit_id}": read_visit,
    "POST /api/visits/{visit_id}/void": voided_visit,
    "POST /api/visits/{visit_id}/publish": published_visit,
    "GET /api/reviews": read_queue,
    "GET /api/reviews/{visit_id}": under_review("/api/reviews/{visit_id}"),
    "POST /api/reviews/{visit_id}/take-up": under_review("/api/reviews/{visit_id}/take-up"),
    "POST /api/reviews/{visit_id}/put-back": under_review("/api/reviews/{visit_id}/put-back"),
    "POST /api/reviews/{visit_id}/return": returned_visit,
    "POST /api/reviews/{visit_id}/corrections": corrected_visit,
    "POST /api/reviews/{visit_id}/void-evaluation": taken_back("void-evaluation"),
    "POST /api/reviews/{visit_id}/remove-staff-link": taken_back("remove-staff-link"),
    "GET /api/assignments": plain("/api/assignments"),
    "POST /api/assignments": made_assignment,
    "POST /api/assignments/{assignment_id}/close": closed_assignment,
    "POST /api/imports/assignments": file("/api/imports/assignments?dry_run=true", ASSIGNMENTS_CSV),
    "GET /api/evaluators": plain("/api/evaluators"),
    "GET /api/scenarios": plain("/api/scenarios"),
    "POST /api/scenarios": added_scenario,
    "POST /api/sync/assignment-answers": answered_assignment,
    "GET /api/visits/{visit_id}/evidence/{evidence_id}": read_picture,
    "GET /api/evidence/{sha256}": asked_upload,
    "PUT /api/evidence/{sha256}": sent_part,
    "POST /api/sync/visits": sent_visit,
    "POST /api/rescue": brought_in,
    "GET /api/device/bundle": plain("/api/device/bundle"),
    "GET /api/comparisons/stores": in_area("/api/comparisons/stores?area_id="),
    "GET /api/comparisons/heatmap": in_area("/api/comparisons/heatmap?area_id="),
    "GET /api/comparisons/stores/{store_id}": at_store("/api/comparisons/stores/{store_id}"),
    "GET /api/comparisons/criterion": in_area("/api/comparisons/criterion?criterion_key=greeting&area_id="),
    "GET /api/comparisons/business-area": in_area(
        "/api/comparisons/business-area?business_area_key=communication&area_id="
    ),
    "GET /api/comparisons/common-criteria": in_area("/api/comparisons/common-criteria?area_id="),
    "GET /api/comparisons/visits": at_store("/api/comparisons/visits?store_id={store_id}"),
    "GET /api/comparisons/difference": at_store(
        "/api/comparisons/difference?a=store:{store_id}&b=store:{store_id}&b_from_on=2025-01-01&b_to_on=2025-03-31"
    ),
    "GET /api/comparisons/evaluators": in_area("/api/comparisons/evaluators?area_id="),
    "GET /api/comparisons/my-severity": plain("/api/comparisons/my-severity"),
    "GET /api/comparisons/my-area": in_area("/api/comparisons/my-area?area_id="),
    "GET /api/comparisons/changes": plain("/api/comparisons/changes"),
    "GET /api/own/results": plain("/api/own/results"),
    "GET /api/own/figures": plain("/api/own/figures"),
    "GET /api/own/results/{evaluation_id}": of_evaluation("/api/own/results/{evaluation_id}"),
    "POST /api/own/results/{evaluation_id}/acknowledge": of_evaluation(
        "/api/own/results/{evaluation_id}/acknowledge", {}
    ),
    "GET /api/disputes": plain("/api/disputes"),
    "POST /api/disputes": raised_dispute,
    "GET /api/disputes/{dispute_id}": read_dispute,
    "POST /api/disputes/{dispute_id}/decide": decided_dispute,
    "POST /api/disputes/{dispute_id}/appeal": appealed_dispute,
    "GET /api/dispute-ledger": in_area("/api/dispute-ledger?area_id="),
    "POST /api/exports/preview": previewed_export,
    "POST /api/exports": asked_export,
    "GET /api/exports": plain("/api/exports"),
    "GET /api/exports/{export_id}": of_export("/api/exports/{export_id}"),
    "GET /api/exports/{export_id}/manifest": of_export("/api/exports/{export_id}/manifest"),
    "GET /api/export-approvals": plain("/api/export-approvals"),
    "GET /api/export-approvals/{export_id}": approval(""),
    "POST /api/export-approvals/{export_id}/approve": approval("/approve", {"reason": "Read and agreed"}),
    "POST /api/export-approvals/{export_id}/refuse": approval("/refuse", {"reason": "Not on these grounds"}),
    "POST /api/exports/{export_id}/cancel": cancelled_export,
    "POST /api/exports/{export_id}/files/{name}/link": of_export("/api/exports/{export_id}/files/{name}/link"),
    "GET /api/exports/{export_id}/files/{name}": fetched_file,
}
