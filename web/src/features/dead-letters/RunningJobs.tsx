import { Stack } from '@mantine/core';
import { useEffect } from 'react';
import type { JobReport } from '@/api/generated/schema';
import { useLettersChanged } from '@/api/letters';
import { JobCard } from './JobCard';

/** Replays that run, over the list that they empty: it is looked at anew as they go on. */
export function RunningJobs({ jobs }: { jobs: readonly JobReport[] }) {
  const changed = useLettersChanged();
  const running = jobs.filter((job) => job.state === 'running');
  const done = jobs.reduce((sum, { progress }) => sum + progress.delivered + progress.failed, 0);
  const state = `${running.length} ${done}`;

  useEffect(() => {
    void changed();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what the jobs have done is what matters
  }, [state]);

  return running.length === 0 ? null : (
    <Stack gap="sm" mb="md">
      {running.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </Stack>
  );
}
