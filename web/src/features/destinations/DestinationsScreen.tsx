import { Button, Card, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { connectionsQuery } from '@/api/connections';
import { destinationTypesQuery } from '@/api/definitions';
import { destinationPagesQuery } from '@/api/destinations';
import { sourcesQuery } from '@/api/sources';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { ShowMore } from '@/ui/ShowMore';
import { DestinationRow } from './DestinationRow';
import { filterOf, states, type State } from './state';

const route = getRouteApi('/inside/w/$workspaceId/destinations');

/** Where events go. */
export function DestinationsScreen() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { q, type, state } = search;
  const pages = useInfiniteQuery({ ...destinationPagesQuery(workspaceId, { q, type, ...filterOf(state) }), placeholderData: (before) => before });
  const { data: types = [] } = useQuery(destinationTypesQuery);
  const { data: connections } = useQuery(connectionsQuery(workspaceId));
  const { data: sources = [] } = useQuery(sourcesQuery(workspaceId));
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to="/w/$workspaceId/destinations/new" params={{ workspaceId }} search={{}} {...props} />}>
      Add a destination
    </Button>
  );

  if (pages.error) {
    return <Failed error={pages.error} again={() => void pages.refetch()} />;
  }

  if (!pages.data) {
    return <Loading />;
  }

  const found = pages.data.pages.flatMap((page) => page.items);
  const isNarrowed = q !== undefined || type !== undefined || state !== undefined;
  const narrow = (next: { q?: string | undefined; type?: string | undefined; state?: State | undefined }) =>
    void navigate({ to: '.', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== '')), replace: true });
  const sourcesOf = (id: string) => connections?.filter((c) => c.destinationId === id).map((c) => sources.find((s) => s.id === c.sourceId)?.name ?? c.sourceId);

  return (
    <>
      <PageHead title="Destinations">{(found.length > 0 || isNarrowed) && add}</PageHead>
      {found.length === 0 && !isNarrowed ? (
        <Empty icon={<IconSend aria-hidden />} title="No destinations yet" action={add}>
          A destination is where events go: a service, or a server of yours. Events reach it from the sources that are connected to it.
        </Empty>
      ) : (
        <Card withBorder padding={0}>
          <Group p="sm">
            <TextInput
              aria-label="Search destinations"
              placeholder="Name or id"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={q ?? ''}
              onChange={(event) => narrow({ q: event.currentTarget.value })}
              w={260}
            />
            <Select
              aria-label="Type"
              placeholder="Any type"
              clearable
              searchable
              data={types.map((t) => ({ value: t.name, label: t.displayName }))}
              value={type ?? null}
              onChange={(picked) => narrow({ type: picked ?? undefined })}
              w={200}
            />
            <Select
              aria-label="State"
              placeholder="Any state"
              clearable
              data={Object.entries(states).map(([value, { label }]) => ({ value, label }))}
              value={state ?? null}
              onChange={(picked) => narrow({ state: (picked ?? undefined) as State | undefined })}
              w={150}
            />
            <Text size="sm" c="dimmed" aria-live="polite">
              {found.length}
              {pages.hasNextPage ? ' and more' : ''}
            </Text>
          </Group>
          <Table.ScrollContainer minWidth={680}>
            <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Type</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Sources</Table.Th>
                  <Table.Th>Changed</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.map((destination) => (
                  <DestinationRow key={destination.id} destination={destination} kind={types.find((t) => t.name === destination.type)} sources={sourcesOf(destination.id)} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {found.length === 0 && (
            <Text p="lg" ta="center" c="dimmed">
              No destination is like that.
            </Text>
          )}
          <ShowMore pages={pages} />
        </Card>
      )}
    </>
  );
}
