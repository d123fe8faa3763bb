import { Alert, Button, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useDebouncedValue } from '@mantine/hooks';
import { EventDrawer } from '../one/EventDrawer';
import { useGo } from '../useGo';
import type { Feed } from './feed';
import { stepsOf, wishOf } from './filters';
import { LiveBar } from './LiveBar';
import { LiveFilters } from './LiveFilters';
import { LiveList } from './LiveList';
import { useFeed, useShown } from './useFeed';

const route = getRouteApi('/inside/w/$workspaceId/events');
const TYPING_MS = 300;

/** What happens to events now. */
export function LiveTab() {
  const search = route.useSearch();
  const go = useGo();
  const [user] = useDebouncedValue(search.user, TYPING_MS);
  const { feed, link, again } = useFeed(wishOf({ ...search, ...(user === undefined ? {} : { user }) }));
  const { open } = search;

  return (
    <Stack gap="sm">
      <LiveFilters />
      {link.problem && (
        <Alert color="red" title="These events can’t be watched">
          {link.problem.message}
          <Button size="compact-sm" variant="default" ml="md" onClick={again}>
            Try again
          </Button>
        </Alert>
      )}
      <LiveBar feed={feed} state={link.state} />
      <LiveList feed={feed} name={search.name} isGrouped={search.grouped === true} onOpen={(step) => go({ open: step.messageId, at: step.at })} />
      <Text size="xs" c="dimmed">
        The newest 1,000 steps are kept on this page. To look further back, use “Find”.
      </Text>
      {open !== undefined && <OpenEvent feed={feed} messageId={open} at={search.at} onClose={() => go({ open: undefined, at: undefined })} />}
    </Stack>
  );
}

function OpenEvent({ feed, messageId, at, onClose }: { feed: Feed; messageId: string; at: string | undefined; onClose: () => void }) {
  const steps = useShown(feed, (shown) => shown.steps);
  return <EventDrawer messageId={messageId} at={at} seen={stepsOf(steps, messageId)} onClose={onClose} />;
}
