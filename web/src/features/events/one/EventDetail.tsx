import { Alert, Card, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { foundEventsQuery } from '@/api/events';
import type { LiveView } from '@/api/generated/schema';
import { letterQuery } from '@/api/letters';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { CopyLine } from '@/ui/CopyLine';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Shown } from '@/ui/Shown';
import { BranchCard } from './BranchCard';
import { Moments } from './Moments';
import { reachOf } from './reach';
import { wayOf } from './timeline';

type Props = { messageId: string; at: string | undefined; seen: readonly LiveView[] };

/** An event's way, step by step: received, processed, and what became of it for each destination. @param at About when something happened to it. */
export function EventDetail({ messageId, at, seen }: Props) {
  const workspaceId = useWorkspaceId();
  const { sourceName, destinationName } = useNames();
  const { data, error, refetch } = useInfiniteQuery({ ...foundEventsQuery(workspaceId, { message: messageId, ...reachOf(at) }), refetchInterval: ({ state }) => (isOpen(state.data?.pages[0]?.events) ? 2_000 : false) });
  const found = data?.pages.flatMap((page) => page.events) ?? [];
  const letterIds = found.flatMap((event) => event.destinations.flatMap((one) => one.deadLetter ?? []));
  const letters = useQueries({ queries: letterIds.map((id) => letterQuery(workspaceId, id)) }).flatMap(({ data: letter }) => letter ?? []);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  const history = found[0] ?? null;
  const any = history ?? seen[0];
  if (any === undefined) {
    return (
      <Alert color="gray" title="Nothing is known of this event">
        {at === undefined ? 'No event with this message id was received in the last 7 days.' : 'No event with this message id was received about that time.'} Search for it over a longer time.
      </Alert>
    );
  }

  const way = wayOf(history, seen, sourceName, destinationName);
  const shown = seen.findLast((step) => step.payload !== undefined && step.payload !== null);
  const contents = shown ? JSON.stringify(shown.payload) : letters[0]?.event;
  return (
    <Stack>
      <div>
        <Title order={2} size="h4">
          {any.name === '' ? any.type : any.name}
        </Title>
        <Text size="sm" c="dimmed">
          {any.type}
          {any.user !== '' && ` · user ${any.user}`}
        </Text>
        <CopyLine value={messageId} what="the message id" />
      </div>
      {found.length > 1 && <Alert color="gray">{found.length} events have this message id. This is the newest.</Alert>}
      <Card withBorder>
        <Moments moments={way.begin} />
        {history !== null && (
          <Text size="sm" mt="xs">
            {history.isProcessed ? 'The processor has handed it on.' : 'It waits for the processor.'}
            {history.dropped !== null && ' By today’s configuration it goes to no destination.'}
          </Text>
        )}
      </Card>
      {way.branches.map((branch) => (
        <BranchCard key={branch.destinationId} branch={branch} letter={letters.find((one) => one.destination === branch.destinationId)} event={contents} messageId={messageId} />
      ))}
      {way.branches.length === 0 && (
        <Text size="sm" c="dimmed">
          No destination has it.
        </Text>
      )}
      {contents === undefined ? (
        <Text size="sm" c="dimmed">
          {seen.find((step) => step.payloadNote)?.payloadNote ?? 'Contents are shown of events that pass while “With contents” is on, and of those that have failed.'}
        </Text>
      ) : (
        <Shown title="The event as it was received" text={contents} note={shown?.payloadNote ?? 'Without what the server’s settings hide.'} />
      )}
    </Stack>
  );
}

// Something can still become of it.
function isOpen(events: readonly { isProcessed: boolean; destinations: readonly { state: string }[] }[] | undefined): boolean {
  return events?.some((event) => !event.isProcessed || event.destinations.some(({ state }) => state === 'waiting' || state === 'parked')) ?? false;
}
