import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { jobsQuery } from '@/api/jobs';
import { useWorkspaceId } from '@/api/workspace';
import { PageHead } from '@/ui/PageHead';
import { Failing } from './Failing';
import { Groups } from './Groups';
import { Jobs } from './Jobs';
import { Letters } from './Letters';
import { RunningJobs } from './RunningJobs';
import { tabs, type FailedSearch } from './search';
import { useGo } from './useGo';

const route = getRouteApi('/inside/w/$workspaceId/failed');

/** What has failed: for good, or so far; and what is delivered again. */
export function FailedScreen() {
  const { tab = 'letters', destination, reason } = route.useSearch();
  const go = useGo();
  const workspaceId = useWorkspaceId();
  const { data: jobs = [] } = useQuery(jobsQuery(workspaceId));
  const running = jobs.filter((job) => job.state === 'running').length;
  return (
    <>
      <PageHead title="Failed events" />
      <Tabs value={tab} onChange={(next) => go({ tab: next === 'letters' || next === null ? undefined : (next as FailedSearch['tab']), reason: undefined, letter: undefined })} keepMounted={false}>
        <Tabs.List mb="md">
          {Object.entries(tabs).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
              {value === 'jobs' && running > 0 && ` (${running} running)`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="letters">
          <RunningJobs jobs={jobs} />
          {destination !== undefined && reason !== undefined ? <Letters key={`${destination} ${reason}`} destination={destination} reason={reason} /> : <Groups />}
        </Tabs.Panel>
        <Tabs.Panel value="failing">
          <Failing />
        </Tabs.Panel>
        <Tabs.Panel value="jobs">
          <Jobs />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
