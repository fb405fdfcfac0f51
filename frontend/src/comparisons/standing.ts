/** From a row to what the pictures and groups need of it. Pure. */
import { displayed } from './figures';
import type { Placed } from './tiers';
import type { CriticalShare, Figure, PeerGroup, Standing, StoreRow } from './wire';

type Row = {
  readonly name: string;
  readonly figure: Figure;
  readonly standing: Standing;
  /** Absent where what is compared is one criterion or one business area. */
  readonly critical?: CriticalShare;
};

/** A store whose mean is hidden is in no group, whatever the figures behind it would say. */
export function placedOf(row: Row): Placed {
  const hasMean = displayed(row.figure).kind === 'mean';
  return {
    name: row.name,
    tier: hasMean ? (row.standing.tier ?? 'none') : 'none',
    critical_failed: row.critical?.failed ?? 0,
    expected_bp: hasMean ? row.standing.shrunk_mean_bp : null,
    visit_count: row.figure.visit_count,
  };
}

export type Compared = { readonly group: PeerGroup; readonly rows: readonly StoreRow[] };

/** The stores of each group of peers that has at least two with a mean, from the highest expected mean to the lowest;
 * where nothing measurably differs there is no order but that of the names. */
export function comparedIn(
  groups: readonly PeerGroup[],
  rows: readonly StoreRow[],
  language: string,
): readonly Compared[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return groups
    .map((group) => ({
      group,
      rows: rows
        .filter((row) => row.standing.peer_key === group.peer_key && displayed(row.figure).kind === 'mean')
        .sort(
          (a, b) =>
            (group.is_difference_measurable
              ? (b.standing.shrunk_mean_bp ?? 0) - (a.standing.shrunk_mean_bp ?? 0)
              : 0) || collator.compare(a.name, b.name),
        ),
    }))
    .filter((compared) => compared.rows.length > 1);
}
