"""The statements that collect everything held about one person. Each names them by their key."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from floorwalk.infrastructure.database import Connection
from floorwalk.rights.archive_visit_queries import RETURNS

Row = Mapping[str, Any]
POSTINGS = """
select s.store_code, s.name as store, g.role_title, g.valid_from, g.valid_to
  from staff_posting g join store s using (organisation_id, store_id)
 where g.organisation_id = $1 and g.staff_member_id = $2 order by g.valid_from, s.store_code
"""
ACCOUNTS = """
select email, display_name, language, created_at, disabled_at from account
 where organisation_id = $1 and staff_member_id = $2 order by created_at
"""
GRANTS = """
select g.role, g.scope_kind, r.area_code, s.store_code, g.granted_at, g.revoked_at
  from account_grant g join account a using (organisation_id, account_id)
  left join area r on r.organisation_id = $1 and r.area_id = g.area_id
  left join store s on s.organisation_id = $1 and s.store_id = g.store_id
 where g.organisation_id = $1 and a.staff_member_id = $2 order by g.granted_at, g.role
"""
INVITATIONS = """
select i.invited_at, i.expires_at, i.accepted_at
  from invitation i join account a using (organisation_id, account_id)
 where i.organisation_id = $1 and a.staff_member_id = $2 order by i.invited_at
"""
SESSIONS = """
select s.started_at, s.expires_at, s.ended_at
  from sign_in_session s join account a using (organisation_id, account_id)
 where s.organisation_id = $1 and a.staff_member_id = $2 order by s.started_at
"""
# Every state: what is not published is held, too. The evaluation's columns are those that ratings_of reads.
EVALUATIONS = """
select e.*, v.visited_on, v.mode, v.evaluator_id, v.store_id, s.store_code, s.name as store
  from evaluation e
  join visit v using (organisation_id, visit_id)
  join store s using (organisation_id, store_id)
 where e.organisation_id = $1 and e.staff_member_id = $2
 order by v.visited_on, e.evaluation_id
"""
# What the person's figures are made of, by what may be compared.
SUMS = """
select comparability_key, count(*) as visits, sum(interactions) as interactions, sum(exceeded) as exceeded,
       sum(met) as met, sum(below) as below, sum(w) as w, sum(t) as t, sum(weight_scored) as weight_scored,
       sum(weight_applicable) as weight_applicable, sum(critical_failed) as critical_failed,
       sum(below_meets) as below_meets, sum(stars) as stars, sum(indifferent) as indifferent,
       min(visited_on) as from_on, max(visited_on) as to_on, count(distinct evaluator_id) as evaluators
  from visit_fact
 where organisation_id = $1 and scope_kind = 'staff_member' and scope_ref = $2::uuid::text
 group by comparability_key order by comparability_key
"""
# Who has seen, exported, corrected: by role, for the reader's colleagues are people as well.
LOG = """
select l.happened_at, l.act, l.object_kind, l.detail ->> 'purpose' as purpose,
       array(select distinct g.role from account_grant g
              where g.organisation_id = l.organisation_id and g.account_id = l.account_id order by g.role) as roles
  from audit_log l
 where l.organisation_id = $1
   and (l.object_kind = 'staff_member' and l.object_id = $2::uuid::text
        or l.detail -> 'staff_member_ids' ? $2::uuid::text)
 order by l.happened_at, l.audit_id
"""
# What the person did themselves under their account.
ACTS = """
select l.happened_at, l.act, l.object_kind
  from audit_log l join account a using (organisation_id, account_id)
 where l.organisation_id = $1 and a.staff_member_id = $2 order by l.happened_at, l.audit_id
"""
EVIDENCE = """
select p.evidence_id, p.visit_id, p.state, p.visited_on
  from evaluation e
  cross join jsonb_array_elements(e.evidence) as named
  join evidence p on p.organisation_id = $1 and p.evidence_id = (named ->> 'evidence_id')::uuid
 where e.organisation_id = $1 and e.staff_member_id = $2 order by p.visited_on, p.evidence_id
"""
# What was agreed with the person, without whoever coaches them.
PLANS = """
select c.plan_id, s.store_code, s.name as store, c.scope_kind, c.scope_ref, c.comparability_key, c.agreement,
       c.agreed_on, c.reobserve_by, c.state, c.created_at, c.coach_confirmed_at, c.person_confirmed_at,
       c.shown_by_coach, c.person_comment, c.ended_at, c.drop_reason, c.baseline
  from coaching_plan c join store s using (organisation_id, store_id)
 where c.organisation_id = $1 and c.staff_member_id = $2 order by c.created_at, c.plan_id
