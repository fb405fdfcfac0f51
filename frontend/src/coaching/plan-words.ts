/** What is said about a plan: what it is about, and its outcome in honest words. Pure. */
import { countText, textIn, type LocalisedText } from '../messages/format';
import type { Language } from '../messages/language.svelte';
import type { PlansTexts } from '../messages/plans.en';
import { rdiv } from '../scoring/rounding';
import type { PlanOutcome } from './wire';

type About = { readonly scope_kind: string; readonly scope_title: LocalisedText | null };

export function aboutText(texts: PlansTexts, language: Language, about: About): string {
  if (about.scope_title === null) return about.scope_kind === 'store' ? texts.wholeStore : texts.everything;
  const title = textIn(language, about.scope_title);
  return about.scope_kind === 'criterion' ? texts.criterion(title) : texts.businessArea(title);
}

/** `mark` is the shape beside the word; `sentences` follow one another. */
export type OutcomeSaid = {
  readonly mark: 'exceeded' | 'met' | 'below';
  readonly verdict: string;
  readonly sentences: readonly string[];
};

const MARKS = { improved: 'exceeded', worse: 'below', no_evidence_yet: 'met' } as const;

/** `reasonText` says a reason of the evidence floor (comparisons/evidence-reason.ts). */
export function outcomeText(
  texts: PlansTexts,
  language: Language,
  outcome: PlanOutcome,
  reasonText: (reason: string) => string,
): OutcomeSaid {
  const said = { mark: MARKS[outcome.verdict], verdict: texts[outcome.verdict] };
  const { effect_bp, expected_bp, probability_improved_ppm, smallest_effect_bp, more_observations } = outcome;
  const points = (bp: number) => countText(language, Math.abs(rdiv(bp, 100)));
  const smallest = smallest_effect_bp === null ? null : points(smallest_effect_bp);
  if (outcome.verdict !== 'no_evidence_yet' && effect_bp !== null && expected_bp !== null) {
    const sentence = outcome.verdict === 'improved' ? texts.improvedBy : texts.worseBy;
    const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(
      Math.min(99, Math.max(1, rdiv(probability_improved_ppm ?? 0, 10_000))) / 100,
    );
    return { ...said, sentences: [sentence(points(effect_bp), points(expected_bp)), texts.chance(percent)] };
  }
  if (outcome.reason === null) return { ...said, sentences: needed(texts, more_observations, smallest) };
  const why = becauseText(texts, outcome.reason, reasonText);
  return { ...said, sentences: [why, ...neededFirst(texts, more_observations, smallest)] };
}

function needed(texts: PlansTexts, more: number | null, smallest: string | null): readonly string[] {
  if (more !== null) return [smallest === null ? texts.needsMoreAlone(more) : texts.needsMore(more, smallest)];
  return smallest === null ? [] : [texts.wouldHardlyTell(smallest)];
}

/** Before rule P5 is met nothing has been judged: the smallest effect is that of the fewest visits it asks for. */
function neededFirst(texts: PlansTexts, more: number | null, smallest: string | null): readonly string[] {
  if (more === null) return [];
  return [smallest === null ? texts.needsMoreAlone(more) : texts.needsMoreFirst(more, smallest)];
}

function becauseText(texts: PlansTexts, reason: string, reasonText: (reason: string) => string): string {
  switch (reason) {
    case 'no_baseline':
      return texts.becauseNoBaseline;
    case 'not_observed_yet':
      return texts.becauseNotObserved;
    case 'rubric_changed':
      return texts.becauseRubricChanged;
    case 'too_few_peers':
      return texts.becauseTooFewPeers;
    case 'spread_unknown':
      return texts.becauseSpreadUnknown;
    case 'not_measurable':
      return texts.becauseOther;
    default:
      return texts.sinceTheTalk(reasonText(reason));
  }
}
