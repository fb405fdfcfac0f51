/** The second queue: photos, sent when the answers are through. Loaded only on a phone that has one to send. */
import { get, putBody } from '../api/client';
import { deviceDatabase } from '../device/db';
import { drainPhotos, type PhotoTransport } from '../device/photo-outbox';
import { Sender, type SenderState } from '../device/sender';
import { inTheNameOf, timer, withSendingLock } from './device-ports';

const PART_TIMEOUT_MS = 90_000; // a part over a slow shop network, and the server's look at the whole

const address = (sha256: string) => `/api/evidence/${sha256}`;

const transport: PhotoTransport = {
  howFar: (sha256, account_id) => inTheNameOf(account_id, () => get<unknown>(address(sha256))),
  sendPart: (sha256, offset, part, account_id) =>
    inTheNameOf(account_id, () =>
      putBody<unknown>(`${address(sha256)}?offset=${offset}`, part, 'application/octet-stream', {
        timeout_ms: PART_TIMEOUT_MS,
      }),
    ),
};

export function photoSender(account_id: string, now: () => number, changed: (state: SenderState) => void): Sender {
  const ports = { database: deviceDatabase, transport, account_id };
  return new Sender({
    drain: () => withSendingLock(() => drainPhotos(ports), 'floorwalk-photos'),
    now,
    random: Math.random,
    later: timer,
    changed,
  });
}
