import { Text, TextInput } from '@mantine/core';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { isDynamic, textOf } from '../settings';
import { FromEvent } from './FromEvent';

export function TextField(props: FieldProps) {
  const { field, value, onChange, form } = props;
  const text = textOf(value);
  return (
    <TextInput
      {...inputProps(props)}
      placeholder={field.default === undefined ? (field.example ?? '') : textOf(field.default)}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      rightSection={!form.isReadOnly && !form.isFixed && <FromEvent field={field} value={value} onChange={onChange} />}
      styles={isDynamic(value) ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : {}}
      {...(isDynamic(value) && { inputContainer: (input) => <WithNote>{input}</WithNote> })}
    />
  );
}

function WithNote({ children }: { children: React.ReactNode }) {
  return (
    <>
      {children}
      <Text size="xs" c="dimmed" mt={4}>
        Each event brings its own value.
      </Text>
    </>
  );
}
