import type { State } from './model';
import { sortOf, type Sort } from './table';

/** What is looked at: all of it stands in the address. */
export type ConnectionsSearch = { view?: 'table'; q?: string; state?: State; type?: string; edge?: string; sort?: Sort; after?: string };

const states: readonly unknown[] = ['on', 'off', 'paused', 'failing'];

/** Reads it; what makes no sense is left out. */
export function readSearch(search: Record<string, unknown>): ConnectionsSearch {
  const sort = sortOf(search.sort);
  return {
    ...(search.view === 'table' ? { view: 'table' } : {}),
    ...textIn(search, 'q'),
    ...textIn(search, 'type'),
    ...textIn(search, 'edge'),
    ...textIn(search, 'after'),
    ...(states.includes(search.state) ? { state: search.state as State } : {}),
    ...(sort === undefined ? {} : { sort }),
  };
}

function textIn<K extends string>(search: Record<string, unknown>, name: K): Partial<Record<K, string>> {
  const value = search[name];
  // The router reads digits as a number.
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? ({ [name]: text } as Record<K, string>) : {};
}
