import { Alert, Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { TestInput } from '@/api/generated/schema';
import { reasonOf } from '@/api/problem';
import { Loading } from '@/ui/Loading';
import { CodeEditor } from './monaco';
import { shown } from './outcome';
import { readTest } from './tests';

type Props = { test: TestInput; close: () => void; put: (test: TestInput) => void };

const textOf = (value: unknown) => (value === undefined || value === null ? '' : shown(value));

/** One test: events, and what must come out. */
export function TestModal({ test, close, put }: Props) {
  const [text, setText] = useState({ name: test.name, events: textOf(test.events), expected: textOf(test.expected), metadata: textOf(test.metadata) });
  const [problem, setProblem] = useState<string | null>(null);
  const set = (some: Partial<typeof text>) => setText((before) => ({ ...before, ...some }));
  const done = () => {
    try {
      put(readTest(text));
    } catch (why) {
      setProblem(reasonOf(why));
    }
  };

  return (
    <Modal opened onClose={close} size="80%" title={test.name === '' ? 'Add a test' : 'Change the test'} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <TextInput label="Name" required placeholder="drops heartbeats" value={text.name} onChange={(event) => set({ name: event.currentTarget.value })} data-autofocus />
        <Suspense fallback={<Loading />}>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <Json label="Events that go in" about="An event, or a list." value={text.events} onChange={(events) => set({ events })} />
            <Json label="Must come out" about="A list; [] when all must be dropped; empty when anything but an error will do." value={text.expected} onChange={(expected) => set({ expected })} />
          </SimpleGrid>
          <Json label="Metadata" about="Of every event, an object; empty: none." value={text.metadata} onChange={(metadata) => set({ metadata })} height="90px" />
        </Suspense>
        {problem !== null && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button onClick={done}>Keep it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type JsonProps = { label: string; about: string; value: string; onChange: (text: string) => void; height?: string };

function Json({ label, about, value, onChange, height = '280px' }: JsonProps) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        {about}
      </Text>
      <CodeEditor label={label} value={value} language="json" onChange={onChange} height={height} />
    </div>
  );
}
