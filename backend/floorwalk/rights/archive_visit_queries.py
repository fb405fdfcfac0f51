"""The statements that collect the visits in which one person was named, and what was held of them at any time."""

# In which the person is named; was, until a correction; or was in an earlier revision.
VISITS = """
select v.visit_id, v.visit_code, v.visited_on, v.mode, v.origin, v.revision, p.programme_key, s.store_code,
       s.name as store, v.started_at, v.ended_at, v.marks, v.comment, v.voided_at, v.void_reason, v.store_id,
       v.evaluator_id
  from visit v join store s using (organisation_id, store_id)
  left join programme p using (organisation_id, programme_id)
 where v.organisation_id = $1 and v.visit_id in (
       select visit_id from evaluation where organisation_id = $1 and staff_member_id = $2
        union select visit_id from evaluation
               where organisation_id = $1 and original ->> 'staff_member_id' = $2::uuid::text
        union select visit_id from superseded_revision
               where organisation_id = $1
                 and said -> 'evaluations' @> jsonb_build_array(jsonb_build_object('staff_member_id', $2::uuid)))
 order by v.visited_on, v.visit_id
"""
# What the evaluator said where a correction counts instead; also of an evaluation that names the person no more.
ORIGINALS = """
select e.*, v.visited_on, e.staff_member_id is not distinct from $2 as still_names_person
  from evaluation e join visit v using (organisation_id, visit_id)
 where e.organisation_id = $1 and e.original ->> 'staff_member_id' = $2::uuid::text
 order by v.visited_on, e.evaluation_id
"""
# One row for each earlier revision and each evaluation in it that named the person.
EARLIER = """
select r.visit_id, r.revision, r.received_at, r.said -> 'visit' ->> 'comment' as visit_comment, said.evaluation
  from superseded_revision r
  cross join lateral jsonb_array_elements(r.said -> 'evaluations') as said (evaluation)
 where r.organisation_id = $1
   and (said.evaluation ->> 'staff_member_id' = $2::uuid::text
        or said.evaluation -> 'original' ->> 'staff_member_id' = $2::uuid::text)
 order by r.received_at, r.visit_id, r.revision, said.evaluation ->> 'position'
"""
# A reviewer's questions about the person's interactions, each with the evaluator's words to it.
RETURNS = """
select r.visit_id, asked.question ->> 'evaluation_id' as evaluation_id, r.revision, r.returned_at,
       asked.question ->> 'criterion_key' as criterion_key, asked.question ->> 'question' as question,
       (select said ->> 'words' from jsonb_array_elements(r.answers) as said
         where (said ->> 'position')::integer = asked.place - 1) as answer, r.answered_at
  from visit_return r
  cross join lateral jsonb_array_elements(r.questions) with ordinality as asked (question, place)
  join evaluation e on e.organisation_id = $1 and e.evaluation_id = (asked.question ->> 'evaluation_id')::uuid
 where r.organisation_id = $1
   and (e.staff_member_id = $2 or e.original ->> 'staff_member_id' = $2::uuid::text)
 order by r.returned_at, r.return_id, asked.place
"""
