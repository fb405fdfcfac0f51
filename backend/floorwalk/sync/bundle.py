"""What a phone needs to work without a network: stores, staff, programmes, rubrics and assignments of one evaluator.

Only stores with a staff notice for some programme (P1), and staff only where a programme names people (P3).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import Connection
from floorwalk.organisation.queries import business_areas
from floorwalk.sync import queries
from floorwalk.sync.bundle_wire import (
    Bundle,
    BundleAssignment,
    BundleBusinessArea,
    BundleCorrected,
    BundleOrganisation,
    BundleProgramme,
    BundleQuestion,
    BundleReturn,
    BundleRubricVersion,
    BundleScenario,
    BundleStaffMember,
    BundleStore,
    BundleViewer,
)
from floorwalk.sync.wire import ReceiptBody
from floorwalk.visits.assignment_reading import for_phone
from floorwalk.visits.returned import Returned, corrected_lately, returned_to

CARRIED_DAYS = 14  # assignments whose window begins by then
EMPTY_LISTS: dict[str, list[object]] = {"touchpoints": [], "marks": [], "standards": []}


async def bundle_of(
    connection: Connection, viewer: Viewer, store_ids: frozenset[UUID], today: date, server_time: datetime
) -> Bundle:
    """The bundle for an evaluator who may visit these stores."""
    organisation_id = viewer.organisation_id
    organisation = await queries.organisation(connection, organisation_id)
    programmes = await queries.programmes(connection, organisation_id)
    notices = await queries.notices(connection, organisation_id, today)
    asked = await _asked(connection, viewer, store_ids, server_time)
    returns, corrected = await _of_the_second_look(connection, viewer, server_time)
    begun_with = {one["rubric_version_id"] for one in asked} - {None}
    begun_with.update(*(one.rubric_version_ids for one in returns))
    versions = await queries.versions(connection, organisation_id, programmes, begun_with)
    newest = {version["rubric_key"]: version["rubric_version_id"] for version in versions if version["is_newest"]}
    stores = await queries.stores(connection, organisation_id, store_ids, today)
    areas = await business_areas(connection, organisation_id)
    told: dict[UUID, set[UUID | None]] = {}
    for notice in notices:
        told.setdefault(notice["programme_id"], set()).add(notice["store_id"])
    naming = {one["programme_id"] for one in programmes if one["staff_identification"] == "named"}
    programmes_of = {
        store["store_id"]: [
            one["programme_id"]
            for one in programmes
            if not told.get(one["programme_id"], set()).isdisjoint({None, store["store_id"]})
        ]
        for store in stores
    }
    named_stores = [store_id for store_id, ids in programmes_of.items() if not naming.isdisjoint(ids)]
    staff: dict[UUID, list[BundleStaffMember]] = {}
    for row in await queries.staff(connection, organisation_id, named_stores, today):
        staff.setdefault(row["store_id"], []).append(
            BundleStaffMember(
                staff_member_id=row["staff_member_id"], first_name=row["first_name"], role_title=row["role_title"]
            )
        )
    return Bundle(
        server_time=server_time,
        organisation=BundleOrganisation(organisation_id=organisation_id, name=organisation["name"]),
        viewer=BundleViewer(
            account_id=viewer.account_id, display_name=viewer.display_name, evaluator_id=viewer.evaluator_id
        ),
        business_areas=[BundleBusinessArea(business_area_key=one.business_area_key, title=one.title) for one in areas],
        programmes=[
            BundleProgramme(
                programme_id=one["programme_id"],
                programme_key=one["programme_key"],
                title=one["title"],
                mode=one["mode"],
                staff_identification=one["staff_identification"],
                publication=one["publication"],
                rubric_version_ids=[
                    version["rubric_version_id"]
                    for version in versions
                    if version["is_newest"] and version["rubric_key"] in one["rubric_keys"]
                ],
            )
            for one in programmes
        ],
        rubric_versions=[
            BundleRubricVersion(
                rubric_version_id=row["rubric_version_id"],
                rubric_key=row["rubric_key"],
                version_number=row["version_number"],
                version_label=row["version_label"],
                comparability_key=row["comparability_key"],
                document={**EMPTY_LISTS, **row["rubric_document"]},
            )
            for row in versions
        ],
        stores=[
            BundleStore(
                store_id=store["store_id"],
                store_code=store["store_code"],
                name=store["name"],
                area_name=store["area_name"],
                time_zone=store["time_zone"],
                address=store["address"],
                opening_hours=store["opening_hours"],
                programme_ids=programmes_of[store["store_id"]],
                staff=staff.get(store["store_id"], []),
            )
            for store in stores
            if programmes_of[store["store_id"]]
        ],
        assignments=[
            BundleAssignment(
                assignment_id=one["assignment_id"],
                store_id=one["store_id"],
                programme_id=one["programme_id"],
                rubric_version_id=one["rubric_version_id"] or newest[one["rubric_key"]],
                scenario=(
                    BundleScenario(title=one["scenario_title"], text=one["scenario_text"])
                    if one["scenario_title"] is not None
                    else None
                ),
                from_on=one["from_on"],
                to_on=one["to_on"],
                state=one["state"],
            )
            for one in asked
            if one["rubric_version_id"] or one["rubric_key"] in newest
        ],
        returns=[
            BundleReturn(
                return_id=one.return_id,
                returned_at=one.returned_at,
                due_at=one.due_at,
                visited_on=one.visited_on,
                questions=[
                    BundleQuestion(
                        evaluation_id=UUID(question["evaluation_id"]),
                        criterion_key=question["criterion_key"],
                        question=question["question"],
                    )
                    for question in one.questions
                ],
                document=one.document,
                receipt=ReceiptBody(
                    receipt_id=one.receipt.receipt_id,
                    visit_id=one.receipt.visit_id,
                    revision=one.receipt.revision,
                    content_hash=one.receipt.content_hash,
                    received_at=one.receipt.received_at,
                ),
            )
            for one in returns
        ],
        corrected=[
            BundleCorrected(
                visit_id=row["visit_id"],
                store_id=row["store_id"],
                visited_on=row["visited_on"],
                correction_count=row["correction_count"],
                corrected_at=row["corrected_at"],
            )
            for row in corrected
        ],
    )


async def _of_the_second_look(connection: Connection, viewer: Viewer, at: datetime) -> tuple[list[Returned], list[Any]]:
    """What was returned to the evaluator, wherever it was, and what was corrected."""
    if viewer.evaluator_id is None:
        return [], []
    organisation_id, evaluator_id = viewer.organisation_id, viewer.evaluator_id
    return (
        await returned_to(connection, organisation_id, viewer.account_id, evaluator_id, at),
        await corrected_lately(connection, organisation_id, evaluator_id, at),
    )


async def _asked(connection: Connection, viewer: Viewer, store_ids: frozenset[UUID], at: datetime) -> list[Any]:
    """The evaluator's assignments at the stores that they may still visit."""
    if viewer.evaluator_id is None:
        return []
    until = at.date() + timedelta(days=CARRIED_DAYS + 1)  # a store east of Greenwich may have its next day already
    rows = await for_phone(connection, viewer.organisation_id, viewer.evaluator_id, until, at)
    return [row for row in rows if row["store_id"] in store_ids]


def without_time(bundle: Bundle) -> bytes:
    """What the entity tag is made of: the time of asking changes, and nothing has to be fetched for it."""
    return msgspec.json.encode(msgspec.structs.replace(bundle, server_time=datetime.min.replace(tzinfo=UTC)))
