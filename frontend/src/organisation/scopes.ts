/** Which scopes a role can have, and a chosen scope as a grant. Pure; the server's table is identity/permissions. */
import type { Grant, Role } from '../api/wire';

export const ROLES = [
  'area_manager',
  'store_manager',
  'evaluator',
  'reviewer',
  'hr',
  'rubric_author',
  'administrator',
  'staff_member',
] as const satisfies readonly Role[];

const SCOPES: Readonly<Record<Role, readonly Grant['scope_kind'][]>> = {
  administrator: ['organisation'],
  rubric_author: ['organisation'],
  evaluator: ['organisation', 'area', 'store'],
  reviewer: ['organisation', 'area', 'store'],
  area_manager: ['area', 'organisation'],
  store_manager: ['store'],
  hr: ['organisation', 'area'],
  staff_member: ['own'],
};

export const canHave = (role: Role, scope: Grant['scope_kind']): boolean => SCOPES[role].includes(scope);

/** "organisation", "own", "area:<id>" or "store:<id>" as the form holds it; null if the role cannot have it. */
export function grantOf(role: Role, scope: string): Grant | null {
  const [kind, id] = scope.split(':');
  if (kind === 'organisation' || kind === 'own')
    return canHave(role, kind) ? { role, scope_kind: kind, area_id: null, store_id: null } : null;
  if (id === undefined || id === '') return null;
  if (kind === 'area' && canHave(role, kind)) return { role, scope_kind: kind, area_id: id, store_id: null };
  if (kind === 'store' && canHave(role, kind)) return { role, scope_kind: kind, area_id: null, store_id: id };
  return null;
}

/** The scope that is meant when a role has only one; "" where a person must choose. */
export function onlyScopeOf(role: Role): string {
  const [first, second] = SCOPES[role];
  return second === undefined && (first === 'organisation' || first === 'own') ? first : '';
}
