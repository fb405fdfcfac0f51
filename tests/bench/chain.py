"""The chain that is measured: a national one of 450 stores in 25 areas, 20 people in each, two evaluators, one area
manager, one staff member with an account, one rubric of 40 criteria. All of it is fictional and the same in every run.
Visits are put into it by filling.py or over HTTP.
"""

import dataclasses
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.ids import new_id
from floorwalk.organisation.service import begin_organisation
from floorwalk.rubrics.service import publish
from tests.cast import PASSWORD_HASH

STORES = 450
REGIONS = 5
AREAS = 25
PEOPLE_EACH = 20  # in a store
EVALUATOR_EMAIL = "bench-evaluator@linden.example"
MANAGER_EMAIL = "bench-manager@linden.example"
STAFF_EMAIL = "bench-staff@linden.example"  # whose person it is, is said where it is asked for
BEGINNING = date(2000, 1, 1)
BUSINESS_AREAS = ("presentation", "communication", "product", "selling_and_advice", "speed_and_queries")
CRITERIA = 40
KINDS = ("rating", "yes_no", "expectation", "choice", "measured")


@dataclasses.dataclass(frozen=True, slots=True)
class BenchChain:
    organisation_id: UUID
    evaluator_id: UUID
    other_evaluator_id: UUID
    programme_id: UUID
    rubric_version_id: UUID
    comparability_key: str
    store_ids: list[UUID]
    staff_ids: list[UUID]  # those of the first store first
    region_ids: list[UUID]


def rubric_document() -> dict[str, Any]:
    """40 criteria: five kinds in turn, weights 1 to 10, five business areas, two critical."""
    return {
        "format": 1,
        "rubric_key": "bench-visit",
        "version_label": "1",
        "title": {"en": "Bench visit"},
        "languages": ["en"],
        "mode": "floor",
        "meets_bp": 7_500,
        "aggregation": "criteria",
        "critical_effect": {"effect": "flag"},
        "standards": [
            {
                "standard_key": "waiting",
                "title": {"en": "Waiting"},
                "promise": {"en": "Nobody waits longer than a minute."},
                "anchors": {"below": {"en": "Longer"}, "met": {"en": "A minute"}, "exceeded": {"en": "At once"}},
                "measure": {"unit": "ms", "better": "lower", "stretch": 20_000, "target": 60_000, "floor": 300_000},
            }
        ],
        "sections": [
            {
                "section_key": f"section-{section}",
                "title": {"en": f"Section {section}"},
                "weight": 1,
                "criteria": [_criterion(section * 8 + place) for place in range(8)],
            }
            for section in range(5)
        ],
    }


def _criterion(number: int) -> dict[str, Any]:
    kind = KINDS[number % len(KINDS)]
    criterion: dict[str, Any] = {
        "criterion_key": f"criterion-{number:02}",
        "kind": kind,
        "title": {"en": f"Criterion {number}"},
        "weight": 1 + number % 10,
        "business_area": BUSINESS_AREAS[number % len(BUSINESS_AREAS)],
    }
    if kind == "choice":
        criterion["options"] = [
            {"option_key": key, "title": {"en": key}, "score_bp": score, "outcome": outcome}
            for key, score, outcome in (("none", 0, "below"), ("some", 6_000, "below"), ("all", 10_000, "met"))
        ]
    if kind == "measured":
        criterion["standard_key"] = "waiting"
    if kind == "yes_no" and number in (1, 6):
        criterion["critical"] = True
    return criterion


def answer_of(number: int, seed: int) -> bool | int | str:
    """A fixed answer to a criterion, different from visit to visit."""
    drawn = (number * 7_919 + seed * 104_729 + seed * number * 31) % 100
    match KINDS[number % len(KINDS)]:
        case "rating":
            return 1 + (drawn * 5) // 100 if drawn < 40 else 4
        case "yes_no":
            return drawn >= 15
        case "expectation":
            return "below" if drawn < 20 else "met" if drawn < 75 else "exceeded"
        case "choice":
            return "none" if drawn < 10 else "some" if drawn < 40 else "all"
        case _:
            return drawn * 3_000


