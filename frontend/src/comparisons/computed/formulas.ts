/** From the kind of a figure to what the dialog says: its name, its numbers, its formula in words, its flags. Pure.
 *
 * The rules themselves are the server's (statistics/, scoring/); here they are only said, with the figure's own numbers.
 */
import type { ComputedTexts } from '../../messages/computed.en';
import { countText } from '../../messages/format';
import { numberFormat } from '../../messages/intl';
import type { Language } from '../../messages/language.svelte';
import { displayed, gapText, outcomeCount, shareText } from '../figures';
import { amountText } from '../waits';
import type { Figure, VisitsBehind } from '../wire';
import { scopeOf, type Explained, type Subject } from './explained';

export type Line = { readonly term: string; readonly text: string };

/** Basis points to the last digit: 8333 is "83.33". */
export const exactText = (language: Language, bp: number): string =>
  numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    .format(bp / 100)
    .replace('-', '−');

export function nameOf(texts: ComputedTexts, language: Language, subject: Subject): string {
  if (subject.kind === 'share') return texts.names[subject.of];
  if (subject.kind === 'count') return texts.counts[subject.of];
  if (subject.kind === 'limits') return texts.limitsAt(subject.visit_count);
  if (subject.kind === 'measured')
    return texts.names.measured(amountText(language, subject.waits.unit, subject.waits.target));
  return texts.names[subject.kind];
}

