import type { Turn } from '@/api/connections';
import type { ConnectionView } from '@/api/generated/schema';
import type { Settled } from '@/api/settleEach';
import { reasonOf } from '@/api/problem';
import type { Edge } from './model';

type Refused = Settled<Turn, ConnectionView>['refused'];

/** More would not fit into a toast. */
const MOST_NAMED = 5;

/** What has to be changed so that all are on, or off: those that are so already are left alone. */
export function turnsOf(edges: readonly Edge[], enabled: boolean): Turn[] {
  return edges.filter(({ connection }) => connection.enabled !== enabled).map(({ connection }) => ({ connection, enabled }));
}

/** Puts back what was before, of what was changed. */
export function backOf(changed: readonly ConnectionView[]): Turn[] {
  return changed.map((connection) => ({ connection, enabled: !connection.enabled }));
}

/** A connection by the names of its ends. */
export function namesOf(edges: readonly Edge[]): ReadonlyMap<string, string> {
  return new Map(edges.map(({ id, source, destination }) => [id, `${source.name} → ${destination.name}`]));
}

export function doneWords(changed: readonly ConnectionView[], enabled: boolean): string {
  return `${changed.length === 1 ? '1 connection is' : `${changed.length} connections are`} turned ${enabled ? 'on' : 'off'}.`;
}

/** Each that was refused, by name, and why. */
export function refusalOf(refused: Refused, names: ReadonlyMap<string, string>): Error {
  const lines = refused.slice(0, MOST_NAMED).map(({ item, error }) => `${names.get(item.connection.id) ?? item.connection.id}: ${reasonOf(error)}`);
  const more = refused.length - lines.length;
  return new Error([...lines, ...(more > 0 ? [`And ${more} more.`] : [])].join('\n'));
}
