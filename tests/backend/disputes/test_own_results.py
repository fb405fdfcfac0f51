"""What a staff member sees of their own results, with a password or by a link; and what nobody else sees of them."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from tests.cast import ANY_STATE, Chain, a_browser
from tests.cast_visits import Json, accepted, floor_visit, mystery_visit


async def results_of(client: httpx.AsyncClient, **query: Any) -> Json:
    answer = await client.get("/api/own/results", params=query)
    assert answer.status_code == 200, answer.text
    page: Json = answer.json()
    return page


async def figures_of(client: httpx.AsyncClient) -> list[Json]:
    answer = await client.get("/api/own/figures")
    assert answer.status_code == 200, answer.text
    figures: list[Json] = answer.json()["figures"]
    return figures


def of_anna(chain: Chain, days_ago: int = 1, chance: random.Random | None = None, **answers: Any) -> Json:
    return floor_visit(chain, staff=chain.staff_ids["0001"], days_ago=days_ago, chance=chance, **answers)


def evaluation_of(visit: Json) -> str:
    found: str = visit["interactions"][0]["evaluation_id"]
    return found


async def observed(chain: Chain, visits: int = 6) -> list[Json]:
    """Anna, by both evaluators, once every ten days."""
    chance, made = random.Random(3), []
    for number in range(visits):
        visit = of_anna(chain, days_ago=1 + 10 * number, chance=chance)
        await accepted(chain.clients[("mira", "emil")[number % 2]], visit)
        made.append(visit)
    return made


class TestTheOwnResult:
    async def test_stands_next_to_the_standard_and_is_acknowledged_commented_and_read_again(self, stage: Chain) -> None:
        visit = of_anna(stage, greeting="exceeded")
        visit["interactions"][0]["ratings"][0]["comment"] = "By name."
        await accepted(stage.mira, visit)
        address = f"/api/own/results/{evaluation_of(visit)}"
        [listed] = (await results_of(stage.sam))["results"]
        assert (listed["evaluation_id"], listed["exceeded"], listed["acknowledged_at"]) == (
            evaluation_of(visit),
            1,
            None,
        )
        assert "raw_bp" not in listed

        body = (await stage.sam.get(address)).json()
        greeting = body["interaction"]["ratings"][0]
        assert (greeting["outcome"], greeting["comment"]) == ("exceeded", "By name.")
        assert body["evaluator_name"] == "Mira Moser"
        version = await stage.sam.get(f"/api/rubric-versions/{body['interaction']['rubric_version_id']}")
        assert version.json()["document"]["standards"][0]["promise"]["en"].startswith("Whoever comes within")

        assert (await stage.sam.post(f"{address}/acknowledge", json={})).status_code == 204
        seen_first = (await stage.sam.get(address)).json()["result"]["acknowledged_at"]
        assert (await stage.sam.post(f"{address}/acknowledge", json={"comment": " I knew her. "})).status_code == 204
        body = (await stage.sam.get(address)).json()
        assert (body["result"]["acknowledged_at"], body["comment"]) == (seen_first, "I knew her.")

    @pytest.mark.slow
    async def test_of_a_covert_visit_never_names_the_evaluator(self, stage: Chain) -> None:
        programme = {
            "programme_key": "named-visits",
            "title": {"en": "Mystery visits with names"},
            "mode": "covert",
            "rubric_keys": ["mystery-visit"],
            "staff_identification": "named",
        }
        made = await stage.otto.post("/api/programmes", json=programme)
        notice = {"text_version": "1", "languages": ["en"], "given_on": "2024-01-01", "channel": "letter"}
        told = {"programme_id": made.json()["programme_id"]}
        assert (await stage.otto.post("/api/staff-notices", json=notice | told)).status_code == 201
        visit = mystery_visit(stage) | told
        visit["interactions"][0]["staff"] = {"kind": "named", "staff_member_id": str(stage.staff_ids["0001"])}
        await accepted(stage.mira, visit)
        [listed] = (await results_of(stage.sam))["results"]
        answer = await stage.sam.get(f"/api/own/results/{listed['evaluation_id']}")
        assert answer.json()["evaluator_name"] is None
        for word in ("Mira", "EV-MIRA", str(stage.evaluator_ids["mira"]), str(stage.account_ids["mira"])):
            assert word not in answer.text

    @pytest.mark.slow
    async def test_is_ones_own_alone_and_only_while_it_is_published(self, stage: Chain) -> None:
        of_ben = floor_visit(stage, staff=stage.staff_ids["0002"])
        own = of_anna(stage)
        await accepted(stage.mira, of_ben, own)
        assert (await stage.sam.get(f"/api/own/results/{evaluation_of(of_ben)}")).status_code == 404
        to_ben = f"/api/own/results/{evaluation_of(of_ben)}/acknowledge"
        assert (await stage.sam.post(to_ben, json={})).status_code == 404
        assert (await stage.jonas.get("/api/own/results")).status_code == 403
        await stage.vera.post(f"/api/visits/{own['visit_id']}/void", json={"reason": "Logged twice"}, headers=ANY_STATE)
        assert (await results_of(stage.sam))["results"] == []
        assert (await stage.sam.get(f"/api/own/results/{evaluation_of(own)}")).status_code == 404

    @pytest.mark.slow
    async def test_pages_lead_through_all_of_them_newest_first(self, stage: Chain) -> None:
        await observed(stage, 5)
        seen, cursor = [], None
        for _ in range(3):
            page = await results_of(stage.sam, limit=2, **({"cursor": cursor} if cursor else {}))
            seen += [one["visited_on"] for one in page["results"]]
            cursor = page["next_cursor"]
        assert cursor is None
        assert seen == sorted(seen, reverse=True)
        assert len(seen) == 5
        refused = await stage.sam.get("/api/own/results", params={"cursor": "bm90IG9uZQ"})
        assert (refused.status_code, refused.json()["code"]) == (400, "request.invalid")

    @pytest.mark.slow
    async def test_each_look_leaves_a_trace(self, stage: Chain, connection: Connection) -> None:
        visit = of_anna(stage)
        await accepted(stage.mira, visit)
        await results_of(stage.sam)
        await figures_of(stage.sam)
        await stage.sam.get(f"/api/own/results/{evaluation_of(visit)}")
        rows = await connection.fetch(
            "select act, detail from audit_log where account_id = $1 order by audit_id", stage.account_ids["sam"]
        )
        acts = ["own_results.read", "own_figures.read", "own_result.read"]
        assert [(row["act"], row["detail"]) for row in rows] == [(act, {}) for act in acts]


@pytest.mark.slow
class TestTheOwnFigure:
    async def test_has_its_interval_and_its_quarters_and_is_that_of_the_store_page(self, stage: Chain) -> None:
        await observed(stage, 8)
        [own] = await figures_of(stage.sam)
        assert own["reason"] is None
        assert own["figure"]["visit_count"] == 8
        assert own["figure"]["ci_low_bp"] < own["figure"]["raw_mean_bp"] < own["figure"]["ci_high_bp"]
        assert "not_sufficient_alone" in own["figure"]["flags"]
        assert sum(one["figure"]["visit_count"] for one in own["quarters"]) == 8
        page = (await stage.jonas.get(f"/api/comparisons/stores/{stage.linden}")).json()
        anna = next(one for one in page["staff"] if one["display_name"] == "Anna Albers")
        assert anna["figure"]["raw_mean_bp"] == own["figure"]["raw_mean_bp"]

    async def test_is_withheld_with_its_reason_below_the_floor_of_evidence(self, stage: Chain) -> None:
        await observed(stage, 4)
        [own] = await figures_of(stage.sam)
        assert (own["figure"], own["quarters"], own["reason"]) == (None, [], "too_few_interactions")


@pytest.mark.slow
class TestALinkThatHrIssued:
    async def issued(self, chain: Chain, staff_code: str = "0002") -> str:
        answer = await chain.rhea.post(f"/api/staff-members/{chain.staff_ids[staff_code]}/result-links")
        assert answer.status_code == 201, answer.text
        token: str = answer.json()["result_link_token"]
        return token

    async def opened(self, browser: httpx.AsyncClient, token: str) -> httpx.Response:
        return await browser.post("/api/result-links/open", json={"token": token})

    async def test_shows_the_own_results_without_a_password_and_nothing_else(self, stage: Chain) -> None:
        await accepted(stage.mira, floor_visit(stage, staff=stage.staff_ids["0002"]))
        async with a_browser(stage.app) as ben:
            answer = await self.opened(ben, await self.issued(stage))
            assert answer.status_code == 201
            assert answer.json()["display_name"] == "Ben Brandt"
            assert len((await results_of(ben))["results"]) == 1
            for address in ("/api/visits", "/api/disputes/../stores", "/api/staff-members", "/api/exports"):
                assert (await ben.get(address)).status_code == 403

    async def test_opens_once_and_only_the_newest(self, stage: Chain) -> None:
        first = await self.issued(stage)
        second = await self.issued(stage)
        async with a_browser(stage.app) as ben:
            refused = await self.opened(ben, first)
            assert (refused.status_code, refused.json()["code"]) == (400, "identity.result_link_refused")
            assert (await self.opened(ben, second)).status_code == 201
            again = await self.opened(ben, second)
            assert again.json()["code"] == "identity.result_link_refused"
            assert (await self.opened(ben, "never issued")).json()["code"] == "identity.result_link_refused"

    async def test_is_dead_after_a_week_and_is_kept_as_a_hash_alone(self, stage: Chain, connection: Connection) -> None:
        token = await self.issued(stage)
        [row] = await connection.fetch("select * from result_link")
        assert token.partition(".")[2].encode() not in row["token_hash"]
        assert row["expires_at"] - row["issued_at"] == timedelta(days=7)
        await connection.execute("update result_link set expires_at = $1", datetime.now(UTC) - timedelta(seconds=1))
        async with a_browser(stage.app) as ben:
            assert (await self.opened(ben, token)).json()["code"] == "identity.result_link_refused"

    async def test_never_opens_the_account_with_which_somebody_does_other_work(self, stage: Chain) -> None:
        async with a_browser(stage.app) as anna:  # Anna Albers signs in as Sam, too
            answer = await self.opened(anna, await self.issued(stage, "0001"))
            assert answer.json()["account_id"] != str(stage.account_ids["sam"])
            account_id = answer.json()["account_id"]
        grant = {"role": "reviewer", "scope_kind": "organisation"}
        refused = await stage.otto.post(f"/api/accounts/{account_id}/grants", json=grant)
        assert (refused.status_code, refused.json()["code"]) == (400, "identity.grant_refused")

    async def test_issuing_and_opening_leave_a_trace(self, stage: Chain, connection: Connection) -> None:
        token = await self.issued(stage)
        async with a_browser(stage.app) as ben:
            await self.opened(ben, token)
        rows = await connection.fetch("select act, object_id from audit_log where act like 'result_link.%' order by 1")
        ben_id = str(stage.staff_ids["0002"])
        assert [tuple(row) for row in rows] == [("result_link.issued", ben_id), ("result_link.opened", ben_id)]


NEW_PERSON = "staff_code,display_name,role_title,store_code,valid_from\n0042,Lena Lind,Sales adviser,0101,{day}\n"


@pytest.mark.slow
class TestWhoCameAfterTheNotice:
    async def hired(self, chain: Chain, days_ago: int) -> str:
        """Lena Lind, posted to Linden since then."""
        day = (date.today() - timedelta(days=days_ago)).isoformat()  # noqa: DTZ011  (a day of the file)
        answer = await chain.otto.post(
            "/api/imports/staff", content=NEW_PERSON.format(day=day), headers={"content-type": "text/csv"}
        )
        assert answer.status_code == 200, answer.text
        people = (await chain.jonas.get("/api/staff-members")).json()["staff_members"]
        return str(next(one["staff_member_id"] for one in people if one["staff_code"] == "0042"))

    async def test_stands_in_the_list_until_they_were_given_it(self, stage: Chain) -> None:
        assert (await stage.jonas.get("/api/late-joiners")).json()["late_joiners"] == []
        lena = await self.hired(stage, 30)
        for viewer in (stage.jonas, stage.otto):
            listed = (await viewer.get("/api/late-joiners")).json()["late_joiners"]
            assert [(one["display_name"], one["notice_given_on"]) for one in listed] == [
                ("Lena Lind", "2024-01-01")
            ] * 2
        notice_id = next(one["staff_notice_id"] for one in listed if one["programme_title"]["en"] == "Floor service")
        given = {
            "staff_member_ids": [lena],
            "given_on": (datetime.now(UTC).date() - timedelta(days=20)).isoformat(),
            "channel": "first day",
        }
        assert (await stage.jonas.post(f"/api/staff-notices/{notice_id}/given", json=given)).status_code == 204
        left = (await stage.jonas.get("/api/late-joiners")).json()["late_joiners"]
        assert [one["programme_title"]["en"] for one in left] == ["Mystery visit"]

    async def test_is_judged_by_their_own_date(self, stage: Chain) -> None:
        lena = await self.hired(stage, 90)
        notices = (await stage.otto.get("/api/staff-notices")).json()["staff_notices"]
        notice_id = next(one["staff_notice_id"] for one in notices if one["programme_id"] == str(stage.floor_programme))
        for number in range(6):
            visit = floor_visit(stage, staff=lena, days_ago=20 + number, chance=random.Random(number))  # type: ignore[arg-type]
            await accepted(stage.clients[("mira", "emil")[number % 2]], visit)

        async def reason() -> Any:
            page = (await stage.ada.get(f"/api/comparisons/stores/{stage.linden}")).json()
            return next(one for one in page["staff"] if one["display_name"] == "Lena Lind").get("insufficient")

        assert await reason() == {"reason": "notice_too_late"}
        today = datetime.now(UTC).date()
        given = {"staff_member_ids": [lena], "channel": "letter"}
        late = given | {"given_on": (today - timedelta(days=2)).isoformat()}
        assert (await stage.jonas.post(f"/api/staff-notices/{notice_id}/given", json=late)).status_code == 204
        assert await reason() == {"reason": "notice_too_late"}

    async def test_given_before_the_first_observation_it_counts(self, stage: Chain, connection: Connection) -> None:
        lena = await self.hired(stage, 90)
        notices = (await stage.otto.get("/api/staff-notices")).json()["staff_notices"]
        notice_id = next(one["staff_notice_id"] for one in notices if one["programme_id"] == str(stage.floor_programme))
        given_on = (datetime.now(UTC).date() - timedelta(days=60)).isoformat()
        given = {"staff_member_ids": [lena], "channel": "letter", "given_on": given_on}
        assert (await stage.jonas.post(f"/api/staff-notices/{notice_id}/given", json=given)).status_code == 204
        for number in range(6):
            visit = floor_visit(stage, staff=lena, days_ago=20 + number, chance=random.Random(number))  # type: ignore[arg-type]
            await accepted(stage.clients[("mira", "emil")[number % 2]], visit)
        page = (await stage.ada.get(f"/api/comparisons/stores/{stage.linden}")).json()
        assert next(one for one in page["staff"] if one["display_name"] == "Lena Lind")["figure"] is not None
        preview = await stage.rhea.post(
            "/api/exports/preview",
            json={
                "purpose": "coaching",
                "from_on": given_on,
                "to_on": datetime.now(UTC).date().isoformat(),
                "retain_until_on": (datetime.now(UTC).date() + timedelta(days=9)).isoformat(),
            },
        )
        released = {one["display_name"]: one["releasable"] for one in preview.json()["rows"]}
        assert released["Lena Lind"]

    async def test_is_refused_for_people_elsewhere_and_for_days_before_the_notice(self, stage: Chain) -> None:
        notices = (await stage.otto.get("/api/staff-notices")).json()["staff_notices"]
        address = f"/api/staff-notices/{notices[0]['staff_notice_id']}/given"
        elsewhere = {"staff_member_ids": [str(stage.staff_ids["0006"])], "given_on": "2024-02-01", "channel": "letter"}
        assert (await stage.jonas.post(address, json=elsewhere)).status_code == 404
        own = elsewhere | {"staff_member_ids": [str(stage.staff_ids["0001"])]}
        for day in ("2023-12-31", (datetime.now(UTC).date() + timedelta(days=2)).isoformat()):
            refused = await stage.jonas.post(address, json=own | {"given_on": day})
            assert refused.json()["errors"][0]["code"] == "organisation.notice_day"


@pytest.mark.slow
class TestWhatStaffWereTold:
    async def test_can_be_read_again_in_its_words_and_acknowledged_once(self, stage: Chain) -> None:
        notice = {
            "programme_id": str(stage.floor_programme),
            "text_version": "2026-2",
            "languages": ["en", "de"],
            "given_on": "2026-01-05",
            "channel": "meeting",
            "texts": {"en": "Visits happen.\nYou see every result.", "de": "Es gibt Besuche."},
        }
        assert (await stage.otto.post("/api/staff-notices", json=notice)).status_code == 201
        told = (await stage.sam.get("/api/own/notices")).json()["staff_notices"]
        [floor, _] = told
        assert (floor["texts"], floor["given_on"], floor["acknowledged_at"]) == (notice["texts"], "2026-01-05", None)
        address = f"/api/own/notices/{floor['staff_notice_id']}/acknowledge"
        assert (await stage.sam.post(address)).status_code == 204
        [first, _] = (await stage.sam.get("/api/own/notices")).json()["staff_notices"]
        assert (await stage.sam.post(address)).status_code == 204
        [second, _] = (await stage.sam.get("/api/own/notices")).json()["staff_notices"]
        assert first["acknowledged_at"] is not None
        assert first == second

    async def test_a_text_in_a_language_that_it_was_not_given_in_is_refused(self, stage: Chain) -> None:
        notice = {
            "programme_id": str(stage.floor_programme),
            "text_version": "2",
            "languages": ["en"],
            "given_on": "2026-01-05",
            "channel": "meeting",
            "texts": {"fr": "Des visites ont lieu."},
        }
        refused = await stage.otto.post("/api/staff-notices", json=notice)
        assert (refused.status_code, refused.json()["errors"][0]["path"]) == (400, "texts.fr")
