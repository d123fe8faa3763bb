import { expect, test } from 'vitest';
import { find, findEdges } from './find';
import { modelOf } from './model';
import { connectionOf, destinationNamed, sourceNamed, statusOf, sumOf, toldOf } from './samples';
import { figuresOf, lineOf, rateOf } from './words';

const told = toldOf({
  sources: [sourceNamed('web'), sourceNamed('old', { enabled: false })],
  destinations: [destinationNamed('hook', { transformationId: 'tr' }), destinationNamed('slack', { type: 'SLACK' }), destinationNamed('crm', { paused: true })],
  connections: [connectionOf('web', 'hook'), connectionOf('web', 'slack'), connectionOf('old', 'hook'), connectionOf('web', 'crm'), connectionOf('web', 'gone')],
  sums: [sumOf('web', '', { received: 500 }), sumOf('web', 'hook', { delivered: 490, filtered: 5, dead: 10 }), sumOf('web', 'slack', { delivered: 3 })],
  status: [statusOf('slack', { problem: 'answered 503', isRefusing: true })],
  transformations: new Map([['tr', 'Mask']]),
});
const model = modelOf(told);
const states = Object.fromEntries(model.edges.map((e) => [e.id, e.state]));

test('a connection is off when an end is, paused and failing when its destination is', () => {
  expect(states).toEqual({ 'web-hook': 'failing', 'web-slack': 'failing', 'old-hook': 'off', 'web-crm': 'paused' });
});

test('what was filtered did not go over it; failures are a part of what did', () => {
  expect(model.edges[0]?.flow).toEqual({ events: 500, failed: 10 });
  expect(model.sources[0]?.flow.events).toBe(500);
  expect(model.destinations[0]?.flow).toEqual({ events: 500, failed: 10 });
});

test('the line at a connection and the box of an end say everything in words', () => {
  expect(model.edges.map((e) => lineOf(e, 5))).toEqual(['ƒ Mask · 100/min · 2 % failed', 'failing · 0.6/min', 'ƒ Mask · off', 'paused · 0/min']);
  expect(model.destinations.map((end) => figuresOf(end, 5))).toEqual([['2 % failed', '100/min'], ['failing', '0.6/min'], ['paused', '0/min']]);
  expect(rateOf({ events: 1_234_000, failed: 0 }, 1)).toBe('1.2M/min');
});

test('what a box says is never too long for it', () => {
  const many = { events: 1_234_000, failed: 1_234_000 };
  for (const state of ['on', 'off', 'paused', 'failing'] as const) {
    for (const flow of [many, { ...many, failed: 1 }, { ...many, failed: 0 }]) {
      expect(figuresOf({ state, flow }, 1).join(' · ').length).toBeLessThanOrEqual(26);
    }
  }
});

test('a failure of one source does not make another’s connection failing', () => {
  const two = modelOf(toldOf({ sources: [sourceNamed('a'), sourceNamed('b')], destinations: [destinationNamed('x')], connections: [connectionOf('a', 'x'), connectionOf('b', 'x')], sums: [sumOf('a', 'x', { dead: 1 })] }));
  expect(two.edges.map((e) => e.state)).toEqual(['failing', 'on']);
});

test('a destination whose connections are all off, or were a moment ago, is not failing', () => {
  const { edges, destinations } = modelOf(toldOf({ sources: [sourceNamed('a')], destinations: [destinationNamed('x')], connections: [connectionOf('a', 'x')], status: [statusOf('x', { mode: 'wait', problem: 'disabled' })] }));
  expect([edges[0]?.state, destinations[0]?.state, destinations[0]?.problem]).toEqual(['on', 'on', '']);
});

test('what is found brings what it is connected with; nothing looked for is null', () => {
  expect(find(model, {})).toBeNull();
  expect([...(find(model, { q: 'SLACK' }) ?? [])].sort()).toEqual(['slack', 'web', 'web-slack']);
  expect([...(find(model, { q: 'mask' }) ?? [])].sort()).toEqual(['hook', 'old', 'old-hook', 'web', 'web-hook']);
  expect([...(find(model, { state: 'paused' }) ?? [])].sort()).toEqual(['crm', 'web', 'web-crm']);
  expect(find(model, { q: 'nothing of the kind' })?.size).toBe(0);
});

test('filters of the table add up', () => {
  expect(findEdges(model.edges, { state: 'failing', type: 'SLACK' }).map((e) => e.id)).toEqual(['web-slack']);
  expect(findEdges(model.edges, { q: 'old', state: 'failing' })).toEqual([]);
});
