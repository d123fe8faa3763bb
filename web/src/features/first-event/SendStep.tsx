import { Alert, Button, Card, Code, Grid, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import type { SourceView } from '@/api/generated/schema';
import { useLive } from '@/api/useLive';
import { Failed } from '@/ui/Failed';
import { Time } from '@/ui/Time';
import classes from './FirstEvent.module.css';
import { journeysOf, type Journey } from './journeys';
import { Snippet } from './Snippet';
import type { Search } from './steps';
import { useTestEvent } from './useTestEvent';

const MOST_SHOWN = 5;

/** The snippet, and the events as they arrive. */
export function SendStep({ source, sdk, go }: { source: SourceView; sdk: string | undefined; go: (next: Search) => void }) {
  const { steps, isOpen, problem, again } = useLive({ source: source.id, payload: true });
  const arrived = journeysOf(steps);
  const test = useTestEvent(source);
  const hasCome = arrived.length > 0;

  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Card withBorder padding="lg">
          <Title order={2} size="h4" mb="sm">
            Send an event as {source.name}
          </Title>
          <Snippet source={source} sdk={sdk} onPick={(picked) => go({ sdk: picked, step: 'send' })} />
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack aria-live="polite">
          {problem && <Failed error={problem} again={again} />}
          {hasCome ? (
            <Alert color="teal" variant="light" icon={<IconCheck aria-hidden />} styles={{ title: { color: 'var(--mantine-color-text)' } }} title={arrived.length === 1 ? 'Your event has arrived' : `${arrived.length} events have arrived`}>
              Safely stored. Now say where your events go.
            </Alert>
          ) : problem ? null : (
            <Card withBorder padding="lg" className={classes.waiting ?? ''}>
              <Group wrap="nowrap">
                <Loader size="sm" aria-hidden />
                <div>
                  <Text fw={500}>{isOpen ? 'Waiting for an event …' : 'Connecting …'}</Text>
                  <Text size="sm" c="dimmed">
                    Run the code beside: the event shows here the moment it arrives.
                  </Text>
                </div>
              </Group>
            </Card>
          )}
          <Group gap="xs">
            <Button rightSection={<IconArrowRight size={16} aria-hidden />} variant={hasCome ? 'filled' : 'default'} onClick={() => go({ step: 'destination' })}>
              {hasCome ? 'Pick a destination' : 'Go on without'}
            </Button>
            <Button variant="default" onClick={test.send} loading={test.isSending}>
              Send a test event
            </Button>
          </Group>
          {arrived.slice(0, MOST_SHOWN).map((journey) => (
            <Arrived key={journey.messageId} journey={journey} />
          ))}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function Arrived({ journey }: { journey: Journey }) {
  const title = journey.name === '' ? journey.type : `${journey.type}: ${journey.name}`;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" mb={journey.payload === undefined ? 0 : 'xs'}>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          <Time at={journey.at} />
        </Text>
      </Group>
      {journey.payload !== undefined && (
        <Code block tabIndex={0} role="region" aria-label={title} className={classes.code ?? ''} fz="xs">
          {JSON.stringify(journey.payload, null, 2)}
        </Code>
      )}
    </Card>
  );
}
