import { expect, test } from 'vitest';
import { modelOf } from './model';
import { connectionOf, destinationNamed, sourceNamed, toldOf } from './samples';
import { backOf, doneWords, namesOf, refusalOf, turnsOf } from './turning';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const { edges } = modelOf(
  toldOf({
    sources: [sourceNamed('web')],
    destinations: ids.map((id) => destinationNamed(id, { enabled: id !== 'a' })),
    connections: ids.map((id) => connectionOf('web', id, { enabled: id !== 'b' })),
  }),
);

test('only what is not so yet is changed, whatever its ends are, and put back by its newest version', () => {
  const off = turnsOf(edges.slice(0, 2), false);
  expect(off).toEqual([{ connection: connectionOf('web', 'a'), enabled: false }]);
  expect(turnsOf(edges, true).map((turn) => turn.connection.id)).toEqual(['web-b']);
  const now = connectionOf('web', 'a', { enabled: false, version: 2 });
  expect(backOf([now])).toEqual([{ connection: now, enabled: true }]);
});

test('it is said how many, and each that was refused is named', () => {
  const connections = edges.map((edge) => edge.connection);
  expect([doneWords(connections, false), doneWords(connections.slice(0, 1), true)]).toEqual(['7 connections are turned off.', '1 connection is turned on.']);
  const refused = connections.map((connection) => ({ item: { connection, enabled: true }, error: new Error('It is gone.') }));
  expect(refusalOf(refused.slice(0, 2), namesOf(edges)).message).toBe('web → a: It is gone.\nweb → b: It is gone.');
  expect(refusalOf(refused, namesOf(edges)).message).toMatch(/e: It is gone\.\nAnd 2 more\.$/);
});
