import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { refused, told } from './toasts';

const LONG_ENOUGH_MS = 8_000;

/** Something was done, and can be taken back for a while. */
export function toldWithUndo(message: string, undo: () => Promise<unknown>) {
  const takeBack = async (id: string) => {
    notifications.hide(id);
    try {
      await undo();
      told('Taken back.');
    } catch (problem) {
      refused(problem);
    }
  };
  const id = notifications.show({
    color: 'teal',
    autoClose: LONG_ENOUGH_MS,
    message: (
      <Group justify="space-between">
        {message}
        <Button size="compact-sm" variant="light" onClick={() => void takeBack(id)}>
          Undo
        </Button>
      </Group>
    ),
  });
}
