import { Group, Stack, Text } from '@mantine/core';
import { Time } from '@/ui/Time';
import { StepBadge } from '../StepBadge';
import type { Moment } from './timeline';

/** What happened, in order. */
export function Moments({ moments }: { moments: readonly Moment[] }) {
  return (
    <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
      {moments.map((moment, place) => (
        <Group component="li" key={place} gap="sm" wrap="nowrap" align="start">
          <StepBadge step={moment.step} />
          <Text size="sm" style={{ flex: 1, overflowWrap: 'anywhere' }}>
            {moment.text}
            {moment.milliseconds !== undefined && ` (${Math.round(moment.milliseconds)} ms)`}
          </Text>
          <Text size="sm" c="dimmed" component="div" style={{ whiteSpace: 'nowrap' }}>
            {moment.at !== null && <Time at={moment.at} seconds />}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
