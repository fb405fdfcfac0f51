import { describe, expect, test } from 'vitest';
import type { Evidence, StoredPhoto } from '../../../frontend/src/device/documents';
import { sha256Hex } from '../../../frontend/src/device/ids';
import type { Delivery } from '../../../frontend/src/device/outbox';
import { forgetLongReceived, overviewOf, photosThat, stateOf, sumOf } from '../../../frontend/src/device/overview';
import { retryPhotos } from '../../../frontend/src/device/photo-album';
import { drainPhotos, PART_BYTES, type PhotoTransport } from '../../../frontend/src/device/photo-outbox';
import { unreceiptedVisitCount } from '../../../frontend/src/device/viewer';
import { discardDraft, finishVisit, saveDraft, submitInteraction } from '../../../frontend/src/device/visits';
import { Editing } from '../../../frontend/src/evaluator/editing.svelte';
import { hafen, linden, MIRA, NILS, Phone, rubric } from './phone';

const answered = (value: unknown): Delivery => ({ kind: 'answered', value });
const OFFLINE: Delivery = { kind: 'unreachable', reason: 'offline' };
const problem = (status: number, code: string): Delivery => ({
  kind: 'problem',
  problem: { status, code, title: code },
  retry_after_ms: null,
});

/** Keeps the rules of PUT /api/evidence/{sha256}: the next part begins where the last one ended. */
class PhotoServer {
  readonly received = new Map<string, Uint8Array[]>();
  readonly refuses = new Map<string, string>();
  readonly sent: { sha256: string; offset: number; size: number }[] = [];
  readonly announced = new Map<string, { size_bytes: number; evidence_ids: string[] }>();
  /** Takes the place of one answer, after the work is done; null: the true one. */
  disturb: (what: 'asked' | 'sent') => Delivery | null = () => null;

  announce(photo: StoredPhoto): void {
    const known = this.announced.get(photo.sha256);
    this.announced.set(photo.sha256, {
      size_bytes: photo.size_bytes,
      evidence_ids: [...(known?.evidence_ids ?? []), photo.evidence_id],
    });
  }

  size(sha256: string): number {
    return (this.received.get(sha256) ?? []).reduce((sum, part) => sum + part.length, 0);
  }

  #said(sha256: string): Delivery {
    const of = this.announced.get(sha256);
    if (of === undefined) return problem(404, 'not_found');
    const here = this.size(sha256);
    const whole = here === of.size_bytes;
    const refused = whole ? (this.refuses.get(sha256) ?? null) : null;
    const state = refused !== null ? 'refused' : whole ? 'stored' : here > 0 ? 'partial' : 'announced';
    return answered({ sha256, state, received_bytes: here, ...of, problem_code: refused });
  }

  readonly transport: PhotoTransport = {
    howFar: async (sha256) => this.disturb('asked') ?? this.#said(sha256),
    sendPart: async (sha256, offset, part) => {
      this.sent.push({ sha256, offset, size: part.byteLength });
      if (offset !== this.size(sha256)) return problem(409, 'attachments.wrong_offset');
      this.received.set(sha256, [...(this.received.get(sha256) ?? []), new Uint8Array(part)]);
      return this.disturb('sent') ?? this.#said(sha256);
    },
  };
}

class PhonePhotos {
  readonly phone = new Phone();
  readonly server = new PhotoServer();
  #made = 0;

