/** An attempt names no rubric. Its time marks are called as today's versions of its programme's rubrics call them. */
import { get } from '../api/client';
import type { Programme } from '../organisation/wire';
import type { RubricDocument, RubricSummary, VersionWithDocument } from '../rubrics/wire';

/** By rubric version; empty where they cannot be had, and the marks then stand under their keys. */
export async function rubricsOfProgramme(programme_id: string): Promise<ReadonlyMap<string, RubricDocument>> {
  const [programmes, rubrics] = await Promise.all([
    get<{ readonly programmes: readonly Programme[] }>('/api/programmes'),
    get<{ readonly rubrics: readonly RubricSummary[] }>('/api/rubrics'),
  ]);
  if (programmes.kind !== 'ok' || rubrics.kind !== 'ok') return new Map();
  const keys = programmes.value.programmes.find((one) => one.programme_id === programme_id)?.rubric_keys ?? [];
  const ids = rubrics.value.rubrics
    .filter((one) => keys.includes(one.rubric_key))
    .map((one) => one.current_version.rubric_version_id);
  const found = await Promise.all(ids.map((id) => get<VersionWithDocument>(`/api/rubric-versions/${id}`)));
  return new Map(
    found.flatMap((result) =>
      result.kind === 'ok' ? [[result.value.rubric_version_id, result.value.document] as const] : [],
    ),
  );
}
