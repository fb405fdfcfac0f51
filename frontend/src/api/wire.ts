/** The shapes on the wire that this app names, so that screens import one module.
 *
 * Not inside: what a screen makes of them. Documents that a phone sends are in device/documents.ts.
 */
import type { LocalisedText } from '../messages/format';

export type { LocalisedText };

export type Role =
  | 'administrator'
  | 'rubric_author'
  | 'evaluator'
  | 'reviewer'
  | 'area_manager'
  | 'store_manager'
  | 'hr'
  | 'staff_member';

export type Grant = {
  readonly role: Role;
  readonly scope_kind: 'organisation' | 'area' | 'store' | 'own';
  readonly area_id: string | null;
  readonly store_id: string | null;
};

export type Viewer = {
  readonly account_id: string;
  readonly display_name: string;
  readonly email: string;
  readonly language: string | null;
  readonly organisation: { readonly organisation_id: string; readonly name: string };
  readonly evaluator_id: string | null;
  readonly grants: readonly Grant[];
  readonly verbs: readonly string[];
};

export type FieldFault = { readonly path: string; readonly code: string; readonly detail: string };

export type Problem = {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | null;
  readonly code: string;
  readonly instance?: string | null;
  readonly errors?: readonly FieldFault[] | null;
  readonly retry_after_seconds?: number | null;
};
