"""Guessing passwords is stopped; the owner still gets in."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx

from floorwalk.app import create_app
from floorwalk.identity.throttle import Count, counted, counters_of
from floorwalk.settings import Settings
from tests.backend.identity.test_signing_in import said, try_password
from tests.cast import Chain, a_browser, sign_in

MIRA = "mira@linden.example"


async def guess(client: httpx.AsyncClient, email: str = MIRA, times: int = 10) -> None:
    for _ in range(times):
        assert (await try_password(client, email, "a guess")).status_code == 401


class TestGuessingOneAccount:
    async def test_is_stopped_after_ten_and_says_when_to_come_back(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker:
            await guess(attacker)
            answer = await try_password(attacker, MIRA, "a guess")
            right = await try_password(attacker, MIRA)
        assert answer.status_code == 429
        assert answer.json()["code"] == "identity.too_many_attempts"
        assert 0 < int(answer.headers["Retry-After"]) <= 900
        assert right.status_code == 429

    async def test_looks_the_same_for_an_address_that_nobody_has(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as one, a_browser(chain.app, "198.51.100.8") as other:
            await guess(one)
            await guess(other, "nobody@linden.example")
            known = await try_password(one, MIRA)
            unknown = await try_password(other, "nobody@linden.example")
        assert known.status_code == unknown.status_code == 429
        assert said(known)["code"] == said(unknown)["code"]

    async def test_does_not_lock_the_owner_out_elsewhere(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker, a_browser(chain.app, "203.0.113.1") as owner:
            await guess(attacker)
            assert (await try_password(attacker, MIRA)).status_code == 429
            assert (await try_password(owner, MIRA)).status_code == 201

    async def test_is_not_helped_by_a_forged_forwarding_header(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker:
            await guess(attacker)
            for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP"):
                answer = await attacker.post(
                    "/api/session",
                    json={"email": MIRA, "password": "a guess"},
                    headers={name: "203.0.113.99"},
                )
                assert answer.status_code == 429

    async def test_is_counted_over_all_processes(self, chain: Chain, settings: Settings) -> None:
        second = create_app(settings)
        async with a_browser(chain.app, "198.51.100.7") as one, a_browser(second, "198.51.100.7") as other:
            await guess(one, times=5)
            await guess(other, times=5)
            assert (await try_password(one, MIRA)).status_code == 429
            assert (await try_password(other, MIRA)).status_code == 429
        await second.state.database.close()

    async def test_at_once_gives_no_more_guesses_than_one_after_another(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker:
            answers = await asyncio.gather(*(try_password(attacker, MIRA, "a guess") for _ in range(24)))
        statuses = [answer.status_code for answer in answers]
        assert statuses.count(401) == 10
        assert statuses.count(429) == 14


class TestGuessingManyAccounts:
    async def test_from_one_address_is_stopped_after_ten(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker, a_browser(chain.app, "203.0.113.1") as other:
            for name in ("mira", "emil", "jonas", "ada", "rhea", "otto", "nils", "rubi", "vera", "sam"):
                await guess(attacker, f"{name}@linden.example", times=1)
            answer = await try_password(attacker, "somebody@linden.example", "a guess")
            assert answer.status_code == 429
            assert (await try_password(other, MIRA)).status_code == 201


class TestGuessingFromManyAddresses:
    async def test_is_stopped_and_a_browser_that_was_signed_in_before_still_gets_in(self, chain: Chain) -> None:
        async with a_browser(chain.app, "203.0.113.1") as owner, a_browser(chain.app, "203.0.113.2") as stranger:
            await sign_in(owner, MIRA)
            owner.cookies.delete("floorwalk")  # the session is gone; what is left says that it was there
            for last in range(30):
                async with a_browser(chain.app, f"198.51.100.{last}") as attacker:
                    await guess(attacker, times=1)
            assert (await try_password(stranger, MIRA)).status_code == 429
            assert (await try_password(owner, MIRA)).status_code == 201

    async def test_a_made_up_mark_of_a_known_browser_opens_nothing(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker:
            await guess(attacker)
            for mark in ("x", "abc.def", "A" * 16 + "." + "B" * 43, "é"):
                answer = await attacker.post(
                    "/api/session",
                    json={"email": MIRA, "password": "a guess"},
                    headers={b"Cookie": b"floorwalk-device=" + mark.encode()},
                )
                assert answer.status_code == 429

    async def test_the_mark_of_ones_own_browser_opens_no_other_account(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker:
            await sign_in(attacker, "emil@linden.example")
            await guess(attacker)
            assert (await try_password(attacker, MIRA, "a guess")).status_code == 429


class TestARightPassword:
    async def test_clears_the_count_of_the_account(self, chain: Chain) -> None:
        async with a_browser(chain.app, "203.0.113.1") as owner:
            await guess(owner, times=5)
            assert (await try_password(owner, MIRA)).status_code == 201
            owner.cookies.clear()
            await guess(owner, times=4)
            assert (await try_password(owner, MIRA)).status_code == 201

    async def test_does_not_clear_the_count_of_the_address(self, chain: Chain) -> None:
        async with a_browser(chain.app, "198.51.100.7") as attacker:
            for name in ("emil", "jonas", "ada", "rhea", "otto", "nils", "rubi", "vera", "sam"):
                await guess(attacker, f"{name}@linden.example", times=1)
            assert (await try_password(attacker, MIRA)).status_code == 201
            attacker.cookies.clear()
            await guess(attacker, "one.more@linden.example", times=1)
            assert (await try_password(attacker, "two.more@linden.example", "a guess")).status_code == 429


class TestTheCounters:
    START = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def test_lock_twice_as_long_at_each_further_failure_up_to_a_quarter_of_an_hour(self) -> None:
        account = counters_of("a@b", "192.0.2.1", None, behind_proxy=False)[2]
        count, at, locks = Count(29, self.START, None), self.START, []
        for _ in range(7):
            found = counted([account], [count], at)
            assert isinstance(found, list)
            count = found[0]
            assert count.locked_until is not None
            locks.append((count.locked_until - at).total_seconds())
            at = count.locked_until
        assert locks == [60, 120, 240, 480, 900, 900, 900]

    def test_refuse_until_the_lock_is_over_and_count_nothing_meanwhile(self) -> None:
        counters = counters_of("a@b", "192.0.2.1", None, behind_proxy=False)
        locked = Count(10, self.START, self.START + timedelta(minutes=15))
        stored = [locked, None, None]
        assert counted(counters, stored, self.START + timedelta(minutes=5)) == timedelta(minutes=10)
        assert isinstance(counted(counters, stored, self.START + timedelta(minutes=15)), list)

    def test_forget_failures_that_are_long_past(self) -> None:
        pair = counters_of("a@b", "192.0.2.1", None, behind_proxy=False)[0]
        stored = [Count(9, self.START, None)]
        soon = counted([pair], stored, self.START + timedelta(minutes=59))
        late = counted([pair], stored, self.START + timedelta(minutes=61))
        assert isinstance(soon, list)
        assert isinstance(late, list)
        assert (soon[0].failures, late[0].failures) == (10, 1)

    def test_take_a_whole_ipv6_network_for_one_address(self) -> None:
        one, same, other = (
            counters_of("a@b", address, None, behind_proxy=False)[1].bucket
            for address in ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")
        )
        assert one == same != other

    def test_allow_a_proxy_ten_times_as_many(self) -> None:
        assert counters_of("a@b", "10.0.0.1", None, behind_proxy=True)[1].limit == 100
