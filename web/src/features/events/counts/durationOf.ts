/** Milliseconds as people say them. */
export function durationOf(milliseconds: number): string {
  return milliseconds < 10
    ? `${milliseconds.toFixed(1)} ms`
    : milliseconds < 1_000
      ? `${Math.round(milliseconds)} ms`
      : milliseconds < 120_000
        ? `${(milliseconds / 1_000).toFixed(1)} s`
        : milliseconds < 7_200_000
          ? `${Math.round(milliseconds / 60_000)} min`
          : `${(milliseconds / 3_600_000).toFixed(1)} h`;
}
