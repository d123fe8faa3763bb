import { expect, test } from 'vitest';
import { GAP } from '../layout';
import { fractionsOf, labelWidth, overlap, pointAt, type Labelled } from './labels';

const ROW = 84;
/** Everything connected with everything: the most that can cross. */
const all = (sources: number, destinations: number, text: string): Labelled[] =>
  Array.from({ length: sources * destinations }, (_, n) => ({ id: `${n}`, from: Math.floor(n / destinations) * ROW, to: (n % destinations) * ROW, text }));

function overlapping(labels: readonly Labelled[], fractionOf: (id: string) => number): number {
  const boxes = labels.map(({ id, from, to, text }) => ({ ...pointAt(fractionOf(id), { x: 0, y: from }, { x: GAP, y: to }), width: labelWidth(text) }));
  return boxes.reduce((sum, box, at) => sum + boxes.slice(0, at).filter((other) => overlap(box, other) > 0).length, 0);
}

test('the place is on the curve: its ends, its middle, and level at both ends', () => {
  const [from, to] = [{ x: 10, y: 0 }, { x: 110, y: 80 }];
  expect([pointAt(0, from, to), pointAt(0.5, from, to), pointAt(1, from, to)]).toEqual([from, { x: 60, y: 40 }, to]);
  // By de Casteljau's construction, with both bends at x 60.
  expect(pointAt(0.25, from, to).x).toBeCloseTo(39.6875, 5);
  expect(pointAt(0.25, from, to).y).toBeCloseTo(12.5, 5);
});

test('labels of lines that cross do not lie over each other', () => {
  for (const labels of [all(2, 2, '12/min'), all(3, 3, '12/min'), all(3, 4, 'failing · 12/min')]) {
    expect(overlapping(labels, () => 0.5)).toBeGreaterThan(0);
    expect(overlapping(labels, (id) => fractionsOf(labels).get(id) ?? 0)).toBe(0);
  }
});

test('where not all find a place, most do', () => {
  const labels = all(4, 6, '12/min · 2 % failed');
  const fractions = fractionsOf(labels);
  expect(overlapping(labels, (id) => fractions.get(id) ?? 0)).toBeLessThanOrEqual(overlapping(labels, () => 0.5) / 2);
});

test('one that is alone stands in the middle, and stays there for a digit more', () => {
  const labels = all(1, 4, '9/min');
  expect([...fractionsOf(labels).values()]).toEqual([0.5, 0.5, 0.5, 0.5]);
  const tangle = all(3, 3, '99/min');
  expect(fractionsOf(tangle.map((label) => ({ ...label, text: '100/min' })))).toEqual(fractionsOf(tangle));
});

test('none lies over the boxes, unless it is too long for what is between them', () => {
  const labels = all(6, 6, 'ƒ Tidy · 12/min');
  for (const t of fractionsOf(labels).values()) {
    const { x } = pointAt(t, { x: 0, y: 0 }, { x: GAP, y: 0 });
    expect(Math.abs(x - GAP / 2) + labelWidth('ƒ Tidy · 12/min') / 2).toBeLessThanOrEqual(GAP / 2);
  }

  const long = all(2, 2, 'ƒ The transformation with the longest name of them all · 12/min');
  expect(new Set(fractionsOf(long).values())).toEqual(new Set([0.5]));
});

test('hundreds are placed, each somewhere else', () => {
  const labels = Array.from({ length: 600 }, (_, n) => ({ id: `${n}`, from: ((n * 7) % 200) * 1.5 * ROW, to: ((n * 14) % 300) * ROW, text: '120/min' }));
  const fractions = fractionsOf(labels);
  expect(overlapping(labels, () => 0.5)).toBeGreaterThan(100);
  expect(overlapping(labels, (id) => fractions.get(id) ?? 0)).toBe(0);
});
