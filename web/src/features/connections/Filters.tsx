import { Button, CloseButton, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import type { Model, State } from './model';
import { useLook } from './useConnections';
import { useKindNames } from './useKindNames';

const states: { value: State; label: string }[] = [
  { value: 'on', label: 'On' },
  { value: 'failing', label: 'Failing' },
  { value: 'paused', label: 'Paused' },
  { value: 'off', label: 'Off' },
];

type Props = { model: Model; found: null | number; isTable: boolean; text: string; onType: (text: string) => void };

/** @param found How many; null: nothing is looked for. */
export function Filters({ model, found, isTable, text, onType }: Props) {
  const { search } = useLook();
  const isFiltered = text !== '' || search.state !== undefined || search.type !== undefined;
  return (
    <Group mb="sm" gap="sm">
      <TextInput
        aria-label="Search connections"
        placeholder="Name, type or id"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={text === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => onType('')} />}
        value={text}
        onChange={(event) => onType(event.currentTarget.value)}
        w={260}
      />
      <Choices model={model} />
      <Text size="sm" c="dimmed" aria-live="polite">
        {countsOf({ isFiltered, isTable, found, model })}
      </Text>
    </Group>
  );
}

/** What is not typed is not drawn anew for each letter. */
const Choices = memo(function Choices({ model }: { model: Model }) {
  const { search, look } = useLook();
  const { nameOf } = useKindNames();
  const types = useMemo(
    () => [...new Set([...model.sources, ...model.destinations].map((end) => end.type))].map((value) => ({ value, label: nameOf(value) })).sort((a, b) => (a.label < b.label ? -1 : 1)),
    [model, nameOf],
  );
  return (
    <>
      <NativeSelect aria-label="State" data={[{ value: '', label: 'Any state' }, ...states]} value={search.state ?? ''} onChange={(event) => look({ state: states.find((s) => s.value === event.currentTarget.value)?.value, after: undefined })} w={140} />
      <NativeSelect aria-label="Type" data={[{ value: '', label: 'Any type' }, ...types]} value={search.type ?? ''} onChange={(event) => look({ type: event.currentTarget.value === '' ? undefined : event.currentTarget.value, after: undefined })} w={180} />
      <Button
        variant={search.state === 'failing' ? 'light' : 'default'}
        color="red"
        aria-pressed={search.state === 'failing'}
        onClick={() => look({ state: search.state === 'failing' ? undefined : 'failing', after: undefined })}
      >
        Only failing
      </Button>
    </>
  );
});

function countsOf({ isFiltered, isTable, found, model }: { isFiltered: boolean; isTable: boolean; found: null | number; model: Model }): string {
  if (isFiltered && found === 0) {
    return 'Nothing fits';
  }

  if (isTable) {
    return isFiltered ? `${found ?? 0} of ${model.edges.length}` : `${model.edges.length} connections`;
  }

  return isFiltered ? 'The rest is dimmed' : `${model.sources.length} sources · ${model.destinations.length} destinations`;
}
