import type { ComputedTexts } from './computed.en';
import { plural } from './format';
import { dateFormat } from './intl';

const visits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuche` });
const ofVisits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuchen` });
const interactions = (count: number) => plural('de', count, { one: '1 Interaktion', other: `${count} Interaktionen` });
const stores = (count: number) => plural('de', count, { one: '1 Filiale', other: `${count} Filialen` });

export default {
  visits,
  interactions,
  close: 'Schließen',
  points: (text: string) => `${text} Punkte`,
  range: (low: string, high: string) => `${low} bis ${high}`,
  names: {
    mean: 'Mittelwert',
    outcomes: 'Ergebnisse und Abstand',
    coverage: 'Abdeckung',
    critical: 'kritisch verfehlt',
    indifferent: 'gleichgültige Interaktionen',
    below_meets: 'Besuche unter dem Standard',
    within_promise: 'Versprechen gehalten',
    swing: 'Schwankung',
    standing: 'Gruppe und Rang',
    months: 'Monate',
    measured: (target: string) => `gemessen, versprochen ${target}`,
    difference: 'Unterschied',
    change: 'Veränderung',
    too_few: 'zu wenige Besuche',
    severity: 'Strenge oder Milde',
    adjusted: 'bereinigter Mittelwert',
    gates: 'Bedingungen einer bereinigten Spalte',
  },
  counts: { interactions: 'Interaktionen', stars: 'Sterne' },
  outcomes: { exceeded: 'Übertroffen', met: 'Erfüllt', below: 'Darunter' },
  gap: 'Abstand',
  interval: '95-%-Intervall',
  n: 'Beruht auf',
  rubric: 'Bewertungsbogen',
  comparabilityKey: 'Vergleichsschlüssel',
  period: 'Zeitraum',
  formula: 'Die Formel in Worten',
  flags: 'Zu beachten',
  noFlags: 'Nichts Besonderes.',
  looking: 'Die Besuche werden durchgesehen …',
  flagNames: {
    too_few_visits: 'Ein oder zwei Besuche: Es gibt keinen Mittelwert, die Besuche sind aufgeführt.',
    provisional: 'Vorläufig: Drei oder vier Besuche geben nur einen ersten Eindruck.',
    spread_unknown: 'Kein Intervall: Noch hat nichts zwei Besuche, daher ist unbekannt, wie weit Besuche schwanken.',
    spread_zero: 'Kein Intervall: Alle Besuche wurden genau gleich bewertet.',
    not_sufficient_alone: 'Über eine Person: reicht allein für keine Entscheidung.',
    disputed:
      'Einspruch: Über einen Einspruch zu einem Besuch dahinter ist noch nicht entschieden. Bis dahin zählt der Besuch, wie er ist.',
    photos_missing: 'Fotos fehlen: Ein Besuch dahinter nennt ein Foto, das nicht angekommen ist oder abgelehnt wurde.',
    common_criteria:
      'Gemeinsame Kriterien: nicht die gewöhnliche Punktzahl. Sie darf nur neben ihrem Gegenstück aus der anderen Fassung stehen.',
  },
  disputed: (count: number) =>
    plural('de', count, {
      one: 'Einspruch: Über einen Einspruch zu 1 Besuch dahinter ist noch nicht entschieden. Bis dahin zählt der Besuch, wie er ist.',
      other: `Einspruch: Über Einsprüche zu ${count} Besuchen dahinter ist noch nicht entschieden. Bis dahin zählen die Besuche, wie sie sind.`,
    }),
  photosMissing: (count: number) =>
    plural('de', count, {
      one: 'Fotos fehlen: 1 Besuch dahinter nennt ein Foto, das nicht angekommen ist oder abgelehnt wurde.',
      other: `Fotos fehlen: ${count} Besuche dahinter nennen Fotos, die nicht angekommen sind oder abgelehnt wurden.`,
    }),
  visitsBehind: 'Die Besuche dahinter',
  seeVisits: (count: number) =>
    plural('de', count, { one: 'Der Besuch dahinter', other: `Die ${count} Besuche dahinter` }),
  behindTitle: 'Die Besuche hinter einer Zahl',
  behindOf: (count: number) =>
    plural('de', count, { one: '1 Besuch wurde gezählt.', other: `${count} Besuche wurden gezählt.` }),
  behindListed: (listed: number, count: number) => `Die neuesten ${listed} von ${count} sind aufgeführt.`,
  ofCriterion: (key: string) => `Kriterium: ${key}`,
  ofBusinessArea: (key: string) => `Geschäftsbereich: ${key}`,
  ofEvaluator: (code: string) => `Testende: ${code}`,
  ofPerson: 'Besuche, in denen eine Person beobachtet wurde. Deren einzelne Bewertungen stehen im Besuch.',
  ofAllStores: 'Alle Filialen dieser Ansicht',
  behindNone: 'Dahinter steht kein Besuch, den du öffnen darfst.',
  visitsNotForYou: 'Einzelne Besuche sehen nur Leitung und Prüfung der Filiale.',

  noMean: 'keiner angezeigt',
  tooFew: 'zu wenige Besuche für einen Mittelwert',
  shareTerm: 'Anteil',
  outOf: (hits: string, of: string, share: string) => `${hits} von ${of}${share === '' ? '' : ` = ${share}`}`,
  tier: 'Gruppe',
  noTier: 'noch keine',
  tiers: {
    above: 'über den Vergleichsfilialen',
    not_distinguishable: 'nicht unterscheidbar',
    below: 'unter den Vergleichsfilialen',
  },
  rank: 'Rang (90 %)',
  rankRange: (low: number, high: number, of: number) =>
    low === high ? `${low} von ${of}` : `${low} bis ${high} von ${of}`,
  shrunk: 'Erwarteter Mittelwert, nur für die Reihenfolge',
  reliability: 'Zuverlässigkeit',
  peersMean: 'Mittelwert der Vergleichsfilialen',
  visitSpread: 'Schwankung einzelner Besuche',
  limitsAt: (count: number) => `Grenzen des Zufalls bei ${ofVisits(count)}`,
  month: (day: string, language: string) =>
    dateFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`)),
  measurements: (count: number) => plural('de', count, { one: '1 Messung', other: `${count} Messungen` }),
  gaveUp: 'aufgegeben',
  quantile: (percent: number) => `${percent} von 100 hatten höchstens`,
  meanA: 'Mittelwert von A',
  meanB: 'Mittelwert von B',
  pAdjusted: 'Angepasstes p',
  detectable: 'Kleinster Unterschied, der sich zeigen würde',
  now: 'Dieser Zeitraum',
  before: 'Der Zeitraum davor',
  stores: 'Filialen',
  rawMean: 'Roher Mittelwert',
  visitsInStores: (count: number, storeCount: number) => `${visits(count)} in ${stores(storeCount)}`,

  meanOf: {
    store: (n: number) =>
      `Die Bewertungen von ${ofVisits(n)} zusammengezählt und durch ${n} geteilt: Jeder Besuch zählt gleich. Die Bewertung eines Besuchs ist der Mittelwert seiner Interaktionen; die einer Interaktion sind die erreichten von den möglichen Punkten, nach den Gewichten der Kriterien.`,
    business_area: (n: number) =>
      `In jeder Interaktion die in diesem Geschäftsbereich erreichten von den dort möglichen Punkten; alle über ${visits(n)} zusammengezählt und durch die Zahl der Interaktionen geteilt, in denen der Bereich bewertet wurde.`,
    criterion: (n: number, ratings: number) =>
      `Alle ${ratings} Bewertungen dieses Kriteriums mit Punkten, in ${ofVisits(n)}, zusammengezählt und durch ihre Anzahl geteilt. Trifft nicht zu, nicht beobachtet und nicht erinnert bleiben draußen.`,
    staff_member: (n: number, count: number) =>
      `Die Bewertungen von ${interactions(count)} mit dieser Person, in ${ofVisits(n)}, zusammengezählt und durch ihre Anzahl geteilt. Gezeigt wird das ab fünf Interaktionen in fünf Besuchen von zwei Testenden an zwei Tagen.`,
    evaluator: (n: number) =>
      `Die Bewertungen von ${ofVisits(n)} dieser Person zusammengezählt und durch ${n} geteilt. Nichts ist bereinigt.`,
    stores: (n: number, _: number, storeCount: number) =>
      `Die Mittelwerte von ${stores(storeCount)} zusammengezählt und durch ${storeCount} geteilt: Jede Filiale zählt 1, gleich wie viele der ${visits(n)} sie hatte.`,
  },
  onCommonCriteria:
    'Gezählt werden nur die Kriterien, die beide Fassungen gleich bewerten, auf beiden Seiten mit den Gewichten der gewählten Fassung. Die Besuche dahinter sind mit ihren gewöhnlichen Punkten aufgeführt.',
  hiddenMean:
    'Ein oder zwei Besuche haben keinen Mittelwert, weil sonst ein einzelner Besuch für das Ganze stünde: Sie sind stattdessen aufgeführt.',
  intervalOfMean: (n: number) =>
    `Intervall: der Mittelwert plus und minus t mal seinem Standardfehler, begrenzt auf 0 und 100. Die Einheit ist der Besuch, denn Interaktionen eines Besuchs ähneln sich. Wie weit Besuche schwanken, wird aus diesen ${n} geschätzt und, dagegen gewogen, aus allen Einheiten derselben Art unter demselben Schlüssel: Wenige Besuche sagen wenig über ihre eigene Schwankung.`,
  intervalOfStores:
    'Intervall: die Varianzen der Mittelwerte der Filialen zusammengezählt und durch das Quadrat ihrer Anzahl geteilt; t nach Welch und Satterthwaite.',
  outcomesFormula: (of: number, exceeded: number, share: string) =>
    `Von ${of} Bewertungen mit einem Ergebnis zählt jede einmal; ${exceeded} ÷ ${of} = ${share} haben den Standard übertroffen, ebenso für erfüllt und darunter.`,
  gapFormula: (exceeded: number, below: number, of: number, gap: string) =>
    `Abstand: (${exceeded} − ${below}) ÷ ${of}, in Punkten: ${gap}. Er reicht von −100 bis +100.`,
  coverageFormula:
    'Das Gewicht der bewerteten Kriterien von dem derer, die zutrafen. Trifft nicht zu fällt auf beiden Seiten weg; nicht beobachtet und nicht erinnert zählen als zutreffend.',
  shareOf: {
    critical:
      'Interaktionen, in denen ein kritisches Kriterium verfehlt wurde, von allen Interaktionen. Das ist eine eigene Zahl und senkt keinen Mittelwert.',
    indifferent:
      'Interaktionen, die als gleichgültig angekreuzt wurden oder bei zwei Merkmalen der Gleichgültigkeit darunter lagen, von allen Interaktionen.',
    below_meets: 'Besuche, deren Bewertung unter der eines gerade erfüllten Standards liegt, von allen Besuchen.',
    within_promise:
      'Messungen, die das Versprechen hielten, von allen; wer das Warten aufgab, zählt als nicht gehalten.',
  },
  wilson:
    'Intervall: nach Wilson, auf so vielen unabhängigen Interaktionen, wie diese wert sind, denn die eines Besuchs ähneln sich. So kann keine von 20 immer noch bis zu jede sechste sein.',
  wilsonOfVisits:
    'Intervall: nach Wilson, mit dem Besuch als Einheit. So kann keiner von 20 immer noch bis zu jeder sechste sein.',
  swingFormula: (n: number) =>
    `Die Standardabweichung einzelner Besuche in Punkten: die von diesen ${n}, gewogen gegen die aller Einheiten derselben Art, denn wenige Besuche sagen wenig über ihre eigene Schwankung.`,
  tierFormula: (count: number) =>
    `Von jeder der ${count} Vergleichsfilialen der Abstand zum gemeinsamen Mittelwert, geteilt durch seinen Standardfehler; als darüber oder darunter gelten die, von denen höchstens jede zehnte Zufall sein dürfte (Benjamini–Hochberg).`,
  rankFormula:
    'Rang: Alle Vergleichsfilialen werden 4.000-mal aus dem gezogen, was ihre Besuche offenlassen; neun von zehn Ziehungen setzen die Filiale in diesen Bereich.',
  noRank: 'Unter fünf Besuchen oder unter einer Zuverlässigkeit von ein halb wird kein Rang genannt.',
  reliabilityFormula:
    'Zuverlässigkeit: wie sehr sich die Filialen wirklich unterscheiden, von dem und der Unsicherheit dieses Mittelwerts zusammen. Der erwartete Mittelwert ist der rohe, umso mehr zu dem der Vergleichsfilialen gezogen, je weniger zuverlässig er ist.',
  plannerFormula: (more: number) =>
    plural('de', more, {
      one: '1 weiterer Besuch würde es zeigen, wenn der Mittelwert bleibt, wo er ist.',
      other: `${more} weitere Besuche würden es zeigen, wenn der Mittelwert bleibt, wo er ist.`,
    }),
  monthsFormula:
    'Die Bewertungen der Besuche eines Monats zusammengezählt und durch ihre Anzahl geteilt. Ein Monat mit weniger als drei Besuchen hat keinen Mittelwert, und dort bricht die Linie ab.',
  countFormula: {
    interactions: 'Jede veröffentlichte Interaktion dieser Besuche, jede einmal gezählt.',
    stars: 'Jeder Stern aus diesen Besuchen, jeder einmal gezählt. Ein Stern ändert nie die Bewertung.',
  },
  measuredFormula:
    'Alle Messungen der Größe nach, wer aufgab zuletzt: der Wert, den so viele von hundert nicht überschritten. Jeder Balken zählt die Messungen zwischen seinen Grenzen; das Versprechen ist immer eine Grenze.',
  limitsFormula: (n: number) =>
    `Der Mittelwert der Vergleichsfilialen plus und minus t mal der Schwankung einzelner Besuche durch die Wurzel aus ${n}: Dort liegt eine Filiale, die ist wie die anderen, in 19 von 20 Fällen.`,
  differenceFormula: 'Der Mittelwert von A minus dem von B.',
  welch: 'Intervall: t mal der Wurzel aus beiden Varianzen zusammen (Welch), jede gewogen gegen die aller Einheiten.',
  holm: 'Was gesagt wird, richtet sich nach dem p-Wert, angepasst über genau die gezeigten Paare (Holm), bei 5 %.',
  detectableFormula:
    'Der kleinste wahre Unterschied, den solche Daten in vier von fünf Fällen zeigen würden. Nicht als verschieden gezeigt heißt nicht gleich.',
  changeFormula: 'Der Mittelwert dieses Zeitraums minus dem des gleich langen davor, unter einem Bewertungsbogen.',
  amongStores:
    'Eine Filiale wird nur genannt, wenn ihre Veränderung unter allen sichtbaren Filialen heraussticht (Benjamini–Hochberg).',
  tooFewFormula: 'Filialen mit weniger als fünf Besuchen in diesem Zeitraum.',
  severityFormula:
    'Jede Bewertung gilt als Gesamtmittel plus Filiale plus Testende plus Rest, alles zusammen geschätzt (REML auf den Summen nach Filiale und Testenden); das hier ist der Teil der Testenden.',
  severityUse: 'Nur zur Kalibrierung. Es ersetzt nie eine rohe Bewertung, und niemand wird danach gereiht.',
  adjustedFormula: 'Der rohe Mittelwert minus dem systematischen Unterschied, begrenzt auf 0 und 100.',
  gatesFormula: [
    'Eine bereinigte Spalte gibt es nur, wenn alle drei gelten: Die Testenden unterscheiden sich messbar (Likelihood-Quotient), genügend von ihnen haben genügend Besuche, und wer streng bewertet, hängt nicht damit zusammen, wer welche Filialen besucht.',
  ],
} satisfies ComputedTexts;
