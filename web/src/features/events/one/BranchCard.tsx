import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LetterView } from '@/api/generated/schema';
import { failingQuery } from '@/api/letters';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { Shown } from '@/ui/Shown';
import { Time } from '@/ui/Time';
import { StepBadge } from '../StepBadge';
import { Moments } from './Moments';
import type { Branch } from './timeline';
import { Transformed } from './Transformed';

type Props = { branch: Branch; letter: LetterView | undefined; event: string | undefined; messageId: string };

/** What became of an event for a destination: transformation, request, answer, outcome. */
export function BranchCard({ branch, letter, event, messageId }: Props) {
  const workspaceId = useWorkspaceId();
  const { destinations } = useNames();
  const isTriedAgain = branch.state === 'parked';
  const { data: failing = [] } = useQuery({ ...failingQuery(workspaceId), enabled: isTriedAgain });
  const destination = destinations.find((one) => one.id === branch.destinationId);
  const transformationId = destination?.transformationId ?? null;
  const sample = isTriedAgain ? failing.filter((one) => one.destinationId === branch.destinationId).flatMap((one) => one.groups).find((group) => group.sample.messageId === messageId)?.sample : undefined;
  const request = letter?.request ?? sample?.request ?? '';
  const answer = letter?.message ?? sample?.message ?? '';
  const { history } = branch;
  // Its state stands above already.
  const moments = branch.moments.filter(({ step, at, text }) => step !== branch.state || at !== null || text !== '');
  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm">
        <Title order={3} size="h5">
          <Anchor inherit c="var(--mantine-color-text)" renderRoot={(props) => <Link to="/w/$workspaceId/destinations/$destinationId" params={{ workspaceId, destinationId: branch.destinationId }} search={{}} {...props} />}>
            {branch.name}
          </Anchor>
        </Title>
        <StepBadge step={branch.state} />
      </Group>
      <Stack gap="sm">
        {moments.length > 0 && <Moments moments={moments} />}
        {history?.attempts !== undefined && history.attempts !== null && (
          <Text size="sm">
            {history.attempts === 1 ? 'It was tried once' : `It was tried ${history.attempts} times`}
            {history.nextTry !== undefined && history.nextTry !== null && (
              <>
                ; the next try is at <Time at={history.nextTry} seconds />
              </>
            )}
            .
          </Text>
        )}
        {history?.byTodaysConfiguration === true && (
          <Text size="sm" c="dimmed">
            This is judged by the configuration of today, not by that of its time.
          </Text>
        )}
        {transformationId !== null && event !== undefined && <Transformed transformationId={transformationId} event={event} />}
        {request !== '' && <Shown title="The request" text={request} note="Secrets are masked." />}
        {answer !== '' && <Shown title={`The answer${(letter?.status ?? 0) === 0 ? '' : `: ${letter?.status ?? ''}`}`} text={answer} />}
        {letter && (
          <Anchor size="sm" renderRoot={(props) => <Link to="/w/$workspaceId/failed" params={{ workspaceId }} search={{ destination: letter.destination, reason: letter.reason, letter: letter.id }} {...props} />}>
            Replay or discard it
          </Anchor>
        )}
      </Stack>
    </Card>
  );
}
