import { describe, expect, it } from 'vitest';
import { forgetReceived } from '../../../frontend/src/device/forgetting';
import { overviewOf, sumOf, visitStateOf } from '../../../frontend/src/device/overview';
import { hafen, linden, MIRA, NILS, Phone } from './phone';

async function visitOf(phone: Phone, account_id = MIRA) {
  const overview = await overviewOf(phone.database, account_id);
  const [visit] = overview.visits;
  if (visit === undefined) throw new Error('the visit is gone');
  return { overview, visit };
}

describe('a received visit whose author has left', () => {
  it('keeps its day, its receipt and nothing of what was judged', async () => {
    const phone = new Phone();
    await phone.log();
    await phone.drain();
    await forgetReceived(phone.database, null, null);
    const { overview, visit } = await visitOf(phone);
    expect(visit.contents_dropped).toBe(true);
    expect(visit.interactions).toMatchObject([{ provisional_bp: null, interaction: { ratings: [], comment: null } }]);
    expect(visitStateOf(overview, visit)?.kind).toBe('received');
    expect(sumOf(overview)).toBe('all_received');
  });

  it('can grow no more: the next interaction begins a visit of its own, which holds what it says', async () => {
    const phone = new Phone();
    const first = await phone.log();
    await phone.drain();
    await forgetReceived(phone.database, null, null);
    const second = await phone.log();
    expect(second.visit_id).not.toBe(first.visit_id);
    const [entry] = await phone.entries();
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ revision: 1, interactions: [{ ratings: [{}, {}] }] });
  });

  it('stays whole for an author who is signed in, and for one who has gone on with it', async () => {
    const phone = new Phone();
    await phone.log();
    await phone.drain();
    await forgetReceived(phone.database, MIRA, MIRA);
    await phone.begin();
    await forgetReceived(phone.database, null, null); // a draft is open in it
    expect((await visitOf(phone)).visit.contents_dropped).toBeUndefined();
  });
});

describe('work that no receipt names', () => {
  it('is left to the letter, whoever signs in', async () => {
    const phone = new Phone();
    await phone.log(linden);
    const draft = await phone.answer(await phone.begin(hafen), 'greeted', true);
    const before = [await phone.entries(), await phone.drafts(), (await visitOf(phone)).overview.visits];
    await forgetReceived(phone.database, NILS, NILS);
    expect([await phone.entries(), await phone.drafts(), (await visitOf(phone)).overview.visits]).toEqual(before);
    expect((await phone.drafts())[0]?.interaction_id).toBe(draft.interaction_id);
  });
});
