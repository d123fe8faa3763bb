import { Button, Group, Modal, Text } from '@mantine/core';
import { Suspense } from 'react';
import { Loading } from '@/ui/Loading';
import { DiffEditor } from './monaco';
import type { Draft } from './useDraft';

/** Somebody else has saved meanwhile: both sides, and nothing is lost without a choice. */
export function ConflictModal({ draft }: { draft: Draft }) {
  const { theirs } = draft;
  return (
    <Modal opened={theirs !== null} onClose={draft.leaveConflict} size="90%" title="Somebody else has saved a version meanwhile" closeButtonProps={{ 'aria-label': 'Close' }}>
      {theirs !== null && (
        <>
          <Text size="sm" mb="sm">
            On the left is what is stored now, on the right what you have written. Both stay as versions: “Keep mine” makes yours the next one when you save.
          </Text>
          <Suspense fallback={<Loading />}>
            <DiffEditor label="Theirs and yours" before={theirs.newest.code} after={draft.values.code} language={draft.values.language} height="55vh" />
          </Suspense>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={draft.leaveConflict}>
              Go on writing
            </Button>
            <Button variant="default" onClick={() => draft.rebase('theirs')}>
              Take theirs
            </Button>
            <Button onClick={() => draft.rebase('mine')}>Keep mine</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
