"""Requests made by a generator from the description, for every operation and as everybody (Q32).

All checks of schemathesis: no fault of ours, no undocumented status, type or form, nothing taken that breaks its
schema, nothing refused that keeps it, no access without a session, methods as they are named.
"""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from floorwalk.settings import Settings
from tests.cast import a_browser, sign_in
from tests.contract.described import ENTERING_OR_LEAVING, MORE_RULES_THAN_SCHEMA, with_examples
from tests.contract.routes import operations
from tests.contract.served import served
from tests.contract.world import EVERY_ROLE, World

schemathesis.serializer.alias("application/zip", "application/octet-stream")

SEED = 7
SMALLEST_REACH = 0.9  # of all operations, answered 2xx at least once
# A deleted person cannot be given back as a disabled account can: left to whoever may do everything, who comes last.
NOT_BY_THE_OTHERS = (*ENTERING_OR_LEAVING, "rights.delete_staff_member")
PEOPLE = ("mira", "jonas", "ada", "rhea", "otto", "rubi", "vera", "sam", "nils")


@dataclass
class Run:
    """What came of one run."""

    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))  # by operation's label
    failures: dict[tuple[str, str, str], str] = field(default_factory=dict)  # the first of each kind

    def reached(self) -> set[str]:
        return {label for label, counted in self.statuses.items() if any(200 <= status < 300 for status in counted)}


def run(
    described: dict[str, Any],
    address: str,
    headers: Mapping[str, str],
    phases: Sequence[str],
    examples: int,
    left_out: Collection[str] = ENTERING_OR_LEAVING,
) -> Run:
    """Runs these phases with at most so many generated requests an operation, on all operations but those left out."""
    config = SchemathesisConfig.from_dict(
        {
            "base-url": address,
            "headers": dict(headers),
            "seed": SEED,
            "continue-on-failure": True,
            "request-timeout": 20,
            "generation": {
                "max-examples": examples,
                "deterministic": True,
                "no-shrink": True,
                "with-security-parameters": False,  # the session is in the headers above
            },
            "phases": {name: {"enabled": name in phases} for name in ("examples", "coverage", "fuzzing", "stateful")},
            "operations": [
                {
                    "include-operation-id": name,
                    "checks": {
                        "positive_data_acceptance": {
                            "expected-statuses": ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "428", "429"]
                        }
                    },
                }
                for name in MORE_RULES_THAN_SCHEMA
            ],
        }
    )
    # Leaving out, never taking in: beside settings for single operations an `include` takes in all of them (4.32.5).
    schema = schemathesis.openapi.from_dict(described, config=config).exclude(operation_id=sorted(left_out))
    done = Run()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            _take_in(done, event.recorder)
        elif isinstance(event, events.NonFatalError):
            done.failures[event.label, "error", type(event.value).__name__] = str(event.value)[:500]
        elif isinstance(event, events.FatalError):
            raise event.exception
    return done


def _take_in(done: Run, recorder: Any) -> None:
    for case_id, interaction in recorder.interactions.items():
        if interaction.response is not None and case_id in recorder.cases:
            case = recorder.cases[case_id].value
            if case.method.upper() == case.operation.method.upper():
                done.statuses[case.operation.label][interaction.response.status_code] += 1
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                shown = f"{_shown(recorder.interactions[case_id])}: {failure.message[:200]}"
                done.failures.setdefault((recorder.label, check.name, failure.title), shown)


def _shown(interaction: Any) -> str:
    request, answered = interaction.request, interaction.response
    asked = f"{request.method} {request.uri[:200]} {(request.body or b'')[:200]!r}"
    return f"{asked} → {answered.status_code} {(answered.content or b'')[:200]!r}" if answered else asked


async def described_anew(world: World) -> dict[str, Any]:
    """The description with right requests, made by a cast that is there as it was before others' generated requests."""
    await _give_back(world)
    for name, client in world.chain.clients.items():  # a disabled account's sessions have ended
        if (await client.get("/api/session")).status_code == 401:
            await sign_in(client, f"{name}@linden.example")
    return await with_examples(world)


