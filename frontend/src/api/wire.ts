/** The shapes on the wire by the names this app uses; they come from schemas/openapi.json (`npm run types`).
 *
 * Not inside: what a screen makes of them. A slice names its own answers in its own wire.ts.
 */
import type { LocalisedText } from '../messages/format';
import type { components } from './schema';

export type { LocalisedText };

export type Schemas = components['schemas'];

/** What came over the wire is not changed in place. */
export type Fixed<T> = T extends readonly (infer Item)[]
  ? readonly Fixed<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Fixed<T[Name]> }
    : T;

export type Role = Schemas['Role'];
export type Grant = Fixed<Schemas['GrantBody']>;
export type Viewer = Fixed<Schemas['ViewerBody']>;
export type FieldFault = Fixed<Schemas['FaultBody']>;

/** A refusal. Only the first three are sure to be there: proxies and older servers leave out the rest. */
export type Problem = Fixed<
  Pick<Schemas['ProblemBody'], 'code' | 'title' | 'status'> &
    Partial<Schemas['ProblemBody']> & { retry_after_seconds?: number | null }
>;
