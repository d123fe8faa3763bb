import { Card, Group, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { latencySeriesQuery } from '@/api/events';
import type { DelayPercentiles, DestinationLatency } from '@/api/generated/schema';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { timeOf } from '@/features/counts/times';
import { Chart } from '@/ui/chart/Chart';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Time } from '@/ui/Time';
import { durationOf } from './durationOf';

const measures = { delivery: 'From receipt to delivery', answer: 'The destination’s answer' } as const;
const percentiles = [
  { key: 'p50', name: 'Half', colour: 'var(--mantine-color-teal-7)' },
  { key: 'p95', name: '95 %', colour: 'var(--mantine-color-orange-7)' },
  { key: 'p99', name: '99 %', colour: 'var(--mantine-color-red-7)' },
] as const;

/** How long deliveries took: of one destination drawn over time, of all as a table. Since the node's start. */
export function LatencyCard({ destination }: { destination: string | undefined }) {
  const workspaceId = useWorkspaceId();
  const { destinationName } = useNames();
  const [grain, setGrain] = useState<'minute' | 'hour'>('minute');
  const [measure, setMeasure] = useState<keyof typeof measures>('delivery');
  const { data, error, refetch } = useQuery(latencySeriesQuery(workspaceId, grain, destination));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          How long it takes
        </Title>
        <Group gap="sm">
          <SegmentedControl transitionDuration={0} size="xs" aria-label="What is measured" data={Object.entries(measures).map(([value, label]) => ({ value, label }))} value={measure} onChange={(value) => setMeasure(value as keyof typeof measures)} />
          <SegmentedControl transitionDuration={0} size="xs" aria-label="Over" data={[{ value: 'minute', label: 'Last hour' }, { value: 'hour', label: 'Last day' }]} value={grain} onChange={(value) => setGrain(value)} />
        </Group>
      </Group>
      {data.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing was delivered since this server started.
        </Text>
      ) : (
        <Stack>
          <Summary latencies={data} measure={measure} nameOf={destinationName} isDay={grain === 'hour'} />
          {data.length === 1 && data[0] && <Drawn latency={data[0]} measure={measure} grain={grain} />}
          {data.length > 1 && (
            <Text size="xs" c="dimmed">
              Choose a destination to see it over time.
            </Text>
          )}
        </Stack>
      )}
    </Card>
  );
}

type SummaryProps = { latencies: readonly DestinationLatency[]; measure: keyof typeof measures; nameOf: (id: string) => string; isDay: boolean };

function Summary({ latencies, measure, nameOf, isDay }: SummaryProps) {
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Destination</Table.Th>
            <Table.Th ta="right">{measure === 'delivery' ? 'Events' : 'Requests'}</Table.Th>
            {percentiles.map(({ key, name }) => (
              <Table.Th key={key} ta="right">
                {name} within
              </Table.Th>
            ))}
            <Table.Th>Measured since</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {latencies.map((latency) => {
            const of: DelayPercentiles | null = (isDay ? latency.lastDay : latency.lastHour)[measure];
            return (
              <Table.Tr key={latency.destinationId}>
                <Table.Td>{nameOf(latency.destinationId)}</Table.Td>
                <Table.Td ta="right">{of?.count ?? 0}</Table.Td>
                {percentiles.map(({ key }) => (
                  <Table.Td key={key} ta="right">
                    {of === null ? '–' : durationOf(of[key])}
                  </Table.Td>
                ))}
                <Table.Td>
                  <Time at={latency.since} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Drawn({ latency, measure, grain }: { latency: DestinationLatency; measure: keyof typeof measures; grain: 'minute' | 'hour' }) {
  const points = latency.series ?? [];
  return points.length === 0 ? (
    <Text size="xs" c="dimmed">
      It is drawn once a {grain} has ended.
    </Text>
  ) : (
    <Chart
      title={measures[measure]}
      kind="lines"
      times={points.map((point) => timeOf(Date.parse(point.at), grain))}
      series={percentiles.map(({ key, name, colour }) => ({ name, colour, values: points.map((point) => point[measure]?.[key] ?? null) }))}
      format={durationOf}
    />
  );
}
