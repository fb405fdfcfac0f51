/** What a draft becomes when it is frozen: cleaned texts, ratings, the visit document, its exact text and its hash.
 *
 * Pure but for the hashing. When something is frozen, and writing it down, is visits.ts.
 */
import type { Moment } from './clock';
import type {
  DraftRating,
  Interaction,
  InteractionDraft,
  OutboxEntry,
  Rating,
  RubricDocument,
  StoredVisit,
  VisitDocument,
} from './documents';
import { sha256Hex } from './ids';

/** PostgreSQL knows no NUL, and a lone surrogate is no text: both come from broken keyboards and pastes. */
export function cleanText(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text)).replaceAll('\u0000', '').trim();
}

const textOrNull = (text: string): string | null => cleanText(text) || null;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const answered = (
  rating: DraftRating | undefined,
): rating is DraftRating & { state: NonNullable<DraftRating['state']> } => rating?.state != null;

/** The required criteria without an answer or a reason for none, in the rubric's order. Empty: may be submitted. */
export function missingIn(rubric: RubricDocument, draft: InteractionDraft): readonly string[] {
  return rubric.sections
    .flatMap((section) => section.criteria)
    .filter((criterion) => criterion.required !== false && !answered(draft.ratings[criterion.criterion_key]))
    .map((criterion) => criterion.criterion_key);
}

export function ratingsOf(rubric: RubricDocument, draft: InteractionDraft): readonly Rating[] {
  return rubric.sections
    .flatMap((section) => section.criteria)
    .flatMap(({ criterion_key, kind }) => {
      const rating = draft.ratings[criterion_key];
      if (!answered(rating)) return [];
      const answer = typeof rating.answer === 'string' && kind === 'text' ? cleanText(rating.answer) : rating.answer;
      const isMeasured = rating.state === 'scored' && kind === 'measured' && typeof answer === 'number';
      const basis = rating.basis ?? (isMeasured ? ('measured' as const) : null);
      const edited = rating.edited ?? false;
      const comment = textOrNull(rating.comment);
      return [{ criterion_key, state: rating.state, answer, basis, comment, at: rating.at, edited }];
    });
}

export function interactionOf(rubric: RubricDocument, draft: InteractionDraft, submitted: Moment): Interaction {
  return {
    interaction_id: draft.interaction_id,
    evaluation_id: draft.evaluation_id,
    rubric_version_id: draft.rubric_version_id,
    staff: draft.staff ?? { kind: 'unknown' },
    touchpoint_key: draft.touchpoint_key || null,
    weight: 1,
    started: draft.started,
    submitted,
    ratings: ratingsOf(rubric, draft),
    stars: draft.stars,
    evidence: draft.evidence ?? [],
    indifferent: draft.indifferent,
    comment: textOrNull(draft.comment),
  };
}

function documentOf(visit: StoredVisit, revision: number): VisitDocument {
  const words = (visit.words ?? [])
    .map((one) => ({ ...one, words: cleanText(one.words) }))
    .filter((one) => one.words !== '');
  return {
    visit_id: visit.visit_id,
    revision,
    store_id: visit.store_id,
    programme_id: visit.programme_id,
    assignment_id: visit.assignment_id ?? null,
    mode: visit.mode,
    started: visit.started,
    ended: visit.ended,
    language: visit.language,
    marks: visit.marks ?? [],
    interactions: visit.interactions.map((finished) => finished.interaction),
    not_possible: visit.not_possible ?? null,
    comment: null,
    ...(words.length === 0 ? {} : { answers: words }),
  };
}

export type Frozen = { readonly visit: StoredVisit; readonly entry: Omit<OutboxEntry, 'seq'> };

/** The next revision of a visit as it will be sent, and the visit that knows of it. */
export async function frozenNext(visit: StoredVisit, wall_ms: number): Promise<Frozen> {
  const revision = (visit.frozen.at(-1)?.revision ?? 0) + 1;
  const body = JSON.stringify(documentOf(visit, revision));
  const content_hash = await sha256Hex(body);
  return {
    visit: { ...visit, words_unsent: false, frozen: [...visit.frozen, { revision, content_hash, frozen_at: wall_ms }] },
    entry: {
      account_id: visit.account_id,
      visit_id: visit.visit_id,
      revision,
      content_hash,
      body,
      added_at: wall_ms,
      attempted: false,
      sent_at: null,
      problem: null,
    },
  };
}
