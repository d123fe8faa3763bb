import { Alert, Anchor, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconMoodSmile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DestinationFailing, FailingGroup } from '@/api/generated/schema';
import { failingQuery } from '@/api/letters';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Time } from '@/ui/Time';

const count = new Intl.NumberFormat();

/** What fails now and is tried again by itself: nothing of it is lost yet. */
export function Failing() {
  const workspaceId = useWorkspaceId();
  const { data, error, refetch } = useQuery(failingQuery(workspaceId));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  const failing = data.filter((one) => one.groups.length > 0 || one.isRefusing || one.problem !== '');
  return failing.length === 0 ? (
    <Empty icon={<IconMoodSmile aria-hidden />} title="Nothing is parked now">
      An event that fails is parked: it is tried again by itself for a long while. Those stand here, with what came back and when the next try is.
    </Empty>
  ) : (
    <Stack>
      {failing.map((one) => (
        <DestinationCard key={`${one.destinationId} ${one.isReplay}`} failing={one} />
      ))}
    </Stack>
  );
}

function DestinationCard({ failing }: { failing: DestinationFailing }) {
  const workspaceId = useWorkspaceId();
  const { destinationName } = useNames();
  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          <Anchor inherit c="var(--mantine-color-text)" renderRoot={(props) => <Link to="/w/$workspaceId/destinations/$destinationId" params={{ workspaceId, destinationId: failing.destinationId }} search={{}} {...props} />}>
            {destinationName(failing.destinationId)}
          </Anchor>
          {failing.isReplay && ' (replay)'}
        </Title>
        {failing.behind > 0 && (
          <Text size="sm" c="dimmed">
            {count.format(failing.behind)} wait behind a failed event of their user
          </Text>
        )}
      </Group>
      {failing.problem !== '' && (
        <Alert color="gray" icon={<IconAlertTriangle aria-hidden />} mb="sm" styles={{ title: { color: 'var(--mantine-color-text)' } }} title={failing.isRefusing ? 'It refuses everything: its events wait until it answers again' : 'It has a problem as a whole'}>
          {failing.problem}
        </Alert>
      )}
      {failing.groups.length > 0 && (
        <Table.ScrollContainer minWidth={680}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Reason</Table.Th>
                <Table.Th ta="right">Events</Table.Th>
                <Table.Th>Since</Table.Th>
                <Table.Th>Next try</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {failing.groups.map((group) => (
                <GroupRow key={`${group.reason} ${group.statusCode}`} group={group} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Card>
  );
}

function GroupRow({ group }: { group: FailingGroup }) {
  const workspaceId = useWorkspaceId();
  const { sample } = group;
  return (
    <Table.Tr>
      <Table.Td maw={420}>
        <Text size="sm" fw={500}>
          {group.reason}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
          {sample.message}
        </Text>
        {sample.messageId !== '' && (
          <Anchor size="xs" renderRoot={(props) => <Link to="/w/$workspaceId/events/$messageId" params={{ workspaceId, messageId: sample.messageId }} search={{ at: sample.firstAttempt }} {...props} />}>
            The newest: {sample.name === '' ? sample.type : sample.name}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td ta="right">{count.format(group.events)}</Table.Td>
      <Table.Td>
        <Time at={group.since} />
      </Table.Td>
      <Table.Td>
        <Time at={group.nextTry} seconds />
      </Table.Td>
    </Table.Tr>
  );
}
