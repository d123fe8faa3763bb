import { Alert, Group, Tabs, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { destinationTypeQuery } from '@/api/definitions';
import { destinationQuery } from '@/api/destinations';
import type { DestinationDefinitionView, DestinationView } from '@/api/generated/schema';
import { KindIcon } from '@/ui/KindIcon';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { TabList } from '@/ui/TabList';
import { StateBadge } from '../StateBadge';
import { Actions } from './Actions';
import { ConnectionsTab } from './ConnectionsTab';
import { EventsTab } from './EventsTab';
import { GuideTab } from './GuideTab';
import { SettingsTab } from './SettingsTab';
import { tabs, type Tab } from './tabs';
import { TestTab } from './TestTab';

const Overview = lazy(async () => ({ default: (await import('@/features/counts/Overview')).Overview }));
const route = getRouteApi('/inside/w/$workspaceId/destinations/$destinationId');

/** One destination: what it is told, what it gets, and whether it works. */
export function DestinationScreen() {
  const { workspaceId, destinationId } = route.useParams();
  const { tab = 'settings' } = route.useSearch();
  const { data: destination } = useSuspenseQuery(destinationQuery(workspaceId, destinationId));
  const { data: kind } = useSuspenseQuery(destinationTypeQuery(destination.type));
  const navigate = useNavigate();

  return (
    <>
      <PageHead title={destination.name}>
        <Actions destination={destination} />
      </PageHead>
      <Group gap="sm" mb="md">
        <KindIcon src={kind.icon} name={kind.displayName} />
        <Text>{kind.displayName}</Text>
        <StateBadge destination={destination} />
      </Group>
      {destination.deletedAt !== null && (
        <Alert color="yellow" mb="md">
          It is deleted.
        </Alert>
      )}
      <Tabs value={tab} onChange={(next) => void navigate({ to: '.', search: next === 'settings' || next === null ? {} : { tab: next as Tab } })} keepMounted={false}>
        <TabList tabs={tabs} />
        {/* All of them have a panel, so that each tab names one. */}
        {Object.keys(tabs).map((value) => (
          <Tabs.Panel key={value} value={value}>
            <Suspense fallback={<Loading />}>
              <Shown tab={value as Tab} destination={destination} kind={kind} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function Shown({ tab, destination, kind }: { tab: Tab; destination: DestinationView; kind: DestinationDefinitionView }) {
  switch (tab) {
    case 'settings':
      return <SettingsTab destination={destination} kind={kind} />;
    case 'overview':
      return <Overview of={{ destination: destination.id }} />;
    case 'connections':
      return <ConnectionsTab destination={destination} />;
    case 'events':
      return <EventsTab destination={destination} kind={kind} />;
    case 'guide':
      return <GuideTab kind={kind} />;
    case 'test':
      return <TestTab destination={destination} kind={kind} />;
  }
}
