import { NumberInput } from '@mantine/core';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { isDynamic, textOf } from '../settings';
import { FromEvent } from './FromEvent';
import { TextField } from './TextField';

export function NumberField(props: FieldProps) {
  const { field, value, onChange, form } = props;
  if (isDynamic(value)) {
    return <TextField {...props} />;
  }

  return (
    <NumberInput
      {...inputProps(props)}
      placeholder={field.default === undefined ? (field.example ?? '') : textOf(field.default)}
      value={typeof value === 'number' ? value : textOf(value)}
      onChange={(given) => onChange(given === '' ? undefined : given)}
      rightSection={form.isReadOnly || form.isFixed ? undefined : <FromEvent field={field} value={value} onChange={onChange} />}
      maw={260}
    />
  );
}
