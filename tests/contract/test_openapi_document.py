"""The API's description: fresh, complete, and true about what its generator once got wrong."""

import re
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from floorwalk.commands.openapi import document as described_now
from floorwalk.openapi_notes import ALSO_REFUSES, ANSWER_HEADERS, READ_BY_THE_ROUTE
from tests.contract.routes import COMMITTED, document, operations

RENEW = "./dev floorwalk openapi --out schemas/openapi.json, then (cd frontend && npm run types)"


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["components"]["schemas"][name]
    return found


class TestTheCommittedDescription:
    def test_is_what_the_routes_say_now(self) -> None:
        assert COMMITTED.read_text(encoding="utf-8") == described_now(), (
            f"schemas/openapi.json is stale; renew it: {RENEW}"
        )

    async def test_is_answered_to_anybody(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/api/openapi.json")
        assert answer.status_code == 200
        assert answer.json() == document()

    @pytest.mark.parametrize(
        "page", ["/api", "/api/", "/api/swagger", "/api/redoc", "/api/elements", "/api/openapi.yaml"]
    )
    async def test_has_no_pages_that_load_scripts_from_elsewhere(self, client: httpx.AsyncClient, page: str) -> None:
        assert (await client.get(page)).status_code == 404

    def test_names_each_operation_once_by_slice_and_act(self) -> None:
        names = [operation.name for operation in operations()]
        assert len(names) == len(set(names))
        assert [name for name in names if not re.fullmatch(r"[a-z]+\.[a-z_]+", name)] == []

    def test_names_no_form_by_its_module(self) -> None:
        assert [name for name in document()["components"]["schemas"] if "." in name] == [], "two structs share a name"

    def test_has_notes_only_about_operations_that_there_are(self) -> None:
        names = {operation.name for operation in operations()}
        assert {*ALSO_REFUSES, *ANSWER_HEADERS, *READ_BY_THE_ROUTE} <= names

    def test_has_only_valid_schemas(self) -> None:
        for form in document()["components"]["schemas"].values():
            Draft202012Validator.check_schema(form)


@pytest.mark.parametrize("operation", operations(), ids=lambda one: one.name)
class TestEachOperation:
    def test_says_what_it_is_for_and_who_may(self, operation: Any) -> None:
        assert operation.described["summary"]
        assert operation.described["tags"]
        public = operation.name in ("identity.sign_in", "identity.accept_invitation", "identity.open_result_link")
        assert operation.described["security"] == (
            [] if public else [{"session": [], "csrf": []} if operation.writes else {"session": []}]
        )

    def test_answers_refusals_as_problems(self, operation: Any) -> None:
        for status, answer in operation.described["responses"].items():
            if int(status) >= 400:
                assert answer == {"$ref": f"#/components/responses/Problem{status}"}

    def test_lists_what_every_request_of_its_kind_can_meet(self, operation: Any) -> None:
        answers = set(operation.described["responses"])
        assert {"400", "503"} <= answers
        assert ("404" in answers) or "{" not in operation.path
        assert ({"413", "415"} <= answers) == ("requestBody" in operation.described)


class TestWhatAGeneratorGetsWrong:
    def test_keeps_a_least_value_of_zero_on_a_field_that_may_be_null(self) -> None:
        score = schema("VisitBody")["properties"]["raw_bp"]["anyOf"]
        assert [one["minimum"] for one in score if one.get("type") == "integer"] == [0]

    def test_gives_the_answer_of_a_rating_as_kinds_that_do_not_overlap(self) -> None:
        answer = schema("Rating")["properties"]["answer"]["anyOf"]
        assert [one["type"] for one in answer] == ["boolean", "integer", "string", "null"]

    def test_never_offers_a_float_where_an_integer_is_meant(self) -> None:
        assert '"number"' not in COMMITTED.read_text(encoding="utf-8")

    def test_gives_the_visits_of_a_batch_their_real_form(self) -> None:
        assert schema("Batch")["properties"]["visits"]["items"]["$ref"] == "#/components/schemas/VisitDocument"
        assert schema("VisitDocument")["additionalProperties"] is False

    def test_keeps_the_bounds_of_a_page(self) -> None:
        (stores,) = [operation for operation in operations() if operation.name == "organisation.stores"]
        (limit,) = [one["schema"] for one in stores.described["parameters"] if one["name"] == "limit"]
        assert (limit["minimum"], limit["maximum"]) == (1, 500)
