import { Badge, Button, Card, Group, Table, Text, TextInput } from '@mantine/core';
import { IconPlugConnected, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { sourcesQuery, useSourceKinds } from '@/api/sources';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { StartButton } from '@/features/first-event/StartButton';
import { CopyIcon } from '@/ui/CopyIcon';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { KindIcon } from '@/ui/KindIcon';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { Time } from '@/ui/Time';

const route = getRouteApi('/inside/w/$workspaceId/sources');

/** Where events come from. */
export function SourcesScreen() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const { q = '' } = route.useSearch();
  const navigate = useNavigate();
  const { data: sources, error, refetch } = useQuery(sourcesQuery(workspaceId));
  const kindOf = useSourceKinds();
  const add = mayEdit && (
    <Button variant={sources?.length === 0 ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to="/w/$workspaceId/sources/new" params={{ workspaceId }} {...props} />}>
      Add a source
    </Button>
  );

  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!sources) {
    return <Loading />;
  }

  const wanted = q.toLowerCase();
  const found = sources.filter((s) => [s.name, s.type, s.id, s.writeKey].some((text) => text.toLowerCase().includes(wanted)));
  return (
    <>
      <PageHead title="Sources">{sources.length > 0 && add}</PageHead>
      {sources.length === 0 ? (
        <Empty icon={<IconPlugConnected aria-hidden />} title="No sources yet" action={<Group mt="xs" justify="center">{mayEdit && <StartButton />}{add}</Group>}>
          A source is where events come from: a website, an app or a server. It has a write key, which an SDK sends with.
        </Empty>
      ) : (
        <Card withBorder padding={0}>
          <Group p="sm">
            <TextInput
              aria-label="Search sources"
              placeholder="Name, type, id or write key"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={q}
              onChange={(event) => void navigate({ to: '.', search: event.currentTarget.value === '' ? {} : { q: event.currentTarget.value }, replace: true })}
              w={320}
            />
            <Text size="sm" c="dimmed" aria-live="polite">
              {found.length === sources.length ? sources.length : `${found.length} of ${sources.length}`}
            </Text>
          </Group>
          <Table.ScrollContainer minWidth={640}>
            <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Type</Table.Th>
                  <Table.Th>Write key</Table.Th>
                  <Table.Th>Changed</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.map((source) => (
                  <Table.Tr key={source.id}>
                    <Table.Td>
                      <Group gap="sm" wrap="nowrap">
                        <KindIcon src={kindOf(source.type)?.icon ?? undefined} name={kindOf(source.type)?.displayName ?? source.type} size={28} />
                        <Text component={Link} to={`/w/${workspaceId}/sources/${source.id}`} size="sm" fw={500} td="none" c="var(--mantine-color-text)">
                          {source.name}
                        </Text>
                        {!source.enabled && <Badge color="gray" variant="dot" tt="none">off</Badge>}
                      </Group>
                    </Table.Td>
                    <Table.Td>{kindOf(source.type)?.displayName ?? source.type}</Table.Td>
                    <Table.Td>
                      <WriteKey value={source.writeKey} />
                    </Table.Td>
                    <Table.Td>
                      <Time at={source.updatedAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
    </>
  );
}

function WriteKey({ value }: { value: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Text ff="monospace" size="sm">
        {value}
      </Text>
      <CopyIcon value={value} what="the write key" small />
    </Group>
  );
}
