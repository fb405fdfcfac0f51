"""The second look: the queue, who has a visit, returning it with questions, and never one's own."""

from collections.abc import AsyncIterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from tests.backend.attachments.sending import named, with_photos
from tests.cast import ANY_STATE, PASSWORD_HASH, Chain, a_browser, chain, sign_in
from tests.cast_visits import Json, accepted, moment, mystery_visit, ratings_of, rubric_document, sent, some_time, stage

__all__ = ["chain", "stage"]
QUESTION = "Why was the till closed?"


@pytest.fixture
async def review(stage: Chain, connection: Connection) -> Chain:
    """Mystery visits wait for a reviewer, and there is a second reviewer."""
    await connection.execute(
        "update programme set publication = 'after_review' where programme_id = $1", stage.mystery_programme
    )
    return stage


@pytest.fixture
async def veit(review: Chain, connection: Connection) -> AsyncIterator[httpx.AsyncClient]:
    """Another reviewer of the whole organisation."""
    account_id, at, email = new_id(), datetime.now(UTC), "veit@linden.example"
    await connection.execute(
        "insert into account (organisation_id, account_id, email, display_name, language, password_hash, created_at)"
        " values ($1, $2, $3, 'Veit', 'en', $4, $5)",
        review.organisation_id, account_id, email, PASSWORD_HASH, at,
    )  # fmt: skip
    await connection.execute(
        "insert into sign_in_name (email_folded, organisation_id, account_id) values ($1, $2, $3)",
        email, review.organisation_id, account_id,
    )  # fmt: skip
    await connection.execute(
        "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, granted_at)"
        " values ($1, $2, $3, 'reviewer', 'organisation', $4)",
        review.organisation_id, new_id(), account_id, at,
    )  # fmt: skip
    async with a_browser(review.app) as browser:
        yield await sign_in(browser, email)


async def queue(reviewer: httpx.AsyncClient) -> list[Json]:
    answer = await reviewer.get("/api/reviews")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["reviews"]
    return found


async def seen(reviewer: httpx.AsyncClient, visit: Json) -> tuple[Json, dict[str, str]]:
    """The visit under review, and the header that says so."""
    answer = await reviewer.get(f"/api/reviews/{visit['visit_id']}")
    assert answer.status_code == 200, answer.text
    return answer.json(), {"If-Match": answer.headers["etag"]}


async def take_up(reviewer: httpx.AsyncClient, visit: Json) -> httpx.Response:
    return await reviewer.post(f"/api/reviews/{visit['visit_id']}/take-up")


async def publish(reviewer: httpx.AsyncClient, visit: Json, headers: dict[str, str] | None = None) -> httpx.Response:
    return await reviewer.post(f"/api/visits/{visit['visit_id']}/publish", headers=headers)


async def returned(reviewer: httpx.AsyncClient, visit: Json, criterion_key: str | None = "greeting") -> Json:
    """Takes it up and returns it with one question; the return as the phone gets it."""
    assert (await take_up(reviewer, visit)).status_code == 200
    asked = {
        "evaluation_id": visit["interactions"][0]["evaluation_id"],
        "criterion_key": criterion_key,
        "question": QUESTION,
    }
    _, as_read = await seen(reviewer, visit)
    answer = await reviewer.post(
        f"/api/reviews/{visit['visit_id']}/return",
        json={"questions": [asked], "answer_within_hours": 24},
        headers=as_read,
    )
    assert answer.status_code == 200, answer.text
    made: Json = answer.json()
    return made


async def on_the_phone(evaluator: httpx.AsyncClient) -> Json:
    answer = await evaluator.get("/api/device/bundle")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


