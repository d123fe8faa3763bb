import { Alert, Card, Stack } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { FormField } from '@/api/generated/schema';
import { useMayEdit } from '@/api/workspace';
import { ProblemSummary } from '@/forms/ProblemSummary';
import { ConflictDialog } from './ConflictDialog';
import { SaveBar } from './SaveBar';
import type { Edit } from './useEdit';

type Props = { edit: Edit; fields: readonly FormField[]; children: ReactNode };

/** A form over a destination: what is wrong, the fields, and what to do when two people edit. */
export function EditForm({ edit, fields, children }: Props) {
  const mayEdit = useMayEdit();
  // Closing the tab of the browser asks first.
  useBlocker({ shouldBlockFn: () => edit.isDirty && !window.confirm('You have changes that are not saved. Leave them?'), enableBeforeUnload: () => edit.isDirty });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        edit.sending.send();
      }}
    >
      <Card withBorder padding="lg" maw={860}>
        <Stack>
          {edit.sending.problem !== null && (
            <Alert color="red" role="alert">
              {edit.sending.problem}
            </Alert>
          )}
          <ProblemSummary problems={edit.problems} fields={fields} at="settings" />
          {children}
          <SaveBar edit={edit} mayEdit={mayEdit} />
        </Stack>
      </Card>
      {edit.conflict && <ConflictDialog conflict={edit.conflict} fields={fields} />}
    </form>
  );
}
