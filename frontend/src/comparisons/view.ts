/** What a comparison is asked for: period, area, rubric and peers, as they stand in the address. Pure.
 *
 * The days are always written out, so that a link shows the same days tomorrow. Days are inclusive on both ends.
 */
export type View = {
  readonly from_on: string;
  readonly to_on: string;
  readonly area_id: string | null;
  readonly comparability_key: string | null;
  readonly peers: PeerKind;
};

/** With whom a store is compared; the first is what an address without a word on it means. */
export const PEERS = ['area', 'format', 'organisation'] as const;
export type PeerKind = (typeof PEERS)[number];

export const PRESETS = ['last_30_days', 'last_90_days', 'this_quarter', 'last_quarter'] as const;
export type Preset = (typeof PRESETS)[number];
type Days = { readonly from_on: string; readonly to_on: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** A day of the calendar: "2026-02-30" is none. */
export function isDay(text: string | null): text is string {
  return text !== null && DAY.test(text) && !Number.isNaN(at(text)) && dayOf(at(text)) === text;
}

/** The calendar day on this device's wall clock. */
export function todayOn(now: Date): string {
  return dayOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

export const daysAfter = (day: string, count: number): string => dayOf(at(day) + count * DAY_MS);

function quarterAround(day: string, quartersAway: number): Days {
  const date = new Date(at(day));
  const first = Math.floor(date.getUTCMonth() / 3) * 3 + 3 * quartersAway;
  return {
    from_on: dayOf(Date.UTC(date.getUTCFullYear(), first, 1)),
    to_on: dayOf(Date.UTC(date.getUTCFullYear(), first + 3, 0)),
  };
}

export function daysOf(preset: Preset, today: string): Days {
  switch (preset) {
    case 'last_30_days':
      return { from_on: daysAfter(today, -29), to_on: today };
    case 'last_90_days':
      return { from_on: daysAfter(today, -89), to_on: today };
    case 'this_quarter':
      return { from_on: quarterAround(today, 0).from_on, to_on: today };
    case 'last_quarter':
      return quarterAround(today, -1);
  }
}

/** Which preset the days are today; null means the person chose them. */
export function presetOf(days: Days, today: string): Preset | null {
  return (
    PRESETS.find((preset) => {
      const { from_on, to_on } = daysOf(preset, today);
      return from_on === days.from_on && to_on === days.to_on;
    }) ?? null
  );
}

/** What the address says; what it does not say, or says wrongly, is the last 90 days. */
export function viewIn(query: URLSearchParams, today: string): View {
  const from_on = query.get('from_on');
  const to_on = query.get('to_on');
  const days = isDay(from_on) && isDay(to_on) ? { from_on, to_on } : daysOf('last_90_days', today);
  return {
    ...days,
    area_id: query.get('area_id') || null,
    comparability_key: query.get('comparability_key') || null,
    peers: PEERS.find((each) => each === query.get('peers')) ?? PEERS[0],
  };
}

export const runsBackwards = (view: Days): boolean => view.from_on > view.to_on;

/** Whether the address already says which days are meant. */
export const saysItsDays = (query: URLSearchParams): boolean =>
  isDay(query.get('from_on')) && isDay(query.get('to_on'));

/** "?from_on=…&to_on=…", in one order, so that equal views have equal addresses. */
export function queryOf(view: View): string {
  const query = new URLSearchParams({ from_on: view.from_on, to_on: view.to_on });
  if (view.area_id !== null) query.set('area_id', view.area_id);
  if (view.comparability_key !== null) query.set('comparability_key', view.comparability_key);
  if (view.peers !== PEERS[0]) query.set('peers', view.peers);
  return `?${query}`;
}
