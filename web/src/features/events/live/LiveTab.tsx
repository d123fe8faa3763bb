import { Alert, Button, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { EventDrawer } from '../one/EventDrawer';
import { useGo } from '../useGo';
import { byEvent, stepsOf, wishOf, withName } from './filters';
import { LiveBar } from './LiveBar';
import { LiveFilters } from './LiveFilters';
import { LiveList } from './LiveList';
import { useFeed } from './useFeed';

const route = getRouteApi('/inside/w/$workspaceId/events');
const TYPING_MS = 300;

/** What happens to events now. */
export function LiveTab() {
  const search = route.useSearch();
  const go = useGo();
  const [user] = useDebouncedValue(search.user, TYPING_MS);
  const { feed, shown, link, again } = useFeed(wishOf({ ...search, ...(user === undefined ? {} : { user }) }));
  const rows = useMemo(() => {
    const named = withName(shown.steps, search.name);
    return search.grouped === true ? byEvent(named).map(({ newest, steps }) => ({ step: newest, before: steps.slice(0, -1) })) : named.map((step) => ({ step, before: [] }));
  }, [shown.steps, search.name, search.grouped]);
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
      <LiveBar feed={feed} shown={shown} state={link.state} />
      <LiveList rows={rows} isPaused={shown.isPaused} onOpen={(step) => go({ open: step.messageId, at: step.at })} />
      <Text size="xs" c="dimmed">
        The newest 1,000 steps are kept on this page. To look further back, use “Find”.
      </Text>
      {open !== undefined && <EventDrawer messageId={open} at={search.at} seen={stepsOf(shown.steps, open)} onClose={() => go({ open: undefined, at: undefined })} />}
    </Stack>
  );
}
