import { Modal, PasswordInput, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ServerForm } from './ServerForm';
import { useServerForm } from './useServerForm';

type Props = { title: string; label: string; onClose: () => void; send: (password: string) => Promise<unknown>; children: ReactNode };

/** Asks for one's password once more, before something that whoever sits down at an open browser must not be able to do. */
export function AskPassword({ title, label, onClose, send, children }: Props) {
  const { form, ...sending } = useServerForm({ password: '' }, ({ password }) => send(password));
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        <Text>{children}</Text>
        <ServerForm {...sending} label={label}>
          <PasswordInput label="Your password" required autoComplete="current-password" data-autofocus {...form.getInputProps('password')} />
        </ServerForm>
      </Stack>
    </Modal>
  );
}
