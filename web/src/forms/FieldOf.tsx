import type { ComponentType } from 'react';
import type { FormField } from '@/api/generated/schema';
import type { FieldProps } from './field';
import { ChoiceField } from './fields/ChoiceField';
import { NamesField } from './fields/NamesField';
import { NumberField } from './fields/NumberField';
import { PlatformFields } from './fields/PlatformFields';
import { RowsField } from './fields/RowsField';
import { SecretField } from './fields/SecretField';
import { SwitchField } from './fields/SwitchField';
import { TextField } from './fields/TextField';
import { isByPlatform } from './platforms';

/** The input of every kind of field: one that is missing here does not compile. */
export const inputs: Record<FormField['kind'], ComponentType<FieldProps>> = {
  text: TextField,
  switch: SwitchField,
  number: NumberField,
  choice: ChoiceField,
  names: NamesField,
  rows: RowsField,
};

/** The input that a field needs. @param isSet Of a secret: one is stored. */
export function FieldOf({ isSet = false, ...props }: FieldProps & { isSet?: boolean }) {
  if (props.field.secret === true) {
    return <SecretField {...props} isSet={isSet} />;
  }

  if (isByPlatform(props.value)) {
    return <PlatformFields {...props} />;
  }

  const Input = inputs[props.field.kind];
  return <Input {...props} />;
}
