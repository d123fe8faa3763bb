import { Card, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { countsQuery, type Grain } from '@/api/events';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { Chart } from '@/ui/chart/Chart';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { colours, isKind, kinds, strokeOfKind, type Kind, type Part } from './outcomes';
import { bucketsOf, seriesOf } from './series';
import { timeOf } from './times';

type Props = { grain: Grain; /** Buckets that are shown: as many as suit the grain, unless given. */ last?: number; by: Part; what?: Kind | undefined; source?: string | undefined; destination?: string | undefined; event?: string | undefined; onEvent?: (name: string) => void };

const count = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** How many events had which outcome, or came from where, over time. */
export function OutcomesCard({ grain, last, by, what, source, destination, event, onEvent }: Props) {
  const workspaceId = useWorkspaceId();
  const { sourceName, destinationName } = useNames();
  const { data, dataUpdatedAt, error, refetch } = useQuery(countsQuery(workspaceId, { grain, source, destination, event, by: by === 'kind' ? 'kind' : `kind,${by}` }));
  const buckets = useMemo(() => bucketsOf(grain, dataUpdatedAt, last), [grain, dataUpdatedAt, last]);
  const wanted = what ?? (by === 'detail' ? 'dead' : by === 'destination' ? 'delivered' : 'received');
  const series = useMemo(() => {
    const counts = (data ?? []).filter((one) => by === 'kind' || one.kind === wanted);
    return seriesOf(counts, buckets, (one) => one[by], colours.length);
  }, [data, buckets, by, wanted]);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  if (series.length === 0) {
    return (
      <Card withBorder>
        <Empty icon={<IconChartBar aria-hidden />} title="Nothing was counted">
          No event was like that in this time.
        </Empty>
      </Card>
    );
  }

  const nameOf = (key: string) => (by === 'kind' && isKind(key) ? kinds[key].label : by === 'source' ? sourceName(key) : by === 'destination' ? destinationName(key) : key === '' ? 'no reason given' : key);
  const shown = series.map((one, place) => ({
    name: nameOf(one.key),
    values: one.values,
    ...(by === 'kind' && isKind(one.key) ? { colour: kinds[one.key].colour, stroke: strokeOfKind(one.key) } : { colour: colours[place] ?? 'gray' }),
  }));
  const title = by === 'kind' ? 'Events by outcome' : `${kinds[wanted].label} events`;
  return (
    <Card withBorder>
      <Chart title={title} kind={by === 'kind' ? 'lines' : 'bars'} times={buckets.map((bucket) => timeOf(bucket, grain))} series={shown} format={(value) => short.format(value)} />
      <Group gap="lg" mt="md">
        {series.map((one) => (
          <div key={one.key}>
            <Text size="xs" c="dimmed">
              {by === 'event' && onEvent ? <UnstyledButton fz="xs" td="underline" onClick={() => onEvent(one.key)}>{nameOf(one.key)}</UnstyledButton> : nameOf(one.key)}
            </Text>
            <Text fw={600}>{count.format(one.total)}</Text>
          </div>
        ))}
      </Group>
    </Card>
  );
}
