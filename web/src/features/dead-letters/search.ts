export const tabs = { letters: 'Failed for good', failing: 'Parked', jobs: 'Replays' } as const;

/** What is looked at on the page of failed events, as it stands in the address. */
export type FailedSearch = { tab?: keyof typeof tabs; destination?: string; reason?: string; letter?: string };

/** Reads an address's query; what means nothing is left out. */
export function readSearch(search: Record<string, unknown>): FailedSearch {
  const text = (name: 'destination' | 'reason' | 'letter') => (typeof search[name] === 'string' && search[name] !== '' ? { [name]: search[name] } : {});
  return { ...(typeof search.tab === 'string' && Object.hasOwn(tabs, search.tab) ? { tab: search.tab as keyof typeof tabs } : {}), ...text('destination'), ...text('reason'), ...text('letter') };
}
