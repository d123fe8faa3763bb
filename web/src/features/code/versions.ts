import type { CodeVersionView } from '@/api/generated/schema';

/** Versions with the numbers that people count them by: the first is 1. */
export function numbered(newestFirst: readonly CodeVersionView[]): (CodeVersionView & { number: number })[] {
  return newestFirst.map((version, place) => ({ ...version, number: newestFirst.length - place }));
}
