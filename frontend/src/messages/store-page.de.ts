import { plural } from './format';
import type { StorePageTexts } from './store-page.en';

const visits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuche` });
const inVisits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuchen` });

export default {
  waitsTitle: 'Was gemessen wurde, neben dem Versprechen',
  promised: (target, lowerIsBetter) =>
    lowerIsBetter ? `Versprochen: höchstens ${target}.` : `Versprochen: mindestens ${target}.`,
  keptShare: (hits, of, low, high) => `Gehalten in ${hits} von ${of} (95-%-Intervall ${low} bis ${high}).`,
  half: (value, lowerIsBetter) => `Die Hälfte hatte ${lowerIsBetter ? 'höchstens' : 'mindestens'} ${value},`,
  halfGaveUp: 'Mindestens die Hälfte gab auf.',
  nineInTen: (value, lowerIsBetter) => `neun von zehn ${lowerIsBetter ? 'höchstens' : 'mindestens'} ${value}.`,
  over: (from) => `über ${from}`,
  upTo: (to) => `bis ${to}`,
  between: (from, to) => `${from} – ${to}`,
  gaveUp: 'aufgegeben',
  promiseLine: (target) => `versprochen ${target}`,
  keptWord: 'gehalten',
  notKeptWord: 'nicht gehalten',
  measuredIn: (count, visitCount) =>
    `${plural('de', count, { one: '1 Messung', other: `${count} Messungen` })} in ${inVisits(visitCount)}`,
  inMinutes: 'in Minuten und Sekunden',
  waitsTooFew: (count) => `${visits(count)}: zu wenig für eine Verteilung. Ab drei Besuchen steht sie hier.`,
  starsTitle: 'Sterne',
  starsNote: 'Unerwartete Taten über den Standard hinaus. Ein Stern ändert nie die Punkte.',
  starWeight: (weight) => `Gewicht ${weight} von 4`,
  starsNone: 'Kein Stern in diesem Zeitraum.',
  indifferentTitle: 'Gleichgültige Interaktionen',
  indifferentShare: (hits, of, low, high) => `${hits} von ${of} Interaktionen (95-%-Intervall ${low} bis ${high}).`,
  indifferentNote:
    'Getrennt von den Punkten: ausdrücklich angekreuzt, oder mindestens zwei Zeichen von Gleichgültigkeit unter dem Standard.',
  indifferentTicked: 'angekreuzt',
  indifferentByMarkers: 'nach den Zeichen',
  actOnStore: 'Maßnahme für diese Filiale',
  actOnCriterion: 'Maßnahme',
  planWithPerson: 'Coachingplan',
  monthsTitle: 'Monate',
  month: 'Monat',
} satisfies StorePageTexts;
