/** Parts of a source's page, as they stand in the address. */
export const tabs = { settings: 'Settings', overview: 'Overview', 'set-up': 'Set-up', connections: 'Connections' } as const;

export type Tab = keyof typeof tabs;

export function isTab(text: unknown): text is Tab {
  return typeof text === 'string' && Object.keys(tabs).includes(text);
}
