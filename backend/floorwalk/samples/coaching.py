"""What the sample chain's managers work on: two plans, and two action items of which one is overdue."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import msgspec

from floorwalk.coaching import action_items_queries, plan_queries
from floorwalk.coaching.action_items_wire import NewActionItem
from floorwalk.coaching.plan_model import PlanScope, StoreScope
from floorwalk.coaching.plan_scopes import scopes_of
from floorwalk.coaching.plan_wire import NewPlan
from floorwalk.coaching.plans_lifecycle import PlanState
from floorwalk.coaching.plans_service import baseline_of_plan, open_plan
from floorwalk.identity.account_queries import viewer_of_account
from floorwalk.identity.model import Viewer
from floorwalk.infrastructure.database import Connection
from floorwalk.kernel.clock import now
from floorwalk.kernel.ids import new_id
from floorwalk.samples.queries import account_id_of

STORE = "0101"
UNDER_WAY = timedelta(days=60)  # since the talk of the older plan


async def coach(
    connection: Connection,
    organisation_id: UUID,
    store_ids: Mapping[str, UUID],
    people: Mapping[str, UUID],
    today: date,
) -> None:
    """`people`: by staff code. The newer plan waits for the word of Sam, who can sign in."""

    async def viewer(name: str) -> Viewer:
        account_id = await account_id_of(connection, organisation_id, f"{name}@linden.example")
        return await viewer_of_account(connection, organisation_id, account_id)

    jonas, ada = await viewer("jonas"), await viewer("ada")
    older = NewPlan(
        staff_member_id=people["0002"],
        store_id=store_ids[STORE],
        scope_kind=PlanScope.PERSON,
        agreement="Speak to whoever looks around before they have to ask, and end with what happens next.",
        coach_account_id=jonas.account_id,
        agreed_on=today - UNDER_WAY,
        reobserve_by=today + timedelta(days=10),
    )
    await _under_way(connection, organisation_id, older)
    await open_plan(
        connection,
        jonas,
        NewPlan(
            staff_member_id=people["0001"],
            store_id=store_ids[STORE],
            scope_kind=PlanScope.CRITERION,
            scope_ref="open_questions",
            agreement="Two open questions before the first product is shown.",
            coach_account_id=jonas.account_id,
            agreed_on=today - timedelta(days=5),
            reobserve_by=today + timedelta(days=37),
        ),
    )
    for store_code, scope_ref, task, owner, due_in in (
        (STORE, "greeting", "Put the greeting on the agenda of the morning round for two weeks.", jonas, 6),
        ("0104", "kept_waiting", "Open the second till before the first queue, not after it.", ada, -3),
    ):
        item = NewActionItem(
            store_id=store_ids[store_code],
            scope_kind=StoreScope.CRITERION,
            scope_ref=scope_ref,
            task=task,
            owner_account_id=owner.account_id,
            due_on=today + timedelta(days=due_in),
        )
        await action_items_queries.insert(connection, organisation_id, new_id(), item, ada.account_id, now())


async def _under_way(connection: Connection, organisation_id: UUID, new: NewPlan) -> None:
    """Longer ago than the form takes; agreed, and shown to somebody who has no account."""
    scopes = await scopes_of(connection, organisation_id)
    key, baseline = await baseline_of_plan(connection, organisation_id, scopes, new)
    plan_id, at = new_id(), now() - UNDER_WAY
    await plan_queries.insert(
        connection, organisation_id, plan_id, new, comparability_key=key, by_account_id=new.coach_account_id,
        state=PlanState.CONFIRMED_BY_COACH, baseline=msgspec.to_builtins(baseline), at=at,
    )  # fmt: skip
    await plan_queries.move(connection, organisation_id, plan_id, PlanState.AGREED, person_at=at, shown_by_coach=True)
