import type { DestinationView } from '@/api/generated/schema';

/** What a destination does, in a word. */
export type State = 'on' | 'paused' | 'off';

export function stateOf({ enabled, paused }: Pick<DestinationView, 'enabled' | 'paused'>): State {
  return !enabled ? 'off' : paused ? 'paused' : 'on';
}

/** How each is called, and what it means. */
export const states: Readonly<Record<State, { label: string; colour: string; meaning: string }>> = {
  on: { label: 'On', colour: 'teal', meaning: 'Events are delivered.' },
  paused: { label: 'Paused', colour: 'yellow', meaning: 'Events wait, in order, until it is resumed.' },
  off: { label: 'Off', colour: 'gray', meaning: 'Events are not delivered, and are not kept for it.' },
};

/** The filter of the list that finds destinations in a state. */
export function filterOf(state: State | undefined): { enabled?: boolean; paused?: boolean } {
  return state === undefined ? {} : state === 'off' ? { enabled: false } : { enabled: true, paused: state === 'paused' };
}

export function isState(text: unknown): text is State {
  return text === 'on' || text === 'paused' || text === 'off';
}
