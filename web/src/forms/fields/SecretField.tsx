import { Button, Group, Input, PasswordInput, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { isNeeded, textOf } from '../settings';

/**
 * A secret: it can be set, replaced and taken away, and is never shown again.
 * @param isSet One is stored that stays if nothing is typed.
 */
export function SecretField({ isSet, note, ...props }: FieldProps & { isSet: boolean; note?: string | undefined }) {
  const { field, path, value, onChange, form } = props;
  const [isReplacing, setReplacing] = useState(false);
  const common = inputProps(props);
  const isCleared = value === null;

  if (isSet && !isReplacing && (value === undefined || isCleared)) {
    return (
      <Input.Wrapper id={common.id} label={field.label} labelElement="div" description={field.help} error={common.error} withAsterisk={common.withAsterisk}>
        <Group gap="xs" mt={4} mih={36} id={common.id} tabIndex={-1} role="group" aria-label={field.label}>
          <IconLock size={16} aria-hidden />
          <Text size="sm">{isCleared ? 'Taken away when you save' : 'It is set.'}</Text>
          {!form.isReadOnly && (
            <>
              <Button size="compact-sm" variant="default" onClick={() => setReplacing(true)} aria-label={`Replace ${field.label}`}>
                Replace
              </Button>
              {isCleared ? (
                <Button size="compact-sm" variant="subtle" onClick={() => onChange(undefined)} aria-label={`Keep ${field.label}`}>
                  Keep it
                </Button>
              ) : (
                !isNeeded(field) && (
                  <Button size="compact-sm" variant="subtle" color="red" onClick={() => onChange(null)} aria-label={`Clear ${field.label}`}>
                    Clear
                  </Button>
                )
              )}
            </>
          )}
        </Group>
      </Input.Wrapper>
    );
  }

  const keep = () => {
    setReplacing(false);
    onChange(undefined);
  };
  return (
    <PasswordInput
      {...common}
      key={path}
      autoComplete="new-password"
      data-autofocus={isReplacing}
      // The person pressed "Replace" to type here.
      ref={isReplacing ? (input) => input?.focus({ preventScroll: true }) : undefined}
      placeholder={field.example ?? ''}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${field.label}` }}
      description={note ?? field.help}
      {...(isReplacing && {
        inputContainer: (input) => (
          <div style={{ display: 'grid', gridTemplateColumns: '1fr auto', alignItems: 'center', gap: 6 }}>
            {input}
            <Button size="compact-sm" variant="subtle" onClick={keep}>
              Keep the old one
            </Button>
          </div>
        ),
      })}
    />
  );
}
