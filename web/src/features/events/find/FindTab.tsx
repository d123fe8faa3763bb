import { Button, Card, Group, Select, Stack, Table, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { foundEventsQuery } from '@/api/events';
import type { EventHistory } from '@/api/generated/schema';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Time } from '@/ui/Time';
import { ShowMore } from '@/ui/ShowMore';
import { EventDrawer } from '../one/EventDrawer';
import { periods, type EventsSearch } from '../search';
import { StepBadge } from '../StepBadge';
import { useGo } from '../useGo';

const route = getRouteApi('/inside/w/$workspaceId/events');
const hours = { '2h': 2, '1d': 24, '7d': 24 * 7, '30d': 24 * 30 } as const;

/** Looks for events of a user, or with a message id, over a time: the newest first. */
export function FindTab() {
  const search = route.useSearch();
  const { user, message, source, period = '1d', open } = search;
  const go = useGo();
  const { sources } = useNames();
  const [typed, setTyped] = useState({ user: user ?? '', message: message ?? '' });
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go({ user: typed.user.trim(), message: typed.message.trim() });
        }}
      >
        <Group align="end" gap="sm">
          <TextInput label="User or anonymous id" value={typed.user} onChange={(event) => setTyped({ ...typed, user: event.currentTarget.value })} w={220} />
          <TextInput label="Message id" value={typed.message} onChange={(event) => setTyped({ ...typed, message: event.currentTarget.value })} w={300} />
          <Select label="Source" placeholder="Any source" clearable searchable data={sources.map(({ id, name }) => ({ value: id, label: name }))} value={source ?? null} onChange={(picked) => go({ source: picked ?? undefined })} w={170} />
          <Select
            label="Received in"
            data={Object.entries(periods).map(([value, label]) => ({ value, label }))}
            value={period}
            allowDeselect={false}
            onChange={(picked) => go({ period: (picked ?? undefined) as EventsSearch['period'] })}
            w={170}
          />
          <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />} disabled={typed.user.trim() === '' && typed.message.trim() === ''}>
            Find
          </Button>
        </Group>
      </form>
      {user === undefined && message === undefined ? (
        <Empty icon={<IconSearch aria-hidden />} title="Where did it go?">
          Name a user or a message id. You see each event, and what became of it for each destination: delivered, filtered and why, parked, or failed.
        </Empty>
      ) : (
        <Found wish={{ user, message, source, withinHours: hours[period] }} onOpen={(event) => go({ open: event.messageId, at: event.receivedAt })} />
      )}
      {open !== undefined && <EventDrawer messageId={open} at={search.at} seen={[]} onClose={() => go({ open: undefined, at: undefined })} />}
    </Stack>
  );
}

function Found({ wish, onOpen }: { wish: Parameters<typeof foundEventsQuery>[1]; onOpen: (event: EventHistory) => void }) {
  const workspaceId = useWorkspaceId();
  const pages = useInfiniteQuery(foundEventsQuery(workspaceId, wish));
  const { data, error, refetch } = pages;
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  const events = data.pages.flatMap((page) => page.events);
  if (events.length === 0) {
    return (
      <Empty icon={<IconSearch aria-hidden />} title="No such event">
        None was received in this time. Search over a longer time, or look at “Counts” whether anything came in.
      </Empty>
    );
  }

  return (
    <Card withBorder padding={0}>
      <Table.ScrollContainer minWidth={720}>
        <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Received</Table.Th>
              <Table.Th>Event</Table.Th>
              <Table.Th>Source</Table.Th>
              <Table.Th>User</Table.Th>
              <Table.Th>What became of it</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {events.map((event) => (
              <Table.Tr key={`${event.lane}-${event.offset}`}>
                <Table.Td>
                  <Time at={event.receivedAt} seconds />
                </Table.Td>
                <Table.Td>
                  <UnstyledButton fw={500} fz="sm" onClick={() => onOpen(event)}>
                    {event.name === '' ? event.type : event.name}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td>{event.sourceName ?? event.sourceId}</Table.Td>
                <Table.Td>{event.user}</Table.Td>
                <Table.Td>
                  <Group gap={6}>
                    {event.dropped !== null && <StepBadge step="dropped" />}
                    {event.destinations.map((one) => (
                      <Group key={one.id} gap={4} wrap="nowrap">
                        <StepBadge step={one.state} />
                        <Text size="xs" c="dimmed">
                          {one.name ?? one.id}
                        </Text>
                      </Group>
                    ))}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ShowMore pages={pages} />
    </Card>
  );
}
