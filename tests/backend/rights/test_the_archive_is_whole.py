"""Nothing held about a person is forgotten in their archive: each table and column is in it, or says why not."""

import io
import json
import zipfile
from typing import Any

import msgspec
import pytest

from floorwalk.infrastructure.database import Connection
from floorwalk.rights.free_texts import FREE_TEXTS
from floorwalk.rights.mentions import PLACES
from floorwalk.visits.unnaming import masked
from tests.backend.rights.arranging import ANNA, done, everywhere
from tests.backend.rights.held_about import (
    HELD,
    IN_WORDS,
    LEFT_OUT_COLUMNS,
    LEFT_OUT_TABLES,
    SHOWN_AS,
    SHOWN_ELSEWHERE,
)
from tests.backend.rights.test_deleting_a_person import COLUMNS
from tests.cast import ANY_STATE, Chain
from tests.cast_visits import Json, accepted, floor_visit

OTHERS = {"Ben", "Brandt", "Mira", "Moser", "Emil", "Jonas", "Jansen", "Rhea", "Vera", "Vogel"}


async def columns_of(connection: Connection) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {}
    for table, column in await connection.fetch(COLUMNS):
        tables.setdefault(table, []).append(column)
    return tables


async def archive_of_anna(stage: Chain) -> dict[str, Any]:
    answer = await stage.rhea.get(f"/api/staff-members/{stage.staff_ids[ANNA]}/archive")
    assert answer.status_code == 200, answer.text
    whole: dict[str, Any] = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("everything.json"))
    return whole


class TestEveryTable:
    async def test_is_in_the_archive_or_left_out_for_a_reason(self, chain: Chain, connection: Connection) -> None:
        assert (await columns_of(connection)).keys() == HELD.keys() | LEFT_OUT_TABLES.keys()
        assert not HELD.keys() & LEFT_OUT_TABLES.keys()
        words = {table for table, reason in LEFT_OUT_TABLES.items() if reason == IN_WORDS}
        assert words <= PLACES.keys()
        assert all(set(columns) <= set(PLACES[table]) for table, columns in FREE_TEXTS.items())

    async def test_that_is_in_it_leaves_out_no_column_without_a_reason(
        self, chain: Chain, connection: Connection
    ) -> None:
        there = {
            f"{table}.{column}"
            for table, columns in (await columns_of(connection)).items()
            if table in HELD
            for column in columns
        }
        assert there >= LEFT_OUT_COLUMNS.keys() | SHOWN_AS.keys() | SHOWN_ELSEWHERE.keys()
        assert not LEFT_OUT_COLUMNS.keys() & (SHOWN_AS.keys() | SHOWN_ELSEWHERE.keys())


