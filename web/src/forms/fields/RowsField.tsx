import { ActionIcon, Button, Group, Input, Paper, Stack } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { FormField } from '@/api/generated/schema';
import { FieldOf } from '../FieldOf';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { keepsSecret } from '../secrets';
import { isDynamic, rowsOf, withValue, type Settings } from '../settings';
import classes from './RowsField.module.css';
import { TextField } from './TextField';

/** A list of rows with a few columns: headers, mappings of events. */
export function RowsField(props: FieldProps) {
  const { field, path, value, onChange, form } = props;
  if (isDynamic(value)) {
    return <TextField {...props} />;
  }

  const rows = rowsOf(value);
  const { id, label, description, error, withAsterisk } = inputProps(props);
  const put = (next: Settings[]) => onChange(next.length === 0 ? undefined : next);
  const swap = (a: number, b: number) => put(rows.map((row, i) => (i === a ? rows[b] : i === b ? rows[a] : row) ?? row));
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error} withAsterisk={withAsterisk}>
      <Stack gap="xs" mt="xs" id={id} tabIndex={-1} role="group" aria-label={label}>
        {rows.map((row, place) => (
          // Rows have no name of their own, and are moved as a whole.
          <Row
            key={place}
            list={field}
            row={row}
            path={`${path}[${place}]`}
            form={form}
            onChange={(next) => put(rows.map((one, i) => (i === place ? next : one)))}
            onRemove={() => put(rows.filter((_, i) => i !== place))}
            onUp={place === 0 ? undefined : () => swap(place, place - 1)}
            onDown={place === rows.length - 1 ? undefined : () => swap(place, place + 1)}
            name={`${label}, ${place + 1}`}
          />
        ))}
        {!form.isReadOnly && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'flex-start' }} onClick={() => put([...rows, {}])} aria-label={`Add to ${label}`}>
            Add
          </Button>
        )}
        {form.isReadOnly && rows.length === 0 && <Input.Description>None</Input.Description>}
      </Stack>
    </Input.Wrapper>
  );
}

type RowProps = {
  list: FormField;
  row: Settings;
  path: string;
  name: string;
  form: FieldProps['form'];
  onChange: (row: Settings) => void;
  onRemove: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

function Row({ list, row, path, name, form, onChange, onRemove, onUp, onDown }: RowProps) {
  const columns = list.columns ?? [];
  const set = (key: string, value: unknown) => onChange(withValue(row, key, value));
  const isFlat = columns.every((c) => c.kind !== 'rows' && c.kind !== 'names');
  return (
    <Paper withBorder p="sm" role="group" aria-label={name}>
      <Group align="flex-start" wrap="nowrap" gap="xs">
        <div className={isFlat ? classes.flat : classes.stacked}>
          {columns.map((column) => (
            <FieldOf
              key={column.key}
              field={column}
              path={`${path}.${column.key}`}
              value={row[column.key]}
              onChange={(value) => set(column.key, value)}
              form={form}
              {...(column.secret === true && { isSet: keepsSecret(list, column, row, form.saved[list.key], form.secrets) })}
            />
          ))}
        </div>
        {!form.isReadOnly && (
          <Group gap={0} wrap="nowrap" mt={24}>
            {(onUp ?? onDown) && (
              <>
            <ActionIcon variant="subtle" color="gray" disabled={!onUp} onClick={onUp} aria-label={`Move up: ${name}`}>
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" disabled={!onDown} onClick={onDown} aria-label={`Move down: ${name}`}>
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
              </>
            )}
            <ActionIcon variant="subtle" color="red" onClick={onRemove} aria-label={`Remove: ${name}`}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </Paper>
  );
}
