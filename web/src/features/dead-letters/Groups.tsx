import { Card, Group, Select, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { GroupView } from '@/api/generated/schema';
import { letterGroupsQuery } from '@/api/letters';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Time } from '@/ui/Time';
import { useGo } from './useGo';

const route = getRouteApi('/inside/w/$workspaceId/failed');
const count = new Intl.NumberFormat();

/** Dead letters by destination and reason: the most first. */
export function Groups() {
  const workspaceId = useWorkspaceId();
  const { destination } = route.useSearch();
  const go = useGo();
  const { destinations, destinationName } = useNames();
  const { data, error, refetch } = useQuery(letterGroupsQuery(workspaceId, { destination }));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  if (data.length === 0 && destination === undefined) {
    return (
      <Empty icon={<IconMoodSmile aria-hidden />} title="Nothing has failed">
        An event that a destination refuses for good is kept here whole, with the request and the answer, until it is replayed or discarded.
      </Empty>
    );
  }

  const groups = [...data].sort((a, b) => b.count - a.count);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Select
          aria-label="Destination"
          placeholder="Any destination"
          clearable
          searchable
          data={destinations.map(({ id, name }) => ({ value: id, label: name }))}
          value={destination ?? null}
          onChange={(picked) => go({ destination: picked ?? undefined })}
          w={220}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {count.format(groups.reduce((sum, group) => sum + group.count, 0))} events in all
        </Text>
      </Group>
      <Card withBorder padding={0}>
        <Table.ScrollContainer minWidth={720}>
          <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Reason</Table.Th>
                <Table.Th>Destination</Table.Th>
                <Table.Th ta="right">Events</Table.Th>
                <Table.Th>First</Table.Th>
                <Table.Th>Last</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {groups.map((group) => (
                <Row key={`${group.destinationId} ${group.reason}`} group={group} destination={destinationName(group.destinationId)} onOpen={() => go({ destination: group.destinationId, reason: group.reason })} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {groups.length === 0 && (
          <Text p="lg" ta="center" c="dimmed">
            Nothing of this destination has failed.
          </Text>
        )}
      </Card>
    </Stack>
  );
}

function Row({ group, destination, onOpen }: { group: GroupView; destination: string; onOpen: () => void }) {
  const sample = group.samples?.[0];
  return (
    <Table.Tr>
      <Table.Td maw={420}>
        <UnstyledButton fw={500} fz="sm" onClick={onOpen}>
          {group.reason}
        </UnstyledButton>
        {sample && (
          <Text size="xs" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            {sample.name === '' ? sample.type : sample.name}: {sample.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{destination}</Table.Td>
      <Table.Td ta="right">{count.format(group.count)}</Table.Td>
      <Table.Td>
        <Time at={group.first} />
      </Table.Td>
      <Table.Td>
        <Time at={group.last} />
      </Table.Td>
    </Table.Tr>
  );
}