# What no act of the arranging fills: put there by hand, so that no column is claimed to be shown and never was.
BY_HAND = (
    "insert into invitation (organisation_id, token_hash, account_id, invited_at, expires_at, accepted_at)"
    " select organisation_id, '\\x01', account_id, now(), now(), now() from account where staff_member_id = $1 limit 1",
    "insert into account_grant (organisation_id, grant_id, account_id, role, scope_kind, area_id, store_id, granted_at,"
    " revoked_at) select a.organisation_id, gen_random_uuid(), a.account_id, 'store_manager', 'area', r.area_id, null,"
    " now(), now() from account a, area r where a.staff_member_id = $1 and r.area_code = 'coast'"
    " union all select a.organisation_id, gen_random_uuid(), a.account_id, 'store_manager', 'store', null, s.store_id,"
    " now(), now() from account a, store s where a.staff_member_id = $1 and s.name = 'Hafen'",
    "update account set disabled_at = now() where staff_member_id = $1",
    "update sign_in_session set ended_at = now() where account_id in"
    " (select account_id from account where staff_member_id = $1)",
    "update coaching_plan set scope_kind = 'business_area', scope_ref = 'product' where staff_member_id = $1",
    "update correction set overtaken_at = now() where evaluation_id in"
    " (select evaluation_id from evaluation where staff_member_id = $1)",
    "update evaluation set staff_role_title = 'Sales adviser', touchpoint_key = 'till' where staff_member_id = $1",
    "update staff_posting set valid_to = '2099-12-31' where staff_member_id = $1",
    "update visit set visit_code = 'V-' || visit_id, voided_at = now(), void_reason = 'Anna Albers knew of it.',"
    ' marks = \'[{"mark_key": "served"}]\' where visit_id in'
    " (select visit_id from evaluation where staff_member_id = $1)",
    "insert into visit_return (organisation_id, return_id, visit_id, evaluator_id, account_id, revision, returned_at,"
    " answer_within_hours, questions, answers, answered_at)"
    " select v.organisation_id, gen_random_uuid(), v.visit_id, v.evaluator_id, a.account_id, 1, now(), 24,"
    " jsonb_build_array(jsonb_build_object('evaluation_id', e.evaluation_id, 'criterion_key', 'greeting', 'question',"
    ' \'Did Ben or Anna greet?\')), \'[{"position": 0, "words": "Anna did, Mira says."}]\', now()'
    " from evaluation e join visit v using (organisation_id, visit_id), account a"
    " where e.staff_member_id = $1 and a.email like 'vera%' order by e.evaluation_id limit 1",
)


@pytest.mark.slow
async def test_each_value_of_each_column_stands_in_its_part_of_the_archive(
    stage: Chain, connection: Connection
) -> None:
    await everywhere(stage, connection)
    for statement in BY_HAND:
        await connection.execute(statement, stage.staff_ids[ANNA])
    whole = await archive_of_anna(stage)
    missing, never_filled = [], []
    for table, columns in (await columns_of(connection)).items():
        if table not in HELD:
            continue
        section, condition = HELD[table]
        for column in columns:
            name = f"{table}.{column}"
            if column == "organisation_id" or name in LEFT_OUT_COLUMNS or name in SHOWN_ELSEWHERE:
                continue
            shown = [json.dumps(row.get(SHOWN_AS.get(name, column)), sort_keys=True) for row in whole[section]]
            held = await connection.fetch(
                f"select distinct {column}::text as text, {column} as value from {table} where {condition}"
                f" and {column} is not null", stage.staff_ids[ANNA],
            )  # fmt: skip
            if not held:
                never_filled.append(name)
            elif name in SHOWN_AS:
                if all(value == "null" for value in shown):
                    missing.append(name)
            else:
                values = {json.dumps(masked(msgspec.to_builtins(row["value"]), OTHERS), sort_keys=True) for row in held}
                if not values <= set(shown):
                    missing.append(name)
    assert not missing, missing
    assert not never_filled, never_filled


def said_of(visit: Json) -> dict[str, Any]:
    return {one["criterion_key"]: one["answer"] for one in visit["interactions"][0]["ratings"]}


def answers_in(part: Json) -> dict[str, Any]:
    return {one["criterion_key"]: one["answer"] for one in part["ratings"]}


