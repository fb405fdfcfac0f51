/** A phone for the tests of the device layer: its own database, a clock that is told the time, a server that is told
 * what to answer. The server keeps the rules of POST /api/sync/visits that the queue relies on.
 */
import 'fake-indexeddb/auto';
import type { Clock } from '../../../frontend/src/device/clock';
import { DeviceDatabase } from '../../../frontend/src/device/db';
import type {
  BundleProgramme,
  BundleStore,
  Evidence,
  InteractionDraft,
  Receipt,
  RubricDocument,
  StoredPhoto,
  StoredVisit,
} from '../../../frontend/src/device/documents';
import { sha256Hex } from '../../../frontend/src/device/ids';
import { drain, type Delivery, type DrainPorts, type Transport } from '../../../frontend/src/device/outbox';
import { beginInteraction, saveDraft, submitInteraction, type Ports } from '../../../frontend/src/device/visits';

export const MIRA = 'account-mira';
export const NILS = 'account-nils';

export const linden: BundleStore = {
  store_id: 'store-linden',
  store_code: '0017',
  name: 'Linden',
  area_name: 'North',
  time_zone: 'Europe/Berlin',
  address: null,
  opening_hours: null,
  programme_ids: ['programme-floor'],
  staff: [],
};

export const hafen: BundleStore = { ...linden, store_id: 'store-hafen', name: 'Hafen' };

export const floorWalks: BundleProgramme = {
  programme_id: 'programme-floor',
  programme_key: 'floor',
  title: { en: 'Floor walks' },
  mode: 'floor',
  staff_identification: 'role',
  publication: 'at_once',
  rubric_version_ids: ['version-1'],
};

const criterion = (criterion_key: string, required = true) => ({
  criterion_key,
  kind: 'yes_no' as const,
  title: { en: criterion_key },
  weight: 1,
  business_area: 'selling',
  required,
});

export const rubric: RubricDocument = {
  format: 1,
  rubric_key: 'floor',
  version_label: '1',
  title: { en: 'Floor' },
  mode: 'floor',
  touchpoints: [],
  standards: [],
  sections: [
    {
      section_key: 'all',
      title: { en: 'All' },
      criteria: [criterion('greeted'), criterion('thanked'), criterion('offered', false)],
    },
  ],
};

export const mysteryVisits: BundleProgramme = {
  ...floorWalks,
  programme_id: 'programme-mystery',
  programme_key: 'mystery',
  title: { en: 'Mystery visits' },
  mode: 'covert',
  rubric_version_ids: ['version-2'],
};

const named = (key: string) => ({ mark_key: key, title: { en: key } });

export const mystery: RubricDocument = {
  ...rubric,
  rubric_key: 'mystery',
  mode: 'covert',
  marks: ['entered', 'acknowledged', 'served', 'left'].map(named),
  sections: [
    {
      section_key: 'all',
      title: { en: 'All' },
      criteria: [
        criterion('greeted'),
        {
          ...criterion('noticed'),
          kind: 'measured',
          measured_between: { from: 'entered', to: 'acknowledged' },
        },
      ],
    },
  ],
};

/** A clock whose two hands are moved by hand; the monotonic one only forwards. */
export class HeldClock implements Clock {
  wall_ms = Date.parse('2026-11-23T09:00:00Z');
  monotonic_ms = 1_000;

  wall(): number {
    return this.wall_ms;
  }

  monotonic(): number {
    return this.monotonic_ms;
  }

  offsetMinutes(): number {
    return 60;
  }

  pass(ms: number): void {
    this.wall_ms += ms;
    this.monotonic_ms += ms;
  }
}

type SentVisit = {
  readonly visit_id: string;
  readonly revision: number;
  readonly text: string;
  readonly store_id: string;
};

export type Server = {
  readonly bodies: string[];
  /** Each visit as text, in the order in which the server saw them. */
  readonly seen: SentVisit[];
  answer: (visits: readonly SentVisit[], body: string) => Promise<Delivery>;
};

/** Cuts the visits out of the batch as text, as the server's raw decoding does. */
function visitsIn(body: string): SentVisit[] {
  const parsed = JSON.parse(body) as { visits: { visit_id: string; revision: number; store_id: string }[] };
  let from = body.indexOf('"visits":[') + '"visits":['.length;
  return parsed.visits.map((visit) => {
    let to = from;
    for (let depth = 0, inText = false; ; to++) {
      const letter = body[to];
      if (inText) {
        if (letter === '\\') to++;
        else if (letter === '"') inText = false;
      } else if (letter === '"') inText = true;
      else if (letter === '{') depth++;
      else if (letter === '}' && --depth === 0) break;
    }
    const text = body.slice(from, to + 1);
    from = to + 2;
    return { visit_id: visit.visit_id, revision: visit.revision, store_id: visit.store_id, text };
  });
}