"""
CARDS = """
select c.card_id, c.evaluation_id, s.store_code, s.name as store, c.act, c.touchpoint, c.happened_on, c.state,
       c.names_person, c.asked_at, c.answered_at
  from showcase_card c join store s using (organisation_id, store_id)
 where c.organisation_id = $1 and c.staff_member_id = $2 order by c.asked_at, c.card_id
"""
DISPUTES = """
select dispute_id, evaluation_id, subject, criterion_key, raised_by, reason, evidence, raised_at, state, due_at,
       appealed_at, appeal_reason
  from dispute where organisation_id = $1 and staff_member_id = $2 order by raised_at, dispute_id
"""
DECISIONS = """
select c.dispute_id, c.round, c.outcome, c.reason, c.corrected, c.decided_at
  from dispute_decision c join dispute d using (organisation_id, dispute_id)
 where c.organisation_id = $1 and d.staff_member_id = $2 order by c.decided_at, c.dispute_id
"""
ACKNOWLEDGEMENTS = """
select evaluation_id, acknowledged_at, comment, commented_at
  from acknowledgement where organisation_id = $1 and staff_member_id = $2 order by acknowledged_at, evaluation_id
"""
NOTICES = """
select p.programme_key, n.text_version, given.given_on, given.channel, given.recorded_at, given.acknowledged_at
  from notice_given given
  join staff_notice n using (organisation_id, staff_notice_id)
  join programme p using (organisation_id, programme_id)
 where given.organisation_id = $1 and given.staff_member_id = $2 order by given.given_on, given.staff_notice_id
"""
# Also of what was corrected to be about somebody else: the original still names the person.
CORRECTIONS = """
select c.correction_id, c.visit_id, c.evaluation_id, c.revision, c.kind, c.criterion_key, c.before, c.after, c.reason,
       c.source, c.corrected_at, c.overtaken_at
  from correction c join evaluation e using (organisation_id, evaluation_id)
 where c.organisation_id = $1
   and (e.staff_member_id = $2 or e.original ->> 'staff_member_id' = $2::uuid::text)
 order by c.corrected_at, c.correction_id
"""
LINKS = """
select l.issued_at, l.expires_at, l.opened_at
  from result_link l join account a using (organisation_id, account_id)
 where l.organisation_id = $1 and a.staff_member_id = $2 order by l.issued_at
"""
SPOKEN_OF = {
    "corrections": CORRECTIONS,
    "acknowledgements": ACKNOWLEDGEMENTS,
    "disputes": DISPUTES,
    "decisions": DECISIONS,
    "plans": PLANS,
    "cards": CARDS,
    "notices": NOTICES,
    "links": LINKS,
    "returns": RETURNS,
    "grants": GRANTS,
    "invitations": INVITATIONS,
    "sessions": SESSIONS,
    "acts": ACTS,
}
# Names of others that a sentence about this person may hold: colleagues of the stores where the person was seen or
# posted, evaluators, and whoever coached, asked or decided.
OTHERS = """
select p.display_name from staff_member p
  join staff_posting g using (organisation_id, staff_member_id)
 where p.organisation_id = $1 and p.staff_member_id <> $2
   and (g.store_id = any($3::uuid[]) or g.store_id in (
        select store_id from staff_posting where organisation_id = $1 and staff_member_id = $2))
union
select a.display_name from evaluator v join account a using (organisation_id, account_id)
 where v.organisation_id = $1 and v.evaluator_id = any($4::uuid[])
union
select a.display_name from account a
 where a.organisation_id = $1 and a.staff_member_id is distinct from $2 and a.account_id in (
       select unnest(array[coach_account_id, opened_by_account_id]) from coaching_plan
        where organisation_id = $1 and staff_member_id = $2
       union select asked_by_account_id from showcase_card where organisation_id = $1 and staff_member_id = $2
       union select raised_by_account_id from dispute where organisation_id = $1 and staff_member_id = $2
       union select c.decided_by_account_id from dispute_decision c join dispute d using (organisation_id, dispute_id)
              where c.organisation_id = $1 and d.staff_member_id = $2
       union select c.account_id from correction c join evaluation e using (organisation_id, evaluation_id)
              where c.organisation_id = $1
                and (e.staff_member_id = $2 or e.original ->> 'staff_member_id' = $2::uuid::text))
"""


async def rows(connection: Connection, statement: str, organisation_id: UUID, *more: object) -> Sequence[Row]:
    found: Sequence[Row] = await connection.fetch(statement, organisation_id, *more)
    return found


async def correct_name(
    connection: Connection, organisation_id: UUID, staff_member_id: UUID, display_name: str, first_name: str
) -> None:
    await connection.execute(
        "update staff_member set display_name = $3, first_name = $4 where organisation_id = $1"
        " and staff_member_id = $2",
        organisation_id, staff_member_id, display_name, first_name,
    )  # fmt: skip
