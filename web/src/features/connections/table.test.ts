import { expect, test } from 'vitest';
import type { DestinationLatency } from '@/api/generated/schema';
import { modelOf } from './model';
import { connectionOf, destinationNamed, sourceNamed, sumOf, toldOf } from './samples';
import { readSearch } from './search';
import { nextSort, pageOf, rowsOf, sortOf, sortRows } from './table';

const delivery = { count: 9, p50: 12, p95: 80, p99: 90 };
const latency: DestinationLatency = { destinationId: 'b', since: '', last5Minutes: { delivery: null, answer: null }, lastHour: { delivery, answer: null }, lastDay: { delivery: null, answer: null }, series: null };
const { edges } = modelOf(
  toldOf({
    sources: [sourceNamed('s')],
    destinations: ['a', 'b', 'c'].map((id) => destinationNamed(id)),
    connections: ['c', 'a', 'b'].map((id) => connectionOf('s', id)),
    sums: [sumOf('s', 'a', { delivered: 5 }), sumOf('s', 'c', { delivered: 50 })],
  }),
);
const rows = rowsOf(edges, [latency]);
const order = (sort: Parameters<typeof sortRows>[1]) => sortRows(rows, sort).map((r) => r.destination.id);

test('rows are sorted by a column, both ways; what is not known stands last', () => {
  expect(order('destination')).toEqual(['a', 'b', 'c']);
  expect(order('-events')).toEqual(['c', 'a', 'b']);
  expect(order('p95')[0]).toBe('b');
  expect(order('-p95')[0]).toBe('b');
});

test('a click sorts numbers from the largest on, names from A on, and turns round', () => {
  expect([nextSort('source', 'events'), nextSort('-events', 'events'), nextSort('events', 'events'), nextSort('-events', 'source'), nextSort('source', 'source')]).toEqual(['-events', 'events', '-events', 'source', '-source']);
  expect([sortOf('-p95'), sortOf('rubbish'), sortOf(3)]).toEqual(['-p95', undefined, undefined]);
});

test('pages follow a row, and lead back', () => {
  const first = pageOf(rows, undefined, 1);
  expect([first.rows[0]?.id, first.before, first.after]).toEqual(['s-c', null, 's-c']);
  const second = pageOf(rows, 's-c', 1);
  expect([second.rows[0]?.id, second.before, second.after]).toEqual(['s-a', '', 's-a']);
  expect([pageOf(rows, 's-a', 1).before, pageOf(rows, 's-a', 1).after]).toEqual(['s-c', null]);
  expect(pageOf(rows, 'gone', 2).from).toBe(0);
});

test('of the address only what makes sense is taken', () => {
  expect(readSearch({ view: 'table', q: 42, state: 'broken', sort: '-events', edge: '', type: 'SLACK' })).toEqual({ view: 'table', q: '42', sort: '-events', type: 'SLACK' });
});
