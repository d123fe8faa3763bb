import { Badge } from '@mantine/core';
import type { State } from './model';
import { stateWords } from './words';

const colours: Record<State, string> = { on: 'teal', off: 'gray', paused: 'yellow', failing: 'red' };

export function StateBadge({ state }: { state: State }) {
  return (
    <Badge color={colours[state]} variant="dot" tt="none" miw="max-content">
      {stateWords[state]}
    </Badge>
  );
}
