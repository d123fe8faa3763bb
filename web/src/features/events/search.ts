import { kinds, parts } from '@/features/counts/outcomes';
import type { LiveFilter } from './live/filters';

export const tabs = { live: 'Live', find: 'Find', counts: 'Counts' } as const;
export const periods = { '2h': 'The last 2 hours', '1d': 'The last day', '7d': 'The last 7 days', '30d': 'The last 30 days' } as const;
export const grains = { minute: 'Minutes', hour: 'Hours', day: 'Days' } as const;

/** What is looked at on the page of events, as it stands in the address. */
export type EventsSearch = LiveFilter & {
  tab?: keyof typeof tabs;
  grouped?: true;
  /** Message id of the event that is open beside the list, and about when something happened to it. */
  open?: string;
  at?: string;
  message?: string;
  period?: keyof typeof periods;
  grain?: keyof typeof grains;
  by?: keyof typeof parts;
  what?: keyof typeof kinds;
  event?: string;
};

const texts = ['source', 'destination', 'type', 'name', 'user', 'open', 'at', 'message', 'event'] as const;
const flags = ['failed', 'contents', 'grouped'] as const;
const choices = { tab: tabs, period: periods, grain: grains, by: parts, what: kinds } as const;

/** Reads an address's query; what means nothing is left out. */
export function readSearch(search: Record<string, unknown>): EventsSearch {
  const read: Record<string, unknown> = {};
  for (const name of texts) {
    if (typeof search[name] === 'string' || typeof search[name] === 'number') {
      read[name] = String(search[name]);
    }
  }

  for (const name of flags) {
    if (search[name] === true) {
      read[name] = true;
    }
  }

  for (const [name, known] of Object.entries(choices)) {
    if (typeof search[name] === 'string' && Object.hasOwn(known, search[name])) {
      read[name] = search[name];
    }
  }

  return read;
}