class TestTheQueue:
    async def test_is_sorted_by_risk_and_says_why(self, review: Chain) -> None:
        ordinary, critical = mystery_visit(review), mystery_visit(review, offer_true=False)
        await accepted(review.mira, ordinary, critical)
        first, second = await queue(review.vera)
        assert first["visit_id"] == critical["visit_id"]
        assert first["reasons"][0]["kind"] == "critical_failed"
        assert second["visit_id"] == ordinary["visit_id"]
        assert "first_visits" in [one["kind"] for one in second["reasons"]]
        assert first["risk"] > second["risk"]

    @pytest.mark.slow
    async def test_names_the_other_visit_with_the_same_words_or_the_same_photo(self, review: Chain) -> None:
        words = "The adviser asked twice whether I had found what I was looking for."
        before = mystery_visit(review, days_ago=9, remark=words)
        again = mystery_visit(review, days_ago=2, remark=f"  {words.upper()} ")
        photo = with_photos(mystery_visit(review, days_ago=3), named(b"x", sha256="a" * 64))
        same_photo = with_photos(mystery_visit(review, days_ago=1), named(b"x", sha256="a" * 64))
        others = with_photos(mystery_visit(review, days_ago=1), named(b"x", sha256="b" * 64))
        await accepted(review.mira, before, again, photo, same_photo)
        await accepted(review.emil, others)
        reasons = {one["visit_id"]: {why["kind"]: why for why in one["reasons"]} for one in await queue(review.vera)}
        assert reasons[again["visit_id"]]["copied_text"]["copy_of"]["visit_id"] == before["visit_id"]
        assert reasons[same_photo["visit_id"]]["copied_photo"]["copy_of"]["visit_id"] == photo["visit_id"]
        assert not {"copied_text", "copied_photo"} & reasons[others["visit_id"]].keys()

    @pytest.mark.slow
    async def test_shows_nobody_a_visit_of_their_own(self, review: Chain, connection: Connection) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        await connection.execute(
            "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, granted_at)"
            " values ($1, $2, $3, 'reviewer', 'organisation', $4)",
            review.organisation_id, new_id(), review.account_ids["mira"], datetime.now(UTC),
        )  # fmt: skip
        assert await queue(review.mira) == []
        for answer in (await take_up(review.mira, visit), await publish(review.mira, visit, ANY_STATE)):
            assert (answer.status_code, answer.json()["code"]) == (403, "visits.own_visit")


@pytest.mark.slow
class TestTwoReviewers:
    async def test_the_second_hears_that_the_first_has_it(self, review: Chain, veit: httpx.AsyncClient) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        assert (await take_up(review.vera, visit)).status_code == 200
        assert (await take_up(review.vera, visit)).status_code == 200  # her own: nothing new
        assert [one["standing"] for one in await queue(veit)] == ["with_another"]
        assert [one["standing"] for one in await queue(review.vera)] == ["with_you"]
        for answer in (await take_up(veit, visit), await publish(veit, visit, ANY_STATE)):
            assert (answer.status_code, answer.json()["code"]) == (409, "visits.taken_up_by_another")
        assert (await review.vera.post(f"/api/reviews/{visit['visit_id']}/put-back")).status_code == 200
        assert (await take_up(veit, visit)).status_code == 200

    async def test_whoever_leaves_it_lying_loses_it(
        self, review: Chain, veit: httpx.AsyncClient, connection: Connection
    ) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        await take_up(review.vera, visit)
        await connection.execute("update review set taken_up_at = taken_up_at - interval '61 minutes'")
        assert [one["standing"] for one in await queue(veit)] == ["waiting"]
        assert (await take_up(veit, visit)).status_code == 200

    async def test_publishing_what_has_changed_since_it_was_read_is_refused(self, review: Chain) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        _, as_read = await seen(review.vera, visit)
        await accepted(review.mira, deepcopy(visit) | {"revision": 2, "comment": "One more thing."})
        answer = await publish(review.vera, visit, as_read)
        assert (answer.status_code, answer.json()["code"]) == (412, "visits.changed_meanwhile")
        _, as_read = await seen(review.vera, visit)
        assert (await publish(review.vera, visit, as_read)).status_code == 200

    async def test_whoever_does_not_say_what_was_read_is_asked_to(self, review: Chain) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        answer = await publish(review.vera, visit)
        assert (answer.status_code, answer.json()["code"]) == (428, "visits.tag_missing")

    async def test_a_correction_and_a_void_hold_to_what_was_read_too(self, review: Chain) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        await take_up(review.vera, visit)
        _, as_read = await seen(review.vera, visit)
        body = {
            "evaluation_id": visit["interactions"][0]["evaluation_id"],
            "ratings": [{"criterion_key": "greeting", "state": "scored", "answer": "below"}],
            "reason": "Seen on the photo.",
        }
        address = f"/api/reviews/{visit['visit_id']}/corrections"
        assert (await review.vera.post(address, json=body, headers=as_read)).status_code == 201
        assert (await review.vera.post(address, json=body, headers=as_read)).status_code == 412
        void = await review.vera.post(
            f"/api/visits/{visit['visit_id']}/void", json={"reason": "Wrong shop."}, headers=as_read
        )
        assert void.status_code == 412


