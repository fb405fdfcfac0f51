import type { FindingTexts } from './findings.en';
import { plural } from './format';

const visits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuche` });
const stores = (count: number) => plural('de', count, { one: '1 Filiale', other: `${count} Filialen` });
const inStores = (count: number) => plural('de', count, { one: '1 Filiale', other: `${count} Filialen` });
const points = (text: string) => (text === '1' ? '1 Punkt' : `${text} Punkte`);
const ofPoints = (text: string) => (text === '1' ? '1 Punkt' : `${text} Punkten`);

export default {
  myAreaTitle: 'Mein Gebiet',
  stores,
  visits,
  rose: (store, by) => `${store} ist um ${points(by)} gestiegen: mehr, als der Zufall erklärt.`,
  fell: (store, by) => `${store} ist um ${points(by)} gefallen: mehr, als der Zufall erklärt.`,
  changeNote: (low, high, now, before, period) =>
    `95-%-Intervall ${low} bis ${high}; jetzt ${visits(now)}, ${visits(before)} in ${period}`,
  criticalFailed: (store, failed, of) =>
    `${store}: In ${failed} von ${of} Interaktionen wurde ein kritisches Kriterium verfehlt.`,
  criticalNote: (low, high, newest) => `95-%-Intervall ${low} bis ${high}; zuletzt am ${newest}`,
  tooFewVisits: (count, names) =>
    plural('de', count, {
      one: `${names} hat zu wenige Besuche für einen verlässlichen Mittelwert.`,
      other: `${stores(count)} haben zu wenige Besuche für einen verlässlichen Mittelwert: ${names}.`,
    }),
  tooFewNote: 'Dafür braucht es fünf Besuche im Zeitraum.',
  andMore: (names, more) => `${names} und ${more} weitere`,
  itemsOverdue: (count, names) =>
    plural('de', count, {
      one: `1 Maßnahme ist überfällig: ${names}.`,
      other: `${count} Maßnahmen sind überfällig: ${names}.`,
    }),
  reobservationsDue: (count, names) =>
    plural('de', count, {
      one: `Für 1 Coachingplan ist wieder zu beobachten: ${names}.`,
      other: `Für ${count} Coachingpläne ist wieder zu beobachten: ${names}.`,
    }),
  nothingTitle: 'Nichts fällt auf',
  nothingText: (storeCount, visitCount) =>
    `${visits(visitCount)} in ${inStores(storeCount)}: Keine Filiale hat sich mehr verändert, als der Zufall erklärt, kein kritisches Kriterium wurde verfehlt, und jede Filiale hat genug Besuche.`,
  basis: (storeCount, visitCount) =>
    `Aus ${plural('de', visitCount, { one: '1 Besuch', other: `${visitCount} Besuchen` })} in ${inStores(storeCount)}.`,
  atMostFive: 'Höchstens fünf, das Wichtigste zuerst.',
  noStoresTitle: 'Hier gibt es keine Filialen',
  noStoresText: 'Hier wird stehen, was in den Filialen deines Gebiets auffällt.',
  toStores: 'Alle Filialen im Vergleich',
  toHeatmap: 'Heatmap',
  toDifference: 'A gegen B',

  acrossStores: 'In allen Filialen',
  versionsTitle: 'Nach Bewertungsbogen und Fassung',
  versionsNote:
    'Zwischen den Fassungen liegt ein Bruch: Was nach verschiedenen Regeln bewertet wurde, wird nie zu einer Zahl verbunden.',
  sameDefinition: 'genau gleich definiert: darf nebeneinander gelesen werden',
  otherDefinition: 'anders definiert: nicht vergleichbar',
  versionBreak: 'Bruch: andere Regeln der Bewertung',
  chosenVersion: 'unten gezeigt',
  chooseVersion: 'Diese Fassung zeigen',
  missingCriterionTitle: 'Dieses Kriterium ist hier nicht bekannt',
  missingAreaTitle: 'Dieser Geschäftsbereich ist hier nicht bekannt',
  missingText: 'Vielleicht ist die Adresse vertippt, oder der Bewertungsbogen wurde in deinen Filialen nie verwendet.',

  differenceTitle: 'A gegen B',
  sideA: 'A',
  sideB: 'B',
  all: 'Alle meine Filialen',
  areaSide: (name) => `Gebiet: ${name}`,
  storeSide: (name) => `Filiale: ${name}`,
  periodOfB: 'Zeitraum von B',
  samePeriod: 'derselbe wie A',
  periodBefore: 'ebenso viele Tage unmittelbar davor',
  otherPeriod: 'andere Tage',
  firstDayB: 'Erster Tag von B',
  lastDayB: 'Letzter Tag von B',
  samePlaceAndPeriod:
    'A und B sind dasselbe. Wähle für eines davon eine andere Filiale, ein anderes Gebiet oder einen anderen Zeitraum.',
  sidesOverlap:
    'A und B haben Besuche gemeinsam: Der Unterschied würde gegen sich selbst gezählt. Wähle Seiten oder Zeiträume, die sich nicht überschneiden.',
  sideOf: (name, period) => `${name}, ${period}`,
  more: (a, b, by) => `${a} liegt um ${points(by)} höher als ${b}.`,
  less: (a, b, by) => `${a} liegt um ${points(by)} niedriger als ${b}.`,
  cannotTell: (a, b) => `Zwischen ${a} und ${b} ist kein Unterschied nachgewiesen.`,
  cannotTellMore: (by) =>
    `Das heißt nicht „gleich“: Die Mittelwerte liegen ${points(by)} auseinander, und das könnte allein der Zufall machen.`,
  differenceInterval: (low, high) => `95-%-Intervall des Unterschieds: ${low} bis ${high} Punkte.`,
  detectable: (by) =>
    `Daten wie diese würden einen wahren Unterschied von ${ofPoints(by)} in vier von fünf Fällen zeigen.`,
  noDifferenceTitle: 'Nicht genug für einen Vergleich',
  noDifference: {
    too_few_visits: 'Mindestens eine Seite hat weniger als drei Besuche nach diesem Bewertungsbogen.',
    spread_unknown: 'Wie weit Besuche schwanken, ist noch nicht bekannt.',
    spread_zero: 'Alle Besuche hatten dieselben Punkte.',
  },
  differenceMeans: 'Die beiden Mittelwerte',
  differenceAxis: 'A minus B, in Punkten',
  chooseSide: 'Wähle …',
  dayMissing: 'Wähle beide Tage.',
  periodBackwards: 'Der erste Tag liegt nach dem letzten. Ändere einen von beiden.',
  chooseBoth: 'Wähle, was A und B sind.',

  evaluatorsTitle: 'Testende',
  evaluatorsNote:
    'Worin sich Testende regelmäßig von den anderen unterscheiden, wenn man die besuchten Filialen einrechnet. Nach ihren Kürzeln geordnet. Nur für die Kalibrierung; nie anstelle der rohen Punkte.',
  evaluator: 'Testende',
  storesHeading: 'Filialen',
  areasHeading: 'Gebiete',
  effect: 'Strenge oder Milde',
  effectNote: 'Punkte über (milde) oder unter (streng) den anderen Testenden, mit dem 95-%-Intervall',
  noEffect: 'nicht messbar',
  rawMean: 'Roher Mittelwert',
  adjustedMean: 'Angeglichener Mittelwert',
  adjustedOffered: 'Eine angeglichene Spalte wird angeboten',
  adjustedRefused: 'Keine angeglichene Spalte',
  refusal: {
    too_few_evaluators: 'Zu wenige Testende haben genug Besuche.',
    no_spread: 'Alle Besuche gleichen einander, oder jede Filiale hat eigene Testende: Nichts lässt sich trennen.',
    not_significant: 'Die Testenden unterscheiden sich nicht messbar.',
    confounded_with_stores:
      'Wie jemand bewertet, hängt damit zusammen, welche Filialen besucht wurden: Beides lässt sich nicht trennen.',
  },
  gateSignificant: (found, most) => `Testende unterscheiden sich messbar: p ${found}, höchstens ${most} nötig`,
  gateEnough: (found, fewest, each) =>
    `Testende mit mindestens ${plural('de', each, { one: '1 Besuch', other: `${each} Besuchen` })}: ${found}, mindestens ${fewest} nötig`,
  gateConfounding: (found, most) =>
    `Bindung zwischen Testenden und ihren Filialen: ${found}, höchstens ${most} erlaubt`,
  gatePassed: 'erfüllt',
  gateFailed: 'nicht erfüllt',
  gateUnknown: 'nicht berechenbar',
  gatesTitle: 'Die drei Bedingungen',
  evaluatorsNone: 'In diesem Zeitraum gibt es keine Besuche nach diesem Bewertungsbogen.',
} satisfies FindingTexts;
