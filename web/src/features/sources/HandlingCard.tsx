import { Card, Stack, Switch, Text } from '@mantine/core';
import type { SourceView } from '@/api/generated/schema';
import { useUpdateSource } from '@/api/sources';
import { useMayEdit } from '@/api/workspace';
import { refused } from '@/ui/toasts';

/** How the events of a source are treated. */
export function HandlingCard({ source }: { source: SourceView }) {
  const mayEdit = useMayEdit();
  const update = useUpdateSource(source);
  return (
    <Card withBorder>
      <Text fw={500} size="sm" mb="sm">
        Its events
      </Text>
      <Stack gap="sm">
        <Switch
          label="Add where the person is"
          description="Country, region and city by the address, in context.geo. The server needs a database for it."
          checked={source.geoEnrichment}
          disabled={!mayEdit || update.isPending}
          onChange={(event) => update.mutate({ geoEnrichment: event.currentTarget.checked }, { onError: refused })}
        />
        <Switch
          label="Keep nothing in archives and samples"
          description="For events that must not be seen again once they are delivered."
          checked={source.transient}
          disabled={!mayEdit || update.isPending}
          onChange={(event) => update.mutate({ transient: event.currentTarget.checked }, { onError: refused })}
        />
      </Stack>
    </Card>
  );
}