async def load_chain(connection: Connection) -> BenchChain:
    """Puts the chain into an empty, migrated database."""
    async with connection.transaction():
        at = datetime(2024, 1, 1, 8, tzinfo=UTC)
        organisation_id = await begin_organisation(connection, "Bench Stores", "Europe/Berlin", "en", at)
        published = await publish(connection, organisation_id, None, rubric_document())
        regions, areas, stores = ([new_id() for _ in range(count)] for count in (REGIONS, AREAS, STORES))
        people = [new_id() for _ in range(STORES * PEOPLE_EACH)]
        evaluator_id, other_evaluator_id, programme_id = new_id(), new_id(), new_id()

        async def put(table: str, rows: Iterable[dict[str, Any]]) -> None:
            written = [{"organisation_id": organisation_id} | row for row in rows]
            columns = list(written[0])
            places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
            await connection.executemany(
                f"insert into {table} ({', '.join(columns)}) values ({places})",
                [tuple(row.values()) for row in written],
            )

        await put(
            "area",
            (
                {"area_id": area_id, "area_code": f"R{place}", "name": f"Region {place}", "parent_area_id": None}
                for place, area_id in enumerate(regions)
            ),
        )
        await put(
            "area",
            (
                {
                    "area_id": area_id,
                    "area_code": f"A{place}",
                    "name": f"Area {place}",
                    "parent_area_id": regions[place % REGIONS],
                }
                for place, area_id in enumerate(areas)
            ),
        )
        await put(
            "store",
            (
                {
                    "store_id": store_id,
                    "store_code": f"{place:04}",
                    "name": f"Store {place}",
                    "time_zone": "Europe/Berlin",
                }
                for place, store_id in enumerate(stores)
            ),
        )
        await put(
            "store_membership",
            (
                {
                    "store_membership_id": new_id(),
                    "store_id": store_id,
                    "area_id": areas[place % AREAS],
                    "valid_from": BEGINNING,
                }
                for place, store_id in enumerate(stores)
            ),
        )
        await put(
            "staff_member",
            (
                {
                    "staff_member_id": person,
                    "staff_code": f"{place:05}",
                    "display_name": f"Bench Person{place}",
                    "first_name": "Bench",
                }
                for place, person in enumerate(people)
            ),
        )
        await put(
            "staff_posting",
            (
                {
                    "staff_posting_id": new_id(),
                    "staff_member_id": person,
                    "store_id": stores[place // PEOPLE_EACH],
                    "role_title": "Sales",
                    "valid_from": BEGINNING,
                }
                for place, person in enumerate(people)
            ),
        )
        for email, role, scope_kind in (
            (EVALUATOR_EMAIL, "evaluator", "organisation"),
            (MANAGER_EMAIL, "area_manager", "organisation"),
            (STAFF_EMAIL, "staff_member", "own"),
        ):
            account_id = new_id()
            await put(
                "account",
                [
                    {
                        "account_id": account_id,
                        "email": email,
                        "display_name": "Bench Person",
                        "language": "en",
                        "password_hash": PASSWORD_HASH,
                        "created_at": at,
                        "staff_member_id": people[0] if role == "staff_member" else None,
                    }
                ],
            )
            await put("sign_in_name", [{"email_folded": email, "account_id": account_id}])
            grant = {"grant_id": new_id(), "account_id": account_id, "role": role}
            await put("account_grant", [grant | {"scope_kind": scope_kind, "granted_at": at}])
            if role == "evaluator":
                await put(
                    "evaluator",
                    [{"evaluator_id": evaluator_id, "evaluator_code": "EV-BENCH", "account_id": account_id}],
                )
        await put("evaluator", [{"evaluator_id": other_evaluator_id, "evaluator_code": "EV-OTHER"}])
        await put(
            "programme",
            [
                {
                    "programme_id": programme_id,
                    "programme_key": "bench",
                    "title": {"en": "Bench"},
                    "mode": "floor",
                    "staff_identification": "role",
                    "publication": "at_once",
                    "rubric_keys": ["bench-visit"],
                    "dispute_window_days": 14,
                    "evidence_retention_days": 90,
                    "named_link_retention_days": 365,
                }
            ],
        )
        await put(
            "staff_notice",
            [
                {
                    "staff_notice_id": new_id(),
                    "programme_id": programme_id,
                    "text_version": "1",
                    "languages": ["en"],
                    "given_on": BEGINNING,
                    "channel": "notice board",
                }
            ],
        )
    return BenchChain(
        organisation_id,
        evaluator_id,
        other_evaluator_id,
        programme_id,
        published.rubric_version_id,
        published.comparability_key,
        stores,
        people,
        regions,
    )
