import { ActionIcon, Alert, Button, Group, List, Menu, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { IconCopy, IconDots, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useDeleteDestination, useDuplicateDestination, useRestoreDestination, useUpdateDestination, type DestinationPatch } from '@/api/destinations';
import type { DestinationView } from '@/api/generated/schema';
import { Problem } from '@/api/problem';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { ServerForm } from '@/ui/ServerForm';
import { refused, told } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';
import { useServerForm } from '@/ui/useServerForm';

/** What can be done with a whole destination. */
export function Actions({ destination }: { destination: DestinationView }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMayEdit();
  const update = useUpdateDestination();
  const remove = useDeleteDestination();
  const restore = useRestoreDestination();
  const [isCopying, setCopying] = useState(false);
  const [inUse, setInUse] = useState<string | null>(null);
  if (!mayEdit) {
    return null;
  }

  if (destination.deletedAt !== null) {
    return (
      <Button onClick={() => restore.mutate(destination.id, { onError: refused, onSuccess: () => told('It is back.') })} loading={restore.isPending}>
        Restore it
      </Button>
    );
  }

  const change = (patch: DestinationPatch) => update.mutate({ destination, patch }, { onError: refused });
  const removeIt = () =>
    remove.mutate(destination, {
      onError: (problem) => (problem instanceof Problem && problem.status === 409 ? setInUse(problem.message) : refused(problem)),
      onSuccess: () => {
        toldWithUndo(`${destination.name} is deleted.`, () => restore.mutateAsync(destination.id));
        void navigate({ to: '/w/$workspaceId/destinations', params: { workspaceId }, search: {} });
      },
    });

  return (
    <Group gap="sm" wrap="nowrap">
      <Switch label="On" checked={destination.enabled} onChange={(event) => change({ enabled: event.currentTarget.checked })} />
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="More">
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={destination.paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
            onClick={() => change({ paused: !destination.paused })}
          >
            {destination.paused ? 'Resume' : 'Pause: events wait'}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => setCopying(true)}>
            Duplicate
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={removeIt}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isCopying && <Duplicate destination={destination} close={() => setCopying(false)} />}
      <Modal opened={inUse !== null} onClose={() => setInUse(null)} title="It is in use" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <Alert color="yellow">{inUse}</Alert>
          <List size="sm">
            <List.Item>Take its connections away first: then it can be deleted.</List.Item>
          </List>
          <Button
            variant="default"
            onClick={() => {
              setInUse(null);
              void navigate({ to: '.', search: { tab: 'connections' } });
            }}
          >
            To its connections
          </Button>
        </Stack>
      </Modal>
    </Group>
  );
}

function Duplicate({ destination, close }: { destination: DestinationView; close: () => void }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const duplicate = useDuplicateDestination();
  const { form, ...sending } = useServerForm({ name: `${destination.name} copy` }, async ({ name }) => {
    const copy = await duplicate.mutateAsync({ id: destination.id, name });
    close();
    told('It has the same settings and secrets, and no connections yet.');
    await navigate({ to: '/w/$workspaceId/destinations/$destinationId', params: { workspaceId, destinationId: copy.id }, search: {} });
  });
  return (
    <Modal opened onClose={close} title="Duplicate" closeButtonProps={{ 'aria-label': 'Close' }}>
      <ServerForm {...sending} label="Duplicate">
        <TextInput label="Name of the copy" required data-autofocus {...form.getInputProps('name')} />
      </ServerForm>
    </Modal>
  );
}
