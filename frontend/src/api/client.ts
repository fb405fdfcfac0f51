/** The only place that calls `fetch`.
 *
 * Inside: one request with time-out, CSRF header and problem+json as a value. Not inside: retrying (the outbox
 * does that for visits), and what a person reads about it (messages/).
 *
 * Every writing request with a session carries the session's CSRF token. The token dies with the session, so a
 * request prepared for one account can never go out under the cookie of another.
 */
import type { Problem } from './wire';

export type Result<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly headers: Headers }
  | { readonly kind: 'not_modified' }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retry_after_ms: number | null }
  | { readonly kind: 'offline' }
  | { readonly kind: 'timed_out' }
  /** An answer came, but not from Floorwalk: a captive portal's page, a proxy's error. */
  | { readonly kind: 'not_our_server'; readonly status: number; readonly retry_after_ms: number | null };

export type Failure = Exclude<Result<never>, { kind: 'ok' } | { kind: 'not_modified' }>;

export type RequestOptions = {
  readonly json?: unknown;
  /** A body that is sent byte for byte, with its content type. */
  readonly body?: { readonly content: BodyInit; readonly contentType: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeout_ms?: number;
};

const TIMEOUT_MS = 20_000; // a slow shop network takes seconds, a dead one never answers
const CSRF_HEADER = 'X-CSRF-Token';
const READING = new Set(['GET', 'HEAD']);

let csrf: { readonly token: string; readonly account_id: string | null } | null = null;

export const forgetCsrfToken = (): void => {
  csrf = null;
};

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && 'title' in value
  );
}

function accountOf(value: unknown): string | null {
  const has =
    typeof value === 'object' && value !== null && 'account_id' in value && typeof value.account_id === 'string';
  return has ? (value as { account_id: string }).account_id : null;
}

function retryAfterMs(headers: Headers, problem: Problem | null): number | null {
  if (typeof problem?.retry_after_seconds === 'number') return problem.retry_after_seconds * 1000;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

async function once<T>(method: string, path: string, options: RequestOptions): Promise<Result<T>> {
  const headers = new Headers(options.headers);
  headers.set('Accept', 'application/json, application/problem+json');
  if (options.json !== undefined) headers.set('Content-Type', 'application/json');
  if (options.body !== undefined) headers.set('Content-Type', options.body.contentType);
  if (!READING.has(method) && csrf !== null) headers.set(CSRF_HEADER, csrf.token);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: options.json !== undefined ? JSON.stringify(options.json) : (options.body?.content ?? null),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeout_ms ?? TIMEOUT_MS),
    });
    text = answer.status === 204 || answer.status === 304 ? '' : await answer.text();
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? { kind: 'timed_out' } : { kind: 'offline' };
  }
  if (answer.status === 304) return { kind: 'not_modified' };
  if (answer.status === 204) return { kind: 'ok', value: undefined as T, headers: answer.headers };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'not_our_server', status: answer.status, retry_after_ms: retryAfterMs(answer.headers, null) };
  }
  const token = answer.headers.get(CSRF_HEADER);
  if (token !== null) csrf = { token, account_id: accountOf(value) };
  if (answer.ok) return { kind: 'ok', value: value as T, headers: answer.headers };
  if (!isProblem(value))
    return { kind: 'not_our_server', status: answer.status, retry_after_ms: retryAfterMs(answer.headers, null) };
  return { kind: 'problem', problem: value, retry_after_ms: retryAfterMs(answer.headers, value) };
}

async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Result<T>> {
  const account_id = csrf?.account_id ?? null;
  const answer = await once<T>(method, path, options);
  const tokenIsOld = answer.kind === 'problem' && answer.problem.status === 403 && answer.problem.code.includes('csrf');
  if (!tokenIsOld) return answer;
  await once('GET', '/api/session', {});
  // Another account signed in meanwhile (a second tab): this request was not made by that person.
  if (csrf === null || (account_id !== null && csrf.account_id !== account_id)) return answer;
  return once<T>(method, path, options);
}

export const get = <T>(path: string, options?: RequestOptions) => request<T>('GET', path, options);
export const post = <T>(path: string, json: unknown, options?: RequestOptions) =>
  request<T>('POST', path, { ...options, json });
export const put = <T>(path: string, json: unknown, options?: RequestOptions) =>
  request<T>('PUT', path, { ...options, json });
export const remove = <T = void>(path: string, options?: RequestOptions) => request<T>('DELETE', path, options);
export const putBody = <T>(path: string, content: BodyInit, contentType: string, options?: RequestOptions) =>
  request<T>('PUT', path, { ...options, body: { content, contentType } });
export const postBody = <T>(path: string, content: BodyInit, contentType: string, options?: RequestOptions) =>
  request<T>('POST', path, { ...options, body: { content, contentType } });
