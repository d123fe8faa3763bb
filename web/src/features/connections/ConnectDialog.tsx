import { Alert, Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useConnect } from '@/api/connections';
import { reasonOf } from '@/api/problem';
import { told } from '@/ui/toasts';
import type { End, Model } from './model';

/** Connects without dragging: for keyboards, and for large workspaces. */
export function ConnectDialog({ model, onClose }: { model: Model; onClose: () => void }) {
  const [source, setSource] = useState<string | null>(model.sources.length === 1 ? (model.sources[0]?.id ?? null) : null);
  const [destination, setDestination] = useState<string | null>(null);
  const connect = useConnect();
  const taken = new Set(model.edges.filter((e) => e.source.id === source).map((e) => e.destination.id));
  const go = () => {
    if (source !== null && destination !== null) {
      connect.mutate(
        { sourceId: source, destinationId: destination, enabled: true, settings: {} },
        {
          onSuccess: () => {
            told(`${nameOf(model.sources, source)} sends to ${nameOf(model.destinations, destination)} from now on.`);
            onClose();
          },
        },
      );
    }
  };
  return (
    <Modal opened onClose={onClose} title="Connect a source to a destination" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Stack>
          {connect.error && (
            <Alert color="red" role="alert">
              {reasonOf(connect.error)}
            </Alert>
          )}
          <Select label="Source" data-autofocus searchable required data={model.sources.map(choice)} value={source} onChange={setSource} nothingFoundMessage="No source of that name" />
          <Select
            label="Destination"
            description={taken.size > 0 ? 'Those it sends to already can’t be chosen.' : undefined}
            searchable
            required
            data={model.destinations.map((d) => ({ ...choice(d), disabled: taken.has(d.id) }))}
            value={destination}
            onChange={setDestination}
            nothingFoundMessage="No destination of that name"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={connect.isPending} disabled={source === null || destination === null || taken.has(destination)}>
              Connect
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function choice(end: End) {
  return { value: end.id, label: end.name };
}

function nameOf(ends: readonly End[], id: string) {
  return ends.find((end) => end.id === id)?.name ?? id;
}
