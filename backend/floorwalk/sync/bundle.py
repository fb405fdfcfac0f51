"""What a phone needs to work without a network: stores, staff, programmes and rubrics of one evaluator.

Only stores with a staff notice for some programme (P1), and staff only where a programme names people (P3).
"""

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import Connection
from floorwalk.sync import queries
from floorwalk.sync.bundle_wire import (
    Bundle,
    BundleBusinessArea,
    BundleOrganisation,
    BundleProgramme,
    BundleRubricVersion,
    BundleStaffMember,
    BundleStore,
    BundleViewer,
)

EMPTY_LISTS: dict[str, list[object]] = {"touchpoints": [], "marks": [], "standards": []}


async def bundle_of(
    connection: Connection, viewer: Viewer, store_ids: frozenset[UUID], today: date, server_time: datetime
) -> Bundle:
    """The bundle for an evaluator who may visit these stores."""
    organisation_id = viewer.organisation_id
    organisation = await queries.organisation(connection, organisation_id)
    programmes = await queries.programmes(connection, organisation_id)
    notices = await queries.notices(connection, organisation_id, today)
    versions = await queries.current_versions(connection, organisation_id, programmes)
    stores = await queries.stores(connection, organisation_id, store_ids, today)
    areas = await queries.business_areas(connection, organisation_id)
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
        business_areas=[
            BundleBusinessArea(business_area_key=row["business_area_key"], title=row["title"]) for row in areas
        ],
        programmes=[
            BundleProgramme(
                programme_id=one["programme_id"],
                programme_key=one["programme_key"],
                title=one["title"],
                mode=one["mode"],
                staff_identification=one["staff_identification"],
                publication=one["publication"],
                rubric_version_ids=[
                    version["rubric_version_id"] for version in versions if version["rubric_key"] in one["rubric_keys"]
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
                programme_ids=programmes_of[store["store_id"]],
                staff=staff.get(store["store_id"], []),
            )
            for store in stores
            if programmes_of[store["store_id"]]
        ],
    )


def without_time(bundle: Bundle) -> bytes:
    """What the entity tag is made of: the time of asking changes, and nothing has to be fetched for it."""
    return msgspec.json.encode(msgspec.structs.replace(bundle, server_time=datetime.min.replace(tzinfo=UTC)))
