import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../frontend/src/api/wire';
import type { OutboxEntry } from '../../../frontend/src/device/documents';
import { sha256Hex } from '../../../frontend/src/device/ids';
import { rescueDocument } from '../../../frontend/src/device/rescue';
import { MIRA, NILS, Phone } from './phone';

const viewer = {
  account_id: MIRA,
  display_name: 'Mira Moser',
  organisation: { organisation_id: 'organisation-linden', name: 'Linden Stores' },
} as unknown as Viewer;

describe('a rescue file', () => {
  it('holds every waiting text to the letter, and nothing of another account', async () => {
    const phone = new Phone();
    await phone.log();
    await phone.log(undefined, NILS);
    const { document } = await rescueDocument(phone.database, viewer, 'test', phone.clock.wall_ms);
    const own = (await phone.entries()).filter((entry) => entry.account_id === MIRA);
    expect(document.outbox).toEqual(own);
    expect(await sha256Hex(document.outbox[0]?.body ?? '')).toBe(document.outbox[0]?.content_hash);
    expect(JSON.stringify(document)).not.toContain(NILS);
  });

  it('holds what went out and came to no receipt, and what was refused', async () => {
    const phone = new Phone();
    await phone.log();
    phone.server.answer = async () => ({ kind: 'unreachable', reason: 'timed_out' });
    await phone.drain();
    const [sent] = await phone.entries();
    expect(sent?.attempted).toBe(true);
    const problem = { code: 'visits.no_staff_notice', title: '', status: 422 };
    const { seq: _own, ...refused } = { ...sent, visit_id: 'another', problem };
    await phone.database.write(['outbox'], (tx) => tx.objectStore('outbox').add(refused as OutboxEntry));
    const { document } = await rescueDocument(phone.database, viewer, 'test', 0);
    expect(document.outbox.map((entry) => entry.problem?.code ?? null)).toEqual([null, 'visits.no_staff_notice']);
  });

  it('names each unsent photo once, and leaves out the bytes that the server has', async () => {
    const phone = new Phone();
    const photo = (evidence_id: string, sha256: string, state: 'waiting' | 'stored', blob: Blob | null) => ({
      ...{ evidence_id, account_id: MIRA, visit_id: 'visit', sha256, size_bytes: 4, added_at: 1 },
      ...{ state, blob, problem: null },
    });
    await phone.database.write(['photos'], async (tx) => {
      await tx.objectStore('photos').put(photo('one', 'aa', 'waiting', new Blob(['jpeg'])));
      await tx.objectStore('photos').put(photo('two', 'aa', 'waiting', new Blob(['jpeg'])));
      await tx.objectStore('photos').put(photo('three', 'bb', 'stored', null));
    });
    const { document, photos } = await rescueDocument(phone.database, viewer, 'test', 0);
    expect(photos).toHaveLength(1);
    expect(document.photos.map(({ evidence_id, file }) => [evidence_id, file]).sort()).toEqual([
      ['one', 'photos/aa.jpg'],
      ['three', null],
      ['two', 'photos/aa.jpg'],
    ]);
  });
});
