import { Chip, CloseButton, Group, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Model, State } from './model';
import { useLook } from './useConnections';
import { useKindNames } from './useKindNames';

const states: { value: State; label: string }[] = [
  { value: 'on', label: 'On' },
  { value: 'failing', label: 'Failing' },
  { value: 'paused', label: 'Paused' },
  { value: 'off', label: 'Off' },
];

/** @param found How many; null: nothing is looked for. */
export function Filters({ model, found, isTable }: { model: Model; found: null | number; isTable: boolean }) {
  const { search, look } = useLook();
  const { nameOf } = useKindNames();
  const types = [...new Set([...model.sources, ...model.destinations].map((end) => end.type))].map((value) => ({ value, label: nameOf(value) })).sort((a, b) => a.label.localeCompare(b.label));
  const isFiltered = search.q !== undefined || search.state !== undefined || search.type !== undefined;
  const total = isTable ? model.edges.length : null;
  return (
    <Group mb="sm" gap="sm">
      <TextInput
        aria-label="Search connections"
        placeholder="Name, type or id"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={search.q === undefined ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => look({ q: undefined, after: undefined })} />}
        value={search.q ?? ''}
        onChange={(event) => look({ q: event.currentTarget.value === '' ? undefined : event.currentTarget.value, after: undefined })}
        w={260}
      />
      <Select aria-label="State" placeholder="Any state" clearable data={states} value={search.state ?? null} onChange={(state) => look({ state: state ?? undefined, after: undefined })} w={140} />
      <Select aria-label="Type" placeholder="Any type" clearable searchable data={types} value={search.type ?? null} onChange={(type) => look({ type: type ?? undefined, after: undefined })} w={180} />
      <Chip checked={search.state === 'failing'} onChange={(checked) => look({ state: checked ? 'failing' : undefined, after: undefined })} color="red" variant="outline">
        Only failing
      </Chip>
      <Text size="sm" c="dimmed" aria-live="polite">
        {isFiltered ? (found === 0 ? 'Nothing fits' : total === null ? 'The rest is dimmed' : `${found ?? 0} of ${total}`) : total === null ? `${model.sources.length} sources · ${model.destinations.length} destinations` : total}
      </Text>
    </Group>
  );
}
