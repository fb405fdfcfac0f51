import { describe, expect, test } from 'vitest';
import { plural, scoreText, textIn, waitText } from '../../../frontend/src/messages/format';
import { preferredLanguage } from '../../../frontend/src/messages/language.svelte';

type Texts = Readonly<Record<string, unknown>>;
const catalogues = import.meta.glob<Texts>('../../../frontend/src/messages/*.{en,de}.ts', {
  import: 'default',
  eager: true,
});

const slices = [...new Set(Object.keys(catalogues).map((path) => path.replace(/\.(en|de)\.ts$/, '')))];

describe.each(slices)('%s', (slice) => {
  const en = catalogues[`${slice}.en.ts`] ?? {};
  const de = catalogues[`${slice}.de.ts`] ?? {};

  test('has the same texts in both languages, none empty', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
    expect(Object.values(de).filter((text) => text === '')).toEqual([]);
  });

  test('says long sentences in German, not in English once more', () => {
    const sentences = Object.entries(en).filter(([, text]) => typeof text === 'string' && text.length > 25);
    expect(sentences.filter(([key, text]) => de[key] === text).map(([key]) => key)).toEqual([]);
  });
});

describe('the language', () => {
  test.each([
    ['de', ['en-GB'], 'de'],
    [null, ['fr-FR', 'de-AT', 'en'], 'de'],
    [null, ['fr'], 'en'],
    ['xx', ['de'], 'de'],
  ] as const)('kept %s, browser %j: %s', (kept, offered, chosen) => {
    expect(preferredLanguage(kept, offered)).toBe(chosen);
  });

  test('of a rubric text falls back to English', () => {
    expect(textIn('de', { en: 'Till' })).toBe('Till');
    expect(textIn('de', { en: 'Till', de: 'Kasse' })).toBe('Kasse');
  });
});

describe('figures', () => {
  test.each([
    ['en', 8_333, '83.3'],
    ['de', 8_333, '83,3'],
    ['en', 9_995, '100.0'],
    ['en', -4, '0.0'],
    ['en', -1_250, '−12.5'],
    ['de', null, '–'],
  ] as const)('%s %s is %s', (language, score_bp, text) => {
    expect(scoreText(language, score_bp)).toBe(text);
  });

  test('a wait is said in minutes and seconds', () => {
    expect([waitText(0), waitText(95_900), waitText(3_600_000)]).toEqual(['0:00', '1:35', '60:00']);
  });

  test('the plural follows the language', () => {
    expect(plural('de', 1, { one: 'ein Besuch', other: 'Besuche' })).toBe('ein Besuch');
    expect(plural('en', 0, { one: 'one visit', other: 'no visits' })).toBe('no visits');
  });
});
