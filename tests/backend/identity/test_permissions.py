"""The one table of role and verb, as it is meant."""

from uuid import UUID

import pytest

from floorwalk.identity.model import Grant, Role, ScopeKind, Viewer
from floorwalk.identity.permissions import OF_ANYBODY_SIGNED_IN, ROLE_SCOPES, ROLE_VERBS, Verb, grants_for, verbs_of

MAY = """
                        admin  author evaluator reviewer area  store  hr   staff
organisation.read         x      -       -        x       x      x    x     -
organisation.write        x      -       -        -       -      -    -     -
staff.read                x      -       -        -       x      x    x     -
notice.give               x      -       -        -       -      x    -     -
account.manage            x      -       -        -       -      -    -     -
audit.read                x      -       -        -       -      -    -     -
rights.serve              x      -       -        -       -      -    x     -
rubric.read               x      x       x        x       x      x    -     -
rubric.publish            x      x       -        -       -      -    -     -
assignment.read           x      -       -        -       x      -    -     -
assignment.write          x      -       -        -       x      -    -     -
visit.submit              -      -       x        -       -      -    -     -
rescue.import             x      -       -        -       -      -    -     -
visit.read                -      -       -        x       x      x    -     -
visit.void                -      -       -        x       -      -    -     -
comparison.read           -      -       -        x       x      x    x     -
comparison.read_people    -      -       -        -       x      x    x     -
comparison.read_evaluators -     -       -        x       -      -    -     -
own_severity.read         -      -       x        -       -      -    -     -
coaching.read             -      -       -        -       x      x    x     -
coaching.write            -      -       -        -       x      x    -     -
export.people             -      -       -        -       -      -    x     -
export.approve            x      -       -        -       -      -    x     -
own.read                  -      -       -        -       -      -    -     x
own.confirm               -      -       -        -       -      -    -     x
showcase.read             -      -       -        -       x      x    x     x
own_link.issue            -      -       -        -       -      -    x     -
dispute.raise             -      -       -        -       -      x    -     x
dispute.list              -      -       -        -       x      -    -     -
dispute.decide            -      -       -        x       -      -    x     -
"""
COLUMNS = {
    "admin": Role.ADMINISTRATOR,
    "author": Role.RUBRIC_AUTHOR,
    "evaluator": Role.EVALUATOR,
    "reviewer": Role.REVIEWER,
    "area": Role.AREA_MANAGER,
    "store": Role.STORE_MANAGER,
    "hr": Role.HR,
    "staff": Role.STAFF_MEMBER,
}


def the_table() -> dict[tuple[Role, Verb], bool]:
    heading, *lines = MAY.strip().splitlines()
    roles = [COLUMNS[word] for word in heading.split()]
    return {
        (role, Verb(line.split()[0])): mark == "x"
        for line in lines
        for role, mark in zip(roles, line.split()[1:], strict=True)
    }


def a_viewer(*grants: Grant) -> Viewer:
    zero = UUID(int=0)
    return Viewer(zero, zero, "", "", "en", None, None, grants)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_exactly_the_verbs_of_the_table(role: Role) -> None:
    meant = {verb for (whose, verb), may in the_table().items() if may and whose is role}
    assert ROLE_VERBS[role] == meant


def test_the_table_names_every_verb_of_a_role() -> None:
    assert {verb for _, verb in the_table()} == set(Verb) - OF_ANYBODY_SIGNED_IN


def test_every_role_can_be_granted_for_some_scope() -> None:
    assert set(ROLE_SCOPES) == set(Role)
    assert all(ROLE_SCOPES.values())


def test_who_is_granted_nothing_may_use_the_own_account_alone() -> None:
    assert verbs_of(a_viewer()) == {Verb.OWN_ACCOUNT}


def test_a_verb_holds_where_the_grants_that_carry_it_hold() -> None:
    hr = Grant(Role.HR, ScopeKind.ORGANISATION)
    manager = Grant(Role.STORE_MANAGER, ScopeKind.STORE, store_id=UUID(int=7))
    viewer = a_viewer(hr, manager)
    assert grants_for(viewer, Verb.VISIT_READ) == (manager,)
    assert grants_for(viewer, Verb.EXPORT_PEOPLE) == (hr,)
    assert grants_for(viewer, Verb.COMPARISON_READ) == (hr, manager)
    assert grants_for(viewer, Verb.VISIT_VOID) == ()
