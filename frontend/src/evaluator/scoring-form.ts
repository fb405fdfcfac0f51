/** The scoring form of a rubric document: what src/scoring needs of it, without texts. Pure.
 *
 * The same selection as the server's compiled form (backend/floorwalk/rubrics); it is used for the provisional
 * score only, the server scores again.
 */
import type { InteractionDraft, RubricDocument } from '../device/documents';
import { ratingsOf } from '../device/freezing';
import { rubricOf } from '../scoring/document';
import { scoreOf, type InteractionScore } from '../scoring/score';

type Fields = Readonly<Record<string, unknown>>;

const OF_EVERY_KIND = [
  'criterion_key',
  'kind',
  'weight',
  'business_area',
  'required',
  'critical',
  'critical_below_bp',
  'indifference_marker',
];
const OF_KIND: Readonly<Record<string, readonly string[]>> = {
  rating: ['table_bp', 'expected_rating'],
  yes_no: ['invert'],
};

const picked = (from: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => from[name] != null).map((name) => [name, from[name]]));

export function scoringFormOf(rubric: RubricDocument): unknown {
  const measures = new Map(rubric.standards.map((standard) => [standard.standard_key, standard.measure]));
  const sections = rubric.sections.map((section) => ({
    section_key: section.section_key,
    ...picked(section as unknown as Fields, ['weight']),
    criteria: section.criteria.map((criterion) => {
      const measure = measures.get(criterion.standard_key ?? '');
      return {
        ...picked(criterion as unknown as Fields, [...OF_EVERY_KIND, ...(OF_KIND[criterion.kind] ?? [])]),
        ...(criterion.kind === 'choice'
          ? {
              options: (criterion.options ?? []).map((option) =>
                picked(option as unknown as Fields, ['option_key', 'score_bp', 'outcome']),
              ),
            }
          : {}),
        ...(criterion.kind === 'measured' && measure
          ? { measure: picked(measure as unknown as Fields, ['better', 'stretch', 'target', 'floor']) }
          : {}),
      };
    }),
  }));
  return { ...picked(rubric as unknown as Fields, ['meets_bp', 'aggregation', 'critical_effect']), sections };
}

const compiledOnce = new WeakMap<RubricDocument, ReturnType<typeof rubricOf>>();

/** The provisional score of a draft; null if this version of the app cannot score this rubric. */
export function provisionalOf(rubric: RubricDocument, draft: InteractionDraft): InteractionScore | null {
  const compiled = compiledOnce.get(rubric) ?? rubricOf(scoringFormOf(rubric));
  compiledOnce.set(rubric, compiled);
  if (!compiled.ok) return null;
  const scored = scoreOf(
    compiled.value,
    ratingsOf(rubric, draft).map(({ criterion_key, state, answer }) => ({ criterion_key, state, answer })),
  );
  return scored.ok ? scored.value : null;
}
