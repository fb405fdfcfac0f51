"""What the evaluator is asked to do, from the office's form to the receipt: answered and begun without a network."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Server, sign_in
from tests.e2e.evaluator.walking import RECEIVED_MS, install, kept, signed_in_client

KNOWS = "Do you know anyone who works there?"


async def first_of(client: httpx.AsyncClient, path: str, listed: str, **fitting: Any) -> dict[str, Any]:
    rows: list[dict[str, Any]] = (await client.get(path)).json()[listed]
    return next(row for row in rows if all(row[key] == value for key, value in fitting.items()))


class Office:
    """Asks Mira for visits, and takes back at the end what is left of them: the other tests have the same server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.asked: list[str] = []

    async def ask(self, store: str, rubric: str = "floor-service") -> str:
        """A visit to the store within these days; the assignment's id."""
        async with signed_in_client(self.server, "administrator") as office:
            programme = await first_of(office, "/api/programmes", "programmes", programme_key=rubric)
            evaluator = await first_of(office, "/api/evaluators", "evaluators", display_name="Mira Moorkamp")
            place = await first_of(office, "/api/stores", "stores", name=store)
            now = datetime.now(UTC)
            answer = await office.post(
                "/api/assignments",
                json={
                    "store_id": place["store_id"],
                    "programme_id": programme["programme_id"],
                    "rubric_key": rubric,
                    "evaluator_id": evaluator["evaluator_id"],
                    "from_on": (now - timedelta(days=3)).date().isoformat(),
                    "to_on": (now + timedelta(days=3)).date().isoformat(),
                },
            )
            assert answer.status_code == 201, answer.text
            self.asked.append(answer.json()["assignment_id"])
            return self.asked[-1]

    async def close(self, *assignment_ids: str) -> None:
        async with signed_in_client(self.server, "administrator") as office:
            for assignment_id in assignment_ids:
                await office.post(f"/api/assignments/{assignment_id}/close")

    async def state_of(self, assignment_id: str) -> tuple[str, str | None]:
        async with signed_in_client(self.server, "administrator") as office:
            found = await first_of(office, "/api/assignments", "assignments", assignment_id=assignment_id)
            return found["state"], found["decline_reason"]


@pytest.fixture
async def office(server: Server) -> AsyncIterator[Office]:
    made = Office(server)
    yield made
    await made.close(*made.asked)


async def open_assignment(phone: Page, assignment_id: str) -> None:
    await phone.locator(f"a[href='/evaluate/assignments/{assignment_id}']").click()
    await expect(phone.get_by_role("heading", level=1)).to_be_visible()


async def answers_gone(phone: Page) -> None:
    """Until no answer waits: each left for its named result."""
    await phone.wait_for_function(
        """() => new Promise((resolve) => {
             const asked = indexedDB.open('floorwalk');
             asked.onsuccess = () => {
               const all = asked.result.transaction(['assignment_answers']).objectStore('assignment_answers').getAll();
               all.onsuccess = () => { asked.result.close(); resolve(all.result.length === 0); };
             };
           })""",
        timeout=RECEIVED_MS,
    )


class TestTheAssignmentsOfAPhone:
    async def test_stand_first_and_say_whether_they_are_ready_without_a_network(self, phone: Page) -> None:
        await sign_in(phone, "evaluator")
        await install(phone)
        await phone.context.set_offline(True)
        await phone.reload()
        await expect(phone.get_by_role("heading", name="Your assignments")).to_be_visible()
        line = phone.locator("[data-ready]")
        await expect(line).to_have_text(re.compile(r"\d+ visits ready offline · storage (not )?protected · 0\sunsent"))
        await phone.get_by_role("link", name="Deichtor").first.click()
        await expect(phone.get_by_text("Mon–Sat 9:30–20:00")).to_be_visible()
        await expect(phone.get_by_text("You look for a present of about 40 euros")).to_be_visible()

    async def test_one_that_begins_later_can_be_accepted_and_not_begun(self, phone: Page) -> None:
        await sign_in(phone, "evaluator")
        await phone.get_by_role("link", name="Schlossberg").first.click()
        await phone.get_by_role("button", name="No: accept").click()
        await expect(phone.get_by_text(re.compile("You can start on"))).to_be_visible()
        await expect(phone.get_by_role("button", name="Start the visit")).to_have_count(0)