export async function receiptFor(visit: SentVisit): Promise<Receipt> {
  const content_hash = await sha256Hex(visit.text);
  return {
    receipt_id: `receipt-${content_hash.slice(0, 8)}-7f3a`,
    visit_id: visit.visit_id,
    revision: visit.revision,
    content_hash,
    received_at: '2026-11-23T09:10:00.000Z',
  };
}

export async function acceptAll(visits: readonly SentVisit[]): Promise<Delivery> {
  const results = await Promise.all(
    visits.map(async (visit, position) => ({
      position,
      visit_id: visit.visit_id,
      status: 'accepted',
      receipt: await receiptFor(visit),
      problem: null,
    })),
  );
  return { kind: 'answered', value: { server_time: '2026-11-23T09:10:00.000Z', results } };
}

/** A small photo of a draft, taken when the draft was last saved. */
export async function photoIn(draft: InteractionDraft): Promise<{ evidence: Evidence; stored: StoredPhoto }> {
  const evidence_id = crypto.randomUUID();
  const sha256 = await sha256Hex(evidence_id);
  const { account_id, visit_id, saved_at } = draft;
  const about = { evidence_id, sha256, size_bytes: evidence_id.length };
  return {
    evidence: { ...about, criterion_key: null, file_name: 'x.jpg', taken: draft.started },
    stored: {
      ...about,
      account_id,
      visit_id,
      blob: new Blob([evidence_id], { type: 'image/jpeg' }),
      added_at: saved_at,
      state: 'waiting',
      problem: null,
    },
  };
}

export class Phone {
  readonly clock = new HeldClock();
  readonly database: DeviceDatabase;
  readonly server: Server = { bodies: [], seen: [], answer: acceptAll };

  constructor(readonly databaseName = `floorwalk-${crypto.randomUUID()}`) {
    this.database = new DeviceDatabase(databaseName);
  }

  get ports(): Ports {
    return { database: this.database, clock: this.clock };
  }

  readonly transport: Transport = async (body) => {
    const visits = visitsIn(body);
    this.server.bodies.push(body);
    this.server.seen.push(...visits);
    return this.server.answer(visits, body);
  };

  drainPorts(account_id = MIRA): DrainPorts {
    return {
      database: this.database,
      clock: this.clock,
      transport: this.transport,
      account_id,
      device_id: 'device',
      app_version: 'test',
    };
  }

  drain(account_id = MIRA) {
    return drain(this.drainPorts(account_id));
  }

  begin(store = linden, account_id = MIRA): Promise<InteractionDraft> {
    return beginInteraction(this.ports, {
      account_id,
      store,
      programme: floorWalks,
      rubric_version_id: 'version-1',
      language: 'en',
      staff: { kind: 'unknown' },
    });
  }

  /** "Start the visit": a covert visit at Linden, at its marks. */
  startVisit(): Promise<InteractionDraft> {
    return beginInteraction(this.ports, {
      account_id: MIRA,
      store: linden,
      programme: mysteryVisits,
      rubric_version_id: 'version-2',
      language: 'en',
      staff: null,
      first_step: 'marks',
    });
  }

  async answer(draft: InteractionDraft, criterion_key: string, answer: boolean): Promise<InteractionDraft> {
    const rating = { state: 'scored' as const, answer, comment: '', at: null, timing_since: null };
    const saved = await saveDraft(this.ports, { ...draft, ratings: { ...draft.ratings, [criterion_key]: rating } });
    if (saved === null) throw new Error('the draft is gone');
    return saved;
  }

  /** A whole interaction: begun, two taps, finished. */
  async log(store = linden, account_id = MIRA): Promise<StoredVisit> {
    const draft = await this.answer(
      await this.answer(await this.begin(store, account_id), 'greeted', true),
      'thanked',
      false,
    );
    const visit = await submitInteraction(this.ports, draft, rubric, 5_000);
    if (visit === null) throw new Error('the draft is gone');
    return visit;
  }

  /** A whole interaction with one photo. */
  async logWithPhoto(): Promise<StoredPhoto> {
    const draft = await this.answer(await this.answer(await this.begin(), 'greeted', true), 'thanked', true);
    const { evidence, stored } = await photoIn(draft);
    const saved = await saveDraft(this.ports, { ...draft, evidence: [evidence] }, { added: [stored], removed: [] });
    if (saved === null || (await submitInteraction(this.ports, saved, rubric, null)) === null)
      throw new Error('the draft is gone');
    return stored;
  }

  entries() {
    return this.database.read(['outbox'], (tx) => tx.objectStore('outbox').getAll());
  }

  receipts() {
    return this.database.read(['receipts'], (tx) => tx.objectStore('receipts').getAll());
  }

  drafts() {
    return this.database.read(['drafts'], (tx) => tx.objectStore('drafts').getAll());
  }
}