  async taken(draft_visit: string, size: number, criterion_key: string | null = null) {
    const bytes = new Uint8Array(size).map((_zero, at) => (at * 31 + this.#made * 7) % 251);
    this.#made += 1;
    const blob = new Blob([bytes], { type: 'image/jpeg' });
    const sha256 = await sha256Hex(await blob.arrayBuffer());
    const evidence_id = `evidence-${String(this.#made).padStart(4, '0')}`;
    const evidence: Evidence = {
      evidence_id,
      criterion_key,
      sha256,
      size_bytes: size,
      file_name: 'x.jpg',
      taken: null,
    };
    const stored: StoredPhoto = {
      evidence_id,
      account_id: MIRA,
      visit_id: draft_visit,
      sha256,
      size_bytes: size,
      blob,
      added_at: this.phone.clock.wall(),
      state: 'waiting',
      problem: null,
    };
    return { evidence, stored };
  }

  /** A finished interaction with photos of these sizes. */
  async log(sizes: readonly number[], store = linden) {
    let draft = await this.phone.begin(store);
    for (const key of ['greeted', 'thanked']) draft = await this.phone.answer(draft, key, true);
    const photos: StoredPhoto[] = [];
    for (const size of sizes) {
      const { evidence, stored } = await this.taken(draft.visit_id, size);
      const saved = await saveDraft(
        this.phone.ports,
        { ...draft, evidence: [...(draft.evidence ?? []), evidence] },
        { added: [stored], removed: [] },
      );
      if (saved === null) throw new Error('the draft is gone');
      draft = saved;
      photos.push(stored);
      this.server.announce(stored);
    }
    const visit = await submitInteraction(this.phone.ports, draft, rubric, null);
    if (visit === null) throw new Error('the draft is gone');
    return { visit, photos };
  }

  drain(account_id = MIRA) {
    return drainPhotos({ database: this.phone.database, transport: this.server.transport, account_id });
  }

  records() {
    return this.phone.database.read(['photos'], (tx) => tx.objectStore('photos').getAll());
  }

  async overview() {
    return overviewOf(this.phone.database, MIRA);
  }
}

describe('a photo of a finished interaction', () => {
  test('waits until a receipt covers its visit', async () => {
    const mira = new PhonePhotos();
    await mira.log([1_000]);
    expect(await mira.drain()).toEqual({ kind: 'nothing_to_send' });
    expect(mira.server.sent).toEqual([]);
    await mira.phone.drain();
    expect(await mira.drain()).toMatchObject({ kind: 'progress', received: 1, more: false });
  });

  test('is sent in parts, its record stays and its space is given back', async () => {
    const mira = new PhonePhotos();
    await mira.log([2 * PART_BYTES + 5]);
    await mira.phone.drain();
    await mira.drain();
    expect(mira.server.sent.map(({ offset, size }) => [offset, size])).toEqual([
      [0, PART_BYTES],
      [PART_BYTES, PART_BYTES],
      [2 * PART_BYTES, 5],
    ]);
    expect(await mira.records()).toMatchObject([{ state: 'stored', blob: null, problem: null }]);
  });

  test('goes on where the server says, after the connection broke off twice', async () => {
    const mira = new PhonePhotos();
    const { photos } = await mira.log([3 * PART_BYTES]);
    await mira.phone.drain();
    for (let times = 0; times < 2; times++) {
      let parts = 0;
      mira.server.disturb = (what) => (what === 'sent' && ++parts === 1 ? OFFLINE : null);
      expect(await mira.drain()).toEqual({ kind: 'failed', failure: OFFLINE });
      expect(await mira.records()).toMatchObject([{ state: 'waiting' }]);
    }
    mira.server.disturb = () => null;
    await mira.drain();
    expect(mira.server.sent.map(({ offset }) => offset)).toEqual([0, PART_BYTES, 2 * PART_BYTES]);
    const whole = new Blob(mira.server.received.get(photos[0]?.sha256 ?? '') as BlobPart[]);
    expect(await sha256Hex(await whole.arrayBuffer())).toBe(photos[0]?.sha256);
  });

  test.each<[string, Delivery]>([
    ['a captive portal', answered({ welcome: 'to our network' })],
    ['nonsense', answered(null)],
    [
      'the receipt of another photo',
      answered({ sha256: 'b'.repeat(64), state: 'stored', received_bytes: 1, evidence_ids: ['x'] }),
    ],
    ['an expired session', { kind: 'no_session' }],
    ['somebody else’s session', { kind: 'other_account' }],
    ['a busy server', problem(503, 'attachments.busy')],
    ['a fault of the server', problem(500, 'service.fault')],
    ['no network', OFFLINE],
  ])('%s changes nothing', async (_what, delivery) => {
    const mira = new PhonePhotos();
    await mira.log([1_000]);
    await mira.phone.drain();
    for (const when of ['asked', 'sent'] as const) {
      mira.server.disturb = (what) => (what === when ? delivery : null);
      expect((await mira.drain()).kind).toBe('failed');
      expect((await mira.records())[0]).toMatchObject({ state: 'waiting' });
      expect((await mira.records())[0]?.blob).not.toBeNull();
    }
    mira.server.disturb = () => null;
    await mira.drain();
    expect(await mira.records()).toMatchObject([{ state: 'stored' }]);
  });

  test('a stored state that does not name this very photo is no receipt', async () => {
    const mira = new PhonePhotos();
    const { photos } = await mira.log([1_000]);
    await mira.phone.drain();
    const sha256 = photos[0]?.sha256;
    mira.server.disturb = () => answered({ sha256, state: 'stored', received_bytes: 1_000, evidence_ids: ['another'] });
    expect((await mira.drain()).kind).toBe('failed');
    expect(await mira.records()).toMatchObject([{ state: 'waiting' }]);
  });

  test('that the server refuses as a picture stays with its reason, and the next one goes out', async () => {
    const mira = new PhonePhotos();
    const { photos } = await mira.log([1_000, 2_000]);
    await mira.phone.drain();
    mira.server.refuses.set(photos[0]?.sha256 ?? '', 'attachments.picture_unreadable');
    expect(await mira.drain()).toEqual({ kind: 'progress', received: 0, refused: 1, more: true });
    expect(await mira.drain()).toEqual({ kind: 'progress', received: 1, refused: 0, more: false });
    expect(await mira.records()).toMatchObject([
      { state: 'refused', problem: { code: 'attachments.picture_unreadable' } },
      { state: 'stored' },
    ]);
    expect(sumOf(await mira.overview())).toBe('something_refused');
  });

  test('that the server does not know is said, kept whole, and sent again when a person asks', async () => {
    const mira = new PhonePhotos();
    const { photos, visit } = await mira.log([1_000]);
    await mira.phone.drain();
    mira.server.announced.clear();
    await mira.drain();
    expect(await mira.records()).toMatchObject([{ state: 'refused', problem: { code: 'not_found' } }]);
    for (const photo of photos) mira.server.announce(photo);
    await retryPhotos(mira.phone.database, visit.visit_id);
    await mira.drain();
    expect(await mira.records()).toMatchObject([{ state: 'stored' }]);
  });

  test('is never sent in another person’s name', async () => {
    const mira = new PhonePhotos();
    await mira.log([1_000]);
    await mira.phone.drain();
    expect(await mira.drain(NILS)).toEqual({ kind: 'nothing_to_send' });
    expect(mira.server.sent).toEqual([]);
  });
});

describe('answers and photos', () => {
  test('a photo under way stops for answers that came in between', async () => {
    const mira = new PhonePhotos();
    await mira.log([3 * PART_BYTES]);
    await mira.phone.drain();
    let logged: Promise<unknown> | null = null;
    const { sendPart } = mira.server.transport;
    const transport: PhotoTransport = {
      ...mira.server.transport,
      sendPart: async (...part) => {
        await (logged ??= mira.phone.log(hafen));
        return sendPart(...part);
      },
    };
    const drained = await drainPhotos({ database: mira.phone.database, transport, account_id: MIRA });
    expect(drained).toEqual({ kind: 'progress', received: 0, refused: 0, more: false });
    expect(mira.server.sent).toHaveLength(1);
    expect(await mira.drain()).toEqual({ kind: 'nothing_to_send' });
    await mira.phone.drain();
    expect(await mira.drain()).toMatchObject({ received: 1 });
    expect(mira.server.sent.map(({ offset }) => offset)).toEqual([0, PART_BYTES, 2 * PART_BYTES]);
  });

  test('a backlog of twenty visits with sixty photos drains one photo at a time, a part of it in memory', async () => {
    const mira = new PhonePhotos();
    for (let visit = 0; visit < 20; visit++) {
      await mira.log([PART_BYTES + 1_000, PART_BYTES + 2_000, PART_BYTES + 3_000]);
      for (const { visit_id } of (await mira.overview()).visits) await finishVisit(mira.phone.ports, visit_id);
    }
    while ((await mira.phone.drain()).kind === 'progress');
    let inMemory = 0;
    let most = 0;
    let largest = 0;
    const { sendPart } = mira.server.transport;
    const transport: PhotoTransport = {
      ...mira.server.transport,
      sendPart: async (sha256, offset, part, account_id) => {
        inMemory += 1;
        most = Math.max(most, inMemory);
        largest = Math.max(largest, part.byteLength);
        await Promise.resolve();
        inMemory -= 1;
        return sendPart(sha256, offset, part, account_id);
      },
    };
    const whole: number[] = [];
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function (this: Blob) {
      whole.push(this.size);
      return read.call(this);
    };
    try {
      const ports = { database: mira.phone.database, transport, account_id: MIRA };
      for (let more = true; more;) {
        const drained = await drainPhotos(ports);
        expect(drained.kind).toBe('progress');
        more = drained.kind === 'progress' && drained.more;
      }
    } finally {
      Blob.prototype.arrayBuffer = read;
    }
    expect([most, largest, Math.max(...whole)]).toEqual([1, PART_BYTES, PART_BYTES]);
    const records = await mira.records();
    expect(records).toHaveLength(60);
    expect(records.filter(({ state, blob }) => state === 'stored' && blob === null)).toHaveLength(60);
    expect(sumOf(await mira.overview())).toBe('all_received');
  }, 60_000);
});

describe('what is said of it', () => {
  test('received without photos, complete with all of them', async () => {
    const mira = new PhonePhotos();
    const { visit } = await mira.log([1_000, 2_000, 3_000]);
    await mira.phone.drain();
    const said = async () => {
      const overview = await mira.overview();
      const finished = overview.visits[0]?.interactions[0];
      if (finished === undefined) throw new Error('nothing was finished');
      const state = stateOf(overview, visit, finished);
      return [state.kind === 'received' ? state.photos : null, sumOf(overview), photosThat(overview, 'waiting').length];
    };
    expect(await said()).toEqual([{ left: 3, all: 3 }, 'something_waits', 3]);
    expect(await unreceiptedVisitCount(MIRA, mira.phone.database)).toBe(1);
    await mira.drain();
    await mira.drain();
    expect(await said()).toEqual([{ left: 1, all: 3 }, 'something_waits', 1]);
    await mira.drain();
    expect(await said()).toEqual([{ left: 0, all: 3 }, 'all_received', 0]);
    expect(await unreceiptedVisitCount(MIRA, mira.phone.database)).toBe(0);
  });

  test('a visit is not forgotten with a photo to send, and takes its photo records along when it is', async () => {
    const mira = new PhonePhotos();
    const { visit } = await mira.log([1_000]);
    await finishVisit(mira.phone.ports, visit.visit_id);
    while ((await mira.phone.drain()).kind === 'progress');
    mira.phone.clock.pass(40 * 86_400_000);
    await forgetLongReceived(mira.phone.database, MIRA, mira.phone.clock.wall());
    expect((await mira.overview()).visits).toHaveLength(1);
    await mira.drain();
    await forgetLongReceived(mira.phone.database, MIRA, mira.phone.clock.wall());
    expect((await mira.overview()).visits).toHaveLength(0);
    expect(await mira.records()).toEqual([]);
  });
});

describe('a photo in an interaction that is being filled in', () => {
  async function editing(mira: PhonePhotos) {
    const draft = await mira.phone.begin();
    const visit = (await mira.overview()).visits.find((one) => one.visit_id === draft.visit_id);
    if (visit === undefined) throw new Error('no visit was begun');
    return new Editing(mira.phone.ports, visit, draft, rubric, { asksStaff: false, asksTouchpoint: false });
  }

  test('stands on disk together with its name, and counts as unsent work of the draft alone', async () => {
    const mira = new PhonePhotos();
    const form = await editing(mira);
    const { evidence, stored } = await mira.taken(form.draft.visit_id, 1_000, 'greeted');
    expect(await form.addPhoto(stored, evidence, null)).toBe(true);
    expect((await mira.phone.drafts())[0]?.evidence).toEqual([evidence]);
    expect(await mira.records()).toMatchObject([{ evidence_id: evidence.evidence_id, state: 'waiting' }]);
    expect(photosThat(await mira.overview(), 'waiting')).toEqual([]);
    expect(await mira.drain()).toEqual({ kind: 'nothing_to_send' });
  });

  test('that is still being made small is waited for before the interaction is finished', async () => {
    const mira = new PhonePhotos();
    const form = await editing(mira);
    const { evidence, stored } = await mira.taken(form.draft.visit_id, 1_000);
    let shrink: () => void = () => undefined;
    const shrunk = new Promise<void>((resolve) => (shrink = resolve));
    form.preparePhoto(shrunk.then(() => form.addPhoto(stored, evidence, null)).then(() => undefined));
    const ready = form.ready();
    expect(form.draft.evidence ?? []).toEqual([]);
    shrink();
    await ready;
    expect((await mira.phone.drafts())[0]?.evidence).toEqual([evidence]);
  });

  test('goes away with its name, and with a draft that is discarded', async () => {
    const mira = new PhonePhotos();
    const form = await editing(mira);
    const [one, other] = [await mira.taken(form.draft.visit_id, 10), await mira.taken(form.draft.visit_id, 20)];
    await form.addPhoto(one.stored, one.evidence, null);
    await form.addPhoto(other.stored, other.evidence, null);
    await form.removePhoto(one.evidence, null);
    expect((await mira.phone.drafts())[0]?.evidence).toEqual([other.evidence]);
    expect((await mira.records()).map(({ evidence_id }) => evidence_id)).toEqual([other.evidence.evidence_id]);
    await discardDraft(mira.phone.ports, form.draft.interaction_id);
    expect(await mira.records()).toEqual([]);
  });

  test('that does not fit is said, and every answer and comment stays as it was', async () => {
    const mira = new PhonePhotos();
    const form = await editing(mira);
    await form.rate('greeted', 'scored', true);
    await form.comment('greeted', 'at once');
    const before = (await mira.phone.drafts())[0]?.ratings;
    const { evidence, stored } = await mira.taken(form.draft.visit_id, 1_000, 'greeted');
    // No structured clone takes a function: the put fails as one beyond the quota does, and takes its transaction along.
    const unstorable = { ...stored, blob: (() => null) as unknown as Blob };
    expect(
      await form.addPhoto(unstorable, evidence, { ...form.ratingOf('greeted'), answer: evidence.evidence_id }),
    ).toBe(false);
    expect(form.saving).toBe('saved');
    const [draft] = await mira.phone.drafts();
    expect([draft?.ratings, draft?.evidence]).toEqual([before, []]);
    expect(await mira.records()).toEqual([]);
    await form.rate('thanked', 'scored', false);
    expect((await mira.phone.drafts())[0]?.ratings['thanked']?.answer).toBe(false);
  });
});
