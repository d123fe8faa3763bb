import { Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useNames } from '@/api/names';
import { OutcomesCard } from '@/features/counts/OutcomesCard';
import { kinds, parts } from '@/features/counts/outcomes';
import { grains, type EventsSearch } from '../search';
import { useGo } from '../useGo';
import { LatencyCard } from './LatencyCard';

const route = getRouteApi('/inside/w/$workspaceId/events');

/** How many events there were over time, told apart as one likes, and how long deliveries took. */
export function CountsTab() {
  const { source, destination, event, grain = 'minute', by = 'kind', what } = route.useSearch();
  const go = useGo();
  const { sources, destinations } = useNames();
  const choices = (things: readonly { id: string; name: string }[]) => things.map((one) => ({ value: one.id, label: one.name }));
  return (
    <Stack>
      <Group gap="sm">
        <SegmentedControl transitionDuration={0} aria-label="Grain" data={Object.entries(grains).map(([value, label]) => ({ value, label }))} value={grain} onChange={(value) => go({ grain: value as EventsSearch['grain'] })} />
        <Select aria-label="Told apart by" data={Object.entries(parts).map(([value, label]) => ({ value, label: `By ${label.toLowerCase()}` }))} value={by} allowDeselect={false} onChange={(value) => go({ by: (value ?? undefined) as EventsSearch['by'] })} w={160} />
        {by !== 'kind' && (
          <Select
            aria-label="Of which outcome"
            data={Object.entries(kinds).map(([value, { label }]) => ({ value, label }))}
            value={what ?? (by === 'detail' ? 'dead' : by === 'destination' ? 'delivered' : 'received')}
            allowDeselect={false}
            onChange={(value) => go({ what: (value ?? undefined) as EventsSearch['what'] })}
            w={140}
          />
        )}
        <Select aria-label="Source" placeholder="Any source" clearable searchable data={choices(sources)} value={source ?? null} onChange={(picked) => go({ source: picked ?? undefined })} w={170} />
        <Select aria-label="Destination" placeholder="Any destination" clearable searchable data={choices(destinations)} value={destination ?? null} onChange={(picked) => go({ destination: picked ?? undefined })} w={180} />
        {event !== undefined && <Select aria-label="Event" clearable data={[event]} value={event} onChange={() => go({ event: undefined })} w={180} />}
      </Group>
      <OutcomesCard grain={grain} by={by} what={what} source={source} destination={destination} event={event} onEvent={(name) => go({ event: name, by: 'kind' })} />
      <LatencyCard destination={destination} />
    </Stack>
  );
}
