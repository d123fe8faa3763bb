import { Anchor, Card, Container, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconMoodEmpty, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { destinationTypesQuery } from '@/api/definitions';
import { guidesQuery } from '@/api/guides';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { KindIcon } from '@/ui/KindIcon';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { findPages } from './pages';

const route = getRouteApi('/inside/w/$workspaceId/docs');

/** Everything there is to read: the guide, and a page for each kind of destination. */
export function DocsScreen() {
  const { workspaceId } = route.useParams();
  const { q = '' } = route.useSearch();
  const navigate = useNavigate();
  const { data: pages, error, refetch } = useQuery(guidesQuery);
  const { data: types = [] } = useQuery(destinationTypesQuery);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!pages) {
    return <Loading />;
  }

  const found = findPages(pages, q);
  const kinds = types.filter(({ name, displayName }) => `${name} ${displayName}`.toLowerCase().includes(q.trim().toLowerCase()));
  return (
    <Container size="lg" p={0} mx={0}>
      <PageHead title="Guide" />
      <Stack gap="lg">
        <TextInput
          size="md"
          maw={560}
          aria-label="Search the guide"
          placeholder="identify, replay, Braze …"
          leftSection={<IconSearch size={18} aria-hidden />}
          value={q}
          onChange={(event) => void navigate({ to: '.', search: event.currentTarget.value === '' ? {} : { q: event.currentTarget.value }, replace: true })}
        />
        {found.length === 0 && kinds.length === 0 && (
          <Empty icon={<IconMoodEmpty aria-hidden />} title="Nothing with these words">
            Try fewer or other words.
          </Empty>
        )}
        {found.length > 0 && (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} role="list" aria-label="Pages">
            {found.map(({ name, title, excerpt }) => (
              <Card key={name} withBorder padding="md" role="listitem">
                <Anchor component={Link} to={`/w/${workspaceId}/docs/${name}`} fw={600}>
                  {title}
                </Anchor>
                <Text size="sm" c="dimmed" lineClamp={3}>
                  {excerpt}
                </Text>
              </Card>
            ))}
          </SimpleGrid>
        )}
        {kinds.length > 0 && (
          <section>
            <Title order={2} size="h4" mb="sm">
              Destinations
            </Title>
            <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="xs">
              {kinds.map(({ name, displayName, icon }) => (
                <Group key={name} gap="xs" wrap="nowrap">
                  <KindIcon src={icon} name={displayName} size={24} />
                  <Anchor component={Link} to={`/w/${workspaceId}/docs/destinations/${name}`} size="sm">
                    {displayName}
                  </Anchor>
                </Group>
              ))}
            </SimpleGrid>
          </section>
        )}
      </Stack>
    </Container>
  );
}
