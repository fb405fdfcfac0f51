"""Routes of assignments, scenarios, and who can be asked: guard, decode, one call, return.

What phones are given and what they answer goes through sync/.
"""

from datetime import date
from functools import partial
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from floorwalk.identity.edge import Asking, requires
from floorwalk.identity.permissions import Verb, verbs_of
from floorwalk.kernel.clock import now
from floorwalk.kernel.paging import Cursor, PageLimit, cursor_at, day_and_id
from floorwalk.organisation.file_tables import LARGEST_FILE_BYTES
from floorwalk.organisation.import_api import TAKEN_TYPES, AnyRequest, Meanings, take_file
from floorwalk.organisation.scope import stores_visible_to
from floorwalk.organisation.wire import Code, ImportReportBody
from floorwalk.visits import assignment_queries, assignment_reading, assignments
from floorwalk.visits.assignment_import import import_assignments
from floorwalk.visits.assignment_reading import Filter
from floorwalk.visits.assignment_wire import (
    AssignableEvaluator,
    AssignmentBody,
    AssignmentIdBody,
    AssignmentsPage,
    AssignmentStateName,
    EvaluatorsBody,
    NewAssignment,
    NewScenario,
    ScenarioBody,
    ScenariosBody,
)


@get("/api/assignments", guards=[requires(Verb.ASSIGNMENT_READ)])
async def list_assignments(
    asking: NamedDependency[Asking],
    in_state: FromQuery[AssignmentStateName | None] = None,
    store_id: FromQuery[UUID | None] = None,
    programme_id: FromQuery[UUID | None] = None,
    evaluator_id: FromQuery[UUID | None] = None,
    wave_key: FromQuery[Code | None] = None,
    from_on: FromQuery[date | None] = None,
    to_on: FromQuery[date | None] = None,
    cursor: FromQuery[Cursor] = None,
    limit: FromQuery[PageLimit] = 50,
) -> AssignmentsPage:
    """Who is asked to visit the viewer's stores, latest window first; the days are those that a window touches."""
    connection, viewer = await asking.work.connection(), asking.viewer
    visible = await stores_visible_to(connection, viewer, Verb.ASSIGNMENT_READ)
    chosen = Filter(in_state, store_id, programme_id, evaluator_id, wave_key, from_on, to_on)
    rows = await assignment_reading.page(
        connection, viewer.organisation_id, visible, chosen, day_and_id(cursor), limit + 1, now()
    )
    last = rows[limit - 1] if len(rows) > limit else None
    names = Verb.ACCOUNT_MANAGE in verbs_of(viewer)
    return AssignmentsPage(
        assignments=[
            AssignmentBody(**(dict(row) | ({} if names else {"evaluator_name": None}))) for row in rows[:limit]
        ],
        next_cursor=cursor_at(last["from_on"], last["assignment_id"]) if last is not None else None,
    )


@post("/api/assignments", guards=[requires(Verb.ASSIGNMENT_WRITE)])
async def add_assignment(data: JSONBody[NewAssignment], asking: NamedDependency[Asking]) -> AssignmentIdBody:
    """Asks an evaluator for a visit. Refused without a staff notice by its first day, and too soon after another."""
    connection, viewer = await asking.work.connection(), asking.viewer
    visible = await stores_visible_to(connection, viewer, Verb.ASSIGNMENT_WRITE)
    made = await assignments.make(connection, viewer.organisation_id, viewer.account_id, visible, data)
    return AssignmentIdBody(assignment_id=made)


@post("/api/assignments/{assignment_id:uuid}/close", guards=[requires(Verb.ASSIGNMENT_WRITE)], status_code=204)
async def close_assignment(assignment_id: FromPath[UUID], asking: NamedDependency[Asking]) -> None:
    """Withdraws an assignment that is still to be done, or puts away one that is done."""
    connection, viewer = await asking.work.connection(), asking.viewer
    visible = await stores_visible_to(connection, viewer, Verb.ASSIGNMENT_WRITE)
    await assignments.close(connection, viewer.organisation_id, viewer.account_id, visible, assignment_id)


@post(
    "/api/imports/assignments",
    guards=[requires(Verb.ASSIGNMENT_WRITE)],
    status_code=200,
    request_max_body_size=LARGEST_FILE_BYTES,
    opt={"media_types": TAKEN_TYPES},
)
async def import_assignment_list(
    asking: NamedDependency[Asking],
    request: AnyRequest,
    dry_run: FromQuery[bool] = False,
    map: FromQuery[Meanings | None] = None,
) -> ImportReportBody:
    """Makes and changes assignments at the viewer's stores; the same file again changes nothing."""
    connection = await asking.work.connection()
    visible = await stores_visible_to(connection, asking.viewer, Verb.ASSIGNMENT_WRITE)
    return await take_file(partial(import_assignments, visible=visible), asking, request, dry_run, map or "")


@get("/api/evaluators", guards=[requires(Verb.ASSIGNMENT_WRITE)])
async def evaluators(asking: NamedDependency[Asking]) -> EvaluatorsBody:
    """Who can be asked to visit at least one of the viewer's stores."""
    connection, viewer = await asking.work.connection(), asking.viewer
    visible = await stores_visible_to(connection, viewer, Verb.ASSIGNMENT_WRITE)
    found = await assignment_queries.evaluators(connection, viewer.organisation_id, now().date())
    names = Verb.ACCOUNT_MANAGE in verbs_of(viewer)
    return EvaluatorsBody(
        evaluators=[
            AssignableEvaluator(
                evaluator_id=one.evaluator_id,
                evaluator_code=one.evaluator_code,
                display_name=one.display_name if names else None,
                store_ids=None if one.everywhere else sorted(one.store_ids & visible),
            )
            for one in found
            if one.everywhere or one.store_ids & visible
        ]
    )


@get("/api/scenarios", guards=[requires(Verb.ASSIGNMENT_READ, Verb.RUBRIC_PUBLISH)])
async def scenarios(asking: NamedDependency[Asking]) -> ScenariosBody:
    """What evaluators can be asked to do. Nobody in a store reads it."""
    rows = await assignment_reading.scenarios(await asking.work.connection(), asking.viewer.organisation_id)
    return ScenariosBody(scenarios=[ScenarioBody(**row) for row in rows])


@post("/api/scenarios", guards=[requires(Verb.RUBRIC_PUBLISH)])
async def add_scenario(data: JSONBody[NewScenario], asking: NamedDependency[Asking]) -> ScenarioBody:
    """A new scenario of a programme."""
    viewer = asking.viewer
    return await assignments.add_scenario(
        await asking.work.connection(), viewer.organisation_id, viewer.account_id, data
    )


ROUTES: list[ControllerRouterHandler] = [
    list_assignments,
    add_assignment,
    close_assignment,
    import_assignment_list,
    evaluators,
    scenarios,
    add_scenario,
]
