/** What can happen to an event, in words; the colours of good, left out on purpose, and failed are the same everywhere. */
const steps: Readonly<Record<string, { label: string; colour: string; meaning: string }>> = {
  received: { label: 'Received', colour: 'blue', meaning: 'It is stored, and the sender has its answer.' },
  dropped: { label: 'Dropped', colour: 'gray', meaning: 'It is left out on purpose, for every destination.' },
  filtered: { label: 'Filtered', colour: 'gray', meaning: 'It is left out for this destination on purpose.' },
  delivered: { label: 'Delivered', colour: 'teal', meaning: 'The destination has accepted it.' },
  waiting: { label: 'Waiting', colour: 'blue', meaning: 'Its turn has not come yet.' },
  parked: { label: 'Parked', colour: 'yellow', meaning: 'It failed and is tried again; later events of its user wait behind it.' },
  'held back': { label: 'Held back', colour: 'yellow', meaning: 'The destination as a whole refuses: it waits until that is over.' },
  dead: { label: 'Failed', colour: 'red', meaning: 'It failed for good: it is a dead letter, which can be replayed.' },
  discarded: { label: 'Discarded', colour: 'gray', meaning: 'Its destination was deleted.' },
  'not connected': { label: 'Not connected', colour: 'gray', meaning: 'Its source is not connected to this destination.' },
};

export function stepOf(name: string) {
  return steps[name] ?? { label: name, colour: 'gray', meaning: '' };
}
