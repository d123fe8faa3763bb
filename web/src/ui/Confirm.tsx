import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { opened: boolean; onClose: () => void; title: string; label: string; isBusy: boolean; onConfirm: () => void; children: ReactNode };

/** Asks once more, before something that can't be taken back. */
export function Confirm({ opened, onClose, title, label, isBusy, onConfirm, children }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text>{children}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red.9" onClick={onConfirm} loading={isBusy}>
            {label}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
