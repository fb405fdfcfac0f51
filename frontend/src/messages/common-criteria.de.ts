import type { CommonCriteriaTexts } from './common-criteria.en';

export default {
  title: 'Nach den gemeinsamen Kriterien',
  titleOf: (what) => `${what}: nach den gemeinsamen Kriterien`,
  otherVersion: 'Verglichen mit',
  compare: 'Nach den gemeinsamen Kriterien vergleichen',
  compareHint:
    'Dieser Bewertungsbogen hat sich im Zeitraum geändert. Was nach den alten und nach den neuen Regeln bewertet wurde, darf nach den Kriterien verglichen werden, die beide haben, wenn es genug sind.',
  notOrdinary: (chosen) =>
    `Nicht die gewöhnlichen Punkte: allein aus den Bewertungen dieser Kriterien neu berechnet, auf beiden Seiten mit den Gewichten von ${chosen}. Lies die beiden nebeneinander und neben keiner anderen Zahl.`,
  shareOf: (share) => `Die gemeinsamen Kriterien machen ${share} des Gewichts aus.`,
  none: 'Die beiden lassen sich nicht vergleichen',
  noCommonScore: {
    no_other_version: () =>
      'In den gewählten Tagen wurde keine andere Fassung dieses Bewertungsbogens verwendet. Wähle einen Zeitraum mit Besuchen vor und nach der Änderung.',
    same_key: () =>
      'Das sind dieselben Regeln der Bewertung: Die gewöhnlichen Zahlen enthalten schon alle ihre Besuche.',
    other_rubric: () =>
      'Das sind zwei Bewertungsbögen und nicht zwei Fassungen von einem: Derselbe Name kann dort etwas anderes fragen.',
    other_anchor: () =>
      'Ein erfüllter Standard ist dort andere Punkte wert, daher wird kein Kriterium gleich bewertet.',
    too_little_in_common: (chosen, other, least) =>
      `Zu wenig gemeinsam: Was beide gleich bewerten, macht hier ${chosen} und dort ${other} des Gewichts aus; auf beiden Seiten braucht es ${least}.`,
  },
  criteriaTitle: (count, left) =>
    left === 0 ? `Alle ${count} Kriterien gemeinsam` : `${count} Kriterien gemeinsam, ${left} ausgelassen`,
  inCommon: 'Gemeinsam',
  leftOut: (version) => `Ausgelassen aus ${version}`,
  acrossStores: 'In allen Filialen',
} satisfies CommonCriteriaTexts;
