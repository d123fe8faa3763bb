import { Alert, Button, Card, Group, JsonInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTestDestination } from '@/api/destinations';
import type { DestinationDefinitionView, DestinationView } from '@/api/generated/schema';
import { Problem, reasonOf } from '@/api/problem';
import { useMayEdit } from '@/api/workspace';
import { readEvent, samples, samplesFor, type SampleType } from './samples';
import { Tested } from './Tested';

const write = (type: SampleType) => JSON.stringify(samples[type], null, 2);

/** Tries an event: shows the requests that come of it, and sends them when that is wanted. */
export function TestTab({ destination, kind }: { destination: DestinationView; kind: DestinationDefinitionView }) {
  const mayEdit = useMayEdit();
  const types = samplesFor(kind.eventTypes);
  const [type, setType] = useState<SampleType | null>(types.includes('track') ? 'track' : (types[0] ?? null));
  const [text, setText] = useState(type === null ? '{}' : write(type));
  const [problem, setProblem] = useState<string | null>(null);
  const test = useTestDestination(destination.id);
  if (!mayEdit) {
    return <Alert color="gray">You are a viewer of this workspace: editors send test events.</Alert>;
  }

  const run = (send: boolean) => {
    const read = readEvent(text);
    setProblem('problem' in read ? read.problem : null);
    if ('event' in read) {
      test.mutate({ event: read.event, send });
    }
  };
  const ofEvent = test.error instanceof Problem ? test.error.errors.event?.join(' ') : undefined;
  const pick = (picked: string | null) => {
    const sample = types.find((one) => one === picked);
    if (sample) {
      setType(sample);
      setText(write(sample));
    }
  };

  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
      <Card withBorder padding="lg">
        <Stack>
          <Select label="Sample" data={types} value={type} onChange={pick} allowDeselect={false} maw={240} />
          <JsonInput
            label="Event"
            description="Change it, or paste one of your own. Times and an id are added where it lacks them."
            value={text}
            onChange={setText}
            formatOnBlur
            autosize
            minRows={12}
            maxRows={28}
            error={problem ?? ofEvent}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-xs)' } }}
          />
          <Group>
            <Button variant="default" onClick={() => run(false)} loading={test.isPending}>
              Show the requests
            </Button>
            <Button onClick={() => run(true)} loading={test.isPending}>
              Send it
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            “Send it” really delivers the event to {kind.displayName}, also while the destination is off or paused. Its settings are those that are saved.
          </Text>
        </Stack>
      </Card>
      <div aria-live="polite">
        {test.error && ofEvent === undefined && (
          <Alert color="red" title="It could not be tried">
            {reasonOf(test.error)}
          </Alert>
        )}
        {test.data ? <Tested answer={test.data} wasSent={test.variables.send} /> : !test.error && <Text c="dimmed">What comes of the event is shown here, without your secrets.</Text>}
      </div>
    </SimpleGrid>
  );
}