@pytest.mark.slow
class TestWhatIsPackedOrAddedUp:
    async def test_stands_as_it_was_said_as_it_counts_and_as_it_was_before(
        self, stage: Chain, connection: Connection
    ) -> None:
        visits = await everywhere(stage, connection)
        whole = await archive_of_anna(stage)
        counting: dict[str, dict[str, Any]] = {}
        for one in whole["ratings"]:
            counting.setdefault(one["evaluation_id"], {})[one["criterion_key"]] = one["answer"]
        said = {visit["interactions"][0]["evaluation_id"]: said_of(visit) for visit in visits}
        corrected, not_hers = (visit["interactions"][0]["evaluation_id"] for visit in visits[:2])
        assert not_hers not in counting
        assert counting[corrected] == said[corrected] | {"greeting": "met"}
        others = said.keys() - {corrected, not_hers}
        assert {key: counting[key] for key in others} == {key: said[key] for key in others}
        originals = {one["evaluation_id"]: one for one in whole["originals"]}
        assert {key: answers_in(one) for key, one in originals.items()} == {
            corrected: said[corrected], not_hers: said[not_hers],
        }  # fmt: skip
        assert [originals[key]["still_names_person"] for key in (corrected, not_hers)] == [True, False]
        score = next(one["raw_bp"] for one in whole["interactions"] if one["evaluation_id"] == corrected)
        assert originals[corrected]["raw_bp"] < score
        (earlier,) = whole["earlier_revisions"]
        revised = visits[6]
        assert (earlier["visit_id"], earlier["revision"]) == (revised["visit_id"], 1)
        assert answers_in(earlier) == said_of(revised)
        assert earlier["visit_comment"] == "Anna Albers served first."
        assert earlier["comment"] == "Anna was quick. ANNA ALBERS knew the shelf, … did not."

    async def test_stands_with_the_sums_of_all_its_facts(self, stage: Chain, connection: Connection) -> None:
        await everywhere(stage, connection)
        figures = (await archive_of_anna(stage))["figures"]
        columns = [name.partition(".")[2] for name, section in SHOWN_ELSEWHERE.items() if section == "figures"]
        counted = [name for name in columns if name not in ("comparability_key", "visited_on", "w", "t")]
        sums = ", ".join(f"sum({one}) as {one}" for one in ("w", "t", *counted))
        held = await connection.fetch(
            f"select comparability_key, {sums} from visit_fact"
            " where scope_kind = 'staff_member' and scope_ref = $1 group by 1 order by 1",
            str(stage.staff_ids[ANNA]),
        )
        assert [[one[name] for name in counted] for one in figures] == [[row[name] for name in counted] for row in held]
        assert [one["mean_bp"] for one in figures] == [round(row["t"] / row["w"]) for row in held]


@pytest.mark.slow
class TestWhatWasSaidElsewhere:
    async def test_is_shown_by_the_sentence_with_the_name_and_without_the_names_of_others(
        self, stage: Chain, connection: Connection
    ) -> None:
        await everywhere(stage, connection)
        about_ben = floor_visit(stage, staff=stage.staff_ids["0002"], days_ago=2)
        about_ben["interactions"][0]["comment"] = "Slow again. Ben Brandt asked anna albers! He never smiled."
        await accepted(stage.mira, about_ben | {"comment": "Annabel Alberson was there."})
        mentions = (await archive_of_anna(stage))["mentions"]
        assert {(one["place"], one["sentence"]) for one in mentions} == {
            ("action_item.task", "Anna Albers shows the others how."),
            ("action_item_comment.text", "Done with Anna Albers."),
            ("evaluation.comment", "ANNA ALBERS knew the shelf, … did not."),
            ("evaluation.comment", "… asked anna albers!"),
            ("superseded_revision.said", "ANNA ALBERS knew the shelf, … did not."),
            ("superseded_revision.said", "Anna Albers served first."),
            ("visit.comment", "Anna Albers served first."),
            ("visit.void_reason", "Anna Albers knew of it."),
            ("visit_return.questions", "Was that Anna Albers?"),
        }

    async def test_is_passed_over_where_it_stands_in_full(self, stage: Chain) -> None:
        visit = floor_visit(stage, staff=stage.staff_ids[ANNA]) | {"comment": "Anna Albers and Ben Brandt served."}
        await accepted(stage.mira, visit)
        reason = {"reason": "Anna Albers asked for it."}
        await done(await stage.vera.post(f"/api/visits/{visit['visit_id']}/void", json=reason, headers=ANY_STATE))
        whole = await archive_of_anna(stage)
        (shown,) = whole["visits"]
        assert (shown["comment"], shown["void_reason"]) == ("Anna Albers and … served.", reason["reason"])
        assert whole["mentions"] == []
