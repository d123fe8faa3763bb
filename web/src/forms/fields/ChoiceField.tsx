import { Select } from '@mantine/core';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { effective, isDynamic, textOf } from '../settings';
import { FromEvent } from './FromEvent';
import { TextField } from './TextField';

const MANY = 8;

export function ChoiceField(props: FieldProps) {
  const { field, value, onChange, form } = props;
  if (isDynamic(value)) {
    return <TextField {...props} />;
  }

  const choices = field.choices ?? [];
  const chosen = textOf(effective(field, { [field.key]: value }));
  // What is stored stays visible, also when it is none of the choices.
  const known = chosen === '' || choices.some((c) => c.value === chosen) ? choices : [...choices, { value: chosen, label: `${chosen} (not among the choices)` }];
  return (
    <Select
      {...inputProps(props)}
      data={known.map((c) => ({ ...c }))}
      value={chosen === '' ? null : chosen}
      onChange={(picked) => onChange(picked ?? undefined)}
      allowDeselect={false}
      searchable={choices.length > MANY}
      placeholder="Choose"
      maw={420}
      {...(!form.isReadOnly && !form.isFixed && { inputContainer: (input) => <Beside input={input} button={<FromEvent field={field} value={value} onChange={onChange} />} /> })}
    />
  );
}

function Beside({ input, button }: { input: React.ReactNode; button: React.ReactNode }) {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr auto', alignItems: 'center', gap: 6 }}>
      {input}
      {button}
    </div>
  );
}