class TestReturningAVisit:
    async def test_the_phone_gets_the_questions_and_the_answer_waits_for_the_reviewer(
        self, review: Chain, connection: Connection
    ) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        made = await returned(review.vera, visit)
        assert [one["standing"] for one in await queue(review.vera)] == ["returned"]
        [asked] = (await on_the_phone(review.mira))["returns"]
        assert [one["question"] for one in asked["questions"]] == [QUESTION]
        assert asked["questions"][0]["criterion_key"] == "greeting"
        document = asked["document"]
        assert document["interactions"][0]["evaluation_id"] == visit["interactions"][0]["evaluation_id"]

        words = {"return_id": made["return_id"], "position": 0, "words": "Somebody was ill."}
        await accepted(review.mira, document | {"revision": 2, "answers": [words]})
        assert (await on_the_phone(review.mira))["returns"] == []
        assert [one["standing"] for one in await queue(review.vera)] == ["waiting"]
        shown, as_read = await seen(review.vera, visit)
        [back] = shown["returns"]
        assert back["answered_at"] is not None
        assert [one["answer"] for one in back["questions"]] == ["Somebody was ill."]
        assert (await publish(review.vera, visit, as_read)).status_code == 200

    @pytest.mark.slow
    async def test_the_visit_comes_back_to_any_phone_as_it_was_said(
        self, review: Chain, connection: Connection
    ) -> None:
        """Sent again unchanged it changes nothing: what was corrected meanwhile keeps its correction."""
        visit = with_photos(mystery_visit(review, greeting="met"), named(b"x", taken=moment(some_time(), 4_000)))
        visit["interactions"][0]["ratings"][0] |= {
            "comment": "Leaves.",
            "basis": "seen",
            "at": moment(some_time(), 9_000),
        }
        await accepted(review.mira, visit)
        await take_up(review.vera, visit)
        body = {
            "evaluation_id": visit["interactions"][0]["evaluation_id"],
            "ratings": [{"criterion_key": "greeting", "state": "scored", "answer": "below"}],
            "reason": "Seen on the photo.",
        }
        address = f"/api/reviews/{visit['visit_id']}/corrections"
        assert (await review.vera.post(address, json=body, headers=ANY_STATE)).status_code == 201
        await returned(review.vera, visit)
        before = await connection.fetchrow("select * from evaluation")
        [asked] = (await on_the_phone(review.mira))["returns"]
        await accepted(review.mira, asked["document"] | {"revision": 2})
        after = await connection.fetchrow("select * from evaluation")
        assert dict(before) | {"state": "submitted"} == dict(after)
        assert await connection.fetchval("select overtaken_at from correction") is None

    @pytest.mark.slow
    async def test_other_ratings_are_the_evaluators_new_word_and_end_a_correction(self, review: Chain) -> None:
        visit = mystery_visit(review, greeting="met")
        await accepted(review.mira, visit)
        await take_up(review.vera, visit)
        body = {
            "evaluation_id": visit["interactions"][0]["evaluation_id"],
            "ratings": [{"criterion_key": "greeting", "state": "scored", "answer": "below"}],
            "reason": "Seen on the photo.",
        }
        address = f"/api/reviews/{visit['visit_id']}/corrections"
        await review.vera.post(address, json=body, headers=ANY_STATE)
        await returned(review.vera, visit)
        changed = deepcopy(visit) | {"revision": 2}
        changed["interactions"][0]["ratings"] = ratings_of(rubric_document("mystery-visit"), greeting="exceeded")
        await accepted(review.mira, changed)
        shown, _ = await seen(review.vera, visit)
        [spoken] = shown["visit"]["interactions"]
        assert spoken["corrections"] == []
        [greeting] = [one for one in spoken["ratings"] if one["criterion_key"] == "greeting"]
        assert (greeting["answer"], greeting["original"]) == ("exceeded", None)

    @pytest.mark.slow
    async def test_the_clock_counts_from_when_the_phone_had_it(self, review: Chain, connection: Connection) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        await returned(review.vera, visit)
        await connection.execute("update visit_return set returned_at = returned_at - interval '10 days'")
        [waiting] = await queue(review.vera)
        assert waiting["standing"] == "returned"
        [asked] = (await on_the_phone(review.mira))["returns"]
        left = datetime.fromisoformat(asked["due_at"]) - datetime.now(UTC)
        assert timedelta(hours=23, minutes=55) < left <= timedelta(hours=24)
        [again] = (await on_the_phone(review.mira))["returns"]
        assert again["due_at"] == asked["due_at"]
        assert await connection.fetchval("select count(*) from audit_log where act = 'visit.return_fetched'") == 1

    @pytest.mark.slow
    async def test_until_it_has_run_out_no_reviewer_takes_the_visit_back_and_then_a_late_answer_still_counts(
        self, review: Chain, connection: Connection
    ) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        made = await returned(review.vera, visit)
        answer = await take_up(review.vera, visit)
        assert (answer.status_code, answer.json()["code"]) == (409, "visits.return_still_runs")
        await connection.execute("update visit_return set fetched_at = returned_at - interval '25 hours'")
        assert [one["standing"] for one in await queue(review.vera)] == ["overdue"]
        assert (await take_up(review.vera, visit)).status_code == 200
        words = {"return_id": made["return_id"], "position": 0, "words": "I was abroad."}
        await accepted(review.mira, deepcopy(visit) | {"revision": 2, "answers": [words]})
        shown, _ = await seen(review.vera, visit)
        assert shown["returns"][0]["questions"][0]["answer"] == "I was abroad."

    @pytest.mark.slow
    async def test_words_that_come_after_publication_are_kept(self, review: Chain, connection: Connection) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        made = await returned(review.vera, visit)
        await connection.execute("update visit_return set fetched_at = returned_at - interval '25 hours'")
        await take_up(review.vera, visit)
        assert (await publish(review.vera, visit, ANY_STATE)).status_code == 200
        words = {"return_id": made["return_id"], "position": 0, "words": "It was the wrong till."}
        await accepted(review.mira, deepcopy(visit) | {"revision": 2, "answers": [words]})
        shown, _ = await seen(review.vera, visit)
        assert shown["standing"] == "settled"
        assert shown["returns"][0]["questions"][0]["answer"] == "It was the wrong till."

    @pytest.mark.slow
    async def test_a_question_is_about_this_visit(self, review: Chain) -> None:
        visit, other = mystery_visit(review), mystery_visit(review)
        await accepted(review.mira, visit, other)
        await take_up(review.vera, visit)
        for asked in (
            {"evaluation_id": other["interactions"][0]["evaluation_id"], "question": QUESTION},
            {
                "evaluation_id": visit["interactions"][0]["evaluation_id"],
                "criterion_key": "nowhere",
                "question": QUESTION,
            },
        ):
            answer = await review.vera.post(
                f"/api/reviews/{visit['visit_id']}/return", json={"questions": [asked]}, headers=ANY_STATE
            )
            assert (answer.status_code, answer.json()["code"]) == (400, "visits.question_outside_visit")

    @pytest.mark.slow
    async def test_only_what_was_taken_up_is_returned(self, review: Chain) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        asked = {"evaluation_id": visit["interactions"][0]["evaluation_id"], "question": QUESTION}
        answer = await review.vera.post(
            f"/api/reviews/{visit['visit_id']}/return", json={"questions": [asked]}, headers=ANY_STATE
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "visits.not_taken_up")


