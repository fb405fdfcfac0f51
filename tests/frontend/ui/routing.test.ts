import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../../frontend/src/api/wire';
import { hasRole, matchIn, mayOpen, menuOf, paramsIn, type Route } from '../../../frontend/src/shell/routing';

const viewer = (...roles: Viewer['grants'][number]['role'][]): Viewer => ({
  account_id: 'a',
  display_name: 'Mira',
  email: 'mira@linden.example',
  language: 'en',
  organisation: { organisation_id: 'o', name: 'Linden' },
  evaluator_id: null,
  grants: roles.map((role) => ({ role, scope_kind: 'organisation', area_id: null, store_id: null })),
  verbs: [],
});

const screen = () => Promise.reject(new Error('not opened in this test'));
const route = (path: string, more: Partial<Route> = {}): Route => ({
  path,
  screen,
  catalogues: [],
  visibleTo: 'signed_in',
  ...more,
});

describe('a path', () => {
  test.each([
    ['/evaluate/:store_id', '/evaluate/17', { store_id: '17' }],
    ['/evaluate/:store_id', '/evaluate/a%20b/', { store_id: 'a b' }],
    ['/evaluate/:store_id', '/evaluate', null],
    ['/evaluate/:store_id', '/evaluate/17/18', null],
    ['/evaluate/:store_id', '/evaluate/%E0%A4%A', null],
  ])('%s takes from %s: %j', (pattern, path, params) => {
    expect(paramsIn(pattern, path)).toEqual(params);
  });

  test('goes to the first route that fits', () => {
    const phone = route('/evaluate/phone');
    expect(matchIn([phone, route('/evaluate/:store_id')], '/evaluate/phone')?.route).toBe(phone);
  });
});

describe('a route', () => {
  const forEvaluators = route('/evaluate', { visibleTo: hasRole('evaluator') });

  test('opens for the role it is for, and for nobody who is not signed in', () => {
    expect(mayOpen(forEvaluators, viewer('evaluator'))).toBe(true);
    expect(mayOpen(forEvaluators, viewer('hr'))).toBe(false);
    expect(mayOpen(forEvaluators, null)).toBe(false);
    expect(mayOpen(route('/sign-in', { visibleTo: 'everyone' }), null)).toBe(true);
  });

  test('stands in the menu in its order, if the viewer may open it', () => {
    const late = route('/late', { menu: { order: 20, text: () => 'Late' } });
    const early = { ...forEvaluators, menu: { order: 10, text: () => 'Early' } };
    expect(menuOf([late, early, route('/hidden')], viewer('evaluator'))).toEqual([early, late]);
    expect(menuOf([late, early], viewer('hr'))).toEqual([late]);
  });
});
