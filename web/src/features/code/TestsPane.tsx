import { ActionIcon, Alert, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconPlus, IconTestPipe, IconTrash } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useRunCode } from '@/api/code';
import type { TestInput } from '@/api/generated/schema';
import { Empty } from '@/ui/Empty';
import { Loading } from '@/ui/Loading';
import { refused } from '@/ui/toasts';
import { DiffEditor } from './monaco';
import { shown, type JsonObject } from './outcome';
import { samples } from './samples';
import { TestModal } from './TestModal';
import { judged, type TestResult } from './tests';
import type { Draft } from './useDraft';

type Props = { draft: Draft; mayEdit: boolean };

/** Events and what must come of them: run before a version is published. */
export function TestsPane({ draft, mayEdit }: Props) {
  const { tests, code, language } = draft.values;
  const run = useRunCode();
  const [results, setResults] = useState<ReadonlyMap<TestInput, TestResult>>(new Map());
  const [edited, setEdited] = useState<number | null>(null);
  const runAll = async () => {
    const told = new Map<TestInput, TestResult>();
    try {
      for (const test of tests) {
        told.set(test, judged(test, await run.mutateAsync({ code, language, events: test.events, ...(test.metadata !== undefined && { metadata: test.metadata }) })));
      }
    } catch (why) {
      refused(why);
    }

    setResults(told);
  };
  const put = (test: TestInput) => {
    draft.set({ tests: edited === tests.length ? [...tests, test] : tests.map((t, at) => (at === edited ? test : t)) });
    setEdited(null);
  };
  const add = mayEdit && (
    <Button variant={tests.length === 0 ? 'filled' : 'default'} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited(tests.length)}>
      Add a test
    </Button>
  );

  return (
    <>
      {tests.length === 0 ? (
        <Empty icon={<IconTestPipe aria-hidden />} title="No tests yet" action={add}>
          Tests say what must come of events. They are run before a version is published, and when one is not good nothing is. Without any, a sample event is tried.
        </Empty>
      ) : (
        <Stack maw={900}>
          <Group>
            <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} disabled={!mayEdit} loading={run.isPending} onClick={() => void runAll()}>
              Run all
            </Button>
            {add}
            <Text size="sm" c="dimmed">
              Tests are saved with the draft.
            </Text>
          </Group>
          {tests.map((test, at) => (
            <Card key={at} withBorder>
              <Group justify="space-between" wrap="nowrap">
                <Group gap="xs">
                  <Text fw={500}>{test.name}</Text>
                  <Result result={results.get(test)} />
                </Group>
                {mayEdit && (
                  <Group gap={4} wrap="nowrap">
                    <ActionIcon variant="subtle" color="gray" aria-label={`Change ${test.name}`} onClick={() => setEdited(at)}>
                      <IconPencil size={16} aria-hidden />
                    </ActionIcon>
                    <ActionIcon variant="subtle" color="red" aria-label={`Take away ${test.name}`} onClick={() => draft.set({ tests: tests.filter((_, place) => place !== at) })}>
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </Group>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                {(test.events as JsonObject[]).length === 1 ? '1 event' : `${(test.events as JsonObject[]).length} events`}
                {' · '}
                {Array.isArray(test.expected) ? (test.expected.length === 0 ? 'all must be dropped' : `${test.expected.length} must come out as told`) : 'anything but an error will do'}
              </Text>
              <Difference test={test} result={results.get(test)} />
            </Card>
          ))}
        </Stack>
      )}
      {edited !== null && <TestModal test={tests[edited] ?? { name: '', events: [samples.track] }} close={() => setEdited(null)} put={put} />}
    </>
  );
}

function Result({ result }: { result: TestResult | undefined }) {
  return result === undefined ? null : (
    <Badge color={result.isGood ? 'teal' : 'red'} variant="light" c="var(--mantine-color-text)" tt="none">
      {result.isGood ? 'good' : 'not good'}
    </Badge>
  );
}

function Difference({ test, result }: { test: TestInput; result: TestResult | undefined }) {
  return result === undefined || result.isGood ? null : (
    <Alert color="red" mt="xs" role="alert" title={result.why}>
      {Array.isArray(test.expected) && (
        <Suspense fallback={<Loading />}>
          <DiffEditor label="Expected and what came out" before={shown(test.expected)} after={shown(result.outputs)} language="json" height="260px" />
        </Suspense>
      )}
    </Alert>
  );
}
