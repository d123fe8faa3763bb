import { Button, Card, Group, Text } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { SourceView } from '@/api/generated/schema';
import { Snippet } from '@/features/first-event/Snippet';

const route = getRouteApi('/inside/w/$workspaceId/sources/$sourceId');

/** How to send as this source. */
export function SetUpTab({ source }: { source: SourceView }) {
  const { workspaceId } = route.useParams();
  const { sdk } = route.useSearch();
  const navigate = useNavigate();
  return (
    <Card withBorder padding="lg" maw={760}>
      <Snippet source={source} sdk={sdk} onPick={(picked) => void navigate({ to: '.', search: { tab: 'set-up', sdk: picked }, replace: true })} />
      <Group mt="lg" justify="space-between">
        <Text size="sm" c="dimmed">
          Ran it? See the event arrive, and follow it to a destination.
        </Text>
        <Button variant="default" leftSection={<IconRocket size={16} aria-hidden />} renderRoot={(props) => <Link to="/w/$workspaceId/start" params={{ workspaceId }} search={{ source: source.id, step: 'send', ...(sdk === undefined ? {} : { sdk }) }} {...props} />}>
          Watch for events
        </Button>
      </Group>
    </Card>
  );
}