/** The figure to the last digit, what it rests on, and its interval. */
export function numbersOf(texts: ComputedTexts, language: Language, { subject }: Explained): readonly Line[] {
  const exact = (bp: number | null) => (bp === null ? '–' : texts.points(exactText(language, bp)));
  const count = (value: number) => countText(language, value);
  const interval = (low: number | null, high: number | null): Line[] =>
    low === null || high === null
      ? []
      : [
          {
            term: texts.interval,
            text: texts.points(texts.range(exactText(language, low), exactText(language, high))),
          },
        ];

  switch (subject.kind) {
    case 'mean':
      return meanNumbers(texts, language, subject.figure);
    case 'outcomes': {
      const { exceeded, met, below, gap_bp } = subject.outcomes;
      return [
        { term: texts.outcomes.exceeded, text: count(exceeded) },
        { term: texts.outcomes.met, text: count(met) },
        { term: texts.outcomes.below, text: count(below) },
        { term: texts.gap, text: exact(gap_bp) },
      ];
    }
    case 'coverage':
      return [{ term: texts.names.coverage, text: exactPercent(language, subject.coverage_bp) }];
    case 'share': {
      const { hits, of, share_bp, ci_low_bp, ci_high_bp } = subject.share;
      return [
        { term: texts.shareTerm, text: texts.outOf(count(hits), count(of), percentOrNone(language, share_bp)) },
        ...(ci_low_bp === null || ci_high_bp === null
          ? []
          : [
              {
                term: texts.interval,
                text: texts.range(exactPercent(language, ci_low_bp), exactPercent(language, ci_high_bp)),
              },
            ]),
      ];
    }
    case 'swing':
      return [
        { term: texts.names.swing, text: exact(subject.consistency.swing_bp) },
        { term: texts.n, text: texts.visits(subject.visit_count) },
      ];
    case 'standing': {
      const { standing, group } = subject;
      return [
        { term: texts.tier, text: standing.tier === null ? texts.noTier : texts.tiers[standing.tier] },
        ...(standing.is_ordered && standing.rank_low !== null && standing.rank_high !== null && group
          ? [{ term: texts.rank, text: texts.rankRange(standing.rank_low, standing.rank_high, group.store_count) }]
          : []),
        ...(standing.shrunk_mean_bp === null ? [] : [{ term: texts.shrunk, text: exact(standing.shrunk_mean_bp) }]),
        ...(standing.reliability_bp === null
          ? []
          : [{ term: texts.reliability, text: exactPercent(language, standing.reliability_bp) }]),
        ...(group === undefined ? [] : [{ term: texts.peersMean, text: exact(group.centre_bp) }]),
      ];
    }
    case 'months':
      return subject.months.map((month) => ({
        term: texts.month(month.month_on, language),
        text: [
          month.raw_mean_bp === null ? texts.tooFew : exact(month.raw_mean_bp),
          texts.visits(month.visit_count),
        ].join(' · '),
      }));
    case 'count':
      return [{ term: texts.counts[subject.of], text: count(subject.count) }];
    case 'measured': {
      const { waits } = subject;
      const amount = (value: number | null) =>
        value === null ? texts.gaveUp : amountText(language, waits.unit, value);
      return [
        { term: texts.n, text: `${texts.visits(waits.visit_count)} · ${texts.measurements(waits.measured_count)}` },
        { term: texts.gaveUp, text: count(waits.gave_up) },
        ...(waits.quantiles === null
          ? []
          : ([10, 25, 50, 75, 90] as const).map((percent) => ({
              term: texts.quantile(percent),
              text: amount(waits.quantiles?.[`p${percent}`] ?? null),
            }))),
      ];
    }
    case 'limits':
      return [
        { term: texts.peersMean, text: exact(subject.group.centre_bp) },
        { term: texts.visitSpread, text: exact(subject.group.visit_sd_bp) },
        { term: texts.n, text: texts.visits(subject.visit_count) },
      ];
    case 'difference': {
      const { pair } = subject;
      return [
        { term: texts.meanA, text: exact(subject.a_mean_bp) },
        { term: texts.meanB, text: exact(pair.b.figure.raw_mean_bp) },
        { term: texts.names.difference, text: exact(pair.difference_bp) },
        ...interval(pair.ci_low_bp, pair.ci_high_bp),
        ...(pair.p_adjusted_ppm === null
          ? []
          : [{ term: texts.pAdjusted, text: decimal(language, pair.p_adjusted_ppm, 1_000_000, 6) }]),
        ...(pair.detectable_bp === null ? [] : [{ term: texts.detectable, text: exact(pair.detectable_bp) }]),
      ];
    }
    case 'change': {
      const { change } = subject;
      return [
        { term: texts.now, text: `${exact(change.figure.raw_mean_bp)} · ${texts.visits(change.figure.visit_count)}` },
        {
          term: texts.before,
          text: `${exact(change.figure_before.raw_mean_bp)} · ${texts.visits(change.figure_before.visit_count)}`,
        },
        { term: texts.names.change, text: exact(change.difference_bp) },
        ...interval(change.ci_low_bp, change.ci_high_bp),
        { term: texts.pAdjusted, text: decimal(language, change.p_adjusted_ppm, 1_000_000, 6) },
      ];
    }
    case 'too_few':
      return [{ term: texts.stores, text: count(subject.store_count) }];
    case 'severity':
      return [
        { term: texts.names.severity, text: exact(subject.row.effect_bp) },
        ...interval(subject.row.ci_low_bp, subject.row.ci_high_bp),
        { term: texts.n, text: texts.visitsInStores(subject.row.visit_count, subject.row.store_count) },
      ];
    case 'adjusted':
      return [
        { term: texts.rawMean, text: exact(subject.row.raw_mean_bp) },
        { term: texts.names.severity, text: exact(subject.row.effect_bp) },
        { term: texts.names.adjusted, text: exact(subject.row.adjusted_mean_bp) },
      ];
    case 'gates':
      return [];
  }
}

function meanNumbers(texts: ComputedTexts, language: Language, figure: Figure): Line[] {
  const exact = (bp: number) => texts.points(exactText(language, bp));
  const shown = displayed(figure);
  return [
    { term: texts.names.mean, text: shown.kind === 'mean' ? exact(shown.mean_bp) : texts.noMean },
    ...(shown.kind === 'mean' && shown.low_bp !== null && shown.high_bp !== null
      ? [
          {
            term: texts.interval,
            text: texts.points(texts.range(exactText(language, shown.low_bp), exactText(language, shown.high_bp))),
          },
        ]
      : []),
    {
      term: texts.n,
      text: [
        texts.visits(figure.visit_count),
        figure.interaction_count === 0 ? '' : texts.interactions(figure.interaction_count),
      ]
        .filter(Boolean)
        .join(' · '),
    },
  ];
}

