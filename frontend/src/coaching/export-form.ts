/** The question of an export as a form holds it, and what is wrong with it before it is sent. Pure. */
import { daysAfter, daysOf, isDay, runsBackwards } from '../comparisons/view';
import type { ExportAsked, Purpose } from './wire';

export type ExportForm = {
  readonly purpose: Purpose | null;
  readonly from_on: string;
  readonly to_on: string;
  /** "" is everybody in the scope; "area:<id>" or "store:<id>" narrows it. */
  readonly population: string;
  readonly retain_until_on: string;
  readonly language: ExportAsked['language'];
  readonly with_dossiers: boolean;
};

export type FormFault =
  'purposeMissing' | 'daysMissing' | 'periodBackwards' | 'retentionMissing' | 'retentionOver' | 'retentionTooLong';
export type FormField = 'purpose' | 'from_on' | 'retain_until_on';

const USUAL_RETENTION_DAYS = 365; // rule P8: a named link lives twelve months
const LONGEST_RETENTION_DAYS = 1_830; // the server refuses more

/** The last quarter, everybody, a year, with dossiers; the purpose is never filled in for a person. */
export function emptyForm(today: string, language: string): ExportForm {
  return {
    purpose: null,
    ...daysOf('last_quarter', today),
    population: '',
    retain_until_on: daysAfter(today, USUAL_RETENTION_DAYS),
    language: language === 'de' ? 'de' : 'en',
    with_dossiers: true,
  };
}

export function faultsOf(form: ExportForm, today: string): readonly { field: FormField; fault: FormFault }[] {
  const faults: { field: FormField; fault: FormFault }[] = [];
  if (form.purpose === null) faults.push({ field: 'purpose', fault: 'purposeMissing' });
  if (!isDay(form.from_on) || !isDay(form.to_on)) faults.push({ field: 'from_on', fault: 'daysMissing' });
  else if (runsBackwards(form)) faults.push({ field: 'from_on', fault: 'periodBackwards' });
  if (!isDay(form.retain_until_on)) faults.push({ field: 'retain_until_on', fault: 'retentionMissing' });
  else if (form.retain_until_on < today) faults.push({ field: 'retain_until_on', fault: 'retentionOver' });
  else if (form.retain_until_on > daysAfter(today, LONGEST_RETENTION_DAYS))
    faults.push({ field: 'retain_until_on', fault: 'retentionTooLong' });
  return faults;
}

/** Ready to send; null while a purpose is missing. */
export function askedBy(form: ExportForm): ExportAsked | null {
  if (form.purpose === null) return null;
  const { purpose, from_on, to_on, retain_until_on, language, with_dossiers } = form;
  const idAfter = (prefix: string) =>
    form.population.startsWith(prefix) ? form.population.slice(prefix.length) : null;
  return {
    purpose,
    from_on,
    to_on,
    population: { area_id: idAfter('area:'), store_id: idAfter('store:') },
    retain_until_on,
    language,
    with_dossiers,
  };
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "2.3 MB": whole bytes, else one decimal. */
export function sizeText(language: string, size_bytes: number): string {
  let size = size_bytes;
  let step = 0;
  while (size >= 1_000 && step < UNITS.length - 1) {
    size /= 1_000;
    step += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(size);
}

export const hasExpired = (expires_at: string, now: number): boolean => Date.parse(expires_at) <= now;
