import { Alert, Button, Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reasonOf } from '@/api/problem';
import { transformedQuery } from '@/api/transformationRun';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { changesOf, shortOf } from '@/ui/changes';

/** What the destination's user transformation changes of an event. The one of that time is not kept: the published version runs on it anew, and nothing is sent. */
export function Transformed({ transformationId, event }: { transformationId: string; event: string }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useQuery({ ...transformedQuery(workspaceId, transformationId, event), enabled: isAsked });
  if (!mayEdit) {
    return (
      <Text size="sm" c="dimmed">
        A user transformation changes the event on its way. Editors can see what it changes.
      </Text>
    );
  }

  if (!isAsked) {
    return (
      <Button variant="default" size="xs" onClick={() => setAsked(true)} style={{ alignSelf: 'flex-start' }}>
        What does the user transformation change?
      </Button>
    );
  }

  if (error) {
    return <Alert color="red">{reasonOf(error)}</Alert>;
  }

  if (!data) {
    return <Loader size="sm" aria-label="It runs …" />;
  }

  return (
    <div>
      <Text size="sm" fw={600}>
        User transformation: {data.name}
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        Its published version, run just now on the event as it is shown here. Nothing was sent.
      </Text>
      {data.errors.length > 0 ? (
        <Alert color="red">{data.errors.join(' ')}</Alert>
      ) : data.outputs === null || data.outputs.length === 0 ? (
        <Alert color="gray">It drops the event.</Alert>
      ) : (
        data.outputs.map((output, place) => <Difference key={place} before={JSON.parse(event) as unknown} after={output} />)
      )}
    </div>
  );
}

function Difference({ before, after }: { before: unknown; after: unknown }) {
  const changes = changesOf(before, after);
  return changes.length === 0 ? (
    <Text size="sm">It changes nothing.</Text>
  ) : (
    <Table.ScrollContainer minWidth={420}>
      <Table fz="xs" layout="fixed" style={{ overflowWrap: 'anywhere' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th>Before</Table.Th>
            <Table.Th>After</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Table.Tr key={change.path}>
              <Table.Td>{change.path}</Table.Td>
              <Table.Td>{shortOf(change.before)}</Table.Td>
              <Table.Td>{shortOf(change.after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
