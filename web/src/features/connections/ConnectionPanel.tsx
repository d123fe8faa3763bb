import { Alert, Anchor, Button, Drawer, Group, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useConnect, useDisconnect, useSwitchConnection } from '@/api/connections';
import { destinationsQuery, transformationChoicesQuery, useUpdateDestination } from '@/api/destinations';
import { useWorkspaceId } from '@/api/workspace';
import { refused, told } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';
import type { Edge, End } from './model';
import { StateBadge } from './StateBadge';
import { countOf, rateOf, shareOf } from './words';

type Props = { edge: Edge; minutes: number; mayEdit: boolean; onClose: () => void };

/** One connection: how it does, and what can be done about it. */
export function ConnectionPanel({ edge, minutes, mayEdit, onClose }: Props) {
  return (
    <Drawer opened onClose={onClose} position="right" title="Connection" closeButtonProps={{ 'aria-label': 'Close' }} overlayProps={{ backgroundOpacity: 0.15 }}>
      <Content edge={edge} minutes={minutes} mayEdit={mayEdit} onClose={onClose} />
    </Drawer>
  );
}

function Content({ edge, minutes, mayEdit, onClose }: Props) {
  const workspaceId = useWorkspaceId();
  const { connection, source, destination, flow } = edge;
  const turn = useSwitchConnection();
  const disconnect = useDisconnect();
  const connect = useConnect();
  const remove = () =>
    disconnect.mutate(connection, {
      onError: refused,
      onSuccess: () => {
        onClose();
        toldWithUndo(`${source.name} no longer sends to ${destination.name}.`, () =>
          connect.mutateAsync({ sourceId: connection.sourceId, destinationId: connection.destinationId, enabled: connection.enabled, settings: connection.settings }),
        );
      },
    });
  return (
    <Stack>
      <Group gap="xs">
        <EndLink workspaceId={workspaceId} end={source} />
        <IconArrowRight size={16} aria-label="to" />
        <EndLink workspaceId={workspaceId} end={destination} />
      </Group>
      <StateBadge state={edge.state} />
      {edge.state === 'off' && connection.enabled && <Text size="sm">{`It is on, but the ${source.state === 'off' ? 'source' : 'destination'} is off.`}</Text>}
      {edge.state === 'paused' && <Text size="sm">The destination is paused: events wait, in order, until it is resumed.</Text>}
      {destination.problem !== '' && (
        <Alert color="red" title="The destination’s events wait">
          {destination.problem}
        </Alert>
      )}
      <SimpleGrid cols={3}>
        <Figure label="Events" value={countOf(flow.events)} />
        <Figure label="Rate" value={rateOf(flow, minutes)} />
        <Figure label="Failed" value={shareOf(flow) ?? 'none'} />
      </SimpleGrid>
      <Text size="xs" c="dimmed">{`Of the last ${Math.ceil(minutes)} minutes.`}</Text>
      <Switch
        label="Events go over it"
        description={mayEdit ? 'Off: new events do not go there. Those that wait do.' : 'A viewer cannot change it.'}
        checked={connection.enabled}
        disabled={!mayEdit || turn.isPending}
        onChange={(event) => turn.mutate({ connection, enabled: event.currentTarget.checked }, { onError: refused })}
      />
      <Transformation destination={destination} mayEdit={mayEdit} />
      {mayEdit && (
        <Button color="red" variant="light" onClick={remove} loading={disconnect.isPending}>
          Remove the connection
        </Button>
      )}
    </Stack>
  );
}

/** A transformation belongs to a destination: it holds for whatever is connected with it. */
function Transformation({ destination: { id, name }, mayEdit }: { destination: End; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const destination = useQuery(destinationsQuery(workspaceId)).data?.find((d) => d.id === id);
  const choices = useQuery(transformationChoicesQuery(workspaceId)).data ?? [];
  const update = useUpdateDestination();
  if (destination === undefined) {
    return null;
  }

  return (
    <Select
      label="Transformation"
      description={choices.length === 0 ? 'None is published yet.' : `Of ${name}: it holds for every source that sends there.`}
      placeholder="None"
      clearable={mayEdit}
      searchable
      data={choices.map((c) => ({ value: c.id, label: c.name }))}
      value={destination.transformationId}
      disabled={!mayEdit || choices.length === 0 || update.isPending}
      onChange={(transformationId) =>
        update.mutate({ destination, patch: { transformationId } }, { onError: refused, onSuccess: () => told(transformationId === null ? 'Events go there as they are.' : 'Events go through the transformation.') })
      }
    />
  );
}

function EndLink({ workspaceId, end }: { workspaceId: string; end: End }) {
  return (
    <Anchor component={Link} to={`/w/${workspaceId}/${end.kind}s/${end.id}`} fw={600}>
      {end.name}
    </Anchor>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value}</Text>
    </div>
  );
}
