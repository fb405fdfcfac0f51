"""Which role may do what: the one table of role and verb, and which scopes a role can be granted with.

Pure. Where a verb holds (which stores, whose results) is organisation/scope.py; reading the grants is queries.py.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer


class Verb(StrEnum):
    """What can be done, apart from where."""

    OWN_ACCOUNT = "own_account.use"  # the session and the password of oneself
    ORGANISATION_READ = "organisation.read"  # areas, stores, programmes, notices
    ORGANISATION_WRITE = "organisation.write"
    STAFF_READ = "staff.read"  # who is posted where
    NOTICE_GIVE = "notice.give"  # that a person who came later was given the staff notice
    ACCOUNT_MANAGE = "account.manage"
    AUDIT_READ = "audit.read"  # who did what, and who saw figures about whom
    RUBRIC_READ = "rubric.read"
    RUBRIC_PUBLISH = "rubric.publish"
    ASSIGNMENT_READ = "assignment.read"  # who is asked to visit which store when
    ASSIGNMENT_WRITE = "assignment.write"
    VISIT_SUBMIT = "visit.submit"
    RESCUE_IMPORT = "rescue.import"  # visits from a phone's rescue file, in the name of their evaluator
    VISIT_READ = "visit.read"
    VISIT_VOID = "visit.void"
    COMPARISON_READ = "comparison.read"
    COMPARISON_READ_PEOPLE = "comparison.read_people"
    COMPARISON_READ_EVALUATORS = "comparison.read_evaluators"  # of whoever leads calibration (P10)
    COACHING_READ = "coaching.read"  # plans with people, action items of stores
    COACHING_WRITE = "coaching.write"
    OWN_SEVERITY_READ = "own_severity.read"  # an evaluator's own (P10)
    EXPORT_PEOPLE = "export.people"
    EXPORT_APPROVE = "export.approve"  # the second person's word on an export for a formal process (P2)
    RIGHTS_SERVE = "rights.serve"  # what is held about a person, handed out, corrected or deleted at their request
    OWN_READ = "own.read"  # a staff member's own results
    OWN_CONFIRM = "own.confirm"  # a staff member's own word: to a plan, and to a card of the showcase
    SHOWCASE_READ = "showcase.read"  # stars whose people have consented
    OWN_LINK_ISSUE = "own_link.issue"  # a link to a person's own results, for those without an account
    DISPUTE_RAISE = "dispute.raise"  # one's own results, or those of one's store
    DISPUTE_LIST = "dispute.list"  # that there is one, what it is about and until when; not what was said in it
    DISPUTE_DECIDE = "dispute.decide"  # but for those that one is too near to: disputes/deciders.py


OF_ANYBODY_SIGNED_IN = frozenset({Verb.OWN_ACCOUNT})

# An administrator arranges things and sees no figure of a store or a person: who needs to see them is granted that
# role as well, and the grant is in the audit log. Approving an export for a formal process shows for what, on what
# grounds and of whom, and no figure; where HR is one person, nobody else could be the second one. A visit is voided by
# a reviewer alone, for the same reason. Reviewers lead calibration: they alone read who evaluated, so they alone read
# how severely (P10).
ROLE_VERBS: Mapping[Role, frozenset[Verb]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(
            {
                Verb.ORGANISATION_READ,
                Verb.ORGANISATION_WRITE,
                Verb.STAFF_READ,
                Verb.NOTICE_GIVE,
                Verb.ACCOUNT_MANAGE,
                Verb.AUDIT_READ,
                Verb.EXPORT_APPROVE,
                Verb.RIGHTS_SERVE,
                Verb.RUBRIC_READ,
                Verb.RUBRIC_PUBLISH,
                Verb.ASSIGNMENT_READ,
                Verb.ASSIGNMENT_WRITE,
                Verb.RESCUE_IMPORT,
            }
        ),
        Role.RUBRIC_AUTHOR: frozenset({Verb.RUBRIC_READ, Verb.RUBRIC_PUBLISH}),
        Role.EVALUATOR: frozenset({Verb.RUBRIC_READ, Verb.VISIT_SUBMIT, Verb.OWN_SEVERITY_READ}),
        Role.REVIEWER: frozenset(
            {
                Verb.ORGANISATION_READ,
                Verb.RUBRIC_READ,
                Verb.VISIT_READ,
                Verb.VISIT_VOID,
                Verb.COMPARISON_READ,
                Verb.COMPARISON_READ_EVALUATORS,
                Verb.DISPUTE_DECIDE,
            }
        ),
        Role.AREA_MANAGER: frozenset(
            {
                Verb.ORGANISATION_READ,
                Verb.STAFF_READ,
                Verb.RUBRIC_READ,
                Verb.ASSIGNMENT_READ,
                Verb.ASSIGNMENT_WRITE,
                Verb.VISIT_READ,
                Verb.COMPARISON_READ,
                Verb.COMPARISON_READ_PEOPLE,
                Verb.COACHING_READ,
                Verb.COACHING_WRITE,
                Verb.DISPUTE_LIST,
                Verb.SHOWCASE_READ,
            }
        ),
        Role.STORE_MANAGER: frozenset(
            {
                Verb.ORGANISATION_READ,
                Verb.STAFF_READ,
                Verb.NOTICE_GIVE,
                Verb.DISPUTE_RAISE,
                Verb.RUBRIC_READ,
                Verb.VISIT_READ,
                Verb.COMPARISON_READ,
                Verb.COMPARISON_READ_PEOPLE,
                Verb.COACHING_READ,
                Verb.COACHING_WRITE,
                Verb.SHOWCASE_READ,
            }
        ),
        Role.HR: frozenset(
            {
                Verb.ORGANISATION_READ,
                Verb.STAFF_READ,
                Verb.COMPARISON_READ,
                Verb.COMPARISON_READ_PEOPLE,
                Verb.COACHING_READ,
                Verb.SHOWCASE_READ,
                Verb.EXPORT_PEOPLE,
                Verb.EXPORT_APPROVE,
                Verb.RIGHTS_SERVE,
                Verb.OWN_LINK_ISSUE,
                Verb.DISPUTE_DECIDE,
            }
        ),
        Role.STAFF_MEMBER: frozenset({Verb.OWN_READ, Verb.OWN_CONFIRM, Verb.SHOWCASE_READ, Verb.DISPUTE_RAISE}),
    }
)

_PLACES = frozenset({ScopeKind.ORGANISATION, ScopeKind.AREA, ScopeKind.STORE})

ROLE_SCOPES: Mapping[Role, frozenset[ScopeKind]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset({ScopeKind.ORGANISATION}),
        Role.RUBRIC_AUTHOR: frozenset({ScopeKind.ORGANISATION}),
        Role.EVALUATOR: _PLACES,
        Role.REVIEWER: _PLACES,
        Role.AREA_MANAGER: frozenset({ScopeKind.ORGANISATION, ScopeKind.AREA}),
        Role.STORE_MANAGER: frozenset({ScopeKind.STORE}),
        Role.HR: frozenset({ScopeKind.ORGANISATION, ScopeKind.AREA}),
        Role.STAFF_MEMBER: frozenset({ScopeKind.OWN}),
    }
)


def verbs_of(viewer: Viewer) -> frozenset[Verb]:
    """Everything the viewer may do somewhere; never empty."""
    return OF_ANYBODY_SIGNED_IN.union(*(ROLE_VERBS[grant.role] for grant in viewer.grants))


def grants_for(viewer: Viewer, verb: Verb) -> tuple[Grant, ...]:
    """The grants that carry the verb: their scopes together are where it holds."""
    return tuple(grant for grant in viewer.grants if verb in ROLE_VERBS[grant.role])
