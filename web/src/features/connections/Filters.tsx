import { Button, CloseButton } from '@mantine/core';
import { IconSearch, IconSelector } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import classes from './Filters.module.css';
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
    <div className={classes.filters}>
      <span className={`${classes.field ?? ''} ${classes.search ?? ''}`}>
        <IconSearch size={16} aria-hidden />
        <input type="text" aria-label="Search connections" placeholder="Name, type or id" value={text} onChange={(event) => onType(event.currentTarget.value)} />
        {text !== '' && <CloseButton size="sm" aria-label="Clear the search" onClick={() => onType('')} />}
      </span>
      <Choices model={model} />
      <span className={classes.counts} aria-live="polite">
        {countsOf({ isFiltered, isTable, found, model })}
      </span>
    </div>
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
      <Choice label="State" all="Any state" options={states} value={search.state} width={140} onChoose={(value) => look({ state: states.find((s) => s.value === value)?.value, after: undefined })} />
      <Choice label="Type" all="Any type" options={types} value={search.type} width={180} onChoose={(value) => look({ type: value, after: undefined })} />
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

type ChoiceProps = { label: string; all: string; options: { value: string; label: string }[]; value: string | undefined; width: number; onChoose: (value: string | undefined) => void };

/** One of some, or all of them. */
function Choice({ label, all, options, value = '', width, onChoose }: ChoiceProps) {
  return (
    <span className={`${classes.field ?? ''} ${classes.choice ?? ''}`} style={{ width }}>
      <select aria-label={label} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value === '' ? undefined : currentTarget.value)}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconSelector size={16} aria-hidden />
    </span>
  );
}

function countsOf({ isFiltered, isTable, found, model }: { isFiltered: boolean; isTable: boolean; found: null | number; model: Model }): string {
  if (isFiltered && found === 0) {
    return 'Nothing fits';
  }

  if (isTable) {
    return isFiltered ? `${found ?? 0} of ${model.edges.length}` : `${model.edges.length} connections`;
  }

  return isFiltered ? 'The rest is dimmed' : `${model.sources.length} sources · ${model.destinations.length} destinations`;
}
