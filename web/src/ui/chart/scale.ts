/** A round number that nothing exceeds, for the top of an axis. */
export function niceTop(most: number): number {
  if (most <= 0) {
    return 1;
  }

  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * power >= most) ?? 10) * power;
}

/** Stacks values upon each other: where each of a bucket begins and ends. */
export function stacked(series: readonly (readonly (number | null)[])[]): [number, number][][] {
  const tops: number[] = [];
  return series.map((values) =>
    values.map((value, place) => {
      const from = tops[place] ?? 0;
      const to = from + (value ?? 0);
      tops[place] = to;
      return [from, to];
    }),
  );
}
