"""Every route is guarded by a verb, or stands on this short list."""

from litestar import Litestar
from litestar.routes import HTTPRoute

from floorwalk.identity.edge import Requires
from floorwalk.identity.permissions import Verb

PUBLIC = {
    ("POST", "/api/session"),  # signing in
    ("POST", "/api/invitations/accept"),
    ("POST", "/api/result-links/open"),
    ("GET", "/api/openapi.json"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/"),  # the web app: the same files for everybody
    ("GET", "/{address:path}"),
}
NO_ROUTE = {"/api", "/api/{address:path}"}  # what answers 404 where there is nothing


def the_routes(app: Litestar) -> list[tuple[str, str, bool, frozenset[Verb]]]:
    """Method, path, whether it says that it is public, the verbs of which one is needed."""
    found: list[tuple[str, str, bool, frozenset[Verb]]] = []
    for route in app.routes:
        assert isinstance(route, HTTPRoute), route
        for method, (handler, _) in route.route_handler_map.items():
            if method == "OPTIONS" or route.path in NO_ROUTE:
                continue
            verbs = frozenset(
                verb for guard in handler.resolve_guards() if isinstance(guard, Requires) for verb in guard.verbs
            )
            found.append((method, route.path, bool(handler.opt.get("public")), verbs))
    return found


def test_every_route_needs_a_verb_or_is_on_the_public_list(app: Litestar) -> None:
    unguarded = {(method, path) for method, path, _, verbs in the_routes(app) if not verbs}
    assert unguarded == PUBLIC


def test_no_guarded_route_says_that_it_is_public(app: Litestar) -> None:
    assert [(method, path) for method, path, public, verbs in the_routes(app) if public and verbs] == []


def test_the_routes_without_a_verb_of_a_role_are_those_of_ones_own_account(app: Litestar) -> None:
    own = {(method, path) for method, path, _, verbs in the_routes(app) if verbs == {Verb.OWN_ACCOUNT}}
    assert own == {
        ("GET", "/api/session"),
        ("DELETE", "/api/session"),
        ("DELETE", "/api/sessions"),
        ("PUT", "/api/password"),
    }
