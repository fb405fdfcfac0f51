/** Keeps the whole app on the phone, so that it starts with the network off.
 *
 * Inside: install, update and answering for the app's own files. Not inside: anything under /api/ or /health/,
 * which is never touched, and the unsent work, which lives in IndexedDB (src/device).
 *
 * The install is all or nothing: each file must have the SHA-256 that the build wrote down. A captive portal's
 * log-in page, a redirect or a half-deployed server can therefore never become the app.
 */
declare const APP_FILES: readonly { readonly path: string; readonly sha256: string }[];
declare const APP_VERSION: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'floorwalk-app-';
const CACHE = PREFIX + APP_VERSION;
const HASH_HEADER = 'x-floorwalk-sha256';

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function fetched(path: string, expected: string): Promise<Response> {
  // Another cache of ours may hold the very same bytes: an update then costs only what changed.
  const kept = await caches.match(path);
  if (kept?.headers.get(HASH_HEADER) === expected) return kept;
  const answer = await fetch(path, { cache: 'no-cache', redirect: 'error', credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  if ((await sha256(bytes)) !== expected) throw new Error(`${path} is not the file that belongs to ${APP_VERSION}`);
  const headers = new Headers({ [HASH_HEADER]: expected });
  for (const name of ['content-type', 'content-security-policy', 'referrer-policy', 'x-content-type-options']) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(bytes, { headers });
}

async function install(): Promise<void> {
  const files = await Promise.all(
    APP_FILES.map(async ({ path, sha256: expected }) => [path, await fetched(path, expected)] as const),
  );
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(([path, response]) => cache.put(path, response)));
}

async function dropOlderCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function answer(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.mode === 'navigate' ? '/index.html' : path)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) =>
  // The first install takes over at once, so that the app is usable offline without a second start.
  event.waitUntil(dropOlderCaches().then(() => worker.clients.claim())),
);
worker.addEventListener('message', (event) => {
  // Only a person's consent sends this, and the page offers it only with no interaction open.
  if (event.data === 'floorwalk:apply-update') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/health/')) return;
  event.respondWith(answer(event.request, url.pathname));
});
