/** What is overdue, among the at most five sentences of the first screen. */
import { describe, expect, test } from 'vitest';
import { dueSentences, withDue } from '../../../frontend/src/comparisons/due-sentences';
import texts from '../../../frontend/src/messages/findings.en';

const stores = (...names: string[]) => names.map((name) => ({ store_id: name, name, count: 1 }));
const finding = (text: string) => ({ mark: 'note' as const, text, note: '', href: '/' });
const texted = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text);

describe('what is due', () => {
  test('is nothing where nothing is', () => {
    const nothing = { overdue_action_items: 0, action_item_stores: [], due_reobservations: 0, reobservation_stores: [] };
    expect(dueSentences(texts, 'en', nothing)).toEqual([]);
  });

  test('is at most two sentences that lead to their lists', () => {
    const due = dueSentences(texts, 'en', {
      overdue_action_items: 3,
      action_item_stores: stores('Linden', 'Hafen'),
      due_reobservations: 1,
      reobservation_stores: stores('Linden'),
    });
    expect(texted(due)).toEqual([
      '3 action items are overdue: Linden and Hafen.',
      '1 coaching plan is due to be observed again: Linden.',
    ]);
    expect(due.map(({ href }) => href)).toEqual(['/coaching/action-items?show=overdue', '/coaching?show=due']);
  });
});

describe('all together', () => {
  const five = ['worse', 'critical', 'critical too', 'better', 'too few'].map(finding);

  test('are at most five, and stores with too few visits stay said', () => {
    expect(texted(withDue(five, ['overdue', 'due'].map(finding)))).toEqual([
      'overdue',
      'due',
      'worse',
      'critical',
      'too few',
    ]);
  });

  test('leave nothing out where there is room', () => {
    expect(texted(withDue(five.slice(0, 3), [finding('overdue')]))).toEqual([
      'overdue',
      'worse',
      'critical',
      'critical too',
    ]);
    expect(withDue(five, [])).toEqual(five);
  });
});