async def _give_back(world: World) -> None:
    """What generated requests of others have locked out, disabled or revoked."""
    await world.connection.execute(
        "delete from sign_in_attempt; update account set disabled_at = null; update account_grant set revoked_at = null"
    )


async def session_of(world: World, email: str) -> dict[str, str]:
    """The headers of a session of its own."""
    await _give_back(world)
    async with a_browser(world.app) as browser:
        await sign_in(browser, email)
        return {
            "Cookie": f"floorwalk={browser.cookies['floorwalk']}",
            "X-CSRF-Token": browser.headers["X-CSRF-Token"],
        }


async def everything(world: World) -> str:
    """The address of a new account with every role, and an evaluator."""
    email = await world.fresh_account(world.chain, *((role, "organisation") for role in EVERY_ROLE))
    account_id = world.chain.account_ids[email]
    await world.connection.execute(
        "insert into evaluator (organisation_id, evaluator_id, evaluator_code, account_id) values ($1, $2, $3, $2)",
        world.chain.organisation_id, account_id, f"EV-{account_id}",
    )  # fmt: skip
    await world.connection.execute(  # a photo of its own, with the bytes of Mira's: the example is hers
        "insert into evidence (organisation_id, evidence_id, visit_id, evaluator_id, visited_on, state, sha256,"
        " size_bytes)"
        " values ($1, $2, $2, $2, current_date, 'announced', $3, 10000000)",
        world.chain.organisation_id, account_id, world.uploads["miras"],
    )  # fmt: skip
    return email


def said(done: Run) -> str:
    return "\n".join(f"{key}: {what}" for key, what in sorted(done.failures.items()))


@pytest.fixture(scope="module")
def address(world: World, module_settings: Settings) -> Any:
    """A server of its own on the filled database."""
    assert module_settings.database_url is not None
    with served(module_settings.database_url, Path(module_settings.data_dir)) as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("caller", ["anonymous", *PEOPLE, "zoe"])
async def test_as_each_of_the_others(world: World, address: str, caller: str) -> None:
    email = world.zoe_email if caller == "zoe" else f"{caller}@linden.example"
    headers = {} if caller == "anonymous" else await session_of(world, email)
    described = await described_anew(world)
    phases = ["examples", "fuzzing"]
    done = await asyncio.to_thread(run, described, address, headers, phases, 6, left_out=NOT_BY_THE_OTHERS)
    assert not done.failures, said(done)
    assert json.dumps(sorted({status for counted in done.statuses.values() for status in counted})) != "[401]" or (
        caller == "anonymous"
    )


@pytest.mark.slow  # the last one: who may do everything also disables accounts of the cast
async def test_as_somebody_who_may_do_everything_and_nine_in_ten_operations_are_reached(
    world: World, address: str
) -> None:
    names = {f"{one.method} {one.path}": one.described["operationId"] for one in operations()}
    reached: set[str] = set()
    described = await described_anew(world)
    for person in PEOPLE:  # what is nobody's but theirs: own results, and what not just anybody may decide
        headers = await session_of(world, f"{person}@linden.example")
        others = {*NOT_BY_THE_OTHERS, *(name for label, name in names.items() if label in reached)}
        theirs = await asyncio.to_thread(run, described, address, headers, ["examples"], 1, others)
        assert not theirs.failures, said(theirs)
        reached |= theirs.reached()
    described, email = await described_anew(world), await everything(world)
    phases = ["examples", "coverage", "fuzzing", "stateful"]
    done = await asyncio.to_thread(run, described, address, await session_of(world, email), phases, 15)
    reached |= done.reached()
    for name in ENTERING_OR_LEAVING:
        headers = await session_of(world, await everything(world)) if name not in ENTERING_OR_LEAVING[:2] else {}
        others = set(names.values()) - {name}
        single = await asyncio.to_thread(run, described, address, headers, phases[:3], 10, others)
        done.failures |= single.failures
        reached |= single.reached()
    assert not done.failures, said(done)
    unreached = names.keys() - reached
    assert len(unreached) <= (1 - SMALLEST_REACH) * len(names), "\n".join(sorted(unreached))
