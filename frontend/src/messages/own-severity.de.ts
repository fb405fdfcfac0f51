import { plural } from './format';
import type { OwnSeverityTexts } from './own-severity.en';

const ofVisits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuchen` });
const visits = (count: number) => plural('de', count, { one: '1 Besuch', other: `${count} Besuche` });
const stores = (count: number) => plural('de', count, { one: '1 Filiale', other: `${count} Filialen` });
const points = (text: string) => (text === '1' ? '1 Punkt' : `${text} Punkte`);

export default {
  title: 'Deine Strenge oder Milde',
  intro:
    'Ob du anders bewertest als andere Testende in denselben Filialen. Leitung, Filialen und andere Testende sehen es nicht; wer die Kalibrierung leitet, schon.',
  open: 'Deine Strenge oder Milde ansehen',
  back: 'Dein Konto',
  about: 'Deine Besuche',
  severe: (by: string) => `Du bewertest ${points(by)} strenger als andere Testende in denselben Filialen.`,
  generous: (by: string) => `Du bewertest ${points(by)} milder als andere Testende in denselben Filialen.`,
  neither: 'Es zeigt sich nicht, dass du strenger oder milder bewertest als andere Testende in denselben Filialen.',
  interval: (low: string, high: string) => `95-%-Intervall: ${low} bis ${high} Punkte.`,
  basis: (visitCount: number, storeCount: number) => `Aus deinen ${ofVisits(visitCount)} in ${stores(storeCount)}.`,
  axis: 'Punkte unter (strenger) oder über (milder) anderen Testenden',
  untoldTitle: 'Es lässt sich nichts sagen',
  noVisits: 'Kein veröffentlichter Besuch von dir hat in diesem Zeitraum eine Bewertung.',
  tooFewVisits: (count: number, fewest: number) =>
    `Du hast ${visits(count)} mit diesem Bewertungsbogen in diesem Zeitraum; mindestens ${fewest} sind nötig.`,
  use: 'Das ist keine Note: Es hilft dir, den Bewertungsbogen zu lesen wie die anderen. Es ändert keine Bewertung.',
  gates: 'Wann sich etwas sagen lässt',
} satisfies OwnSeverityTexts;