class TestSomebodyWhoKnowsSomebodyThere:
    async def test_declines_offline_without_penalty_and_the_office_learns_the_reason(
        self, phone: Page, office: Office
    ) -> None:
        assignment_id = await office.ask("Hafen")
        await sign_in(phone, "evaluator")
        await install(phone)
        await phone.context.set_offline(True)
        await open_assignment(phone, assignment_id)
        await expect(phone.get_by_role("heading", name=KNOWS)).to_be_visible()
        await phone.get_by_role("button", name="Yes: decline").click()
        await expect(phone.get_by_text("That has no effect on you")).to_be_visible()
        assert [one["reason"] for one in await kept(phone, "assignment_answers")] == ["knows_someone"]
        assert await office.state_of(assignment_id) == ("open", None)

        await phone.reload()  # the app is closed and opened again, still without a network
        await expect(phone.get_by_text("That has no effect on you")).to_be_visible()
        await phone.context.set_offline(False)
        await answers_gone(phone)
        assert await office.state_of(assignment_id) == ("declined", "knows_someone")
        await phone.goto("/evaluate")
        await expect(phone.get_by_role("heading", name="Your assignments")).to_be_visible()
        await expect(phone.locator(f"a[href='/evaluate/assignments/{assignment_id}']")).to_have_count(0)


class TestAnAssignmentThatIsDone:
    async def test_is_accepted_begun_and_filled_in_offline_and_submitted_by_its_visit(
        self, phone: Page, office: Office
    ) -> None:
        assignment_id = await office.ask("Neumarkt")
        await sign_in(phone, "evaluator")
        await install(phone)
        await phone.context.set_offline(True)
        await open_assignment(phone, assignment_id)
        await phone.get_by_role("button", name="No: accept").click()
        await phone.get_by_role("button", name="Start the visit").click()
        await phone.get_by_role("button", name="Unknown").click()
        await phone.get_by_role("button", name="None of these").click()
        said = sorted(await kept(phone, "assignment_answers"), key=lambda one: one["seq"])
        assert [one["answer"] for one in said] == ["accepted", "started"]
        (visit,) = [one for one in await kept(phone, "visits") if one["assignment_id"] == assignment_id]

        await phone.goto(f"/evaluate/assignments/{assignment_id}")
        await phone.get_by_role("button", name="Go on with the visit").click()  # the same, not a second one
        await phone.locator("fieldset").first.wait_for()  # until then the assignment's heading stands there
        for _ in range(8):
            question = await phone.get_by_role("heading", level=1).inner_text()
            await phone.locator("fieldset").first.locator("label").last.click()
            await expect(phone.get_by_role("heading", level=1)).not_to_have_text(question)
        await phone.get_by_role("button", name="Done").click()
        await expect(phone.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
        await phone.goto(f"/evaluate/assignments/{assignment_id}")
        await expect(phone.get_by_text("The visit is finished on this phone.")).to_be_visible()

        await phone.context.set_offline(False)
        await answers_gone(phone)
        await phone.goto("/evaluate/phone")
        await expect(phone.get_by_text(re.compile(r"Received, receipt"))).to_be_visible(timeout=RECEIVED_MS)
        assert (await office.state_of(assignment_id))[0] == "submitted"
        async with signed_in_client(office.server, "reviewer") as reviewer:
            assert (await reviewer.get(f"/api/visits/{visit['visit_id']}")).status_code == 200

    async def test_closed_by_the_office_meanwhile_its_visit_is_taken_all_the_same(
        self, phone: Page, office: Office
    ) -> None:
        assignment_id = await office.ask("Hafen")
        await sign_in(phone, "evaluator")
        await install(phone)
        await phone.context.set_offline(True)
        await open_assignment(phone, assignment_id)
        await phone.get_by_role("button", name="No: accept").click()
        await expect(phone.get_by_role("button", name="Start the visit")).to_be_visible()
        await office.close(assignment_id)
        await phone.context.set_offline(False)
        await answers_gone(phone)
        assert (await office.state_of(assignment_id))[0] == "closed"
        await expect(phone.get_by_role("heading", name="This assignment is not on this phone")).to_be_visible()


class TestAnAnswerIsKept:
    @pytest.mark.parametrize("reply", ["lost", "portal"])
    async def test_until_a_result_names_it(self, phone: Page, office: Office, reply: str) -> None:
        assignment_id = await office.ask("Hafen")
        await sign_in(phone, "evaluator")
        await install(phone)
        times = 0

        async def answered_wrongly(route: Any) -> None:
            nonlocal times
            times += 1
            if reply == "lost":
                await route.fetch()  # it arrives and is taken, and the reply is lost
                await route.abort()
            else:
                await route.fulfill(status=200, content_type="application/json", body='{"results": []}')

        await phone.context.route("**/api/sync/assignment-answers", answered_wrongly)
        await open_assignment(phone, assignment_id)
        await phone.get_by_role("button", name="No: accept").click()
        await expect(phone.get_by_text("Saved on this phone; it goes out by itself.")).to_be_visible()
        await phone.wait_for_timeout(500)
        assert times >= 1
        (waiting,) = await kept(phone, "assignment_answers")
        await phone.context.unroute("**/api/sync/assignment-answers")
        await phone.reload()
        await answers_gone(phone)
        assert (await office.state_of(assignment_id))[0] == "accepted"
        assert waiting["answer"] == "accepted"
