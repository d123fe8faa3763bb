import { Badge, Button, Group, Text } from '@mantine/core';
import { IconEraser, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { LiveState } from '@/api/live';
import type { Feed, Shown } from './feed';

const states: Readonly<Record<LiveState, { label: string; colour: string }>> = {
  connecting: { label: 'Connecting …', colour: 'gray' },
  live: { label: 'Live', colour: 'teal' },
  reconnecting: { label: 'The connection broke; it is made again …', colour: 'yellow' },
  refused: { label: 'Refused', colour: 'red' },
};

const count = new Intl.NumberFormat();

/** Whether it runs, and what can be done with the list. */
export function LiveBar({ feed, shown, state }: { feed: Feed; shown: Shown; state: LiveState }) {
  const { label, colour } = states[state];
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <Badge variant="dot" color={shown.isPaused ? 'gray' : colour} tt="none" size="lg" role="status" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
          {shown.isPaused ? 'Paused' : label}
        </Badge>
        {shown.sampled > 0 && (
          <Text size="sm" c="dimmed">
            Sampled: {count.format(shown.sampled)} steps were left out, there are more than this list takes. Nothing is lost.
          </Text>
        )}
        {shown.missed > 0 && (
          <Text size="sm" c="dimmed">
            {count.format(shown.missed)} steps were missed: the connection is slow.
          </Text>
        )}
      </Group>
      <Group gap="xs">
        {shown.isPaused ? (
          <Button size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => feed.resume()}>
            Resume{shown.meanwhile > 0 && ` · ${count.format(shown.meanwhile)} new`}
          </Button>
        ) : (
          <Button size="xs" variant="default" leftSection={<IconPlayerPause size={14} aria-hidden />} onClick={() => feed.pause()}>
            Pause
          </Button>
        )}
        <Button size="xs" variant="default" leftSection={<IconEraser size={14} aria-hidden />} onClick={() => feed.clear()}>
          Clear
        </Button>
      </Group>
    </Group>
  );
}
