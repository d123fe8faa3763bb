import { Button, Card, Group, Select, Stack, Switch, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { connectionsQuery, useConnect, useDisconnect, useSwitchConnection } from '@/api/connections';
import { destinationsQuery } from '@/api/destinations';
import type { ConnectionView, SourceView } from '@/api/generated/schema';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { refused } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';

/** Where a source's events go. */
export function SourceConnections({ source }: { source: SourceView }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const connections = useQuery(connectionsQuery(workspaceId));
  const destinations = useQuery(destinationsQuery(workspaceId));
  const [chosen, setChosen] = useState<string | null>(null);
  const connect = useConnect();
  const disconnect = useDisconnect();
  const turn = useSwitchConnection();
  const error = connections.error ?? destinations.error;
  if (error) {
    return <Failed error={error} />;
  }

  if (!connections.data || !destinations.data) {
    return <Loading />;
  }

  const own = connections.data.filter((c) => c.sourceId === source.id);
  const names = new Map(destinations.data.map((d) => [d.id, d.name]));
  const others = destinations.data.filter((d) => !own.some((c) => c.destinationId === d.id));
  const add = () => chosen !== null && connect.mutate({ sourceId: source.id, destinationId: chosen, enabled: true, settings: {} }, { onError: refused, onSuccess: () => setChosen(null) });
  const remove = (connection: ConnectionView) =>
    disconnect.mutate(connection, {
      onError: refused,
      onSuccess: () =>
        toldWithUndo(`${source.name} no longer sends to ${names.get(connection.destinationId) ?? connection.destinationId}.`, () =>
          connect.mutateAsync({ sourceId: source.id, destinationId: connection.destinationId, enabled: connection.enabled, settings: connection.settings }),
        ),
    });
  return (
    <Stack maw={640}>
      {own.length === 0 ? (
        <Text c="dimmed">Its events go nowhere yet.</Text>
      ) : (
        <Card withBorder padding={0}>
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Tbody>
              {own.map((connection) => (
                <Table.Tr key={connection.id}>
                  <Table.Td>
                    <Text component={Link} to={`/w/${workspaceId}/destinations/${connection.destinationId}`} fw={500} td="none" c="var(--mantine-color-text)">
                      {names.get(connection.destinationId) ?? connection.destinationId}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Switch label="Events go there" checked={connection.enabled} disabled={!mayEdit} onChange={(event) => turn.mutate({ connection, enabled: event.currentTarget.checked }, { onError: refused })} />
                  </Table.Td>
                  <Table.Td ta="right">
                    {mayEdit && (
                      <Button size="compact-sm" variant="subtle" color="red" onClick={() => remove(connection)}>
                        Remove
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Card>
      )}
      {mayEdit && (
        <Group align="end">
          <Select
            label="Connect to"
            placeholder={others.length === 0 ? 'No other destination' : 'A destination'}
            searchable
            disabled={others.length === 0}
            data={others.map((d) => ({ value: d.id, label: d.name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button onClick={add} disabled={chosen === null} loading={connect.isPending}>
            Connect
          </Button>
        </Group>
      )}
    </Stack>
  );
}
