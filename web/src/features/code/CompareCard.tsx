import { Alert, Anchor, Button, Card, Code, Group, List, Stack, Table, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCompareVersions } from '@/api/code';
import type { FullCodeView, ToldDifference } from '@/api/generated/schema';
import { reasonOf } from '@/api/problem';
import { useWorkspaceId } from '@/api/workspace';
import { told } from '@/ui/toasts';
import { useReplayLetters } from '@/api/letters';

type Numbered = { id: string; number: number };
type Props = { code: FullCodeView; before: Numbered; after: Numbered; mayEdit: boolean };

const words: Readonly<Record<string, string>> = {
  outputs: 'comes out differently',
  leftOut: 'is left out now',
  letIn: 'is no longer left out',
  fails: 'fails now',
  mended: 'no longer fails',
  error: 'fails with other words',
};

/** Two versions on the events of the last day, and dead letters through the second one. */
export function CompareCard({ code, before, after, mayEdit }: Props) {
  const workspaceId = useWorkspaceId();
  const compare = useCompareVersions(code.id);
  const replay = useReplayLetters();
  const answer = compare.data;
  const users = code.destinations;

  return (
    <Card withBorder component="section" aria-label="On real events">
      <Group justify="space-between">
        <div>
          <Text component="h2" fw={600} size="md">
            On the events of the last 24 hours
          </Text>
          <Text size="sm" c="dimmed">
            Runs both versions on events of the log and counts what would change. Nothing is delivered; requests that the code makes are sent.
          </Text>
        </div>
        <Button variant="default" leftSection={<IconArrowsDiff size={16} aria-hidden />} disabled={!mayEdit || users.length === 0} loading={compare.isPending} onClick={() => compare.mutate({ before: before.id, after: after.id })}>
          Compare
        </Button>
      </Group>
      {users.length === 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          No destination uses it, so there are no events of its own to compare on. “Recent events” beside the code tries it on any.
        </Text>
      )}
      {compare.error && (
        <Alert color="red" mt="sm" role="alert">
          {reasonOf(compare.error)}
        </Alert>
      )}
      {answer && (
        <Stack gap="xs" mt="sm">
          <Text role="status" fw={500}>
            {answer.events} {answer.events === 1 ? 'event' : 'events'}
            {answer.isCut && ' (there are more)'}: {answer.counts.unchanged} unchanged, {answer.counts.outputs} changed, {answer.counts.leftOut} dropped, {answer.counts.letIn} let in, {answer.counts.fails} failing,{' '}
            {answer.counts.mended} mended
          </Text>
          {answer.differences.length > 0 && <Differences differences={answer.differences} />}
        </Stack>
      )}
      {mayEdit && users.length > 0 && (
        <>
          <Text size="sm" mt="md" mb={4}>
            Dead letters of a destination can be tried again through version {after.number}, also before it is published:
          </Text>
          <List size="sm">
            {users.map(({ id, name }) => (
              <List.Item key={id}>
                <Group gap="xs">
                  <Anchor component={Link} size="sm" to={`/w/${workspaceId}/destinations/${id}`}>
                    {name}
                  </Anchor>
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={replay.isPending}
                    onClick={() => replay.mutate({ choice: { destination: id }, version: after.id }, { onSuccess: ({ job }) => told(`The job ${job} has begun.`) })}
                  >
                    Replay its dead letters
                  </Button>
                </Group>
              </List.Item>
            ))}
          </List>
          {replay.error && (
            <Alert color="yellow" mt="xs" role="alert">
              {reasonOf(replay.error)}
            </Alert>
          )}
        </>
      )}
    </Card>
  );
}

function Differences({ differences }: { differences: readonly ToldDifference[] }) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Event</Table.Th>
            <Table.Th>What happens</Table.Th>
            <Table.Th>Where</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differences.map((difference, at) => (
            <Table.Tr key={at}>
              <Table.Td>
                {difference.type} {difference.name}
                <Text size="xs" c="dimmed" ff="monospace">
                  {difference.messageId}
                </Text>
              </Table.Td>
              <Table.Td>
                {words[difference.change] ?? difference.change}
                {(difference.after ?? difference.before) && (
                  <Text size="xs" c="dimmed">
                    {(difference.after ?? difference.before ?? '').split('\n')[0]}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {difference.changes.slice(0, 5).map((change) => (
                  <div key={change.path}>
                    <Code>{change.path === '' ? 'the event' : change.path}</Code> {short(change.before)} → {short(change.after)}
                  </div>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const MOST_SHOWN = 60;

function short(value: unknown): string {
  const text = value === undefined || value === null ? 'nothing' : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
