import { Chip, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconMoodEmpty, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { destinationTypesQuery } from '@/api/definitions';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import classes from './CatalogueScreen.module.css';
import { categories, countsOf, find } from './find';
import { moveFocus } from './moveFocus';
import { TypeCard } from './TypeCard';

const route = getRouteApi('/inside/w/$workspaceId/destinations/new');

/** Every kind of destination: search, look around, choose. */
export function CatalogueScreen() {
  const { workspaceId } = route.useParams();
  const { q = '', category, ...forSource } = route.useSearch();
  const navigate = useNavigate();
  const { data: types, error, refetch } = useQuery(destinationTypesQuery);
  const grid = useRef<HTMLDivElement>(null);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!types) {
    return <Loading />;
  }

  const found = find(types, q);
  const shown = category === undefined ? found : found.filter((type) => type.category === category);
  const look = (search: { q?: string; category?: string }) =>
    void navigate({ to: '.', search: { ...forSource, ...Object.fromEntries(Object.entries(search).filter(([, text]) => text !== '')) }, replace: true });
  const choose = (name: string) => void navigate({ to: '/w/$workspaceId/destinations/new/$type', params: { workspaceId, type: name }, search: forSource });
  const inCategory = category === undefined ? {} : { category };

  return (
    <>
      <PageHead title="Add a destination" />
      <Stack>
        <TextInput
          size="md"
          maw={560}
          aria-label="Search destinations"
          placeholder="Name or purpose: Slack, email, http …"
          leftSection={<IconSearch size={18} aria-hidden />}
          value={q}
          data-autofocus
          onChange={(event) => look({ q: event.currentTarget.value, ...inCategory })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && shown[0]) {
              choose(shown[0].name);
            } else if (event.key === 'ArrowDown') {
              event.preventDefault();
              grid.current?.querySelector('a')?.focus();
            }
          }}
        />
        <Chip.Group value={category ?? ''} onChange={(picked) => look({ q, ...(typeof picked === 'string' ? { category: picked } : {}) })}>
          <Group gap="xs" role="radiogroup" aria-label="Category">
            <Chip value="" size="sm">{`All (${found.length})`}</Chip>
            {countsOf(found).map((one) => (
              <Chip key={one.category} value={one.category} size="sm">
                {`${categories[one.category]} (${one.count})`}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Text size="sm" c="dimmed" aria-live="polite">
          {shown.length === 1 ? 'One kind of destination' : `${shown.length} kinds of destinations`}
        </Text>
        {shown.length === 0 ? (
          <Empty icon={<IconMoodEmpty aria-hidden />} title="Nothing of that name">
            A webhook sends events to any address: many services take them so.
          </Empty>
        ) : (
          <div ref={grid} className={classes.grid}>
            {shown.map((type) => (
              <TypeCard key={type.name} type={type} workspaceId={workspaceId} search={forSource} onArrow={(event) => moveFocus(event, grid.current)} />
            ))}
          </div>
        )}
      </Stack>
    </>
  );
}
