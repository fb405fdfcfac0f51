"""Who may look at a picture, how it is served, and how long it is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from floorwalk.attachments import service
from floorwalk.infrastructure.blobs import Blobs
from floorwalk.infrastructure.database import Connection, Database
from floorwalk.settings import Settings
from floorwalk.visits.pictures import remove_expired
from tests.backend.attachments.sending import (
    a_photo,
    announced,
    how_far,
    named,
    picture,
    problem,
    put,
    read_visit,
    sha256_of,
    uploaded,
)
from tests.cast import ANY_STATE, Chain
from tests.cast_visits import floor_visit, mystery_visit

pytestmark = pytest.mark.slow  # pictures are decoded and made anew


class TestWhoMayLook:
    async def test_those_who_see_the_evaluation_and_nobody_else(self, stage: Chain) -> None:
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo)
        await uploaded(stage.mira, content)
        for viewer in (stage.mira, stage.vera, stage.jonas, stage.ada):
            assert (await picture(viewer, visit, photo)).status_code == 200
        assert (await picture(stage.emil, visit, photo)).status_code == 404
        for viewer in (stage.rhea, stage.otto, stage.rubi, stage.sam, stage.nils):
            assert (await picture(viewer, visit, photo)).status_code == 403

    async def test_a_manager_of_another_store_does_not(self, stage: Chain) -> None:
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo, visit=floor_visit(stage, stage.hafen))
        await uploaded(stage.mira, content)
        assert (await picture(stage.jonas, visit, photo)).status_code == 404

    async def test_a_manager_does_not_before_it_is_published(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update programme set publication = 'after_review'")
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo)
        await uploaded(stage.mira, content)
        assert (await picture(stage.jonas, visit, photo)).status_code == 404
        assert (await picture(stage.vera, visit, photo)).status_code == 200
        assert (await stage.vera.post(f"/api/visits/{visit['visit_id']}/publish", headers=ANY_STATE)).status_code == 200
        assert (await picture(stage.jonas, visit, photo)).status_code == 200

    async def test_it_is_not_found_by_way_of_another_visit(self, stage: Chain) -> None:
        content = a_photo()
        photo = named(content)
        await announced(stage, photo)
        await uploaded(stage.mira, content)
        other = await announced(stage, named(a_photo(2)))
        assert problem(await picture(stage.vera, other, photo)) == (404, "not_found")

    async def test_what_has_not_arrived_is_not_found(self, stage: Chain) -> None:
        photo = named(a_photo())
        visit = await announced(stage, photo)
        assert problem(await picture(stage.vera, visit, photo)) == (404, "not_found")

    async def test_a_manager_learns_no_file_name_in_covert_mode(self, stage: Chain) -> None:
        photo = named(a_photo(), file_name="mira-moser.jpg")
        visit = await announced(stage, photo, visit=mystery_visit(stage))
        for viewer, name in ((stage.jonas, None), (stage.vera, "mira-moser.jpg"), (stage.mira, "mira-moser.jpg")):
            [read] = (await read_visit(viewer, visit))["interactions"]
            assert [one["file_name"] for one in read["evidence"]] == [name]

    async def test_each_look_of_another_person_leaves_a_trace(self, stage: Chain, connection: Connection) -> None:
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo)
        await uploaded(stage.mira, content)
        for viewer in (stage.mira, stage.jonas):
            await picture(viewer, visit, photo)
        rows = await connection.fetch("select account_id from audit_log where act = 'visit.picture_seen'")
        assert [row["account_id"] for row in rows] == [stage.account_ids["jonas"]]


class TestHowItIsServed:
    async def test_nothing_can_take_it_for_a_page(self, stage: Chain) -> None:
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo)
        await uploaded(stage.mira, content)
        headers = (await picture(stage.vera, visit, photo)).headers
        assert headers["content-type"] == "image/jpeg"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers.get_list("content-security-policy") == ["sandbox; default-src 'none'; frame-ancestors 'none'"]
        assert headers["content-disposition"] == f'attachment; filename="{photo["evidence_id"]}.jpeg"'
        assert headers["cache-control"] == "no-store"
        assert "content-encoding" not in headers


class TestHowLongItIsKept:
    @pytest.fixture
    def blobs(self, settings: Settings) -> Blobs:
        return Blobs(settings.evidence, settings.data_dir)

    async def removed(self, database: Database, blobs: Blobs, in_days: int) -> int:
        async with database.transaction() as work:
            today = (datetime.now(UTC) + timedelta(days=in_days)).date()
            return await remove_expired(await work.connection(), blobs, today)

    async def test_for_as_many_days_as_the_programme_says(
        self, stage: Chain, connection: Connection, database: Database, blobs: Blobs
    ) -> None:
        content = a_photo()
        photo = named(content)
        visit = await announced(stage, photo)  # of yesterday; the cast's programmes keep evidence for 90 days
        stored = (await uploaded(stage.mira, content))["stored_sha256"]
        assert await self.removed(database, blobs, 88) == 0
        assert (await picture(stage.vera, visit, photo)).status_code == 200
        assert await self.removed(database, blobs, 90) == 1
        assert problem(await picture(stage.vera, visit, photo)) == (404, "not_found")
        assert await blobs.get(service.blob_key(stage.organisation_id, stored)) is None
        read = await read_visit(stage.vera, visit)
        assert [one["state"] for one in read["interactions"][0]["evidence"]] == ["removed"]
        assert read["evidence_missing"] == 0
        assert await connection.fetchval("select count(*) from audit_log where act = 'evidence.removed'") == 1
        assert await self.removed(database, blobs, 90) == 0

    async def test_a_picture_that_a_younger_photo_shares_stays(
        self, stage: Chain, database: Database, blobs: Blobs
    ) -> None:
        content = a_photo()
        old, young = named(content), named(content)
        old_visit = await announced(stage, old, visit=floor_visit(stage, days_ago=50))
        young_visit = await announced(stage, young, evaluator="emil")
        await uploaded(stage.mira, content)
        await uploaded(stage.emil, content)
        assert await self.removed(database, blobs, 60) == 1
        assert (await picture(stage.vera, old_visit, old)).status_code == 404
        assert (await picture(stage.vera, young_visit, young)).status_code == 200

    async def test_parts_of_which_no_further_one_came_for_a_month_are_dropped_and_the_phone_begins_again(
        self, stage: Chain, connection: Connection, database: Database
    ) -> None:
        content = a_photo()
        await announced(stage, named(content))
        await put(stage.mira, sha256_of(content), 0, content[:1000])
        for days, kept in ((29, 1), (31, 0)):
            async with database.transaction() as work:
                await service.drop_abandoned_parts(await work.connection(), datetime.now(UTC) + timedelta(days=days))
            assert await connection.fetchval("select count(*) from evidence_part") == kept
        assert (await how_far(stage.mira, sha256_of(content)))["received_bytes"] == 0
        assert (await uploaded(stage.mira, content))["state"] == "stored"
