/** The question of an export as a form holds it, and what is wrong with it before it is sent. Pure. */
import { daysAfter, daysOf, isDay, runsBackwards } from '../comparisons/view';
import { COUNTRIES } from './countries';
import type { ExportAsked, Purpose } from './wire';

export type ExportForm = {
  readonly purpose: Purpose | null;
  readonly from_on: string;
  readonly to_on: string;
  /** "" is everybody in the scope; "area:<id>" or "store:<id>" narrows it; "person" is the one in `person`. */
  readonly population: string;
  readonly person: PersonAsked | null;
  readonly retain_until_on: string;
  readonly language: ExportAsked['language'];
  readonly with_dossiers: boolean;
  /** What a formal process rests on; it is sent for no other purpose. */
  readonly country: string;
  readonly legal_basis: string;
  readonly staff_notice_ids: readonly string[];
};

export type PersonAsked = {
  readonly staff_member_id: string;
  readonly staff_code: string;
  readonly display_name: string;
};

export type FormFault = QuestionFault | FormalFault;
export type QuestionFault =
  | 'purposeMissing'
  | 'daysMissing'
  | 'periodBackwards'
  | 'personMissing'
  | 'retentionMissing'
  | 'retentionOver'
  | 'retentionTooLong';
export type FormalFault = 'countryMissing' | 'legalBasisMissing' | 'noticeMissing';
export type FormField = 'purpose' | 'from_on' | 'person' | 'retain_until_on' | FormalField;
export type FormalField = 'country' | 'legal_basis' | 'staff_notice_ids';
export type Faulty =
  | { readonly field: Exclude<FormField, FormalField>; readonly fault: QuestionFault }
  | { readonly field: FormalField; readonly fault: FormalFault };

/** The choice of a population that is one person. */
export const PERSON = 'person';
const USUAL_RETENTION_DAYS = 365; // rule P8: a named link lives twelve months
const LONGEST_RETENTION_DAYS = 1_830; // the server refuses more
const SHORTEST_BASIS = 3; // characters

/** The last quarter, everybody, a year, with dossiers; the purpose is never filled in for a person. */
export function emptyForm(today: string, language: string): ExportForm {
  return {
    purpose: null,
    ...daysOf('last_quarter', today),
    population: '',
    person: null,
    retain_until_on: daysAfter(today, USUAL_RETENTION_DAYS),
    language: language === 'de' ? 'de' : 'en',
    with_dossiers: true,
    country: '',
    legal_basis: '',
    staff_notice_ids: [],
  };
}

export function faultsOf(form: ExportForm, today: string): readonly Faulty[] {
  const faults: Faulty[] = [];
  if (form.purpose === null) faults.push({ field: 'purpose', fault: 'purposeMissing' });
  if (form.purpose === 'formal_process') {
    if (countryOf(form) === null) faults.push({ field: 'country', fault: 'countryMissing' });
    if (form.legal_basis.trim().length < SHORTEST_BASIS)
      faults.push({ field: 'legal_basis', fault: 'legalBasisMissing' });
    if (form.staff_notice_ids.length === 0) faults.push({ field: 'staff_notice_ids', fault: 'noticeMissing' });
  }
  if (!isDay(form.from_on) || !isDay(form.to_on)) faults.push({ field: 'from_on', fault: 'daysMissing' });
  else if (runsBackwards(form)) faults.push({ field: 'from_on', fault: 'periodBackwards' });
  if (form.population === PERSON && form.person === null) faults.push({ field: 'person', fault: 'personMissing' });
  if (!isDay(form.retain_until_on)) faults.push({ field: 'retain_until_on', fault: 'retentionMissing' });
  else if (form.retain_until_on < today) faults.push({ field: 'retain_until_on', fault: 'retentionOver' });
  else if (form.retain_until_on > daysAfter(today, LONGEST_RETENTION_DAYS))
    faults.push({ field: 'retain_until_on', fault: 'retentionTooLong' });
  return faults;
}

const countryOf = (form: ExportForm) => COUNTRIES.find((code) => code === form.country) ?? null;

function formalOf(form: ExportForm): ExportAsked['formal_process'] {
  const country = countryOf(form);
  if (form.purpose !== 'formal_process' || country === null) return null;
  return { country, legal_basis: form.legal_basis.trim(), staff_notice_ids: [...form.staff_notice_ids] };
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
    population: {
      area_id: idAfter('area:'),
      store_id: idAfter('store:'),
      ...(form.population === PERSON && form.person !== null ? { staff_member_id: form.person.staff_member_id } : {}),
    },
    retain_until_on,
    language,
    with_dossiers,
    formal_process: formalOf(form),
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
