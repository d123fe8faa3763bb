import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { IconAlertTriangle, IconChartBar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWorkspaceId } from '@/api/workspace';
import { FailuresCard } from './FailuresCard';
import { OutcomesCard } from './OutcomesCard';

const periods = {
  hour: { label: 'Last hour', grain: 'minute', last: 60 },
  day: { label: 'Last day', grain: 'hour', last: 24 },
} as const;

type Period = keyof typeof periods;

/** How a source or a destination does: what became of its events, which share failed, and why. */
export function Overview({ of }: { of: { source: string } | { destination: string } }) {
  const workspaceId = useWorkspaceId();
  const [period, setPeriod] = useState<Period>('hour');
  const { grain, last } = periods[period];
  // Failed events are kept by destination; those of a source are seen as they happen.
  const toFailed = (props: object) =>
    'destination' in of ? (
      <Link to="/w/$workspaceId/failed" params={{ workspaceId }} search={of} {...props} />
    ) : (
      <Link to="/w/$workspaceId/events" params={{ workspaceId }} search={{ ...of, failed: true }} {...props} />
    );
  return (
    <Stack maw={960}>
      <Group justify="space-between" gap="sm">
        <SegmentedControl transitionDuration={0} aria-label="Over" data={(Object.keys(periods) as Period[]).map((value) => ({ value, label: periods[value].label }))} value={period} onChange={setPeriod} />
        <Group gap="xs">
          <Button variant="default" leftSection={<IconAlertTriangle size={16} aria-hidden />} renderRoot={toFailed}>
            {'destination' in of ? 'Failed events' : 'Watch failed events'}
          </Button>
          <Button variant="default" leftSection={<IconChartBar size={16} aria-hidden />} renderRoot={(props) => <Link to="/w/$workspaceId/events" params={{ workspaceId }} search={{ tab: 'counts', grain, ...of }} {...props} />}>
            More counts
          </Button>
        </Group>
      </Group>
      <OutcomesCard grain={grain} last={last} by="kind" {...of} />
      <FailuresCard grain={grain} last={last} {...of} />
    </Stack>
  );
}
