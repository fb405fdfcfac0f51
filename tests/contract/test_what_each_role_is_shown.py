"""Words that name people, looked for in all that each role can read: they stand where they may, and nowhere else.

Rules P3, P9 and P10 at the edge: a store never learns from a covert visit who came, HR never learns who evaluated, and
who has no right on people reads no names of staff.
"""

from collections import defaultdict

import pytest

from tests.contract.asking import ASKS
from tests.contract.permission_matrix import CALLERS, ROWS
from tests.contract.world import World

pytestmark = pytest.mark.slow  # every reading route as every role

READING = sorted(route for route in ROWS if route.startswith("GET "))
ANY_VISIT = "GET /api/visits/{visit_id}"
OF_SAMS_DISPUTE = ("GET /api/disputes -", "GET /api/disputes/{dispute_id} sams")
REVIEWS = {"GET /api/reviews -", "GET /api/reviews/{visit_id} waiting", "GET /api/reviews/{visit_id} linden_mira"}
COACHED = {"GET /api/coaching/plans -", "GET /api/coaching/plans/{plan_id} linden"}
# Where a caller may read the word; whoever is not named reads it nowhere.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "the name of a staff member": {
        "jonas": {"GET /api/staff-members linden", "GET /api/comparisons/stores/{store_id} linden", *COACHED,
                  "GET /api/coaching/choices linden", "GET /api/showcase/stars -",
                  f"{ANY_VISIT} linden_mira", f"{ANY_VISIT} linden_emil", *OF_SAMS_DISPUTE},
        "ada": {"GET /api/staff-members linden", "GET /api/comparisons/stores/{store_id} linden", *COACHED,
                "GET /api/coaching/choices linden", "GET /api/showcase/stars -",
                f"{ANY_VISIT} linden_mira", f"{ANY_VISIT} linden_emil", "GET /api/disputes -"},
        "rhea": {"GET /api/staff-members linden", "GET /api/comparisons/stores/{store_id} linden", *COACHED,
                 *OF_SAMS_DISPUTE},
        "sam": {"GET /api/own/results/{evaluation_id} linden_mira", *OF_SAMS_DISPUTE},  # her own name
        "otto": {"GET /api/staff-members linden"},
        "mira": {f"{ANY_VISIT} linden_mira"},  # her own, as she wrote it down
    },
    "who evaluated a floor visit": {
        "jonas": {f"{ANY_VISIT} linden_mira", f"{ANY_VISIT} linden_emil"},
        "ada": {f"{ANY_VISIT} {target}" for target in ("linden_mira", "linden_emil", "hafen")},
        "vera": {f"{ANY_VISIT} {target}" for target in
                 ("linden_mira", "linden_emil", "hafen", "schlossberg", "voided")}
                | {f"GET /api/comparisons/evaluators {area}" for area in ("north", "south")} | REVIEWS
                | {f"GET /api/dispute-ledger {area}" for area in ("north", "south")},
        "mira": {f"{ANY_VISIT} linden_mira", f"{ANY_VISIT} voided"},
        "sam": {"GET /api/own/results/{evaluation_id} linden_mira"},
    },
    "who evaluated a covert visit": {
        "vera": {f"{ANY_VISIT} linden_covert"},
        "mira": {f"{ANY_VISIT} linden_covert"},
    },
    "somebody's address": {"otto": {"GET /api/accounts -", "GET /api/audit-log/csv -"}},
    "a secret": {},
}  # fmt: skip


def words(world: World) -> dict[str, tuple[str, ...]]:
    """What to look for. An evaluator's account name is their name too, but the list of accounts is no visit."""
    evaluators = world.chain.evaluator_ids
    named = ("Mira Moser", "Emil Egger", "EV-MIRA", "EV-EMIL", str(evaluators["mira"]), str(evaluators["emil"]))
    return {
        "the name of a staff member": ("Anna Albers",),
        "who evaluated a floor visit": named,
        "who evaluated a covert visit": named,
        "somebody's address": ("emil@linden.example", "nils@linden.example"),
        "a secret": ("$argon2id$", "087p8Qn+5St1WJOmPuoWmA"),
    }


@pytest.fixture(scope="module")
async def read(world: World) -> dict[str, dict[str, str]]:
    """Every answer of every reading route that succeeds, by caller and by route and target."""
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for route in READING:
        for target, statuses in ROWS[route].items():
            for caller, status in zip(CALLERS, statuses, strict=True):
                if status == 200:
                    ask = await ASKS[route](world, target)
                    answers[caller][f"{route} {target}"] = (await world.callers[caller].get(ask.path)).text
    return answers


@pytest.mark.parametrize("what", sorted(ALLOWED))
@pytest.mark.parametrize("caller", [caller for caller in CALLERS if caller not in ("anonymous", "zoe")])
async def test_a_word_stands_only_where_the_role_may_read_it(
    world: World, read: dict[str, dict[str, str]], what: str, caller: str
) -> None:
    found = {
        place
        for place, answer in read[caller].items()
        if any(word in answer for word in words(world)[what]) and not _says_it_elsewhere(what, caller, place)
    }
    assert found == ALLOWED[what].get(caller, set())


def _says_it_elsewhere(what: str, caller: str, place: str) -> bool:
    """Places where the same word means something else: oneself, the list of accounts, the other kind of visit."""
    if place in ("GET /api/session -", "GET /api/device/bundle -"):
        return (caller, what[:3]) == ("mira", "who") or (caller, what[:8]) == ("nils", "somebody")
    if what == "who evaluated a floor visit":
        whom_to_ask = ("GET /api/assignments -", "GET /api/evaluators -")  # by code: tests/backend/visits
        whose_act = ("GET /api/audit-log -", "GET /api/audit-log/csv -")  # who arranges assignments knows whom they ask
        return place in ("GET /api/accounts -", *whose_act, f"{ANY_VISIT} linden_covert", *whom_to_ask)
    if what == "who evaluated a covert visit":
        return place != f"{ANY_VISIT} linden_covert"
    return False


async def test_no_word_of_another_organisation_is_read(world: World, read: dict[str, dict[str, str]]) -> None:
    foreign = [str(world.elsewhere.organisation_id), *map(str, world.elsewhere.store_ids.values())]
    seen = {
        (caller, place)
        for caller, answers in read.items()
        if caller != "zoe"
        for place, answer in answers.items()
        if any(word in answer for word in foreign)
    }
    assert seen == set()
    assert any(foreign[0] in answer for answer in read["zoe"].values())
