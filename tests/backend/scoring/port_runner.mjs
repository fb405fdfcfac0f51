// Scores every case of a JSON file with the TypeScript port and prints the results as JSON.
// Node strips the types itself; Vite's extension-less imports are completed by the hook below.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const bare = /^\.{1,2}\//.test(specifier) && !/\.\w+$/.test(specifier);
    return nextResolve(bare ? `${specifier}.ts` : specifier, context);
  },
});

const port = new URL('../../../frontend/src/scoring/', import.meta.url);
const { rubricOf, ratingsOf } = await import(new URL('document.ts', port));
const { scoreOf } = await import(new URL('score.ts', port));
const { shown, rdiv } = await import(new URL('rounding.ts', port));
const { visitScoreOf } = await import(new URL('visit.ts', port));

function hasNegativeZero(value) {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasNegativeZero);
  return Object.is(value, -0);
}

function resultOf({ rubric, ratings }) {
  const compiled = rubricOf(rubric);
  if (!compiled.ok) return { refused: compiled.problem };
  const given = ratingsOf(ratings);
  if (!given.ok) return { refused: given.problem };
  const score = scoreOf(compiled.value, given.value);
  if (!score.ok) return { refused: score.problem };
  if (hasNegativeZero(score.value)) throw new Error(`-0 in ${JSON.stringify({ rubric, ratings })}`);
  return score.value;
}

const { cases, divisions, visits } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(
  JSON.stringify({
    cases: cases.map(resultOf),
    divisions: divisions.map(([numerator, divisor]) => {
      const quotient = rdiv(numerator, divisor);
      return Object.is(quotient, -0) ? '-0' : [quotient, shown(quotient)];
    }),
    visits: visits.map(visitScoreOf),
  }),
);
