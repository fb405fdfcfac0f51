/** The runs of a trend: months that follow one another, each with a mean. Pure. */
type Point = { readonly raw_mean_bp: number | null };
export type Run = readonly { readonly position: number; readonly mean_bp: number }[];

/** A month without a mean parts two runs: no line is drawn across what was not seen. */
export function runsOf(points: readonly Point[]): readonly Run[] {
  const runs: { position: number; mean_bp: number }[][] = [];
  let running = false;
  for (const [position, { raw_mean_bp: mean_bp }] of points.entries()) {
    if (mean_bp === null) {
      running = false;
      continue;
    }
    if (!running) runs.push([]);
    runs.at(-1)?.push({ position, mean_bp });
    running = true;
  }
  return runs;
}
