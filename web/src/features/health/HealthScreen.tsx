import { Alert, Badge, Card, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { destinationsQuery } from '@/api/destinations';
import type { DestinationStatus } from '@/api/generated/schema';
import { planeQuery } from '@/api/watching';
import { useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { ageOf, sizeOf } from './sizes';

/** The data plane of this server: how much it keeps, and how far behind each destination is. */
export function HealthScreen() {
  const workspaceId = useWorkspaceId();
  const { data: status, error, refetch, dataUpdatedAt } = useQuery(planeQuery(workspaceId));
  const { data: destinations = [] } = useQuery(destinationsQuery(workspaceId));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!status) {
    return <Loading />;
  }

  const { store } = status;
  const oldest = store.map((s) => s.oldestAppend).filter((at) => at !== null).sort()[0];
  const damaged = store.reduce((sum, s) => sum + (s.damaged ?? 0), 0);
  const byLag = [...status.destinations].sort((a, b) => b.waiting - a.waiting);
  const nameOf = (id: string) => destinations.find((d) => d.id === id)?.name ?? id;

  return (
    <>
      <PageHead title="Data plane" />
      <Stack>
        {damaged > 0 && (
          <Alert color="red" title={`${damaged} damaged segments`}>
            Parts of the log could not be read and were set aside. The operating guide says what to do: PintleDamagedSegments.
          </Alert>
        )}
        <SimpleGrid cols={{ base: 2, md: 4 }}>
          <Figure label="Log" value={sizeOf(store.reduce((sum, s) => sum + s.bytes, 0))} />
          <Figure label="Segments" value={store.reduce((sum, s) => sum + Math.max(0, s.nextSequence - s.firstSequence), 0).toLocaleString()} />
          <Figure label="Oldest event in the log" value={oldest === undefined ? '–' : `${ageOf(oldest, dataUpdatedAt)} ago`} />
          <Figure label="Configuration in force" value={status.revision === null ? 'none yet' : `revision ${status.revision}`} />
        </SimpleGrid>
        <Card withBorder padding={0}>
          <Title order={2} size="h5" p="md" pb="xs">
            Destinations, the furthest behind first
          </Title>
          {byLag.length === 0 ? (
            <Text c="dimmed" p="md" pt={0}>
              None is connected yet.
            </Text>
          ) : (
            <Table.ScrollContainer minWidth={720}>
              <Table verticalSpacing="sm" horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Destination</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th ta="right">Waiting</Table.Th>
                    <Table.Th ta="right">Oldest</Table.Th>
                    <Table.Th ta="right">In flight</Table.Th>
                    <Table.Th ta="right">Users held back</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {byLag.map((one) => (
                    <Table.Tr key={one.destinationId}>
                      <Table.Td>
                        <Text component={Link} to={`/w/${workspaceId}/destinations/${one.destinationId}`} size="sm" fw={500} td="none" c="var(--mantine-color-text)">
                          {nameOf(one.destinationId)}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        <State one={one} />
                      </Table.Td>
                      <Table.Td ta="right">{one.waiting.toLocaleString()}</Table.Td>
                      <Table.Td ta="right">{one.oldestWaiting === null ? '–' : ageOf(one.oldestWaiting, dataUpdatedAt)}</Table.Td>
                      <Table.Td ta="right">{one.inFlight}</Table.Td>
                      <Table.Td ta="right">{one.parkedUsers}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Card>
      </Stack>
    </>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <Card withBorder>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600} fz="lg">
        {value}
      </Text>
    </Card>
  );
}

/** What the router does with the events of a destination. */
const modes: Readonly<Record<string, { word: string; colour: string }>> = {
  deliver: { word: 'delivers', colour: 'teal' },
  wait: { word: 'waits', colour: 'orange' },
  disabled: { word: 'off', colour: 'gray' },
  deleted: { word: 'deleted', colour: 'gray' },
  refuse: { word: 'refuses', colour: 'red' },
};

function State({ one }: { one: DestinationStatus }) {
  const { word, colour } = modes[one.isRefusing ? 'refuse' : one.mode] ?? { word: one.mode, colour: 'gray' };
  return (
    <>
      <Badge color={colour} variant="dot" tt="none" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
        {word}
      </Badge>
      {one.problem !== '' && (
        <Text size="sm" c="dimmed">
          {one.problem}
        </Text>
      )}
    </>
  );
}
