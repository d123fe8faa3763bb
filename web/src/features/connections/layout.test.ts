import { expect, test } from 'vitest';
import { crossings, orderOf, placesOf } from './layout';

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

test('a tangle of single connections is undone', () => {
  const [sources, destinations] = [ids('s', 40), ids('d', 40)];
  const links = sources.map((source, n) => ({ source, destination: `d${(n * 17) % 40}` }));
  expect(crossings(sources, destinations, links)).toBeGreaterThan(100);
  const order = orderOf(sources, destinations, links);
  expect(crossings(order.sources, order.destinations, links)).toBe(0);
  expect([...order.sources].sort()).toEqual([...sources].sort());
});

test('what is connected with nothing stands last', () => {
  expect(orderOf(['alone', 'a'], ['none', 'x'], [{ source: 'a', destination: 'x' }])).toEqual({ sources: ['a', 'alone'], destinations: ['x', 'none'] });
});

test('the order is never worse than the one given, and the same each time', () => {
  const [sources, destinations] = [ids('s', 30), ids('d', 50)];
  const links = ids('l', 120).map((_, n) => ({ source: `s${(n * 7) % 30}`, destination: `d${(n * 13 + n) % 50}` }));
  const order = orderOf(sources, destinations, links);
  expect(crossings(order.sources, order.destinations, links)).toBeLessThanOrEqual(crossings(sources, destinations, links));
  expect(orderOf(sources, destinations, links)).toEqual(order);
});

test('crossings are counted in pairs; connections of one source do not cross', () => {
  expect(crossings(['a', 'b'], ['x', 'y'], [{ source: 'a', destination: 'y' }, { source: 'b', destination: 'x' }])).toBe(1);
  expect(crossings(['a'], ['x', 'y'], [{ source: 'a', destination: 'y' }, { source: 'a', destination: 'x' }])).toBe(0);
});

test('the columns stand apart, and the shorter one stretches', () => {
  const places = placesOf(['a'], ['x', 'y', 'z']);
  expect(places.get('x')?.x).toBeGreaterThan(places.get('a')?.x ?? 0);
  expect(places.get('a')?.y).toBe(places.get('y')?.y);
  expect(new Set(places.values()).size).toBe(4);
});
