import { MultiSelect, TagsInput } from '@mantine/core';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { isDynamic, namesOf, storedNames } from '../settings';
import { TextField } from './TextField';

/** A list of texts: some of a few, or any. */
export function NamesField(props: FieldProps) {
  const { field, value, onChange, form } = props;
  if (isDynamic(value)) {
    return <TextField {...props} />;
  }

  const names = namesOf(value, field.item);
  const change = (next: string[]) => onChange(next.length === 0 ? undefined : storedNames(next, field.item));
  const common = { ...inputProps(props), value: names, onChange: change, clearable: !form.isReadOnly };
  return field.choices ? (
    <MultiSelect {...common} data={field.choices.map((c) => ({ ...c }))} searchable placeholder={names.length === 0 ? 'Choose' : ''} />
  ) : (
    <TagsInput {...common} acceptValueOnBlur splitChars={[',', '\n', '\t']} placeholder={names.length === 0 ? (field.example ?? 'Type a name, then Enter') : ''} />
  );
}
