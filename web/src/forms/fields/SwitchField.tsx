import { Switch } from '@mantine/core';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { effective, isDynamic, isOn } from '../settings';
import { TextField } from './TextField';

export function SwitchField(props: FieldProps) {
  const { field, value, onChange } = props;
  if (isDynamic(value)) {
    return <TextField {...props} />;
  }

  const { id, label, description, error, disabled } = inputProps(props);
  return <Switch {...{ id, label, description, error, disabled }} checked={isOn(effective(field, { [field.key]: value }))} onChange={(event) => onChange(event.currentTarget.checked)} />;
}
