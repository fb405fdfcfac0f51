/** TypeScript against the shared vectors, one test a case. The format is in schemas/vectors/README.md. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ratingsOf, rubricOf } from '../../../frontend/src/scoring/document';
import { indifferenceOf } from '../../../frontend/src/scoring/indifference';
import { SCORING_VERSION } from '../../../frontend/src/scoring/model';
import type { Answered } from '../../../frontend/src/scoring/problem';
import { rdiv, shown, shownWhole, shownWithInterval } from '../../../frontend/src/scoring/rounding';
import { gapOf, scoreOf } from '../../../frontend/src/scoring/score';
import { checkedStar, type Star } from '../../../frontend/src/scoring/stars';
import { visitScoreOf } from '../../../frontend/src/scoring/visit';

type Case = { id: string; because: string; expect?: unknown; refused?: string; at?: string } & (
  | { operation?: 'score'; rubric: unknown; ratings: unknown }
  | { operation: 'rdiv'; numerator: number; divisor: number }
  | { operation: 'display'; bp: number | null; ci_low_bp?: number; ci_high_bp?: number }
  | { operation: 'gap'; exceeded: number; met: number; below: number }
  | { operation: 'visit'; interactions: { weight: number; raw_bp: number | null }[] }
  | { operation: 'indifference'; ticked: boolean; by_markers: boolean }
  | { operation: 'star'; star: Star; critical_failed: boolean }
) & { not_in?: { typescript?: string } };
type VectorFile = { topic: string; rubrics?: Record<string, unknown>; cases: Case[] };

const folder = new URL('../../../schemas/vectors/scoring/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name): VectorFile => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

function then<A, B>(answer: Answered<A>, next: (value: A) => Answered<B>): Answered<B> {
  return answer.ok ? next(answer.value) : answer;
}

function found(value: unknown): Answered<unknown> {
  return { ok: true, value };
}

function answerTo(file: VectorFile, one: Case): Answered<unknown> {
  switch (one.operation) {
    case 'rdiv':
      return found(rdiv(one.numerator, one.divisor));
    case 'display':
      return found(
        one.ci_low_bp === undefined || one.ci_high_bp === undefined
          ? shown(one.bp)
          : shownWithInterval(one.bp, one.ci_low_bp, one.ci_high_bp),
      );
    case 'gap':
      return found(gapOf(one.exceeded, one.met, one.below));
    case 'visit':
      return found(visitScoreOf(one.interactions));
    case 'indifference':
      return found(indifferenceOf(one.ticked, one.by_markers));
    case 'star':
      return then(checkedStar(one.star, 'star', one.critical_failed), () => found('given'));
    default: {
      const rubric = typeof one.rubric === 'string' ? file.rubrics?.[one.rubric] : one.rubric;
      return then(rubricOf(rubric), (compiled) =>
        then(ratingsOf(one.ratings), (ratings) => then(scoreOf(compiled, ratings), found)),
      );
    }
  }
}

/** The part of the result that the case names; a figure that is not named is not looked at. */
function named(value: unknown, expected: unknown): unknown {
  if (typeof value !== 'object' || value === null || typeof expected !== 'object' || expected === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(expected, name)));
}

for (const file of files) {
  describe(file.topic, () => {
    for (const one of file.cases.filter((candidate) => candidate.not_in?.typescript === undefined)) {
      it(`${one.id} ${one.because}`, () => {
        const answer = answerTo(file, one);
        if (one.refused !== undefined) {
          expect(answer).toStrictEqual({ ok: false, problem: { code: one.refused, path: one.at } });
        } else {
          expect(answer.ok && named(answer.value, one.expect)).toStrictEqual(one.expect); // tells -0 from 0
        }
      });
    }
  });
}

describe('The vectors', () => {
  it('pin the first scoring version', () => {
    expect(SCORING_VERSION).toBe(1);
    expect(files.flatMap((file) => file.cases).length).toBeGreaterThanOrEqual(200);
  });
});

describe('A decimal mark of the reader', () => {
  it('stands where the point stood', () => {
    expect(shown(8250, ',')).toBe('82,5');
    expect(shownWithInterval(8250, 8150, 8350, ',')).toBe('82,5');
    expect(shownWhole(null)).toBe('–');
  });
});

describe('A rating with more fields, as the form keeps it', () => {
  it('is scored as it is', () => {
    const rubric = rubricOf({
      sections: [
        { section_key: 's', criteria: [{ criterion_key: 'greet', kind: 'yes_no', weight: 1, business_area: 'x' }] },
      ],
    });
    const rating = { criterion_key: 'greet', state: 'scored', answer: true, comment: null } as const;
    const score = then(rubric, (compiled) => scoreOf(compiled, [rating]));
    expect(score.ok && score.value.raw_bp).toBe(10_000);
  });
});
