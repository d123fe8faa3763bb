import { Anchor, Card, Group, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countsQuery, type Grain } from '@/api/events';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { deliveriesOf, shareOf, type Reason } from './failures';
import { bucketsOf } from './series';

const count = new Intl.NumberFormat();

type Props = { grain: Grain; last: number; source?: string | undefined; destination?: string | undefined };

/** Which share of the deliveries failed for good, and why. */
export function FailuresCard({ grain, last, source, destination }: Props) {
  const workspaceId = useWorkspaceId();
  const { data, dataUpdatedAt, error, refetch } = useQuery(countsQuery(workspaceId, { grain, source, destination, by: 'kind,destination,detail' }));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  const deliveries = deliveriesOf(data, bucketsOf(grain, dataUpdatedAt, last)[0] ?? 0);
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Title order={2} size="h5">
          Error rate
        </Title>
        <Text fw={600}>{deliveries.ended === 0 ? '–' : shareOf(deliveries)}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {deliveries.ended === 0
          ? 'No delivery ended in this time.'
          : deliveries.failed === 0
            ? `None of ${count.format(deliveries.ended)} deliveries failed.`
            : `${count.format(deliveries.failed)} of ${count.format(deliveries.ended)} deliveries failed for good.`}
      </Text>
      {deliveries.reasons.length > 0 && <Reasons reasons={deliveries.reasons} ofMany={destination === undefined} />}
    </Card>
  );
}

/** Each leads to the events that failed because of it. */
function Reasons({ reasons, ofMany }: { reasons: readonly Reason[]; ofMany: boolean }) {
  const workspaceId = useWorkspaceId();
  const { destinationName } = useNames();
  return (
    <Table.ScrollContainer minWidth={360} mt="sm">
      <Table fz="sm" aria-label="Reasons">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Reason</Table.Th>
            {ofMany && <Table.Th>Destination</Table.Th>}
            <Table.Th ta="right">Events</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reasons.map(({ destination, detail, total }) => (
            <Table.Tr key={`${destination} ${detail}`}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Anchor inherit renderRoot={(props) => <Link to="/w/$workspaceId/failed" params={{ workspaceId }} search={{ destination, ...(detail === '' ? {} : { reason: detail }) }} {...props} />}>
                  {detail === '' ? 'no reason given' : detail}
                </Anchor>
              </Table.Td>
              {ofMany && <Table.Td>{destinationName(destination)}</Table.Td>}
              <Table.Td ta="right">{count.format(total)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
