import { Button, Group, Text } from '@mantine/core';
import type { Edit } from './useEdit';

/** Saves what was edited, or takes it back. */
export function SaveBar({ edit, mayEdit }: { edit: Edit; mayEdit: boolean }) {
  return mayEdit ? (
    <Group>
      <Button type="submit" loading={edit.sending.isBusy} disabled={!edit.isDirty}>
        Save
      </Button>
      <Button variant="subtle" onClick={edit.reset} disabled={!edit.isDirty || edit.sending.isBusy}>
        Discard changes
      </Button>
      {edit.isDirty && (
        <Text size="sm" c="dimmed" role="status">
          Not saved yet
        </Text>
      )}
    </Group>
  ) : (
    <Text size="sm" c="dimmed">
      You are a viewer of this workspace: editors change settings.
    </Text>
  );
}
