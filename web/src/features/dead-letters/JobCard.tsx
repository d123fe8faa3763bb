import { Alert, Badge, Button, Card, Group, Progress, Text } from '@mantine/core';
import type { JobReport } from '@/api/generated/schema';
import { useCancelJob } from '@/api/jobs';
import { useNames } from '@/api/names';
import { useMayEdit } from '@/api/workspace';
import { Time } from '@/ui/Time';
import { refused, told } from '@/ui/toasts';
import { askedOf, progressOf, states, whatOf } from './jobs';

/** A replay: how far it is, and what came of it. */
export function JobCard({ job }: { job: JobReport }) {
  const mayEdit = useMayEdit();
  const cancel = useCancelJob();
  const { destinationName } = useNames();
  const { label, colour } = states[job.state] ?? { label: job.state, colour: 'gray' };
  const share = job.state === 'done' ? 100 : Math.min(100, job.progress.share * 100);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <div>
          <Text size="sm" fw={500}>
            {whatOf(job)} → {destinationName(askedOf(job).destinationId ?? '')}
          </Text>
          <Text size="xs" c="dimmed" component="div">
            Since <Time at={job.createdAt} /> · {progressOf(job)}
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Badge variant="dot" color={colour} tt="none" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
            {label}
          </Badge>
          {mayEdit && job.state === 'running' && (
            <Button
              size="xs"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate(job.id, { onError: refused, onSuccess: () => told('The replay is cancelled. What it has delivered stays delivered; the rest is where it was.') })}
            >
              Cancel
            </Button>
          )}
        </Group>
      </Group>
      <Progress value={share} color={job.state === 'failed' ? 'red' : job.state === 'cancelled' ? 'gray' : 'sea'} animated={job.state === 'running'} aria-label="How far it is" />
      {job.problem !== null && (
        <Alert color="red" mt="xs">
          {job.problem}
        </Alert>
      )}
    </Card>
  );
}
