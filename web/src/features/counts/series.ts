import type { Count, Grain } from '@/api/events';

/** A line or a colour of a chart: a value for each bucket. */
export type Series = { key: string; values: number[]; total: number };

const LENGTH_MS: Readonly<Record<Grain, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const SHOWN: Readonly<Record<Grain, number>> = { minute: 120, hour: 72, day: 60 };
const OTHERS = 'all others';

/** Buckets of a grain up to now, the oldest first. They begin at full minutes, hours and days of UTC. */
export function bucketsOf(grain: Grain, now: number, shown = SHOWN[grain]): number[] {
  const last = Math.floor(now / LENGTH_MS[grain]) * LENGTH_MS[grain];
  return Array.from({ length: shown }, (_, place) => last - (shown - 1 - place) * LENGTH_MS[grain]);
}

/** Counts told apart by a key, the largest first; those beyond the most are added up as one. */
export function seriesOf(counts: readonly Count[], buckets: readonly number[], keyOf: (count: Count) => string, most: number): Series[] {
  const places = new Map(buckets.map((bucket, place) => [bucket, place]));
  const byKey = new Map<string, Series>();
  for (const count of counts) {
    const place = places.get(count.at);
    if (place === undefined) {
      continue;
    }

    const key = keyOf(count);
    const series = byKey.get(key) ?? { key, values: buckets.map(() => 0), total: 0 };
    series.values[place] = (series.values[place] ?? 0) + count.count;
    series.total += count.count;
    byKey.set(key, series);
  }

  const sorted = [...byKey.values()].sort((a, b) => b.total - a.total);
  return sorted.length <= most ? sorted : [...sorted.slice(0, most - 1), sumOf(sorted.slice(most - 1))];
}

function sumOf(series: readonly Series[]): Series {
  const values = series[0]?.values.map((_, place) => series.reduce((sum, one) => sum + (one.values[place] ?? 0), 0)) ?? [];
  return { key: OTHERS, values, total: series.reduce((sum, one) => sum + one.total, 0) };
}
