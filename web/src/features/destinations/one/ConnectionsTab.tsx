import { ActionIcon, Button, Card, Group, Select, Stack, Switch, Table, Text, Tooltip } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { connectionsQuery, useConnect, useDisconnect, useSwitchConnection } from '@/api/connections';
import { transformationChoicesQuery, useUpdateDestination } from '@/api/destinations';
import type { ConnectionView, DestinationView } from '@/api/generated/schema';
import { sourcesQuery } from '@/api/sources';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { refused, told } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';

/** Whose events a destination gets, and the code that they go through. */
export function ConnectionsTab({ destination }: { destination: DestinationView }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const { data: connections, error } = useQuery(connectionsQuery(workspaceId));
  const { data: sources = [] } = useQuery(sourcesQuery(workspaceId));
  if (error) {
    return <Failed error={error} />;
  }

  if (!connections) {
    return <Loading />;
  }

  const own = connections.filter((c) => c.destinationId === destination.id);
  const nameOf = (id: string) => sources.find((s) => s.id === id)?.name ?? id;
  const free = sources.filter((s) => own.every((c) => c.sourceId !== s.id));
  return (
    <Stack maw={860}>
      <Card withBorder padding={0}>
        {own.length === 0 ? (
          <Text p="lg" c="dimmed">
            No source is connected yet: this destination gets no events.
          </Text>
        ) : (
          <Table verticalSpacing="sm" horizontalSpacing="md" aria-label="Connected sources">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Source</Table.Th>
                <Table.Th>Delivers</Table.Th>
                <Table.Th aria-label="Disconnect" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {own.map((connection) => (
                <Connected key={connection.id} connection={connection} source={nameOf(connection.sourceId)} mayEdit={mayEdit} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Card>
      {mayEdit && <Add destinationId={destination.id} sources={free} />}
      <Transformation destination={destination} mayEdit={mayEdit} />
    </Stack>
  );
}

function Connected({ connection, source, mayEdit }: { connection: ConnectionView; source: string; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const turn = useSwitchConnection();
  const disconnect = useDisconnect();
  const connect = useConnect();
  const { sourceId, destinationId, enabled, settings } = connection;
  const takeAway = () =>
    disconnect.mutate(connection, {
      onError: refused,
      onSuccess: () => toldWithUndo(`${source} is disconnected.`, () => connect.mutateAsync({ sourceId, destinationId, enabled, settings })),
    });
  return (
    <Table.Tr>
      <Table.Td>
        <Text component={Link} to={`/w/${workspaceId}/sources/${sourceId}`} c="var(--mantine-color-text)" size="sm" fw={500}>
          {source}
        </Text>
      </Table.Td>
      <Table.Td>
        <Switch
          aria-label={`Deliver events of ${source}`}
          checked={enabled}
          disabled={!mayEdit}
          onChange={(event) => turn.mutate({ connection, enabled: event.currentTarget.checked }, { onError: refused })}
        />
      </Table.Td>
      <Table.Td ta="end">
        {mayEdit && (
          <Tooltip label="Disconnect">
            <ActionIcon variant="subtle" color="red" aria-label={`Disconnect ${source}`} onClick={takeAway} loading={disconnect.isPending}>
              <IconPlugConnectedX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Add({ destinationId, sources }: { destinationId: string; sources: { id: string; name: string }[] }) {
  const [sourceId, setSourceId] = useState<string | null>(null);
  const connect = useConnect();
  const add = () =>
    sourceId !== null &&
    connect.mutate({ sourceId, destinationId, enabled: true, settings: {} }, { onError: refused, onSuccess: () => setSourceId(null) });
  return (
    <Group align="flex-end">
      <Select
        label="Connect another source"
        placeholder={sources.length === 0 ? 'Every source is connected' : 'Choose a source'}
        disabled={sources.length === 0}
        searchable
        data={sources.map((s) => ({ value: s.id, label: s.name }))}
        value={sourceId}
        onChange={setSourceId}
        w={320}
      />
      <Button onClick={add} disabled={sourceId === null} loading={connect.isPending}>
        Connect
      </Button>
    </Group>
  );
}

function Transformation({ destination, mayEdit }: { destination: DestinationView; mayEdit: boolean }) {
  const { data: choices = [] } = useQuery(transformationChoicesQuery(useWorkspaceId()));
  const update = useUpdateDestination();
  const change = (transformationId: string | null) =>
    update.mutate({ destination, patch: { transformationId } }, { onError: refused, onSuccess: () => told(transformationId === null ? 'Events go as they are.' : 'Events go through it from now on.') });
  return (
    <Select
      label="Transformation"
      description="Your own code, which every event goes through before it becomes requests. Only published ones can be chosen."
      placeholder="None"
      clearable={mayEdit}
      disabled={!mayEdit}
      data={choices.map((t) => ({ value: t.id, label: t.name }))}
      value={destination.transformationId}
      onChange={change}
      maw={420}
    />
  );
}
