/** What the export routes take and answer. Days are inclusive, sizes in bytes, hashes SHA-256 in hexadecimal. */
import type { components } from '../api/schema';

type Schemas = components['schemas'];

export type Purpose = Schemas['Purpose'];
/** In the order in which a form offers them. */
export const PURPOSES = ['coaching', 'training_planning', 'recognition'] as const satisfies readonly Purpose[];

export type ExportAsked = Required<Schemas['ExportAsked']>;
export type Preview = Schemas['Preview'];
export type Export = Schemas['Export'];
