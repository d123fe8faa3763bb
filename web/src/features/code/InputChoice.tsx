import { Alert, Button, Group, MultiSelect, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { reasonOf } from '@/api/problem';
import { sourcesQuery } from '@/api/sources';
import { useWorkspaceId } from '@/api/workspace';
import { Loading } from '@/ui/Loading';
import { CodeEditor } from './monaco';
import { samples } from './samples';
import type { Input, InputWay } from './useInput';

const ways: { value: InputWay; label: string }[] = [
  { value: 'samples', label: 'Samples' },
  { value: 'pasted', label: 'Pasted' },
  { value: 'recent', label: 'Recent events' },
];

/** Which events the code is tried on. */
export function InputChoice({ input, onRun }: { input: Input; onRun: () => void }) {
  return (
    <Stack gap="sm">
      <SegmentedControl aria-label="Events to try it on" data={ways} value={input.way} onChange={(way) => input.setWay(way)} fullWidth />
      {input.way === 'samples' && <MultiSelect label="Types of events" data={Object.keys(samples)} value={input.types} onChange={input.setTypes} />}
      {input.way === 'pasted' && (
        <Suspense fallback={<Loading />}>
          <CodeEditor label="Events, as JSON" value={input.pasted} language="json" onChange={input.setPasted} onRun={onRun} height="240px" />
        </Suspense>
      )}
      {input.way === 'recent' && <Recent input={input} />}
    </Stack>
  );
}

function Recent({ input }: { input: Input }) {
  const { data: sources = [] } = useQuery(sourcesQuery(useWorkspaceId()));
  const { events, isLoading, error, reread } = input.recent;
  return (
    <>
      <Group align="flex-end" wrap="nowrap">
        <Select label="Source" placeholder="Any source" flex={1} clearable data={sources.map(({ id, name }) => ({ value: id, label: name }))} value={input.source === '' ? null : input.source} onChange={(id) => input.setSource(id ?? '')} />
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={isLoading} onClick={reread}>
          Look again
        </Button>
      </Group>
      {error ? (
        <Alert color="red" role="alert">
          {reasonOf(error)}
        </Alert>
      ) : (
        <Text size="sm" c="dimmed" aria-live="polite">
          {isLoading ? 'Looking …' : events.length === 0 ? 'No events are in the log.' : `The newest ${events.length === 1 ? 'event' : `${events.length} events`} of the log, without what live.redact hides.`}
        </Text>
      )}
    </>
  );
}
