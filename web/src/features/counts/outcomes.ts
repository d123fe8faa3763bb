import { stepOf } from '@/features/events/steps';

/** Outcomes that are counted, each with its colour, which stands out from that of what it is often equal to; its place here is that of its line's dashes. */
export const kinds = {
  received: { label: stepOf('received').label, colour: 'var(--mantine-color-blue-6)' },
  delivered: { label: stepOf('delivered').label, colour: 'light-dark(var(--mantine-color-teal-9), var(--mantine-color-teal-3))' },
  dead: { label: stepOf('dead').label, colour: 'var(--mantine-color-red-7)' },
  filtered: { label: stepOf('filtered').label, colour: 'var(--mantine-color-yellow-9)' },
  dropped: { label: stepOf('dropped').label, colour: 'var(--mantine-color-gray-6)' },
  discarded: { label: stepOf('discarded').label, colour: 'var(--mantine-color-grape-6)' },
} as const;

export type Kind = keyof typeof kinds;

/** Which of a chart's lines an outcome has, however many of it there were. */
export const strokeOfKind = (kind: Kind) => Object.keys(kinds).indexOf(kind);

/** What counts can be told apart by. */
export const parts = { kind: 'Outcome', source: 'Source', destination: 'Destination', event: 'Event name', detail: 'Reason' } as const;

export type Part = keyof typeof parts;

export function isKind(text: unknown): text is Kind {
  return typeof text === 'string' && Object.hasOwn(kinds, text);
}

/** Colours of what has none of its own. */
export const colours = ['blue-7', 'teal-7', 'orange-7', 'grape-6', 'red-7', 'lime-9', 'cyan-7', 'gray-6'].map((name) => `var(--mantine-color-${name})`);
