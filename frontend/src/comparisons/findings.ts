/** The sentences of what stands out, and where each leads. Pure. */
import { countText, dayText } from '../messages/format';
import type { FindingTexts } from '../messages/findings.en';
import type { Language } from '../messages/language.svelte';
import { rdiv } from '../scoring/rounding';
import { shareOf, type Behind, type Subject } from './computed/explained';
import { gapText, percentText, periodText } from './figures';
import type { Finding } from './wire';

/** `mark` is the shape beside the sentence. */
export type Sentence = {
  readonly mark: 'exceeded' | 'below' | 'critical' | 'note';
  readonly text: string;
  readonly note: string;
};

export function sentenceOf(texts: FindingTexts, language: Language, finding: Finding): Sentence {
  const name = finding.stores[0]?.name ?? '';
  if (finding.kind === 'changed' && finding.change !== null) {
    const { change } = finding;
    const by = countText(language, Math.abs(rdiv(change.difference_bp, 100)));
    return {
      mark: change.difference_bp > 0 ? 'exceeded' : 'below',
      text: change.difference_bp > 0 ? texts.rose(name, by) : texts.fell(name, by),
      note: texts.changeNote(
        gapText(language, change.ci_low_bp),
        gapText(language, change.ci_high_bp),
        change.figure.visit_count,
        change.figure_before.visit_count,
        periodText(language, change.before),
      ),
    };
  }
  if (finding.kind === 'critical_failed' && finding.critical !== null) {
    const { critical } = finding;
    return {
      mark: 'critical',
      text: texts.criticalFailed(name, countText(language, critical.failed), countText(language, critical.of)),
      note: texts.criticalNote(
        percentText(language, critical.ci_low_bp),
        percentText(language, critical.ci_high_bp),
        finding.newest_on === null ? '–' : dayText(language, finding.newest_on),
      ),
    };
  }
  return {
    mark: 'note',
    text: texts.tooFewVisits(finding.store_count, namesOf(texts, language, finding)),
    note: texts.tooFewNote,
  };
}

function namesOf(texts: FindingTexts, language: Language, finding: Finding): string {
  const names = finding.stores.map((store) => store.name);
  const more = finding.store_count - names.length;
  if (more > 0) return texts.andMore(names.join(', '), more);
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** The store's visits where one must be looked at, its page for a change, the list for stores with too few visits. */
export function hrefOf({ kind, link }: Finding): string {
  const query = new URLSearchParams({ from_on: link.from_on, to_on: link.to_on });
  if (link.area_id !== null) query.set('area_id', link.area_id);
  if (link.comparability_key !== null) query.set('comparability_key', link.comparability_key);
  if (link.store_id === null) return `/stores?${query}#tier-none`;
  return `/stores/${link.store_id}?${query}${kind === 'critical_failed' ? '#visits' : ''}`;
}

/** The visits that the figures of a finding were counted from; many stores with few visits have no one list. */
export const behindOf = ({ link }: Finding): Behind | null =>
  link.store_id === null
    ? null
    : {
        store_id: link.store_id,
        from_on: link.from_on,
        to_on: link.to_on,
        area_id: link.area_id,
        ...(link.comparability_key === null ? {} : { comparability_key: link.comparability_key }),
      };

export function subjectOf(finding: Finding): Subject {
  if (finding.change !== null) return { kind: 'change', change: finding.change };
  if (finding.critical !== null) return { kind: 'share', of: 'critical', share: shareOf(finding.critical) };
  return { kind: 'too_few', store_count: finding.store_count };
}
