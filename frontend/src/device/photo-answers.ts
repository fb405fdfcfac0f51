/** The server's answer about a photo, checked at run time like all that comes over the wire (guards.ts). */
import { has, isFields, isListOf, isText } from './guards';

const UPLOAD_STATES = ['announced', 'partial', 'stored', 'refused', 'removed'] as const;

/** How far a photo came, as far as the queue has to know. */
export type Upload = {
  readonly sha256: string;
  readonly state: (typeof UPLOAD_STATES)[number];
  readonly received_bytes: number;
  readonly evidence_ids: readonly string[];
  readonly problem_code: string | null;
};

export function uploadOf(value: unknown): Upload | null {
  if (!isFields(value) || !has(value, 'sha256') || !isListOf(value['evidence_ids'], isText)) return null;
  const state = UPLOAD_STATES.find((known) => known === value['state']);
  const received = value['received_bytes'];
  const fits = state !== undefined && typeof received === 'number' && Number.isInteger(received) && received >= 0;
  return fits ? (value as unknown as Upload) : null;
}
