import type { Edge, End, Flow, State } from './model';

export const stateWords: Record<State, string> = { on: 'on', off: 'off', paused: 'paused', failing: 'failing' };

const MINUTE_MS = 60_000;
// Made when they are needed: the browser takes longer for one than for a whole page of figures, and a count is whole and small most often.
let few: Intl.NumberFormat | undefined;
let many: Intl.NumberFormat | undefined;

export function countOf(count: number): string {
  return count < 1_000 ? fewOf(count >= 10 ? Math.round(count) : count) : (many ??= new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })).format(count);
}

function fewOf(count: number): string {
  return Number.isInteger(count) ? String(count) : (few ??= new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })).format(count);
}

/** Length of a stretch of time in minutes. */
export function minutesOf(stretch: { from: string; to: string } | undefined): number {
  return stretch === undefined ? 1 : Math.max((Date.parse(stretch.to) - Date.parse(stretch.from)) / MINUTE_MS, 1 / 60);
}

/** Events a minute: `120/min`. */
export function rateOf(flow: Flow, minutes: number): string {
  return `${countOf(flow.events / minutes)}/min`;
}

/** Share that failed for good: `2 %`; null: none did. */
export function shareOf(flow: Flow): null | string {
  const share = flow.events === 0 ? 0 : (100 * flow.failed) / flow.events;
  return share === 0 ? null : `${share < 0.1 ? '< 0.1' : fewOf(share)} %`;
}

function failedOf(flow: Flow): null | string {
  const share = shareOf(flow);
  return share === null ? null : `${share} failed`;
}

/** What stands in a box, short enough for it: how it does, and what else. What failed tells that it is failing. */
export function figuresOf({ state, flow }: Pick<End, 'state' | 'flow'>, minutes: number): [state: string, more: null | string] {
  const failed = failedOf(flow);
  if (state === 'failing' && failed !== null) {
    return [failed, rateOf(flow, minutes)];
  }

  return [stateWords[state], failed ?? (state === 'off' ? null : rateOf(flow, minutes))];
}

/** What stands at a connection, in one line. */
export function lineOf({ state, flow, transformation }: Pick<Edge, 'state' | 'flow' | 'transformation'>, minutes: number): string {
  const failed = failedOf(flow);
  const parts = [transformation === null ? null : `ƒ ${transformation}`, state === 'on' || (state === 'failing' && failed !== null) ? null : stateWords[state], state === 'off' ? null : rateOf(flow, minutes), failed];
  return parts.filter((p) => p !== null).join(' · ');
}

/** A connection, and what stands at it, for those who hear it. */
export function spokenOf({ source, destination }: Pick<Edge, 'source' | 'destination'>, line: string): string {
  return `Connection from ${source.name} to ${destination.name}: ${line}`;
}
