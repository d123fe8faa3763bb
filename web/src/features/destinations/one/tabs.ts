/** Parts of a destination's page, as they stand in the address. */
export const tabs = { settings: 'Settings', overview: 'Overview', connections: 'Connections', events: 'Events and consent', guide: 'Guide', test: 'Test' } as const;

export type Tab = keyof typeof tabs;

export function isTab(text: unknown): text is Tab {
  return typeof text === 'string' && Object.keys(tabs).includes(text);
}
