import { Box } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { PageHead } from '@/ui/PageHead';
import { EventDetail } from './EventDetail';

const route = getRouteApi('/inside/w/$workspaceId/events/$messageId');

/** An event with an address of its own. */
export function EventScreen() {
  const { messageId } = route.useParams();
  const { at } = route.useSearch();
  return (
    <>
      <PageHead title="Event" />
      <Box maw={900}>
        <EventDetail messageId={messageId} at={at} seen={[]} />
      </Box>
    </>
  );
}
