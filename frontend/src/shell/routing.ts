/** Matching an address to a route. Pure; the history and the screen are router.svelte.ts and App.svelte. */
import type { Component } from 'svelte';
import type { Viewer } from '../api/wire';
import type { Catalogue } from '../messages/language.svelte';

export type RouteParams = Readonly<Record<string, string>>;

/** What every screen receives: the named parts of the path. The query is `router.query`. */
export type ScreenProps = { params: RouteParams };

/** A screen that needs no part of the path declares no props at all. */
export type Screen = Component<ScreenProps> | Component<Record<string, never>>;

export type Route = {
  /** "/comparisons/stores/:store_id"; a part with a colon is named, every other must be equal. */
  readonly path: string;
  readonly screen: () => Promise<{ readonly default: Screen }>;
  readonly catalogues: readonly Catalogue<unknown>[];
  /** `everyone` needs no session; `signed_in` any; a function decides by the viewer. Refused looks like not found. */
  readonly visibleTo: 'everyone' | 'signed_in' | ((viewer: Viewer) => boolean);
  /** `shell` has the bar with the menu; `bare` gives the whole screen to the route. */
  readonly frame?: 'shell' | 'bare';
  readonly menu?: {
    /** From `shellTexts.now.menuEntries`: the menu is shown before the slice's own texts are loaded. */
    readonly text: () => string;
    /** Small numbers stand first. The lowest entry a viewer may see is also their first screen. */
    readonly order: number;
    /** Addresses beside the route's own where this entry is marked as the place one is at. */
    readonly covers?: readonly string[];
  };
};

export const hasVerb = (verb: string) => (viewer: Viewer) => viewer.verbs.includes(verb);
export const hasRole =
  (...roles: readonly Viewer['grants'][number]['role'][]) =>
  (viewer: Viewer) =>
    viewer.grants.some((grant) => roles.includes(grant.role));

export type Match = { readonly route: Route; readonly params: RouteParams };

const partsOf = (path: string) => path.split('/').filter((part) => part !== '');

export function paramsIn(pattern: string, path: string): RouteParams | null {
  const expected = partsOf(pattern);
  const given = partsOf(path);
  if (expected.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [position, part] of expected.entries()) {
    const value = given[position] ?? '';
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    } else if (part !== value) return null;
  }
  return params;
}

export function matchIn(routes: readonly Route[], path: string): Match | null {
  for (const route of routes) {
    const params = paramsIn(route.path, path);
    if (params !== null) return { route, params };
  }
  return null;
}

export function mayOpen(route: Route, viewer: Viewer | null): boolean {
  if (route.visibleTo === 'everyone') return true;
  if (viewer === null) return false;
  return route.visibleTo === 'signed_in' || route.visibleTo(viewer);
}

export function menuOf(routes: readonly Route[], viewer: Viewer): readonly Route[] {
  return routes
    .filter((route) => route.menu !== undefined && mayOpen(route, viewer))
    .sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0));
}
