"""Routes of this slice: guard, decode, one call, return."""

from litestar.types import ControllerRouterHandler

ROUTES: list[ControllerRouterHandler] = []
