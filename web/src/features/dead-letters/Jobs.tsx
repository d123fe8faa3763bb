import { Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { jobsQuery } from '@/api/jobs';
import { useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { JobCard } from './JobCard';

/** Replays that run or have ended, the newest first. */
export function Jobs() {
  const workspaceId = useWorkspaceId();
  const { data: jobs, error, refetch } = useQuery(jobsQuery(workspaceId));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  return !jobs ? (
    <Loading />
  ) : jobs.length === 0 ? (
    <Empty icon={<IconRefresh aria-hidden />} title="No replays yet">
      When failed events are delivered again, how far that is stands here.
    </Empty>
  ) : (
    <Stack gap="sm">
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </Stack>
  );
}
