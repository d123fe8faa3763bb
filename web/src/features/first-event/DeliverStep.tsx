import { Alert, Button, Card, Group, Loader, Stack, Text, Timeline, Title } from '@mantine/core';
import { IconArrowRight, IconCheck, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { destinationsQuery } from '@/api/destinations';
import type { SourceView } from '@/api/generated/schema';
import { useLive } from '@/api/useLive';
import { useWorkspaceId } from '@/api/workspace';
import { stepOf } from '@/features/events/steps';
import { Failed } from '@/ui/Failed';
import classes from './FirstEvent.module.css';
import { isDelivered, journeysOf, type Journey } from './journeys';
import type { Search } from './steps';
import { useTestEvent } from './useTestEvent';

const MOST_SHOWN = 8;

/** Events of the source on their way, step by step. */
export function DeliverStep({ source, go }: { source: SourceView; go: (next: Search) => void }) {
  const { steps, isOpen, problem, again } = useLive({ source: source.id });
  const { data: destinations = [] } = useQuery(destinationsQuery(useWorkspaceId()));
  const test = useTestEvent(source);
  const journeys = journeysOf(steps);
  const nameOf = (id: string) => destinations.find((one) => one.id === id)?.name ?? id;
  const works = journeys.some(isDelivered);

  return (
    <Stack gap="lg" maw={720}>
      <Card withBorder padding="lg">
        <Title order={2} size="h4" mb="xs">
          Watch an event being delivered
        </Title>
        <Text c="dimmed" size="sm" mb="md">
          Send one more with your SDK, or from here: the event goes from this browser to the data plane, as {source.name}.
        </Text>
        <Group>
          <Button leftSection={<IconSend size={16} aria-hidden />} variant={works ? 'default' : 'filled'} onClick={test.send} loading={test.isSending} disabled={!isOpen}>
            {journeys.length === 0 ? 'Send a test event' : 'Send another test event'}
          </Button>
          {works && (
            <Button rightSection={<IconArrowRight size={16} aria-hidden />} onClick={() => go({ step: 'done' })}>
              Finish
            </Button>
          )}
        </Group>
      </Card>
      <Stack aria-live="polite">
        {works && (
          <Alert color="teal" icon={<IconCheck aria-hidden />} styles={{ title: { color: 'var(--mantine-color-text)' } }} title="It works">
            An event went all the way from {source.name} to its destination.
          </Alert>
        )}
        {problem && <Failed error={problem} again={again} />}
        {journeys.length === 0 && !problem && (
          <Card withBorder padding="lg" className={classes.waiting ?? ''}>
            <Group>
              <Loader size="sm" aria-hidden />
              <Text>{isOpen ? 'Waiting for an event …' : 'Connecting …'}</Text>
            </Group>
          </Card>
        )}
        {journeys.slice(0, MOST_SHOWN).map((journey) => (
          <Way key={journey.messageId} journey={journey} nameOf={nameOf} />
        ))}
      </Stack>
    </Stack>
  );
}

/** The way of one event. */
function Way({ journey, nameOf }: { journey: Journey; nameOf: (id: string) => string }) {
  return (
    <Card withBorder padding="md">
      <Text fw={600} size="sm" mb="md">
        {journey.name === '' ? journey.type : `${journey.type}: ${journey.name}`}
      </Text>
      <Timeline active={journey.steps.length} bulletSize={16} lineWidth={2}>
        {journey.steps.map((one, index) => {
          const { label, colour, meaning } = stepOf(one.step);
          const notes = [meaning, one.statusCode > 0 ? `answered ${one.statusCode}` : '', one.milliseconds === null ? '' : `after ${Math.round(one.milliseconds)} ms`, one.detail].filter((text) => text !== '');
          return (
            <Timeline.Item key={index} color={colour} title={<Text size="sm">{one.destinationId === '' ? label : `${label}: ${nameOf(one.destinationId)}`}</Text>}>
              <Text size="xs" c="dimmed">
                {one.step === 'received' && one.destinations === 0 ? 'No destination is connected.' : notes.join(' · ')}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Card>
  );
}