@pytest.mark.slow
class TestWhatTheEvaluatorIsTold:
    async def test_every_correction_shows_on_the_phone_and_on_their_own_page(self, review: Chain) -> None:
        visit = mystery_visit(review, greeting="met")
        await accepted(review.mira, visit)
        assert (await publish(review.vera, visit, ANY_STATE)).status_code == 200
        body = {
            "evaluation_id": visit["interactions"][0]["evaluation_id"],
            "ratings": [{"criterion_key": "greeting", "state": "scored", "answer": "below"}],
            "reason": "Seen on the photo.",
        }
        await review.vera.post(f"/api/reviews/{visit['visit_id']}/corrections", json=body, headers=ANY_STATE)
        [told] = (await on_the_phone(review.mira))["corrected"]
        assert (told["visit_id"], told["correction_count"]) == (visit["visit_id"], 1)
        assert (await on_the_phone(review.emil))["corrected"] == []
        page = (await review.mira.get(f"/api/visits/{visit['visit_id']}")).json()
        assert page["interactions"][0]["corrections"][0]["reason"] == "Seen on the photo."

    async def test_a_revision_of_what_is_void_is_not_taken(self, review: Chain) -> None:
        visit = mystery_visit(review)
        await accepted(review.mira, visit)
        await review.vera.post(f"/api/visits/{visit['visit_id']}/void", json={"reason": "Wrong shop."})
        [result] = await sent(review.mira, deepcopy(visit) | {"revision": 2})
        assert result["problem"]["code"] == "visits.void"
        assert UUID(result["visit_id"]) == UUID(visit["visit_id"])
