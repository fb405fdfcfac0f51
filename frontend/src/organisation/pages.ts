/** Every page of a list that the server hands out with a cursor. */
import { get, type Result } from '../api/client';

const PAGES_AT_MOST = 100; // a cursor that never ends is a fault of the server, not a longer list

/** All rows under `key`, page after page; the first failure ends it. `path` may carry a query already. */
export async function allPages<Row>(path: string, key: string): Promise<Result<readonly Row[]>> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const address: string =
      cursor === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
    const result = await get<Record<string, unknown>>(address);
    if (result.kind !== 'ok') return result;
    const found = result.value[key];
    if (Array.isArray(found)) rows.push(...(found as Row[]));
    const next = result.value['next_cursor'];
    if (typeof next !== 'string' || next === '') return { kind: 'ok', value: rows, headers: result.headers };
    cursor = next;
  }
  return { kind: 'not_our_server', status: 200, retry_after_ms: null };
}
