"""What a phone is given to work without a network."""

from floorwalk.infrastructure.database import Connection
from tests.cast import Chain, chain
from tests.cast_visits import Json, published, rubric_document, stage

__all__ = ["chain", "stage"]


async def bundle_of(chain: Chain) -> Json:
    answer = await chain.mira.get("/api/device/bundle")
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


class TestTheBundle:
    async def test_it_holds_what_a_visit_refers_to(self, stage: Chain) -> None:
        bundle = await bundle_of(stage)
        assert bundle["viewer"]["evaluator_id"] == str(stage.evaluator_ids["mira"])
        assert {version["rubric_version_id"] for version in bundle["rubric_versions"]} == {
            str(stage.floor_version), str(stage.mystery_version),
        }  # fmt: skip
        floor = next(one for one in bundle["programmes"] if one["mode"] == "floor")
        assert floor["rubric_version_ids"] == [str(stage.floor_version)]
        assert len(bundle["business_areas"]) == 9
        linden = next(one for one in bundle["stores"] if one["store_id"] == str(stage.linden))
        assert [one["first_name"] for one in linden["staff"]] == ["Anna", "Ben", "Clara", "Deniz", "Ella"]
        assert linden["area_name"] == "North"
        assert "Albers" not in str(linden)

    async def test_only_the_newest_version_of_a_rubric_is_offered(self, stage: Chain) -> None:
        newer = await published(stage.rubi, rubric_document("floor-service") | {"version_label": "2026.2"})
        bundle = await bundle_of(stage)
        assert str(newer) in str(bundle["programmes"])
        assert str(stage.floor_version) not in str(bundle)

    async def test_a_store_without_a_notice_is_not_offered(self, stage: Chain, connection: Connection) -> None:
        await connection.execute("update staff_notice set store_id = $1", stage.hafen)
        assert [one["name"] for one in (await bundle_of(stage))["stores"]] == ["Hafen"]
        await connection.execute("update staff_notice set given_on = current_date + 7")
        assert (await bundle_of(stage))["stores"] == []

    async def test_staff_are_offered_only_where_a_programme_names_people(
        self, stage: Chain, connection: Connection
    ) -> None:
        await connection.execute("update programme set staff_identification = 'role'")
        assert all(one["staff"] == [] for one in (await bundle_of(stage))["stores"])

    async def test_unchanged_it_is_answered_with_304_and_changed_it_is_sent_again(
        self, stage: Chain, connection: Connection
    ) -> None:
        first = await stage.mira.get("/api/device/bundle")
        headers = {"If-None-Match": first.headers["etag"]}
        unchanged = await stage.mira.get("/api/device/bundle", headers=headers)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        await connection.execute("update staff_member set first_name = 'Annegret' where staff_code = '0001'")
        assert (await stage.mira.get("/api/device/bundle", headers=headers)).status_code == 200

    async def test_only_evaluators_get_one(self, stage: Chain) -> None:
        for one in (stage.ada, stage.vera, stage.nils):
            assert (await one.get("/api/device/bundle")).status_code == 403
