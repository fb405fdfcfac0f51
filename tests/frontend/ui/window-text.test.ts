import { expect, test } from 'vitest';
import { windowText } from '../../../frontend/src/evaluator/window-text';
import texts from '../../../frontend/src/messages/assignments-list.en';

test.each([
  ['2026-11-20', '2026-11-30', 'Until Mon, Nov 30'],
  ['2026-11-20', '2026-11-25', 'Last day today'],
  ['2026-11-25', '2026-11-26', 'Until tomorrow'],
  ['2026-12-02', '2026-12-08', 'Wed, Dec 2 to Tue, Dec 8'],
  ['2026-12-02', '2026-12-02', 'On Wed, Dec 2'],
])('the window from %s to %s, on the 25th: %s', (from_on, to_on, words) => {
  expect(windowText({ from_on, to_on }, '2026-11-25', 'en', texts)).toBe(words);
});
