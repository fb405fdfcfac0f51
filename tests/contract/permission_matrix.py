"""Who may do what to whom: every route of the description, each target, each caller, and the status that must come.

Read it as a table. 401 nobody is signed in; 403 no grant carries the right; 404 it is not there for this caller,
whether or not it is there for somebody else. Callers: mira evaluator, jonas store manager of Linden, ada area manager
of north (Linden, Neumarkt, and Hafen in coast), rhea HR, otto administrator, rubi rubric author, vera reviewer, sam
staff member, nils granted nothing, zoe every role in another organisation. Targets: places and things of the cast by
name; `own` is the cast's organisation, `elsewhere` is zoe's, `never` is an id that nothing has, `-` needs none.
"""

TABLE = """
                 anonymous   mira  jonas    ada   rhea   otto   rubi   vera    sam   nils    zoe
GET /api/session
  -                    401    200    200    200    200    200    200    200    200    200    200
POST /api/session
  -                    201    201    201    201    201    201    201    201    201    201    201
DELETE /api/session
  -                    401    204    204    204    204    204    204    204    204    204    204
DELETE /api/sessions
  -                    401    204    204    204    204    204    204    204    204    204    204
PUT /api/password
  -                    401    204    204    204    204    204    204    204    204    204    204
POST /api/invitations
  -                    401    403    403    403    403    201    403    403    403    403    201
POST /api/invitations/accept
  -                    201    201    201    201    201    201    201    201    201    201    201
POST /api/result-links/open
  -                    201    201    201    201    201    201    201    201    201    201    201
POST /api/staff-members/{staff_member_id}/result-links
  anna                 401    403    403    403    201    403    403    403    403    403    404
  elsewhere            401    403    403    403    404    403    403    403    403    403    201
  never                401    403    403    403    404    403    403    403    403    403    404
GET /api/accounts
  -                    401    403    403    403    403    200    403    403    403    403    200
GET /api/audit-log
  -                    401    403    403    403    403    200    403    403    403    403    200
GET /api/audit-log/csv
  -                    401    403    403    403    403    200    403    403    403    403    200
POST /api/accounts/{account_id}/grants
  own                  401    403    403    403    403    201    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    201
  never                401    403    403    403    403    404    403    403    403    403    404
DELETE /api/accounts/{account_id}/grants/{grant_id}
  own                  401    403    403    403    403    204    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    204
  never                401    403    403    403    403    404    403    403    403    403    404
POST /api/accounts/{account_id}/disable
  own                  401    403    403    403    403    204    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    204
  never                401    403    403    403    403    404    403    403    403    403    404
GET /api/areas
  -                    401    403    200    200    200    200    403    200    403    403    200
POST /api/areas
  north                401    403    403    403    403    201    403    403    403    403    400
  elsewhere            401    403    403    403    403    400    403    403    403    403    201
  never                401    403    403    403    403    400    403    403    403    403    400
PUT /api/areas/{area_id}/parent
  coast                401    403    403    403    403    204    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    204
  never                401    403    403    403    403    404    403    403    403    403    404
GET /api/stores
  -                    401    403    200    200    200    200    403    200    403    403    200
POST /api/stores
  north                401    403    403    403    403    201    403    403    403    403    400
  elsewhere            401    403    403    403    403    400    403    403    403    403    201
  never                401    403    403    403    403    400    403    403    403    403    400
GET /api/stores/{store_id}
  linden               401    403    200    200    200    200    403    200    403    403    404
  hafen                401    403    404    200    200    200    403    200    403    403    404
  schlossberg          401    403    404    404    200    200    403    200    403    403    404
  elsewhere            401    403    404    404    404    404    403    404    403    403    200
  never                401    403    404    404    404    404    403    404    403    403    404
POST /api/stores/{store_id}/moves
  hafen                401    403    403    403    403    201    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    400
  never                401    403    403    403    403    404    403    403    403    403    404
GET /api/staff-members
  linden               401    403    200    200    200    200    403    403    403    403    404
  hafen                401    403    404    200    200    200    403    403    403    403    404
  schlossberg          401    403    404    404    200    200    403    403    403    403    404
  elsewhere            401    403    404    404    404    404    403    403    403    403    200
  never                401    403    404    404    404    404    403    403    403    403    404
POST /api/rights/people
  -                    401    403    403    403    200    200    403    403    403    403    200
GET /api/rights/retention
  -                    401    403    403    403    200    200    403    403    403    403    200
GET /api/staff-members/{staff_member_id}/archive
  own                  401    403    403    403    200    200    403    403    403    403    404
  elsewhere            401    403    403    403    404    404    403    403    403    403    200
  never                401    403    403    403    404    404    403    403    403    403    404
PUT /api/staff-members/{staff_member_id}/name
  own                  401    403    403    403    204    204    403    403    403    403    404
  elsewhere            401    403    403    403    404    404    403    403    403    403    204
  never                401    403    403    403    404    404    403    403    403    403    404
POST /api/staff-members/{staff_member_id}/deletion
  own                  401    403    403    403    200    200    403    403    403    403    404
  elsewhere            401    403    403    403    404    404    403    403    403    403    200
  never                401    403    403    403    404    404    403    403    403    403    404
GET /api/own/archive
  -                    401    403    403    403    403    403    403    403    200    403    403
GET /api/business-areas
  -                    401    200    200    200    200    200    200    200    403    403    200
GET /api/programmes
  -                    401    200    200    200    200    200    200    200    403    403    200
POST /api/programmes
  -                    401    403    403    403    403    201    403    403    403    403    201
PUT /api/programmes/{programme_id}/dispute-days
  own                  401    403    403    403    403    200    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    200
  never                401    403    403    403    403    404    403    403    403    403    404
GET /api/staff-notices
  -                    401    403    200    200    200    200    403    200    403    403    200
POST /api/staff-notices
  own                  401    403    403    403    403    201    403    403    403    403    400
  elsewhere            401    403    403    403    403    400    403    403    403    403    201
  never                401    403    403    403    403    400    403    403    403    403    400
GET /api/late-joiners
  -                    401    403    200    403    403    200    403    403    403    403    200
POST /api/staff-notices/{staff_notice_id}/given
  own                  401    403    204    403    403    204    403    403    403    403    404
  elsewhere            401    403    404    403    403    404    403    403    403    403    204
  never                401    403    404    403    403    404    403    403    403    403    404
GET /api/own/notices
  -                    401    403    403    403    403    403    403    403    200    403    403
POST /api/own/notices/{staff_notice_id}/acknowledge
  own                  401    403    403    403    403    403    403    403    204    403    403
  elsewhere            401    403    403    403    403    403    403    403    404    403    403
  never                401    403    403    403    403    403    403    403    404    403    403
POST /api/imports/stores
  -                    401    403    403    403    403    200    403    403    403    403    200
POST /api/imports/staff
  -                    401    403    403    403    403    200    403    403    403    403    200
GET /api/rubrics
  -                    401    200    200    200    403    200    200    200    403    403    200
GET /api/rubric-versions/{rubric_version_id}
  own                  401    200    200    200    200    200    200    200    200    403    404
  elsewhere            401    404    404    404    404    404    404    404    404    403    200
  never                401    404    404    404    404    404    404    404    404    403    404
POST /api/rubrics/check
  -                    401    403    403    403    403    200    200    403    403    403    200
POST /api/rubrics/publish
  -                    401    403    403    403    403    201    201    403    403    403    201
GET /api/visits
  linden               401    200    200    200    403    403    403    200    403    403    200
  hafen                401    200    200    200    403    403    403    200    403    403    200
  schlossberg          401    200    200    200    403    403    403    200    403    403    200
  elsewhere            401    200    200    200    403    403    403    200    403    403    200
  never                401    200    200    200    403    403    403    200    403    403    200
GET /api/visits/{visit_id}
  linden_mira          401    200    200    200    403    403    403    200    403    403    404
  linden_emil          401    404    200    200    403    403    403    200    403    403    404
  linden_covert        401    200    200    200    403    403    403    200    403    403    404
  hafen                401    404    404    200    403    403    403    200    403    403    404
  schlossberg          401    404    404    404    403    403    403    200    403    403    404
  voided               401    200    404    404    403    403    403    200    403    403    404
  elsewhere            401    404    404    404    403    403    403    404    403    403    200
  never                401    404    404    404    403    403    403    404    403    403    404
GET /api/visits/{visit_id}/evidence/{evidence_id}
  linden_mira          401    200    200    200    403    403    403    200    403    403    404
  linden_covert        401    200    200    200    403    403    403    200    403    403    404
  hafen                401    404    404    200    403    403    403    200    403    403    404
  elsewhere            401    404    404    404    403    403    403    404    403    403    200
  never                401    404    404    404    403    403    403    404    403    403    404
POST /api/visits/{visit_id}/void
  linden               401    403    403    403    403    403    403    200    403    403    404
  schlossberg          401    403    403    403    403    403    403    200    403    403    404
  voided               401    403    403    403    403    403    403    409    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    200
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/visits/{visit_id}/publish
  waiting              401    403    403    403    403    403    403    200    403    403    404
  linden_mira          401    403    403    403    403    403    403    409    403    403    404
  voided               401    403    403    403    403    403    403    409    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    409
  never                401    403    403    403    403    403    403    404    403    403    404
GET /api/reviews
  -                    401    403    403    403    403    403    403    200    403    403    200
GET /api/reviews/{visit_id}
  waiting              401    403    403    403    403    403    403    200    403    403    404
  linden_mira          401    403    403    403    403    403    403    200    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    200
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/reviews/{visit_id}/take-up
  waiting              401    403    403    403    403    403    403    200    403    403    404
  voided               401    403    403    403    403    403    403    409    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    409
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/reviews/{visit_id}/put-back
  taken_up             401    403    403    403    403    403    403    200    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    409
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/reviews/{visit_id}/return
  taken_up             401    403    403    403    403    403    403    200    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    409
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/reviews/{visit_id}/corrections
  taken_up             401    403    403    403    403    403    403    201    403    403    404
  linden               401    403    403    403    403    403    403    201    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    201
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/reviews/{visit_id}/void-evaluation
  linden               401    403    403    403    403    403    403    201    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    201
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/reviews/{visit_id}/remove-staff-link
  linden               401    403    403    403    403    403    403    201    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    201
  never                401    403    403    403    403    403    403    404    403    403    404
POST /api/sync/visits
  linden               401    200    403    403    403    403    403    403    403    403    403
  elsewhere            401    200    403    403    403    403    403    403    403    403    403
  never                401    200    403    403    403    403    403    403    403    403    403
GET /api/assignments
  -                    401    403    403    200    403    200    403    403    403    403    200
POST /api/assignments
  linden               401    403    403    201    403    201    403    403    403    403    404
  schlossberg          401    403    403    404    403    201    403    403    403    403    404
  elsewhere            401    403    403    404    403    404    403    403    403    403    201
  never                401    403    403    404    403    404    403    403    403    403    404
POST /api/assignments/{assignment_id}/close
  linden               401    403    403    204    403    204    403    403    403    403    404
  schlossberg          401    403    403    404    403    204    403    403    403    403    404
  elsewhere            401    403    403    404    403    404    403    403    403    403    204
  never                401    403    403    404    403    404    403    403    403    403    404
POST /api/imports/assignments
  -                    401    403    403    200    403    200    403    403    403    403    200
GET /api/evaluators
  -                    401    403    403    200    403    200    403    403    403    403    200
GET /api/scenarios
  -                    401    403    403    200    403    200    200    403    403    403    200
POST /api/scenarios
  own                  401    403    403    403    403    201    201    403    403    403    400
  elsewhere            401    403    403    403    403    400    400    403    403    403    201
  never                401    403    403    403    403    400    400    403    403    403    400
POST /api/sync/assignment-answers
  linden               401    200    403    403    403    403    403    403    403    403    403
  elsewhere            401    200    403    403    403    403    403    403    403    403    403
  never                401    200    403    403    403    403    403    403    403    403    403
GET /api/evidence/{sha256}
  miras                401    200    403    403    403    403    403    403    403    403    404
  elsewhere            401    404    403    403    403    403    403    403    403    403    404
  never                401    404    403    403    403    403    403    403    403    403    404
PUT /api/evidence/{sha256}
  miras                401    200    403    403    403    403    403    403    403    403    404
  elsewhere            401    404    403    403    403    403    403    403    403    403    404
  never                401    404    403    403    403    403    403    403    403    403    404
POST /api/rescue
  own                  401    403    403    403    403    200    403    403    403    403    404
  elsewhere            401    403    403    403    403    404    403    403    403    403    200
  never                401    403    403    403    403    404    403    403    403    403    404
GET /api/device/bundle
  -                    401    200    403    403    403    403    403    403    403    403    200
GET /api/comparisons/stores
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/heatmap
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/stores/{store_id}
  linden               401    403    200    200    200    403    403    200    403    403    404
  hafen                401    403    404    200    200    403    403    200    403    403    404
  schlossberg          401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/criterion
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/business-area
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/common-criteria
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/visits
  linden               401    403    200    200    200    403    403    200    403    403    404
  hafen                401    403    404    200    200    403    403    200    403    403    404
  schlossberg          401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/difference
  linden               401    403    200    200    200    403    403    200    403    403    404
  hafen                401    403    404    200    200    403    403    200    403    403    404
  schlossberg          401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/evaluators
  north                401    403    403    403    403    403    403    200    403    403    404
  south                401    403    403    403    403    403    403    200    403    403    404
  elsewhere            401    403    403    403    403    403    403    404    403    403    200
  never                401    403    403    403    403    403    403    404    403    403    404
GET /api/comparisons/my-severity
  -                    401    200    403    403    403    403    403    403    403    403    200
GET /api/comparisons/my-area
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
GET /api/comparisons/changes
  -                    401    403    200    200    200    403    403    200    403    403    200
GET /api/coaching/plans
  -                    401    403    200    200    200    403    403    403    403    403    200
POST /api/coaching/plans
  linden               401    403    201    201    403    403    403    403    403    403    404
  schlossberg          401    403    404    404    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    201
  never                401    403    404    404    403    403    403    403    403    403    404
GET /api/coaching/plans/{plan_id}
  linden               401    403    200    200    200    403    403    403    403    403    404
  hafen                401    403    404    200    200    403    403    403    403    403    404
  elsewhere            401    403    404    404    404    403    403    403    403    403    200
  never                401    403    404    404    404    403    403    403    403    403    404
POST /api/coaching/plans/{plan_id}/confirm
  linden               401    403    204    403    403    403    403    403    403    403    404
  hafen                401    403    404    409    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    204
  never                401    403    404    404    403    403    403    403    403    403    404
POST /api/coaching/plans/{plan_id}/shown
  linden               401    403    204    403    403    403    403    403    403    403    404
  hafen                401    403    404    204    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    204
  never                401    403    404    404    403    403    403    403    403    403    404
POST /api/coaching/plans/{plan_id}/end
  linden               401    403    204    204    403    403    403    403    403    403    404
  hafen                401    403    404    204    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    204
  never                401    403    404    404    403    403    403    403    403    403    404
POST /api/coaching/plans/{plan_id}/follow-up
  linden               401    403    403    201    403    404    403    403    403    403    404
  elsewhere            401    403    403    404    403    404    403    403    403    403    201
  never                401    403    403    404    403    404    403    403    403    403    404
GET /api/coaching/choices
  linden               401    403    200    200    403    403    403    403    403    403    404
  hafen                401    403    404    200    403    403    403    403    403    403    404
  schlossberg          401    403    404    404    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    200
  never                401    403    404    404    403    403    403    403    403    403    404
GET /api/coaching/due
  north                401    403    404    200    200    403    403    403    403    403    404
  south                401    403    404    404    200    403    403    403    403    403    404
  elsewhere            401    403    404    404    404    403    403    403    403    403    200
  never                401    403    404    404    404    403    403    403    403    403    404
GET /api/coaching/action-items
  -                    401    403    200    200    200    403    403    403    403    403    200
POST /api/coaching/action-items
  linden               401    403    201    201    403    403    403    403    403    403    404
  schlossberg          401    403    404    404    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    201
  never                401    403    404    404    403    403    403    403    403    403    404
GET /api/coaching/action-items/{action_item_id}
  linden               401    403    200    200    200    403    403    403    403    403    404
  hafen                401    403    404    200    200    403    403    403    403    403    404
  elsewhere            401    403    404    404    404    403    403    403    403    403    200
  never                401    403    404    404    404    403    403    403    403    403    404
POST /api/coaching/action-items/{action_item_id}/move
  linden               401    403    204    204    403    403    403    403    403    403    404
  hafen                401    403    404    204    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    204
  never                401    403    404    404    403    403    403    403    403    403    404
POST /api/coaching/action-items/{action_item_id}/comments
  linden               401    403    204    204    403    403    403    403    403    403    404
  hafen                401    403    404    204    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    204
  never                401    403    404    404    403    403    403    403    403    403    404
GET /api/own/plans
  -                    401    403    403    403    403    403    403    403    200    403    403
POST /api/own/plans/{plan_id}/confirm
  sams                 401    403    403    403    403    403    403    403    204    403    403
  bens                 401    403    403    403    403    403    403    403    404    403    403
  elsewhere            401    403    403    403    403    403    403    403    404    403    403
  never                401    403    403    403    403    403    403    403    404    403    403
GET /api/showcase
  -                    401    403    200    200    200    403    403    403    200    403    200
GET /api/showcase/stars
  -                    401    403    200    200    403    403    403    403    403    403    200
POST /api/showcase/cards
  linden               401    403    201    201    403    403    403    403    403    403    404
  hafen                401    403    404    409    403    403    403    403    403    403    404
  elsewhere            401    403    404    404    403    403    403    403    403    403    201
  never                401    403    404    404    403    403    403    403    403    403    404
GET /api/own/showcase
  -                    401    403    403    403    403    403    403    403    200    403    403
POST /api/own/showcase/{card_id}
  sams                 401    403    403    403    403    403    403    403    204    403    403
  elsewhere            401    403    403    403    403    403    403    403    404    403    403
  never                401    403    403    403    403    403    403    403    404    403    403
GET /api/own/results
  -                    401    403    403    403    403    403    403    403    200    403    403
GET /api/own/figures
  -                    401    403    403    403    403    403    403    403    200    403    403
GET /api/own/results/{evaluation_id}
  linden_mira          401    403    403    403    403    403    403    403    200    403    403
  hafen                401    403    403    403    403    403    403    403    404    403    403
  elsewhere            401    403    403    403    403    403    403    403    404    403    403
  never                401    403    403    403    403    403    403    403    404    403    403
POST /api/own/results/{evaluation_id}/acknowledge
  linden_mira          401    403    403    403    403    403    403    403    204    403    403
  hafen                401    403    403    403    403    403    403    403    404    403    403
  elsewhere            401    403    403    403    403    403    403    403    404    403    403
  never                401    403    403    403    403    403    403    403    404    403    403
GET /api/disputes
  -                    401    403    200    200    200    403    403    200    200    403    200
POST /api/disputes
  linden               401    403    201    403    403    403    403    403    201    403    403
  hafen                401    403    404    403    403    403    403    403    404    403    403
  elsewhere            401    403    404    403    403    403    403    403    404    403    403
  never                401    403    404    403    403    403    403    403    404    403    403
GET /api/disputes/{dispute_id}
  sams                 401    403    200    403    200    403    403    200    200    403    404
  finns                401    403    404    403    200    403    403    200    404    403    404
  elsewhere            401    403    404    403    404    403    403    404    404    403    200
  never                401    403    404    403    404    403    403    404    404    403    404
POST /api/disputes/{dispute_id}/decide
  sams                 401    403    403    403    200    403    403    200    403    403    404
  elsewhere            401    403    403    403    404    403    403    404    403    403    403
  never                401    403    403    403    404    403    403    404    403    403    404
POST /api/disputes/{dispute_id}/appeal
  sams                 401    403    404    403    403    403    403    403    200    403    403
  elsewhere            401    403    404    403    403    403    403    403    404    403    403
  never                401    403    404    403    403    403    403    403    404    403    403
GET /api/dispute-ledger
  north                401    403    404    200    200    403    403    200    403    403    404
  south                401    403    404    404    200    403    403    200    403    403    404
  elsewhere            401    403    404    404    404    403    403    404    403    403    200
  never                401    403    404    404    404    403    403    404    403    403    404
POST /api/exports/preview
  -                    401    403    403    403    200    403    403    403    403    403    200
  elsewhere            401    403    403    403    404    403    403    403    403    403    200
  never                401    403    403    403    404    403    403    403    403    403    404
POST /api/exports
  -                    401    403    403    403    202    403    403    403    403    403    202
  elsewhere            401    403    403    403    404    403    403    403    403    403    202
  never                401    403    403    403    404    403    403    403    403    403    404
GET /api/exports
  -                    401    403    403    403    200    403    403    403    403    403    200
GET /api/exports/{export_id}
  rheas                401    403    403    403    200    403    403    403    403    403    404
  elsewhere            401    403    403    403    404    403    403    403    403    403    404
  never                401    403    403    403    404    403    403    403    403    403    404
GET /api/export-approvals
  -                    401    403    403    403    200    200    403    403    403    403    200
GET /api/export-approvals/{export_id}
  rheas                401    403    403    403    200    200    403    403    403    403    404
  elsewhere            401    403    403    403    404    404    403    403    403    403    200
  never                401    403    403    403    404    404    403    403    403    403    404
POST /api/export-approvals/{export_id}/approve
  rheas                401    403    403    403    403    204    403    403    403    403    404
  elsewhere            401    403    403    403    404    404    403    403    403    403    204
  never                401    403    403    403    404    404    403    403    403    403    404
POST /api/export-approvals/{export_id}/refuse
  rheas                401    403    403    403    403    204    403    403    403    403    404
  elsewhere            401    403    403    403    404    404    403    403    403    403    204
  never                401    403    403    403    404    404    403    403    403    403    404
POST /api/exports/{export_id}/cancel
  rheas                401    403    403    403    200    403    403    403    403    403    404
  elsewhere            401    403    403    403    404    403    403    403    403    403    404
  never                401    403    403    403    404    403    403    403    403    403    404
GET /api/exports/{export_id}/manifest
  rheas                401    403    403    403    200    403    403    403    403    403    404
  elsewhere            401    403    403    403    404    403    403    403    403    403    404
  never                401    403    403    403    404    403    403    403    403    403    404
POST /api/exports/{export_id}/files/{name}/link
  rheas                401    403    403    403    201    403    403    403    403    403    404
  elsewhere            401    403    403    403    404    403    403    403    403    403    404
  never                401    403    403    403    404    403    403    403    403    403    404
GET /api/exports/{export_id}/files/{name}
  rheas                401    403    403    403    200    403    403    403    403    403    404
  elsewhere            401    403    403    403    404    403    403    403    403    403    404
  never                401    403    403    403    404    403    403    403    403    403    404
"""

CALLERS = tuple(TABLE.splitlines()[1].split())


def _rows() -> dict[str, dict[str, tuple[int, ...]]]:
    """By route, by target: one status for each caller."""
    rows: dict[str, dict[str, tuple[int, ...]]] = {}
    route = ""
    for line in TABLE.splitlines()[2:]:
        if line.startswith("  "):
            target, *statuses = line.split()
            rows[route][target] = tuple(map(int, statuses))
        elif line:
            route = line
            rows[route] = {}
    return rows


ROWS = _rows()