/** The rule as sentences, with the numbers that are at hand filled in. */
export function formulaOf(texts: ComputedTexts, language: Language, { about, subject }: Explained): readonly string[] {
  switch (subject.kind) {
    case 'mean': {
      const { figure } = subject;
      const shown = displayed(figure);
      const scope = scopeOf(about.behind);
      const mean = texts.meanOf[scope](figure.visit_count, figure.interaction_count, subject.store_count ?? 0);
      const of = figure.flags.includes('common_criteria') ? [texts.onCommonCriteria, mean] : [mean];
      if (shown.kind !== 'mean') return [...of, texts.hiddenMean];
      if (shown.low_bp === null) return of;
      return [...of, scope === 'stores' ? texts.intervalOfStores : texts.intervalOfMean(figure.visit_count)];
    }
    case 'outcomes': {
      const { exceeded, below, gap_bp } = subject.outcomes;
      const of = outcomeCount(subject.outcomes);
      return [
        texts.outcomesFormula(of, exceeded, shareText(language, exceeded, of)),
        texts.gapFormula(exceeded, below, of, gapText(language, gap_bp)),
      ];
    }
    case 'coverage':
      return [texts.coverageFormula];
    case 'share':
      return [texts.shareOf[subject.of], subject.of === 'below_meets' ? texts.wilsonOfVisits : texts.wilson];
    case 'swing':
      return [texts.swingFormula(subject.visit_count)];
    case 'standing':
      return standingFormula(texts, subject);
    case 'months':
      return [texts.monthsFormula];
    case 'count':
      return [texts.countFormula[subject.of]];
    case 'measured':
      return [texts.measuredFormula];
    case 'limits':
      return [texts.limitsFormula(subject.visit_count)];
    case 'difference':
      return [texts.differenceFormula, texts.welch, texts.holm, texts.detectableFormula];
    case 'change':
      return [texts.changeFormula, texts.welch, texts.amongStores];
    case 'too_few':
      return [texts.tooFewFormula];
    case 'severity':
      return [texts.severityFormula, texts.severityUse];
    case 'adjusted':
      return [texts.adjustedFormula, texts.severityUse];
    case 'gates':
      return texts.gatesFormula;
  }
}

function standingFormula(texts: ComputedTexts, { standing, group }: Extract<Subject, { kind: 'standing' }>): string[] {
  const more = standing.more_visits_until_told_apart;
  return [
    texts.tierFormula(group?.store_count ?? 0),
    ...(standing.is_ordered ? [texts.rankFormula] : [texts.noRank]),
    texts.reliabilityFormula,
    ...(standing.tier === 'not_distinguishable' && more !== null && more > 0 ? [texts.plannerFormula(more)] : []),
  ];
}

const OF_VISITS: readonly string[] = ['disputed', 'photos_missing'];

/** What the figure itself has to say about how far it carries; of how many visits something is to be minded is asked
 * of the server, where a list of them stands behind it. */
export function flagsOf(texts: ComputedTexts, { about, subject }: Explained): readonly string[] {
  if (subject.kind !== 'mean') return [];
  return subject.figure.flags
    .filter((flag) => about.behind === null || !OF_VISITS.includes(flag))
    .map((flag) => texts.flagNames[flag] ?? flag);
}

/** What to mind about the visits behind a figure; nothing while they are not known. */
export function flagsBehind(texts: ComputedTexts, flags: VisitsBehind['flags'] | undefined): readonly string[] {
  if (flags === undefined) return [];
  return [
    ...(flags.disputed > 0 ? [texts.disputed(flags.disputed)] : []),
    ...(flags.photos_missing > 0 ? [texts.photosMissing(flags.photos_missing)] : []),
  ];
}

const decimal = (language: Language, value: number, of: number, digits: number) =>
  numberFormat(language, { maximumFractionDigits: digits }).format(value / of);

const exactPercent = (language: Language, bp: number | null) =>
  bp === null
    ? '–'
    : numberFormat(language, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
        bp / 10_000,
      );

const percentOrNone = (language: Language, bp: number | null) => (bp === null ? '' : exactPercent(language, bp));
