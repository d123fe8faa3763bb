import { Alert, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { connectionsQuery, useConnect } from '@/api/connections';
import { destinationTypesQuery } from '@/api/definitions';
import { destinationsQuery } from '@/api/destinations';
import type { SourceView } from '@/api/generated/schema';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { KindIcon } from '@/ui/KindIcon';
import { Loading } from '@/ui/Loading';
import { refused } from '@/ui/toasts';
import type { Search } from './steps';

/** A new destination for the source, or one that is there. */
export function DestinationStep({ source, go }: { source: SourceView; go: (next: Search) => void }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const { data: types = [] } = useQuery(destinationTypesQuery);
  const { data: destinations, error, refetch } = useQuery(destinationsQuery(workspaceId));
  const { data: connections = [] } = useQuery(connectionsQuery(workspaceId));
  const connect = useConnect();
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!destinations) {
    return <Loading />;
  }

  const connected = new Set(connections.filter(({ sourceId }) => sourceId === source.id).map(({ destinationId }) => destinationId));
  const join = (destinationId: string) => connect.mutate({ sourceId: source.id, destinationId, enabled: true, settings: {} }, { onError: refused, onSuccess: () => go({ step: 'deliver' }) });

  return (
    <Stack gap="lg">
      {mayEdit ? (
        <Card withBorder padding="lg">
          <Title order={2} size="h4" mb="xs">
            Where do the events go?
          </Title>
          <Text c="dimmed" size="sm" mb="md">
            {types.length > 0 ? `There are ${types.length} kinds of destinations.` : 'There are many kinds of destinations.'} {source.name} is connected to the one you add.
          </Text>
          <Group>
            <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to="/w/$workspaceId/destinations/new" params={{ workspaceId }} search={{ source: source.id, then: 'start' }} {...props} />}>
              Pick a destination
            </Button>
            <Button variant="default" renderRoot={(props) => <Link to="/w/$workspaceId/destinations/new/$type" params={{ workspaceId, type: 'WEBHOOK' }} search={{ source: source.id, then: 'start' }} {...props} />}>
              A webhook of your own
            </Button>
          </Group>
        </Card>
      ) : (
        <Alert color="gray">You are a viewer of this workspace: editors add destinations and connect them.</Alert>
      )}
      {destinations.length > 0 && (
        <Card withBorder padding="lg">
          <Title order={2} size="h5" mb="sm">
            {mayEdit ? 'Or use one that you have' : 'Destinations'}
          </Title>
          <Stack gap="xs">
            {destinations.map(({ id, name, type }) => (
              <Group key={id} justify="space-between">
                <Group gap="sm">
                  <KindIcon src={types.find((one) => one.name === type)?.icon} name={name} size={28} />
                  <Text>{name}</Text>
                </Group>
                {connected.has(id) ? (
                  <Badge color="teal" variant="dot" tt="none" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
                    Connected
                  </Badge>
                ) : (
                  mayEdit && (
                    <Button variant="default" size="xs" onClick={() => join(id)} loading={connect.isPending && connect.variables.destinationId === id} aria-label={`Connect ${name}`}>
                      Connect
                    </Button>
                  )
                )}
              </Group>
            ))}
          </Stack>
        </Card>
      )}
      {connected.size > 0 && (
        <Group>
          <Button rightSection={<IconArrowRight size={16} aria-hidden />} onClick={() => go({ step: 'deliver' })}>
            Watch it being delivered
          </Button>
        </Group>
      )}
    </Stack>
  );
}
