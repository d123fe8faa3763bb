import { Badge, Tooltip } from '@mantine/core';
import type { DestinationView } from '@/api/generated/schema';
import { stateOf, states } from './state';

export function StateBadge({ destination }: { destination: DestinationView }) {
  const { label, colour, meaning } = states[stateOf(destination)];
  return (
    <Tooltip label={meaning}>
      <Badge variant="dot" color={colour} tt="none" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
        {label}
      </Badge>
    </Tooltip>
  );
}
