import { Badge, Button, Group, Text } from '@mantine/core';
import { IconEraser, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { memo } from 'react';
import type { LiveState } from '@/api/live';
import type { Feed } from './feed';
import { useShown } from './useFeed';

const states: Readonly<Record<LiveState | 'paused', { label: string; colour: string }>> = {
  connecting: { label: 'Connecting …', colour: 'gray' },
  live: { label: 'Live', colour: 'teal' },
  reconnecting: { label: 'The connection broke; it is made again …', colour: 'yellow' },
  refused: { label: 'Refused', colour: 'red' },
  paused: { label: 'Paused', colour: 'gray' },
};

const count = new Intl.NumberFormat();

/** Whether it runs, and what can be done with the list. In parts: only figures change with each step. */
export function LiveBar({ feed, state }: { feed: Feed; state: LiveState }) {
  const isPaused = useShown(feed, (shown) => shown.isPaused);
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <StateBadge state={isPaused ? 'paused' : state} />
        <LeftOut feed={feed} />
      </Group>
      <Buttons feed={feed} isPaused={isPaused} />
    </Group>
  );
}

function LeftOut({ feed }: { feed: Feed }) {
  const sampled = useShown(feed, (shown) => shown.sampled);
  const missed = useShown(feed, (shown) => shown.missed);
  return (
    <Text size="sm" c="dimmed">
      {sampled > 0 && `Sampled: ${count.format(sampled)} steps were left out, there are more than this list takes. Nothing is lost. `}
      {missed > 0 && `${count.format(missed)} steps were missed: the connection is slow.`}
    </Text>
  );
}

const StateBadge = memo(function StateBadge({ state }: { state: keyof typeof states }) {
  const { label, colour } = states[state];
  return (
    <Badge variant="dot" color={colour} tt="none" size="lg" role="status" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
      {label}
    </Badge>
  );
});

const Buttons = memo(function Buttons({ feed, isPaused }: { feed: Feed; isPaused: boolean }) {
  const meanwhile = useShown(feed, (shown) => shown.meanwhile);
  return (
    <Group gap="xs">
      {isPaused ? (
        <Button size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => feed.resume()}>
          Resume{meanwhile > 0 && ` · ${count.format(meanwhile)} new`}
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
  );
});
