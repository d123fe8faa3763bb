import type { Count } from '@/api/events';

/** Why deliveries failed for good, and to which destination. */
export type Reason = { destination: string; detail: string; total: number };

/** What became of the deliveries of a stretch of time. */
export type Deliveries = { ended: number; failed: number; reasons: Reason[] };

/** Deliveries that begin at a time or later: how many ended, how many of them badly, and why, the most frequent reason first. What was filtered was never tried. */
export function deliveriesOf(counts: readonly Count[], from: number): Deliveries {
  const tried = counts.filter(({ at, kind }) => at >= from && (kind === 'delivered' || kind === 'dead'));
  const reasons = new Map<string, Reason>();
  for (const { kind, destination, detail, count } of tried) {
    if (kind === 'dead') {
      const key = JSON.stringify([destination, detail]);
      reasons.set(key, { destination, detail, total: (reasons.get(key)?.total ?? 0) + count });
    }
  }

  const sorted = [...reasons.values()].sort((a, b) => b.total - a.total);
  return { ended: tried.reduce((sum, one) => sum + one.count, 0), failed: sorted.reduce((sum, one) => sum + one.total, 0), reasons: sorted };
}

/** The share that failed, as it is said; few that failed are not none. */
export function shareOf({ ended, failed }: Deliveries): string {
  const percent = ended === 0 ? 0 : (100 * failed) / ended;
  return failed > 0 && percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(percent > 0 && percent < 10 ? 1 : 0)} %`;
}
