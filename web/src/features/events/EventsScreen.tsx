import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { TabList } from '@/ui/TabList';
import { FindTab } from './find/FindTab';
import { LiveTab } from './live/LiveTab';
import { tabs, type EventsSearch } from './search';
import { useGo } from './useGo';

const CountsTab = lazy(async () => ({ default: (await import('./counts/CountsTab')).CountsTab }));
const route = getRouteApi('/inside/w/$workspaceId/events');
const shown = { live: <LiveTab />, find: <FindTab />, counts: <CountsTab /> };

/** What happens to events, what happened to one, and how many there were. */
export function EventsScreen() {
  const { tab = 'live' } = route.useSearch();
  const go = useGo();
  return (
    <>
      <PageHead title="Events" />
      <Tabs value={tab} onChange={(next) => go({ tab: next === 'live' || next === null ? undefined : (next as EventsSearch['tab']), open: undefined, at: undefined })} keepMounted={false}>
        <TabList tabs={tabs} />
        {Object.entries(shown).map(([value, part]) => (
          <Tabs.Panel key={value} value={value}>
            <Suspense fallback={<Loading />}>{part}</Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
