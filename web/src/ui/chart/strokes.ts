/**
 * How lines of a chart are told apart besides their colours: each has dashes of its own, and those that are drawn later are thinner and have more gaps, so that of lines with the
 * same values all can be seen.
 */
const strokes = [
  { width: 5, dashes: '' },
  { width: 3, dashes: '11 8' },
  { width: 2, dashes: '3 4' },
  { width: 2, dashes: '12 4 3 4' },
  { width: 2, dashes: '5 10' },
  { width: 2, dashes: '2 8' },
] as const;

export type Stroke = (typeof strokes)[number];

export function strokeOf(place: number): Stroke {
  return strokes[place % strokes.length] ?? strokes[0];
}
