/** Stores in the groups that the figures can tell apart, and what stands first within one. Pure.
 *
 * Which group a store is in is said by the server; here is only how the groups and their stores follow one another.
 */
import type { Outcome } from '../visits/wire';

/** `none`: too little data for a place in any group. */
export const TIERS = ['below', 'not_distinguishable', 'above', 'none'] as const;
export type TierKey = (typeof TIERS)[number];

/** The shape and the colour of a group are those of the outcome with the same direction. */
export const OUTCOME_OF = { above: 'exceeded', not_distinguishable: 'met', below: 'below' } as const satisfies Record<
  Exclude<TierKey, 'none'>,
  Outcome
>;

export type Placed = {
  readonly name: string;
  readonly tier: TierKey;
  /** Interactions with a critical failure. */
  readonly critical_failed: number;
  /** Where the store's own mean and its peers' together put it; null without a mean. */
  readonly expected_bp: number | null;
  readonly visit_count: number;
};

export type Group<T> = { readonly tier: TierKey; readonly rows: readonly T[] };

/** Critical failures first, then the lowest; without a mean the fewest visits first; equal ones by name. */
export function byAttention(a: Placed, b: Placed, collator: Intl.Collator): number {
  const failing = Number(b.critical_failed > 0) - Number(a.critical_failed > 0);
  if (failing !== 0) return failing;
  if (a.expected_bp !== null && b.expected_bp !== null && a.expected_bp !== b.expected_bp)
    return a.expected_bp - b.expected_bp;
  if ((a.expected_bp === null) !== (b.expected_bp === null)) return a.expected_bp === null ? 1 : -1;
  if (a.expected_bp === null && a.visit_count !== b.visit_count) return a.visit_count - b.visit_count;
  return collator.compare(a.name, b.name);
}

/** Every group that has stores, what needs attention first. */
export function groupsOf<T>(rows: readonly T[], placed: (row: T) => Placed, language: string): readonly Group<T>[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return TIERS.map((tier) => ({
    tier,
    rows: rows.filter((row) => placed(row).tier === tier).sort((a, b) => byAttention(placed(a), placed(b), collator)),
  })).filter((group) => group.rows.length > 0);
}
