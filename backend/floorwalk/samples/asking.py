"""What the sample chain's evaluator is asked to do within the next days: two scenarios, three stores."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.samples.queries import evaluator_with_account
from floorwalk.visits.assignment_wire import NewAssignment, NewScenario
from floorwalk.visits.assignments import add_scenario, answer, make

RUBRIC = "mystery-visit"
SCENARIOS = (
    (
        "gift",
        {"en": "A present for a friend", "de": "Ein Geschenk für eine Freundin"},
        {
            "en": "You look for a present of about 40 euros and do not know yet what.\n"
            "Wait until somebody speaks to you; after five minutes, ask for advice.\n"
            "Buy something small at the till.",
            "de": "Du suchst ein Geschenk für etwa 40 Euro und weißt noch nicht, was.\n"
            "Warte, bis dich jemand anspricht; nach fünf Minuten bitte um Rat.\n"
            "Kaufe an der Kasse eine Kleinigkeit.",
        },
    ),
    (
        "exchange",
        {"en": "Asking about an exchange", "de": "Frage nach einem Umtausch"},
        {
            "en": "Ask at the service desk how long a purchase can be exchanged, and what for.\n"
            "Note the answer word by word.",
            "de": "Frage am Serviceschalter, wie lange sich ein Kauf umtauschen lässt und wogegen.\n"
            "Merke dir die Antwort im Wortlaut.",
        },
    ),
)
# store code, scenario, first and last day from today, whether it has been accepted
ASSIGNMENTS = (("0105", "gift", -2, 5, False), ("0104", "exchange", 0, 9, True), ("0201", "gift", 6, 12, False))


async def ask(
    connection: Connection, organisation_id: UUID, store_ids: Mapping[str, UUID], programme_id: UUID, today: date
) -> None:
    scenario_ids: dict[str, UUID] = {}
    for key, title, text in SCENARIOS:
        new = NewScenario(scenario_key=key, programme_id=programme_id, title=title, text=text)
        scenario_ids[key] = (await add_scenario(connection, organisation_id, None, new)).scenario_id
    evaluator_id, account_id = await evaluator_with_account(connection, organisation_id)
    for store_code, scenario, first, last, is_accepted in ASSIGNMENTS:
        wanted = NewAssignment(
            store_id=store_ids[store_code],
            programme_id=programme_id,
            rubric_key=RUBRIC,
            evaluator_id=evaluator_id,
            from_on=today + timedelta(days=first),
            to_on=today + timedelta(days=last),
            scenario_id=scenario_ids[scenario],
            wave_key=f"{today:%Y-%m}",
        )
        assignment_id = await make(connection, organisation_id, None, frozenset(store_ids.values()), wanted)
        if is_accepted:
            await answer(
                connection,
                organisation_id,
                account_id,
                evaluator_id,
                answer_id=new_id(),
                assignment_id=assignment_id,
                said="accepted",
                reason=None,
                rubric_version_id=None,
                answered_at=now(),
                received_at=now(),
            )
