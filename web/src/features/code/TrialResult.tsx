import { Alert, Badge, Button, Card, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { TestInput } from '@/api/generated/schema';
import { Loading } from '@/ui/Loading';
import { told } from '@/ui/toasts';
import classes from './CodePane.module.css';
import { CodeEditor, DiffEditor } from './monaco';
import { errorsOf, fateOf, sentenceOf, shown, shownOutputs, type Fate, type JsonObject } from './outcome';
import type { Trial } from './useTrial';

const fates: Readonly<Record<Fate, { colour: string; text: string }>> = {
  same: { colour: 'gray', text: 'unchanged' },
  changed: { colour: 'blue', text: 'changed' },
  split: { colour: 'grape', text: 'split' },
  dropped: { colour: 'yellow', text: 'dropped' },
  failed: { colour: 'red', text: 'failed' },
};

const nameOf = (event: JsonObject): string => [event.type, event.event ?? event.name].filter((part) => typeof part === 'string' && part !== '').join(' · ') || 'event';

type Props = { trial: Trial; keep?: (test: TestInput) => void };

/** What came of each event, beside what went in. */
export function TrialResult({ trial, keep }: Props) {
  const { inputs, answer } = trial;
  const all = inputs.map((input, place) => ({ input, result: answer.events[place] ?? { outputs: [], errors: [] } }));
  const telling = all.findIndex(({ input, result }) => fateOf(input, result) === 'failed');
  const [chosen, setChosen] = useState<number | null>(null);
  const place = chosen !== null && chosen < all.length ? chosen : Math.max(telling, 0);
  const one = all[place];
  const counts = Object.entries(fates).flatMap(([fate, { text }]) => {
    const count = all.filter(({ input, result }) => fateOf(input, result) === fate).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });

  return (
    <Card withBorder component="section" aria-label="What came of it">
      <Group justify="space-between" mb="sm">
        <Text fw={600} role="status">
          {answer.error === null ? `${counts.join(', ')} · ${answer.milliseconds} ms` : 'The code could not be run'}
        </Text>
        {keep && errorsOf(answer).length === 0 && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconTestPipe size={14} aria-hidden />}
            onClick={() => {
              keep({ name: `${inputs.map(nameOf).join(', ').slice(0, 150)} as of now`, events: inputs, expected: [...answer.events.flatMap((e) => e.outputs), ...answer.others.outputs] });
              told('It is a test now. Save the draft to keep it.');
            }}
          >
            Keep as a test
          </Button>
        )}
      </Group>
      {answer.error !== null && <Wrong errors={[answer.error]} />}
      {answer.error === null && one && (
        <div className={classes.result}>
          <div role="group" aria-label="Events">
            {all.map(({ input, result }, at) => {
              const { colour, text } = fates[fateOf(input, result)];
              return (
                <UnstyledButton key={at} className={classes.event} aria-pressed={at === place} onClick={() => setChosen(at)}>
                  <Text size="sm" truncate>
                    {nameOf(input)}
                  </Text>
                  <Badge color={colour} variant="light" c="var(--mantine-color-text)" tt="none" flex="none">
                    {text}
                  </Badge>
                </UnstyledButton>
              );
            })}
          </div>
          <Stack gap="xs">
            {one.result.errors.length > 0 && <Wrong errors={one.result.errors} />}
            {one.result.errors.length === 0 && one.result.outputs.length === 0 && <Alert color="yellow">The event is dropped: it does not go on.</Alert>}
            <Suspense fallback={<Loading />}>
              {one.result.errors.length > 0 ? (
                <CodeEditor label="The event that went in" value={shown(one.input)} language="json" isReadOnly height="260px" />
              ) : (
                <DiffEditor label="Event" before={shown(one.input)} after={shownOutputs(one.result.outputs)} language="json" height="380px" />
              )}
            </Suspense>
          </Stack>
        </div>
      )}
      {answer.others.outputs.length > 0 && (
        <Alert color="blue" mt="sm" title="More came out than went in">
          <pre className={classes.log}>{shownOutputs(answer.others.outputs)}</pre>
        </Alert>
      )}
      {answer.logs.length > 0 && (
        <Stack gap={4} mt="sm">
          <Text size="sm" fw={600}>
            Logged
          </Text>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled must be reached by keys */}
          <pre className={classes.log} tabIndex={0} aria-label="Logged">
            {answer.logs.join('\n')}
          </pre>
        </Stack>
      )}
    </Card>
  );
}

function Wrong({ errors }: { errors: readonly string[] }) {
  return (
    <Alert color="red" role="alert" title={sentenceOf(errors[0] ?? '')}>
      <pre className={classes.log}>{errors.join('\n\n')}</pre>
    </Alert>
  );
}
