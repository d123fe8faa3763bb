/** Outcomes that are counted, with the colours they have everywhere. */
export const kinds = {
  received: { label: 'Received', colour: 'var(--mantine-color-blue-6)' },
  delivered: { label: 'Delivered', colour: 'var(--mantine-color-teal-6)' },
  dead: { label: 'Failed', colour: 'var(--mantine-color-red-7)' },
  filtered: { label: 'Filtered', colour: 'var(--mantine-color-yellow-7)' },
  dropped: { label: 'Dropped', colour: 'var(--mantine-color-gray-6)' },
  discarded: { label: 'Discarded', colour: 'var(--mantine-color-grape-6)' },
} as const;

export type Kind = keyof typeof kinds;

/** What counts can be told apart by. */
export const parts = { kind: 'Outcome', source: 'Source', destination: 'Destination', event: 'Event name', detail: 'Reason' } as const;

export type Part = keyof typeof parts;

export function isKind(text: unknown): text is Kind {
  return typeof text === 'string' && Object.hasOwn(kinds, text);
}

/** Colours of what has none of its own. */
export const colours = ['blue', 'teal', 'orange', 'grape', 'red', 'lime', 'cyan', 'gray'].map((name) => `var(--mantine-color-${name}-7)`);
