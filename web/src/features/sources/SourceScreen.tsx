import { Button, Card, Group, Stack, Switch, Tabs, Text, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { sourceQuery, useDeleteSource, useRestoreSource, useUpdateSource } from '@/api/sources';
import { useMayEdit } from '@/api/workspace';
import { CopyLine } from '@/ui/CopyLine';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { ServerForm } from '@/ui/ServerForm';
import { refused, told } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';
import { useServerForm } from '@/ui/useServerForm';
import { TabList } from '@/ui/TabList';
import { HandlingCard } from './HandlingCard';
import { SetUpTab } from './SetUpTab';
import { SourceConnections } from './SourceConnections';
import { tabs, type Tab } from './tabs';

const Overview = lazy(async () => ({ default: (await import('@/features/counts/Overview')).Overview }));
const route = getRouteApi('/inside/w/$workspaceId/sources/$sourceId');

/** One source: what it is called, whether it is on, and its write key. */
export function SourceScreen() {
  const { workspaceId, sourceId } = route.useParams();
  const { tab = 'settings' } = route.useSearch();
  const { data: source } = useSuspenseQuery(sourceQuery(workspaceId, sourceId));
  const navigate = useNavigate();
  const mayEdit = useMayEdit();
  const update = useUpdateSource(source);
  const remove = useDeleteSource();
  const restore = useRestoreSource();
  const { form, ...sending } = useServerForm({ name: source.name }, async (values) => {
    await update.mutateAsync(values);
    told('Saved.');
  });

  const removeIt = () =>
    remove.mutate(source, {
      onError: refused,
      onSuccess: () => {
        toldWithUndo(`${source.name} is deleted.`, () => restore.mutateAsync(source.id));
        void navigate({ to: '/w/$workspaceId/sources', params: { workspaceId } });
      },
    });

  return (
    <>
      <PageHead title={source.name}>
        <Switch label="Takes events" checked={source.enabled} disabled={!mayEdit} onChange={(event) => update.mutate({ enabled: event.currentTarget.checked }, { onError: refused })} />
      </PageHead>
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ to: '.', search: next === null || next === 'settings' ? {} : { tab: next as Tab }, replace: true })}>
        <TabList tabs={tabs} />
        <Tabs.Panel value="settings">
          <Stack maw={640}>
            <Card withBorder>
              <Text fw={500} size="sm">
                Write key
              </Text>
              <CopyLine value={source.writeKey} what="the write key" />
              <Text size="sm" c="dimmed">
                SDKs send with it. It is no secret: everybody who opens your site can read it.
              </Text>
            </Card>
            <Card withBorder>
              <ServerForm {...sending} label="Save">
                <TextInput label="Name" required disabled={!mayEdit} {...form.getInputProps('name')} />
              </ServerForm>
            </Card>
            <HandlingCard source={source} />
            {mayEdit && (
              <Group>
                <Button color="red" variant="light" onClick={removeIt} loading={remove.isPending}>
                  Delete the source
                </Button>
              </Group>
            )}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="overview">
          <Suspense fallback={<Loading />}>
            <Overview of={{ source: source.id }} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="set-up">
          <SetUpTab source={source} />
        </Tabs.Panel>
        <Tabs.Panel value="connections">
          <SourceConnections source={source} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
